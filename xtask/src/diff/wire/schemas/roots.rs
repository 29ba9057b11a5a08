//! What readers know a schema by that an operation holds.

use indexmap::IndexSet;

use super::super::{Comparer, OperationPair, Root, SchemaPair};
use crate::diff::change::Side;
use crate::spec::Operation;

/// The place of the first operation that holds a pair.
pub fn subject(
    comparer: &Comparer<'_>,
    pair: &SchemaPair,
    operations: &IndexSet<OperationPair>,
) -> String {
    let first = operations.first();
    let operation = first.and_then(|first| {
        let new = first
            .new
            .and_then(|index| comparer.new.spec.operation(first.is_webhook, index));
        let old = || comparer.old.spec.operation(first.is_webhook, first.old?);
        new.or_else(old)
    });
    let Some(operation) = operation else {
        return String::new();
    };
    let what = match (pair.root, pair.side) {
        (Some(Root::Parameter { .. }), _) => parameter(operation, pair),
        (Some(Root::Header), _) => header(operation, pair),
        (_, Side::Request) => "request body".to_owned(),
        _ => "response body".to_owned(),
    };
    format!("{} {}, {what}", operation.method, operation.path)
}

fn parameter(operation: &Operation, pair: &SchemaPair) -> String {
    let mut all = operation.parameters.iter();
    let found = all.find(|parameter| parameter.schema == pair.new);
    found.map_or("parameter".to_owned(), |found| {
        format!("{} parameter {}", found.location.as_str(), found.name)
    })
}

fn header(operation: &Operation, pair: &SchemaPair) -> String {
    let mut all = operation
        .responses
        .iter()
        .flat_map(|response| &response.headers);
    let found = all.find(|header| header.schema == Some(pair.new));
    found.map_or("header".to_owned(), |found| {
        format!("header {}", found.name)
    })
}
