//! The kinds of problems: their codes, how much each matters where nobody says otherwise, and why.
//!
//! What each means at length, with an example and the way out, is its page below `pages/`.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $default:ident, $why:literal;)+) => {
        /// The stable name of a kind of problem. A code is never given a second meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as users see it, such as `B0101`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// What kind of problem it is, in one line.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii(),)+
                }
            }

            /// Why it matters, in one line.
            pub const fn why(self) -> &'static str {
                match self {
                    $(Self::$name => $why,)+
                }
            }

            /// How much it matters where no setting says otherwise. Some are both: what can only mean one
            /// thing is a warning, and what cannot mean anything is an error.
            pub const fn default_severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$default,)+
                }
            }

            /// All that there is to say of it, as Markdown.
            pub const fn page(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("pages/", $code, ".md")),)+
                }
            }
        }
    };
}

codes! {
    /// The document cannot be read as text.
    Unreadable = "B0101", Error, "there is nothing to generate from";
    /// The text is not YAML or JSON.
    Syntax = "B0102", Error, "behind a mistake of syntax nothing can be read";
    /// The version of OpenAPI is missing or not one that is read.
    Version = "B0103", Error, "the version says how to read the rest";
    /// A value of YAML that JSON does not have, such as `.nan`.
    NotJson = "B0104", Error, "an OpenAPI document has to be one of JSON too";
    /// The document is beyond a limit.
    Limit = "B0105", Error, "a document must not take all memory or time of a machine";
    /// An overlay or a patch is not what its standard says.
    Correction = "B0106", Error, "a correction that is not understood is not made";
    /// A correction is for a place that the document does not have.
    CorrectionWithoutTarget = "B0107", Error, "it does nothing, and whoever wrote it thinks that it does";
    /// A correction does not fit what stands at its place.
    CorrectionMisfit = "B0108", Error, "the document is another than the correction was made for";
    /// A node does not have the shape that the standard gives it.
    Shape = "B0201", Error, "what has another shape means nothing, or may mean something else";
    /// A reference leads nowhere.
    DanglingReference = "B0202", Error, "what it stands for is not known";
    /// References that lead only to each other.
    CyclicReference = "B0203", Error, "they stand for nothing";
    /// A reference to another host, or to a file that is not there.
    ExternalReference = "B0204", Error, "nothing is fetched, so that the same document gives the same code";
    /// A path template and the path parameters do not agree.
    PathTemplate = "B0205", Warning, "requests go to a path that the server may not have";
    /// Two operations have one operationId.
    DuplicateOperationId = "B0206", Warning, "an operation is named after its id, and two methods of one name cannot be told apart";
    /// An operation has no operationId.
    MissingOperationId = "B0207", Warning, "its method is named after its path, and changes with it";
    /// A security requirement names a scheme that is not declared.
    UnknownSecurityScheme = "B0208", Warning, "nothing is sent for it, and the server may refuse the call";
    /// `required` names a property that is not declared.
    UnknownRequired = "B0209", Warning, "it may be the misspelt name of one that is";
    /// The same parameter is declared twice.
    DuplicateParameter = "B0210", Warning, "only one of them is sent";
    /// A field that the standard does not know.
    UnknownField = "B0211", Warning, "it may be the misspelt name of one that it knows, and what it says is lost";
    /// A keyword of a schema does not hold what it should.
    Keyword = "B0220", Warning, "the type may be another than the author meant";
    /// An example does not satisfy the schema that it is an example of.
    Example = "B0221", Warning, "one of the two is wrong, and clients decode by the schema";
    /// A schema whose values could not be typed; they are kept as any JSON.
    Untyped = "B0301", Warning, "callers get a `serde_json::Value` and no help of the compiler";
    /// A body that is neither JSON nor text; it is kept as bytes.
    RawBody = "B0302", Warning, "callers read and write its bytes themselves";
    /// A part of the document that is not read.
    Unsupported = "B0303", Warning, "the crate knows nothing of it";
    /// Operations seem to answer in pages, and the settings say nothing of it.
    UnsaidPagination = "B0304", Note, "a call answers one page, and going through all of them is left to callers";
    /// Two items want one Rust name.
    NameCollision = "B0401", Warning, "one of them gets a mark behind its name, which reads badly";
    /// The settings file cannot be read.
    SettingsUnreadable = "B0501", Error, "without settings there are no targets";
    /// The settings file is not what it should be.
    SettingsSyntax = "B0502", Error, "a setting that is not understood is not followed";
    /// A setting names a place that the document does not have.
    SettingWithoutPlace = "B0503", Error, "it does nothing, and whoever wrote it thinks that it does";
    /// A setting's value cannot be used where it stands.
    SettingValue = "B0504", Error, "a setting that cannot be followed is not followed";
    /// The file of names is not what it should be.
    Names = "B0505", Error, "a name that is not understood is made anew, and callers lose the one that they use";
    /// What a template was made from has changed since.
    TemplateChanged = "B0506", Warning, "the crate lacks what was mended or added there";
    /// A template is for a file that the crate does not have.
    TemplateUnused = "B0507", Note, "it changes nothing in this crate, and may be meant for another";
    /// A response has a body without a schema.
    ResponseWithoutSchema = "B0601", Warning, "callers get any JSON, and have to read the server's code to know what";
    /// The variants of a union may not be told apart.
    AmbiguousUnion = "B0602", Warning, "a value is decoded as the variant that keeps the most of it, which may not be the one that was sent";
    /// An operation documents no error.
    UndocumentedErrors = "B0603", Warning, "callers cannot tell one failure from another, and every operation can fail";
    /// A component that nothing refers to.
    UnusedComponent = "B0604", Warning, "it may be a leftover, or something forgot to refer to it";
    /// Names of properties in several spellings.
    InconsistentCasing = "B0605", Warning, "a name spelled unlike the others is often a mistake, and stays for good once it is published";
    /// A server without TLS.
    InsecureServer = "B0606", Warning, "credentials and answers can be read and changed on the way";
    /// Two path templates that are the same but for the names of their parameters.
    CollidingPaths = "B0607", Warning, "a server cannot tell their requests apart";
    /// An operation documents no success.
    NoSuccess = "B0608", Warning, "its success has no type, and every answer is an error";
}

impl Code {
    /// Whether it is an error where nothing is said of it, and levels may make it less.
    pub const fn is_denied(self) -> bool {
        matches!(self, Self::CorrectionWithoutTarget)
    }

    /// The code that users write so, in either case.
    pub fn by_name(name: &str) -> Option<Self> {
        let found = Self::ALL
            .iter()
            .find(|code| code.as_str().eq_ignore_ascii_case(name));
        found.copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_none_is_given_twice() {
        assert!(
            Code::ALL
                .windows(2)
                .all(|pair| pair[0].as_str() < pair[1].as_str())
        );
    }

    #[test]
    fn every_page_begins_with_its_code_and_shows_an_example_and_a_way_out() {
        for code in Code::ALL {
            let page = code.page();
            let title = format!(
                "# {}: {}\n",
                code.as_str(),
                code.title().trim_end_matches('.')
            );
            assert!(
                page.starts_with(&title),
                "{} is to begin with {title}",
                code.as_str()
            );
            for part in ["```", "## What to do"] {
                assert!(page.contains(part), "{} has no {part}", code.as_str());
            }
        }
    }
}
