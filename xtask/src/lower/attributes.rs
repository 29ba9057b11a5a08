//! The attributes that the settings give to items.

use syn::Attribute;
use syn::parse::Parser;

use super::by_place::ByPlace;
use crate::report::{Code, Report};
use crate::settings::Target;

/// Takes the settings; what is no attribute, or would mean nothing, is reported.
pub fn new(target: &Target, report: &mut Report) -> ByPlace<Vec<String>> {
    ByPlace::new(
        "attributes",
        &target.attributes,
        target,
        report,
        |place, texts, report| {
            let setting = target.setting(&["attributes", place]);
            for text in texts {
                if let Some((message, help)) = complaint(text) {
                    let message =
                        format!("the setting `attributes.\"{place}\"` holds `{text}`, {message}");
                    report
                        .error(Code::SettingValue, setting, message)
                        .help(help);
                    return None;
                }
            }
            Some(texts.clone())
        },
    )
}

/// What is wrong with the text of an attribute, and what to write.
fn complaint(text: &str) -> Option<(&'static str, &'static str)> {
    const SYNTAX: (&str, &str) = (
        "which is not one outer attribute of Rust",
        "write it as it stands in code: `#[cfg_attr(feature = \"schema\", derive(my::Trait))]`",
    );
    let Ok(attributes) = Attribute::parse_outer.parse_str(text) else {
        return Some(SYNTAX);
    };
    let [attribute] = attributes.as_slice() else {
        return Some(SYNTAX);
    };
    attribute.path().is_ident("serde").then_some((
        "which nothing reads: types are read and written by code of their own",
        "name another type of Rust by the setting `types`, with a module in `with`",
    ))
}
