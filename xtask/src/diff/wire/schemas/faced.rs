//! Two versions of a schema face to face, and what is told of them.

use super::super::Finding;
use super::super::met::Met;
use super::classes::Classes;
use super::likeness;
use super::view::{self, View};
use crate::diff::Version;
use crate::spec::schema::{Schema, SchemaId};

/// A subject is not told in more letters than this.
const LONGEST_SUBJECT: usize = 300;

/// Two versions of a schema with all that they say.
pub struct Faced<'f, 'v> {
    /// Where they are met.
    pub met: &'f Met<'f, 'v>,
    /// What the old one says.
    pub old: &'f View<'v>,
    /// What the new one says.
    pub new: &'f View<'v>,
    /// Which schemas say the same.
    pub classes: &'f Classes,
}

/// Two schemas that stand for each other within others.
#[derive(Debug)]
pub struct Part {
    /// The old one.
    pub old: SchemaId,
    /// The new one.
    pub new: SchemaId,
    /// What readers know it by, where it is no component.
    pub subject: String,
}

/// What is told of a pair.
#[derive(Debug, Default)]
pub struct Told {
    /// What changed.
    pub findings: Vec<Finding>,
    /// The pairs within.
    pub parts: Vec<Part>,
}

impl<'v> Faced<'_, 'v> {
    /// The old version of the document.
    pub fn old_version(&self) -> &'v Version {
        self.met.comparer.old
    }

    /// The new version of the document.
    pub fn new_version(&self) -> &'v Version {
        self.met.comparer.new
    }

    /// A schema of the old version.
    pub fn old_schema(&self, id: SchemaId) -> &'v Schema {
        self.old_version().spec.schema(id)
    }

    /// A schema of the new version.
    pub fn new_schema(&self, id: SchemaId) -> &'v Schema {
        self.new_version().spec.schema(id)
    }

    /// What readers know something within by.
    pub fn below(&self, text: &str) -> String {
        let subject = self.met.subject;
        if subject.len() > LONGEST_SUBJECT {
            return subject.to_owned();
        }
        format!("{subject}{text}")
    }

    /// From 0 to 1, how much of what two schemas say both say.
    pub fn likeness(&self, old: SchemaId, new: SchemaId) -> f64 {
        likeness::of(self.met.comparer, self.classes, old, new)
    }

    /// Pairs schemas: by their names as components, by what they say, by their types, and by their order. The others
    /// are left.
    pub fn pair_up(&self, old: &[SchemaId], new: &[SchemaId]) -> Pairs {
        let mut pairs = Pairs {
            pairs: Vec::new(),
            old: old.to_vec(),
            new: new.to_vec(),
        };
        let name = |schema: &Schema| view::component(schema);
        pairs.take(|old, new| {
            let name_of_old = name(self.old_schema(old));
            name_of_old.is_some() && name_of_old == name(self.new_schema(new))
        });
        pairs.take(|old, new| self.classes.same(old, new));
        pairs.take(|old, new| {
            let (old, new) = (self.old_schema(old), self.new_schema(new));
            old.ty == new.ty && old.says_something() && new.says_something()
        });
        pairs.take(|old, new| {
            self.old_schema(old).says_something() == self.new_schema(new).says_something()
        });
        pairs.take(|_, _| true);
        pairs
    }
}

/// Schemas that stand for each other, and those that stand for none.
pub struct Pairs {
    /// Old and new.
    pub pairs: Vec<(SchemaId, SchemaId)>,
    /// Those of the old version that are left.
    pub old: Vec<SchemaId>,
    /// Those of the new version that are left.
    pub new: Vec<SchemaId>,
}

impl Pairs {
    /// Pairs what is left, in order.
    pub fn take(&mut self, is_pair: impl Fn(SchemaId, SchemaId) -> bool) {
        let (pairs, new) = (&mut self.pairs, &mut self.new);
        self.old.retain(|old| {
            let found = new.iter().position(|new| is_pair(*old, *new));
            if let Some(index) = found {
                pairs.push((*old, new.remove(index)));
            }
            found.is_none()
        });
    }
}
