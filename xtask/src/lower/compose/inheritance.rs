//! Discriminators on a base schema: a component with a `discriminator` and no choice of its own, which others
//! extend by `allOf` (OpenAPI 3.0.3, section 4.7.25). A value of it is one of those.

use std::collections::HashMap;

use crate::spec::Spec;
use crate::spec::schema::SchemaId;

/// The schemas that extend each base, in the order of its mapping, then of their names: where they stand in the
/// document says nothing.
pub fn children(spec: &Spec) -> HashMap<SchemaId, Vec<SchemaId>> {
    let mut children: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    for child in spec.component_schemas.values() {
        for base in ancestors(spec, *child) {
            let schema = spec.schema(base);
            let is_base = schema.discriminator.is_some()
                && schema.one_of.is_empty()
                && schema.any_of.is_empty()
                && !schema.properties.is_empty();
            let known = children.entry(base).or_default();
            if is_base && base != *child && !known.contains(child) {
                known.push(*child);
            }
        }
    }
    children.retain(|_, children| !children.is_empty());
    let names: HashMap<SchemaId, &String> = spec
        .component_schemas
        .iter()
        .map(|(name, id)| (*id, name))
        .collect();
    for (base, children) in &mut children {
        let discriminator = spec.schema(*base).discriminator.as_ref();
        children.sort_by_cached_key(|child| {
            let mut targets = discriminator.iter().flat_map(|one| one.mapping.values());
            let index = targets.position(|target| target == child);
            (index.unwrap_or(usize::MAX), names.get(child))
        });
    }
    children
}

/// The schemas that a schema extends, directly or through others.
fn ancestors(spec: &Spec, id: SchemaId) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut waiting = spec.schema(id).all_of.clone();
    while let Some(part) = waiting.pop() {
        if !found.contains(&part) {
            found.push(part);
            waiting.extend(&spec.schema(part).all_of);
        }
    }
    found
}
