//! Media types of bodies: their names (RFC 9110, section 8.3.1) and what they hold.

use super::super::{Comparer, Root};
use super::both::Both;
use super::encoding;
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::pointer::Pointer;
use crate::spec::schema::SchemaId;
use crate::spec::{MediaType, Spec};

/// A name of a media type or range: in lower case, with its parameters sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Type and subtype, as `application/json`.
    pub essence: String,
    /// Names and values.
    parameters: Vec<(String, String)>,
}

/// What a name means.
pub fn key(name: &str) -> Name {
    let mut parts = name.split(';').map(|part| part.trim().to_ascii_lowercase());
    let essence = parts.next().unwrap_or_default();
    let mut parameters: Vec<(String, String)> = parts
        .filter(|part| !part.is_empty())
        .map(|part| match part.split_once('=') {
            Some((name, value)) => {
                let value = value.trim().trim_matches('"');
                (name.trim().to_owned(), value.to_owned())
            }
            None => (part, String::new()),
        })
        .collect();
    parameters.sort();
    Name {
        essence,
        parameters,
    }
}

impl Name {
    /// Whether everything of another media type is of this one too, and not the other way round.
    fn is_wider(&self, other: &Self) -> bool {
        if self.essence == other.essence || !self.parameters.is_empty() {
            return false;
        }
        let split = |essence: &str| -> (String, String) {
            let (kind, subtype) = essence.split_once('/').unwrap_or((essence, "*"));
            (kind.to_owned(), subtype.to_owned())
        };
        let (kind, subtype) = split(&self.essence);
        let (other_kind, other_subtype) = split(&other.essence);
        if kind == "*" {
            return true;
        }
        // A suffix names the syntax (RFC 6838, section 4.2.8).
        let suffix = other_subtype.rsplit_once('+').map(|(_, suffix)| suffix);
        kind == other_kind && (subtype == "*" || suffix == Some(subtype.as_str()))
    }
}

/// A body of both versions.
pub struct Bodies<'b> {
    /// The content in the old version.
    pub old: &'b [MediaType],
    /// The content in the new version.
    pub new: &'b [MediaType],
    /// Where the body stands in the old version.
    pub old_place: &'b Pointer,
    /// Where the body stands in the new version.
    pub new_place: &'b Pointer,
    /// What readers know it by, within its operation.
    pub part: &'b str,
    /// Which way it travels.
    pub side: Side,
}

/// Compares what a body may be.
pub fn compare(comparer: &mut Comparer<'_>, both: &Both<'_>, bodies: &Bodies<'_>) {
    let old_names: Vec<Name> = bodies.old.iter().map(|one| key(&one.name)).collect();
    let new_names: Vec<Name> = bodies.new.iter().map(|one| key(&one.name)).collect();
    let mut pairs: Vec<(usize, usize, Option<Code>)> = Vec::new();
    let mut taken = (vec![false; old_names.len()], vec![false; new_names.len()]);
    for (code, is_pair) in [
        (None, (|old, new| old == new) as fn(&Name, &Name) -> bool),
        (Some(Code::MediaTypeChanged), |old, new| {
            old.essence == new.essence
        }),
    ] {
        for (old, name) in old_names.iter().enumerate() {
            let mut left = (0..new_names.len()).filter(|new| !taken.1[*new]);
            let new = left.find(|new| is_pair(name, &new_names[*new]));
            if let (false, Some(new)) = (taken.0[old], new) {
                (taken.0[old], taken.1[new]) = (true, true);
                pairs.push((old, new, code));
            }
        }
    }
    // One range may stand for several, on either side.
    let mut covered = taken.clone();
    let mut ranges = Vec::new();
    for old in (0..old_names.len()).filter(|old| !taken.0[*old]) {
        for new in (0..new_names.len()).filter(|new| !taken.1[*new]) {
            let (name, other) = (&old_names[old], &new_names[new]);
            let code = if other.is_wider(name) {
                Code::MediaTypeWidened
            } else if name.is_wider(other) {
                Code::MediaTypeNarrowed
            } else {
                continue;
            };
            (covered.0[old], covered.1[new]) = (true, true);
            ranges.push((old, new, Some(code)));
        }
    }
    pairs.extend(ranges);
    for (old, new, code) in pairs {
        of_pair(
            comparer,
            both,
            bodies,
            (&bodies.old[old], &bodies.new[new]),
            code,
        );
    }
    for old in (0..old_names.len()).filter(|old| !covered.0[*old]) {
        let is_covered = new_names.iter().any(|new| new.is_wider(&old_names[old]));
        note_gone(comparer, both, bodies, &bodies.old[old], is_covered);
    }
    for new in (0..new_names.len()).filter(|new| !covered.1[*new]) {
        note_new(comparer, both, bodies, &bodies.new[new]);
    }
}

