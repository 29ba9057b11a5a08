//! The nodes of a file that a fragment leaves out, and the tree without them.

use std::collections::HashMap;

use serde_json::Value;

use crate::spec::pointer::Pointer;

/// Nodes that are left out, by the way that leads to each from the root.
#[derive(Debug, Clone, Default)]
pub struct Dropped {
    below: HashMap<String, Dropped>,
    is_dropped: bool,
}

impl Dropped {
    /// Leaves out a node, and all within it.
    pub fn add(&mut self, place: &Pointer) {
        let mut node = self;
        for token in place.tokens() {
            node = node.below.entry(token).or_default();
        }
        node.is_dropped = true;
    }

    /// Whether nothing is left out here or below.
    pub fn is_empty(&self) -> bool {
        !self.is_dropped && self.below.is_empty()
    }

    /// Whether the node itself is left out.
    pub const fn is_dropped(&self) -> bool {
        self.is_dropped
    }

    /// What is left out at and below a key or index.
    pub fn child(&self, token: &str) -> Option<&Self> {
        self.below.get(token)
    }

    /// Whether anything is left out below.
    pub fn has_below(&self) -> bool {
        !self.below.is_empty()
    }

    /// Takes what is left out from a tree.
    pub fn prune(&self, value: &mut Value) {
        match value {
            Value::Object(entries) if self.has_below() => {
                entries.retain(|key, value| self.keeps(key, value));
            }
            Value::Array(items) if self.has_below() => {
                let mut index = 0;
                items.retain_mut(|item| {
                    index += 1;
                    self.keeps(&(index - 1).to_string(), item)
                });
            }
            _ => {}
        }
    }

    fn keeps(&self, token: &str, value: &mut Value) -> bool {
        let Some(below) = self.child(token) else {
            return true;
        };
        below.prune(value);
        !below.is_dropped
    }
}
