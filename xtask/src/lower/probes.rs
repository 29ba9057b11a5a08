//! Requests with made-up values, one or two an operation, for a server that checks them.

use crate::model::operation::{Location, Operation, Parameter};
use crate::model::{Api, Probe};
use crate::spec::samples::sample;
use crate::spec::{self, Spec};

/// Each operation with what it requires, and with all that it takes, where that is more.
pub fn lower(spec: &Spec, api: &Api) -> Vec<Probe> {
    let mut probes = Vec::new();
    for (group, of_group) in api.groups.iter().enumerate() {
        for (index, operation) in of_group.operations.iter().enumerate() {
            let place = |one: &&spec::Operation| one.place.to_string() == operation.place;
            let Some(written) = spec.operations.iter().find(place) else {
                continue;
            };
            let all = Probe {
                group,
                operation: index,
                parameters: parameters(spec, written, operation),
                body: body(spec, written),
            };
            let required = all.required(operation);
            if required != all {
                probes.push(required);
            }
            probes.push(all);
        }
    }
    probes
}

fn parameters(
    spec: &Spec,
    written: &spec::Operation,
    operation: &Operation,
) -> Vec<(usize, serde_json::Value)> {
    let values = operation.parameters.iter().enumerate();
    values
        .filter_map(|(index, parameter)| {
            let of = written
                .parameters
                .iter()
                .find(|one| is_same(one, parameter))?;
            Some((index, sample(spec, of.schema)))
        })
        .collect()
}

fn is_same(written: &spec::Parameter, parameter: &Parameter) -> bool {
    let location = match written.location {
        spec::Location::Path => Location::Path,
        spec::Location::Query => Location::Query,
        spec::Location::Header => Location::Header,
        spec::Location::Cookie => Location::Cookie,
    };
    written.name == parameter.wire && location == parameter.location
}

/// A value of the body, where it is written by its schema.
fn body(spec: &Spec, written: &spec::Operation) -> Option<serde_json::Value> {
    let content = &written.request_body.as_ref()?.content;
    let schema = super::operations::media_types::preferred(content, spec)?.schema?;
    Some(sample(spec, schema))
}
