//! Where references lead, in the 2.0 document and after the conversion.

use std::collections::HashMap;

use serde_json::Value;

use super::{Converter, is_reference};
use crate::spec::pointer::Pointer;

/// A node of the 2.0 document at the end of the references to it.
#[derive(Debug, Clone)]
pub(super) struct Target<'d> {
    /// Where it stands in the 2.0 document.
    pub place: Pointer,
    pub value: &'d Value,
}

impl<'d> Converter<'d, '_> {
    /// Follows the references from a node of the 2.0 document.
    ///
    /// `None` when they lead to nothing, out of the document or in a circle: the later stages say so.
    pub(super) fn follow(&self, place: &Pointer, value: &'d Value) -> Option<Target<'d>> {
        let mut target = Target {
            place: place.clone(),
            value,
        };
        let mut visited = Vec::new();
        while is_reference(target.value) {
            let place = target.value.get("$ref")?.as_str().and_then(local)?;
            if visited.contains(&place) {
                return None;
            }
            let value = place.find(self.root)?;
            visited.push(place.clone());
            target = Target { place, value };
        }
        Some(target)
    }
}

/// The address that a reference into the same document has.
fn local(reference: &str) -> Option<Pointer> {
    reference
        .starts_with('#')
        .then(|| Pointer::parse(reference))
        .flatten()
}

/// Rewrites the references of the new tree from the places of the 2.0 document to the new ones.
pub(super) fn rewrite(root: &mut Value, references: &[Pointer], origins: &[(Pointer, Pointer)]) {
    let mut homes: HashMap<&Pointer, &Pointer> = HashMap::new();
    for (new, old) in origins {
        homes.entry(old).or_insert(new);
    }
    for place in references {
        let text = place.to_string();
        let node = root.pointer_mut(text.trim_start_matches('#'));
        let Some(Value::String(reference)) = node.and_then(|node| node.get_mut("$ref")) else {
            continue;
        };
        if let Some(new) = local(reference).and_then(|old| home(&old, &homes)) {
            *reference = text_of(&new);
        }
    }
}

/// Where a node of the 2.0 document went; `None` when it stayed.
fn home(old: &Pointer, homes: &HashMap<&Pointer, &Pointer>) -> Option<Pointer> {
    let mut above = old.clone();
    let mut below = Vec::new();
    loop {
        if let Some(new) = homes.get(&above) {
            let place = below
                .iter()
                .rev()
                .fold((*new).clone(), |place, token: &String| place.child(token));
            return Some(place);
        }
        below.push(above.last()?);
        above = above.parent()?;
    }
}

/// The address as a reference to it. `%` is encoded, for a reader decodes it.
pub(super) fn text_of(place: &Pointer) -> String {
    place.to_string().replace('%', "%25")
}
