//! Which types requests hold, and which responses.

use crate::model::Webhook;
use crate::model::operation::{Group, Payload};
use crate::model::types::{TypeDef, TypeId, TypeRef};

/// Marks every type with what holds it, directly or through other types.
///
/// What the API sends by itself is read as responses are.
pub fn mark(types: &mut [TypeDef], groups: &[Group], webhooks: &[Webhook]) {
    let operations = || groups.iter().flat_map(|group| &group.operations);
    let bodies = operations()
        .filter_map(|operation| operation.body.as_ref())
        .flat_map(|body| &body.contents)
        .map(|content| &content.payload);
    let parameters = operations()
        .flat_map(|operation| &operation.parameters)
        .map(|parameter| &parameter.ty);
    let requests: Vec<&TypeRef> = bodies
        .filter_map(Payload::type_ref)
        .chain(parameters)
        .collect();
    let received = webhooks.iter().map(|webhook| &webhook.payload);
    let responses: Vec<&TypeRef> = operations()
        .flat_map(|operation| operation.answered_type_refs())
        .chain(received.filter_map(Payload::type_ref))
        .collect();
    for id in closure(&requests, types) {
        types[id.0].reach.request = true;
    }
    for id in closure(&responses, types) {
        types[id.0].reach.response = true;
    }
}

fn closure(roots: &[&TypeRef], types: &[TypeDef]) -> Vec<TypeId> {
    let mut waiting = Vec::new();
    for root in roots {
        root.for_each_named(&mut |id| waiting.push(id));
    }
    let mut reached = vec![false; types.len()];
    let mut closure = Vec::new();
    while let Some(id) = waiting.pop() {
        if std::mem::replace(&mut reached[id.0], true) {
            continue;
        }
        closure.push(id);
        for ty in types[id.0].kind.type_refs() {
            ty.for_each_named(&mut |id| waiting.push(id));
        }
    }
    closure
}
