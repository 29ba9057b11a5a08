//! Formats of strings: which type of Rust a caller may ask the text for.

use std::collections::BTreeMap;

use crate::model::types::TypeRef;
use crate::report::{Code, Report};
use crate::settings::Target;

/// A type of Rust that strings of a format stand for, and the package that has it.
struct Known {
    path: &'static str,
    package: &'static str,
    dependency: &'static str,
}

/// The types that need no setting but their name: the package is added to the manifest.
const KNOWN: [Known; 13] = [
    known("jiff::Timestamp", "jiff", JIFF),
    known("jiff::Zoned", "jiff", JIFF),
    known("jiff::Span", "jiff", JIFF),
    known("jiff::SignedDuration", "jiff", JIFF),
    known("jiff::civil::Date", "jiff", JIFF),
    known("jiff::civil::Time", "jiff", JIFF),
    known("jiff::civil::DateTime", "jiff", JIFF),
    known("chrono::DateTime<chrono::FixedOffset>", "chrono", CHRONO),
    known("chrono::DateTime<chrono::Utc>", "chrono", CHRONO),
    known("chrono::NaiveDate", "chrono", CHRONO),
    known("uuid::Uuid", "uuid", "\"1\""),
    known("url::Url", "url", "\"2\""),
    known("rust_decimal::Decimal", "rust_decimal", "\"1\""),
];

const JIFF: &str = "{ version = \"0.2\", default-features = false, features = [\"std\"] }";
const CHRONO: &str = "{ version = \"0.4\", default-features = false, features = [\"std\"] }";

const fn known(path: &'static str, package: &'static str, dependency: &'static str) -> Known {
    Known {
        path,
        package,
        dependency,
    }
}

/// What formats are where the settings are silent: types of the standard library and of the runtime, and
/// those of small packages that most programs have already. Formats that are not here are plain strings.
const DEFAULTS: [(&str, &str); 15] = [
    ("byte", "crate::runtime::Base64"),
    ("date", "jiff::civil::Date"),
    ("date-time", "jiff::Timestamp"),
    ("int16", "i16"),
    ("int32", "i32"),
    ("int64", "i64"),
    ("int8", "i8"),
    ("ip", "std::net::IpAddr"),
    ("ipv4", "std::net::Ipv4Addr"),
    ("ipv6", "std::net::Ipv6Addr"),
    ("uint16", "u16"),
    ("uint32", "u32"),
    ("uint64", "u64"),
    ("uint8", "u8"),
    ("uuid", "uuid::Uuid"),
];

/// The name that the settings give to a format which is to be a plain string.
const PLAIN: &str = "String";

/// The types of the formats.
pub struct Formats {
    by_name: BTreeMap<String, String>,
}

impl Formats {
    /// The defaults, changed by the settings.
    pub fn new(target: &Target, report: &mut Report) -> Self {
        let mut by_name: BTreeMap<String, String> = DEFAULTS
            .iter()
            .map(|(format, path)| ((*format).to_owned(), (*path).to_owned()))
            .collect();
        for (format, path) in &target.formats {
            if syntax_is_odd(path) {
                report.error(
                    Code::SettingValue,
                    target.setting(&["formats", format]),
                    format!(
                        "the setting `formats.{format}` says `{path}`, which is not a path of Rust"
                    ),
                );
                continue;
            }
            by_name.insert(format.clone(), path.clone());
        }
        Self { by_name }
    }

    /// The type of strings of a format.
    pub fn text(&self, format: Option<&str>) -> TypeRef {
        let path = format.and_then(|format| self.by_name.get(format));
        match path {
            Some(path) if path != PLAIN => TypeRef::Formatted(path.clone()),
            _ => TypeRef::String,
        }
    }
}

/// The package that a type needs, as its line in the manifest; `None` for types that need none of ours.
pub fn dependency(path: &str) -> Option<(&'static str, &'static str)> {
    let known = KNOWN.iter().find(|known| known.path == path)?;
    Some((known.package, known.dependency))
}

/// Whether a text is anything but the path of a type, so that it could end up as other code.
fn syntax_is_odd(path: &str) -> bool {
    !matches!(syn::parse_str::<syn::Type>(path), Ok(syn::Type::Path(_)))
}
