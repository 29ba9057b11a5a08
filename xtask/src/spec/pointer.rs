//! JSON Pointers (RFC 6901): the address of a node in a document.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The address of a node in a document, in its string form: `/components/schemas/Pet`; empty is the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(String);

impl Pointer {
    /// The root of the document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads the string form, or the URI fragment form (section 6) with or without its `#`.
    ///
    /// `None` when the text is neither empty nor begins with `/`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = match text.strip_prefix('#') {
            Some(fragment) => percent_decode_str(fragment).decode_utf8_lossy(),
            None => Cow::Borrowed(text),
        };
        (text.is_empty() || text.starts_with('/')).then(|| Self(text.into_owned()))
    }

    /// The child under a key or index.
    pub fn child(&self, token: impl fmt::Display) -> Self {
        let token = token.to_string().replace('~', "~0").replace('/', "~1");
        Self(format!("{}/{token}", self.0))
    }

    /// The unescaped keys and indices from the root.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0
            .split('/')
            .skip(1)
            .map(|token| token.replace("~1", "/").replace("~0", "~"))
    }

    /// The last key or index; `None` at the root.
    pub fn last(&self) -> Option<String> {
        self.tokens().last()
    }

    /// The node above; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|end| Self(self.0[..end].to_owned()))
    }

    /// Whether this is the address of a node somewhere below `other`, or of `other` itself.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0
            .strip_prefix(&other.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The node of `root` at this address.
    pub fn find<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        root.pointer(&self.0)
    }
}

/// The URI fragment form without percent-encoding, as people write it in a `$ref`: `#/components/schemas/Pet`.
impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_escaped_and_unescaped() {
        let pointer = Pointer::root().child("paths").child("/a/{b}~c");
        assert_eq!(pointer.to_string(), "#/paths/~1a~1{b}~0c");
        assert_eq!(pointer.last().as_deref(), Some("/a/{b}~c"));
        assert_eq!(Pointer::parse("#/paths/~1a~1%7Bb%7D~0c"), Some(pointer));
    }

    #[test]
    fn what_is_no_pointer_is_refused() {
        assert_eq!(Pointer::parse("Pet"), None);
        assert_eq!(Pointer::parse("#Pet"), None);
        assert_eq!(Pointer::parse("#"), Some(Pointer::root()));
    }
}
