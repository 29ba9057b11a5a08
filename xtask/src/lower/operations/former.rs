//! The former names of operations that their documents call something else now.

use std::collections::HashMap;

use super::{RESERVED_METHODS, RESERVED_TYPES};
use crate::lower::naming::{Kept, former_names};
use crate::model::ident::Ident;
use crate::model::operation::{FormerMethod, Group, Operation, single_output};
use crate::names::{LockedOperation, Role};

/// Adds the former names of what stands in a group. `locked` is its name in the lock, and `lines` are the
/// names of its operations there.
pub fn add(group: &mut Group, locked: &str, lines: &[Option<&LockedOperation>], kept: &Kept<'_>) {
    let before = kept.former(locked);
    let named = lines.iter().zip(&group.operations).enumerate();
    let named: Vec<_> = named
        .filter_map(|(index, (line, operation))| Some((index, (*line)?, operation)))
        .collect();
    let methods: HashMap<&str, usize> = group
        .operations
        .iter()
        .enumerate()
        .map(|(index, one)| (one.method_ident.bare(), index))
        .collect();
    let renamed = named
        .iter()
        .filter(|(_, line, operation)| line.name != operation.method_ident.bare());
    let renamed: Vec<(&str, usize)> = renamed
        .map(|(index, line, _)| (line.name.as_str(), *index))
        .collect();
    let former_methods = former_names(
        &renamed,
        &before,
        &|name| methods.get(name).copied(),
        &|name| methods.contains_key(name) || RESERVED_METHODS.contains(&name),
    );
    let mut types: HashMap<&str, &Ident> = HashMap::new();
    let mut all: Vec<&str> = vec![group.ident.bare(), group.module.bare()];
    for operation in &group.operations {
        types.extend(emitted(operation).map(|(_, ident)| (ident.bare(), ident)));
        let idents = [
            &operation.ident,
            &operation.error_ident,
            &operation.output_ident,
            &operation.headers_ident,
        ];
        all.extend(idents.map(Ident::bare));
        let views = operation.views.iter();
        all.extend(views.flat_map(|view| [view.ident.bare(), view.output_ident.bare()]));
    }
    let renamed: Vec<(String, &Ident)> = named
        .iter()
        .flat_map(|(_, line, operation)| {
            emitted(operation).map(|(role, now)| {
                let old = role.map_or_else(|| line.request.clone(), |role| kept.item(role, line));
                (old, now)
            })
        })
        .filter(|(old, now)| now.bare() != old)
        .collect();
    let renamed: Vec<(&str, &Ident)> = renamed
        .iter()
        .map(|(old, now)| (old.as_str(), *now))
        .collect();
    let former_types = former_names(
        &renamed,
        &before,
        &|name| types.get(name).copied(),
        &|name| types.contains_key(name) || all.contains(&name) || RESERVED_TYPES.contains(&name),
    );
    let former_types: Vec<(Ident, Ident)> = former_types
        .into_iter()
        .map(|(old, now)| (old, now.clone()))
        .collect();
    let former_methods = former_methods.into_iter();
    group.former_methods = former_methods
        .map(|(ident, operation)| FormerMethod { ident, operation })
        .collect();
    group.former_types = former_types;
}

/// The types of an operation that stand in the crate, and what they are to it; the request is nothing but
/// itself.
fn emitted(operation: &Operation) -> impl Iterator<Item = (Option<Role>, &Ident)> {
    let choice = operation
        .body
        .as_ref()
        .and_then(|body| body.choice.as_ref());
    let output = single_output(&operation.responses).is_none();
    let headers = !operation.headers.is_empty();
    let types = [
        (None, Some(&operation.ident)),
        (Some(Role::Error), Some(&operation.error_ident)),
        (Some(Role::Body), choice),
        (
            Some(Role::Output),
            output.then_some(&operation.output_ident),
        ),
        (
            Some(Role::Headers),
            headers.then_some(&operation.headers_ident),
        ),
    ];
    types
        .into_iter()
        .filter_map(|(role, ident)| Some((role, ident?)))
}
