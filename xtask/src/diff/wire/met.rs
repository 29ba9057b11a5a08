//! Two versions of a schema, where they are met.

use super::super::Version;
use super::super::catalogue::Code;
use super::super::change::Side;
use super::{Comparer, Finding, Root};
use crate::spec::schema::Schema;

/// Two versions of a schema that stand for each other, on one side.
pub struct Met<'m, 'v> {
    /// The two versions of the document.
    pub comparer: &'m Comparer<'v>,
    /// The schema in the old one.
    pub old: &'v Schema,
    /// The schema in the new one.
    pub new: &'v Schema,
    /// Which way its values travel.
    pub side: Side,
    /// Where it is the whole value; `None` within one.
    pub root: Option<Root>,
    /// What readers know it by, as `Pet.name` or `GET /pets, query parameter limit`.
    pub subject: &'m str,
}

impl Met<'_, '_> {
    /// A change of this schema, at both places.
    pub fn finding(&self, code: Code, message: impl Into<String>) -> Finding {
        Finding::new(code, self.side, message)
            .at(Some(&self.old.place), Some(&self.new.place))
            .about(self.subject)
    }

    /// A change of one of its keywords, at both places: at the schema where the keyword is absent.
    pub fn keyword(&self, keyword: &str, code: Code, message: impl Into<String>) -> Finding {
        let at = |version: &Version, schema: &Schema| {
            let place = schema.place.child(keyword);
            match version.document.find(&place) {
                Some(_) => place,
                None => schema.place.clone(),
            }
        };
        let old = at(self.comparer.old, self.old);
        let new = at(self.comparer.new, self.new);
        self.finding(code, message).at(Some(&old), Some(&new))
    }
}
