//! The headers that the settings give to every request.

use std::collections::BTreeMap;

use http::{HeaderName, HeaderValue};

use crate::report::{Code, Report};
use crate::settings::Target;

/// Those that belong to a message or a connection (RFC 9110 sections 7.2, 7.6.1 and 8.6; RFC 9112 section 6.1), or to
/// a body, and why they stand in no settings.
const OF_OTHERS: [(&str, &str); 9] = [
    ("accept", "which follows from what an operation answers"),
    ("connection", "which belongs to the transport"),
    ("content-length", "which belongs to a body"),
    ("content-type", "which belongs to a body"),
    ("cookie", "which callers set, or a security scheme"),
    ("host", "which follows from the base URL"),
    ("te", "which belongs to the transport"),
    ("transfer-encoding", "which belongs to the transport"),
    ("upgrade", "which belongs to the transport"),
];

/// The headers by their names in small letters. What HTTP does not allow is reported, and so is a credential.
pub fn lower(target: &Target, report: &mut Report) -> Vec<(String, String)> {
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in &target.headers {
        let mut complain = |message: String, help: &str| {
            let setting = target.setting(&["headers", name]);
            let diagnostic = report.error(Code::SettingValue, setting, message);
            if !help.is_empty() {
                diagnostic.help(help);
            }
        };
        let Ok(checked) = HeaderName::from_bytes(name.as_bytes()) else {
            complain(
                format!(
                    "the setting `headers` names `{name}`, which is no name of a header (RFC 9110 section 5.1)"
                ),
                "names are letters, digits and the characters !#$%&'*+-.^_`|~",
            );
            continue;
        };
        let known = OF_OTHERS.iter().find(|(of_other, _)| checked == *of_other);
        if let Some((_, why)) = known {
            complain(
                format!("the setting `headers` names `{name}`, {why}"),
                "take it out",
            );
        } else if checked == http::header::AUTHORIZATION
            || checked == http::header::PROXY_AUTHORIZATION
        {
            complain(
                format!("the setting `headers` holds a credential, `{name}`"),
                "settings are committed; declare a security scheme, whose credential callers give",
            );
        } else if HeaderValue::from_str(value).is_err() || !value.is_ascii() {
            complain(
                format!(
                    "the setting `headers.\"{name}\"` has a value that no header has (RFC 9110 section 5.5)"
                ),
                "values are visible characters of ASCII, spaces and tabs",
            );
        } else if headers
            .insert(checked.as_str().to_owned(), value.clone())
            .is_some()
        {
            complain(
                format!("the setting `headers` names `{checked}` twice: case does not matter"),
                "",
            );
        }
    }
    headers.into_iter().collect()
}