fn of_pair(
    comparer: &mut Comparer<'_>,
    both: &Both<'_>,
    bodies: &Bodies<'_>,
    (old, new): (&MediaType, &MediaType),
    code: Option<Code>,
) {
    if let Some(code) = code {
        let message = format!("the media type `{}` is `{}` now", old.name, new.name);
        let finding = both
            .finding(code, bodies.side, bodies.part, message)
            .at(Some(&old.place), Some(&new.place))
            .values(Some(old.name.clone()), Some(new.name.clone()));
        comparer.findings.push(finding);
    }
    let schemas = Presence {
        added: Code::MediaTypeSchemaAdded,
        removed: Code::MediaTypeSchemaRemoved,
        what: "values",
    };
    schemas.compare(comparer, both, bodies, (old, new), (old.schema, new.schema));
    let items = Presence {
        added: Code::ItemSchemaAdded,
        removed: Code::ItemSchemaRemoved,
        what: "items",
    };
    let of_items = (old.item_schema(), new.item_schema());
    items.compare(comparer, both, bodies, (old, new), of_items);
    encoding::compare(comparer, both, bodies, (old, new));
}

/// What is said of whether there is a schema.
struct Presence {
    added: Code,
    removed: Code,
    what: &'static str,
}

impl Presence {
    fn compare(
        &self,
        comparer: &mut Comparer<'_>,
        both: &Both<'_>,
        bodies: &Bodies<'_>,
        (old, new): (&MediaType, &MediaType),
        schemas: (Option<SchemaId>, Option<SchemaId>),
    ) {
        // A schema that says nothing is as good as none.
        let says = |spec: &Spec, id: &SchemaId| spec.schema(*id).says_something();
        let (code, message) = match schemas {
            (Some(old), Some(new)) => {
                comparer.meet(both, (old, new), bodies.side, Root::Body);
                return;
            }
            (None, Some(id)) if says(&comparer.new.spec, &id) => {
                let message = format!("the {} of `{}` have a schema now", self.what, new.name);
                (self.added, message)
            }
            (Some(id), None) if says(&comparer.old.spec, &id) => {
                let message = format!(
                    "the {} of `{}` have no schema any longer",
                    self.what, new.name
                );
                (self.removed, message)
            }
            _ => return,
        };
        let finding = both
            .finding(code, bodies.side, bodies.part, message)
            .at(Some(&old.place), Some(&new.place));
        comparer.findings.push(finding);
    }
}

fn note_gone(
    comparer: &mut Comparer<'_>,
    both: &Both<'_>,
    bodies: &Bodies<'_>,
    old: &MediaType,
    is_covered: bool,
) {
    let message = format!("the media type `{}` is gone", old.name);
    let most = if is_covered {
        Impact::Info
    } else {
        Impact::Breaking
    };
    let place = bodies.new_place.child("content");
    let finding = both
        .finding(Code::MediaTypeRemoved, bodies.side, bodies.part, message)
        .at_most(most)
        .at(Some(&old.place), Some(&place))
        .values(Some(old.name.clone()), None);
    comparer.findings.push(finding);
}

fn note_new(comparer: &mut Comparer<'_>, both: &Both<'_>, bodies: &Bodies<'_>, new: &MediaType) {
    let message = format!("the media type `{}` is new", new.name);
    let place = bodies.old_place.child("content");
    let finding = both
        .finding(Code::MediaTypeAdded, bodies.side, bodies.part, message)
        .at(Some(&place), Some(&new.place))
        .values(None, Some(new.name.clone()));
    comparer.findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_case_and_no_order_of_parameters() {
        assert_eq!(
            key("Application/JSON; v=1;charset=\"UTF-8\""),
            key("application/json;charset=utf-8 ; v=1")
        );
        assert_ne!(key("application/json"), key("application/json; v=1"));
    }

    #[test]
    fn ranges_and_suffixes_are_wider() {
        let is_wider = |one: &str, other: &str| key(one).is_wider(&key(other));
        assert!(is_wider("*/*", "text/csv"));
        assert!(is_wider("text/*", "text/csv"));
        assert!(is_wider("application/json", "application/problem+json"));
        assert!(!is_wider("application/problem+json", "application/json"));
        assert!(!is_wider("text/*", "image/png"));
        assert!(!is_wider("text/csv", "text/csv"));
    }
}
