//! Formats of strings: which type of Rust a caller may ask the text for.

use std::collections::BTreeMap;

use super::external::is_path;
use crate::model::types::{ExternalType, IntegerType, TypeRef};
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
    /// Those that the settings have, which numbers have too.
    of_settings: BTreeMap<String, String>,
}

impl Formats {
    /// The defaults, changed by the settings.
    pub fn new(target: &Target, report: &mut Report) -> Self {
        let mut by_name: BTreeMap<String, String> = DEFAULTS
            .iter()
            .map(|(format, path)| ((*format).to_owned(), (*path).to_owned()))
            .collect();
        let mut of_settings = BTreeMap::new();
        for (format, path) in &target.formats {
            if !is_path(path) {
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
            of_settings.insert(format.clone(), path.clone());
        }
        Self {
            by_name,
            of_settings,
        }
    }

    /// The type of strings of a format.
    pub fn text(&self, format: Option<&str>) -> TypeRef {
        let path = format.and_then(|format| self.by_name.get(format));
        match path {
            Some(path) if path != PLAIN => TypeRef::Formatted(path.clone()),
            _ => TypeRef::String,
        }
    }

    /// The type of integers and numbers of a format, where a setting says another than `ty`.
    pub fn number(&self, format: Option<&str>, ty: TypeRef) -> TypeRef {
        let is_number = matches!(ty, TypeRef::Integer(_) | TypeRef::Float64);
        let path = format.and_then(|format| self.of_settings.get(format));
        match path {
            Some(path) if is_number && path != PLAIN => match (integer(path), path.as_str()) {
                (Some(integer), _) => TypeRef::Integer(integer),
                (None, "f64") => TypeRef::Float64,
                (None, path) => TypeRef::External(ExternalType {
                    path: path.to_owned(),
                    with: None,
                    traits: None,
                }),
            },
            _ => ty,
        }
    }
}

/// The package that a type needs, as its line in the manifest; `None` for types that need none of ours.
pub fn dependency(path: &str) -> Option<(&'static str, &'static str)> {
    let known = KNOWN.iter().find(|known| known.path == path)?;
    Some((known.package, known.dependency))
}

/// The type of integers of this name.
fn integer(name: &str) -> Option<IntegerType> {
    use IntegerType::{I8, I16, I32, I64, U8, U16, U32, U64};
    [I8, I16, I32, I64, U8, U16, U32, U64]
        .into_iter()
        .find(|ty| ty.as_str() == name)
}
