//! JSON Pointers (RFC 6901): the address of a node in a document.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// The address of a node in a document: a JSON Pointer in its string form, as `/components/schemas/Pet`, where
/// empty is the root; and the file that it is in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer {
    /// The path of the file from the folder of the main one, which has none.
    file: Option<Arc<str>>,
    path: String,
}

impl Pointer {
    /// The root of the main file.
    pub fn root() -> Self {
        Self::default()
    }

    /// The root of a file, by its path from the folder of the main one.
    pub fn root_of(file: &str) -> Self {
        Self {
            file: (!file.is_empty()).then(|| Arc::from(file)),
            path: String::new(),
        }
    }

    /// Reads the string form, or the URI fragment form (section 6): `#` and what follows, behind the path of
    /// a file or nothing.
    ///
    /// `None` when the text is neither empty nor has a pointer that begins with `/`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('#') {
            Some((file, fragment)) => Self::root_of(file).at(fragment),
            None if text.is_empty() || text.starts_with('/') => Some(Self {
                file: None,
                path: text.to_owned(),
            }),
            None => None,
        }
    }

    /// The node at a URI fragment, without its `#`, in the same file. `None` when it is no pointer.
    pub fn at(&self, fragment: &str) -> Option<Self> {
        let path = percent_decode_str(fragment).decode_utf8_lossy();
        (path.is_empty() || path.starts_with('/')).then(|| Self {
            file: self.file.clone(),
            path: path.into_owned(),
        })
    }

    /// The path of the file from the folder of the main one; empty for the main one.
    pub fn file(&self) -> &str {
        self.file.as_deref().unwrap_or_default()
    }

    /// The child under a key or index.
    pub fn child(&self, token: impl fmt::Display) -> Self {
        /// What most keys take, so that the text is made once.
        const ROOM: usize = 24;
        let mut path = String::with_capacity(self.path.len() + ROOM);
        path.push_str(&self.path);
        let mut child = Self {
            file: self.file.clone(),
            path,
        };
        child.push(token);
        child
    }

    /// Goes on to the child under a key or index.
    pub fn push(&mut self, token: impl fmt::Display) {
        let start = self.path.len() + 1;
        // Nothing can be wrong with a text that is written to a text.
        let _ = write!(self.path, "/{token}");
        if self.path[start..].contains(['~', '/']) {
            let escaped = self.path[start..].replace('~', "~0").replace('/', "~1");
            self.path.replace_range(start.., &escaped);
        }
    }

    /// Goes back to the node above; stays at the root.
    pub fn pop(&mut self) {
        self.path.truncate(self.path.rfind('/').unwrap_or_default());
    }

    /// The unescaped keys and indices from the root.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.path.split('/').skip(1).map(unescaped)
    }

    /// The last key or index; `None` at the root.
    pub fn last(&self) -> Option<String> {
        let (_, last) = self.path.rsplit_once('/')?;
        Some(unescaped(last))
    }

    /// The name of the component schema that this is the address of.
    pub fn component_schema(&self) -> Option<String> {
        let name = self.path.strip_prefix("/components/schemas/")?;
        (!name.contains('/')).then(|| unescaped(name))
    }

    /// The node above; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        self.path.rfind('/').map(|end| Self {
            file: self.file.clone(),
            path: self.path[..end].to_owned(),
        })
    }

    /// Whether this is the address of a node somewhere below `other`, or of `other` itself.
    pub fn is_within(&self, other: &Self) -> bool {
        self.below(other).is_some()
    }

    /// The way from `other` to this node, which is below it: a pointer from there.
    pub fn below(&self, other: &Self) -> Option<&str> {
        let rest = self.path.strip_prefix(&other.path)?;
        (self.file == other.file && (rest.is_empty() || rest.starts_with('/'))).then_some(rest)
    }

    /// The node that is as far below this one as a pointer says.
    pub fn join(&self, below: &str) -> Self {
        Self {
            file: self.file.clone(),
            path: format!("{}{below}", self.path),
        }
    }

    /// The node at this address in the tree of its file.
    pub fn find<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        root.pointer(&self.path)
    }

    /// The node at this address, to be changed.
    pub fn find_mut<'v>(&self, root: &'v mut Value) -> Option<&'v mut Value> {
        root.pointer_mut(&self.path)
    }
}

/// A key as it is, and not as it stands in a pointer.
fn unescaped(token: &str) -> String {
    if token.contains('~') {
        token.replace("~1", "/").replace("~0", "~")
    } else {
        token.to_owned()
    }
}

/// Where the nodes of a converted document stood before.
#[derive(Debug)]
pub struct Origins<'o> {
    old_of: HashMap<&'o Pointer, &'o Pointer>,
}

impl<'o> Origins<'o> {
    /// From new places to old ones.
    pub fn of(origins: &'o [(Pointer, Pointer)]) -> Self {
        Self {
            old_of: origins.iter().map(|(new, old)| (new, old)).collect(),
        }
    }

    /// Where a node stood, by the longest beginning of its place that was another; `None` where it did not move.
    pub fn before(&self, place: &Pointer) -> Option<Pointer> {
        if self.old_of.is_empty() {
            return None;
        }
        std::iter::successors(Some(place.clone()), Pointer::parent).find_map(|above| {
            let old = self.old_of.get(&above)?;
            Some(old.join(place.below(&above)?))
        })
    }
}

/// The URI fragment form without percent-encoding, as people write it in a `$ref`: `#/components/schemas/Pet`,
/// `models/pet.yml#/Pet`.
impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}#{}", self.file(), self.path)
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
        assert_eq!(
            Pointer::parse("#/paths/~1a~1%7Bb%7D~0c"),
            Some(pointer.clone())
        );
        let mut place = pointer.child("get");
        place.pop();
        assert_eq!(place, pointer);
    }

    #[test]
    fn component_schemas_have_names() {
        let name = |text| Pointer::parse(text).and_then(|place| place.component_schema());
        assert_eq!(name("#/components/schemas/a~1b").as_deref(), Some("a/b"));
        assert_eq!(name("#/components/schemas/a/items"), None);
        assert_eq!(name("#/components/responses/a"), None);
    }

    #[test]
    fn what_is_no_pointer_is_refused() {
        assert_eq!(Pointer::parse("Pet"), None);
        assert_eq!(Pointer::parse("#Pet"), None);
        assert_eq!(Pointer::parse("#"), Some(Pointer::root()));
    }

    #[test]
    fn another_file_is_another_node() {
        let pet = Pointer::parse("models/pet.yml#/Pet").unwrap_or_default();
        assert_eq!(pet.file(), "models/pet.yml");
        assert_eq!(pet.to_string(), "models/pet.yml#/Pet");
        assert!(pet.child("id").is_within(&pet));
        assert!(!pet.is_within(&Pointer::root()));
        assert_eq!(pet.child("id").below(&pet), Some("/id"));
    }
}
