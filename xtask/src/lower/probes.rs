//! Requests with made-up values, a few an operation, for a server that checks them.

use crate::model::operation::{Location, Operation, Parameter};
use crate::model::{Api, Probe};
use crate::spec::samples::sample;
use crate::spec::{self, Spec};

/// Each operation with what it requires, where that is not all, and with all that it takes by each media type of
/// its body.
pub fn lower(spec: &Spec, api: &Api) -> Vec<Probe> {
    let mut probes = Vec::new();
    for (group, of_group) in api.groups.iter().enumerate() {
        for (index, operation) in of_group.operations.iter().enumerate() {
            let place = |one: &&spec::Operation| one.place.to_string() == operation.place;
            let Some(written) = spec.operations.iter().find(place) else {
                continue;
            };
            let parameters = parameters(spec, written, operation);
            let all = bodies(spec, written, operation)
                .into_iter()
                .map(|body| Probe {
                    group,
                    operation: index,
                    parameters: parameters.clone(),
                    body,
                });
            let all: Vec<Probe> = all.collect();
            let required = all.first().map(|first| first.required(operation));
            probes.extend(required.filter(|required| !all.contains(required)));
            probes.extend(all);
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

/// A value of the body in each of its media types; one without a body, where there are none.
fn bodies(
    spec: &Spec,
    written: &spec::Operation,
    operation: &Operation,
) -> Vec<Option<(usize, serde_json::Value)>> {
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let written = written.request_body.iter().flat_map(|body| &body.content);
    let bodies = contents.enumerate().map(|(index, content)| {
        let is_same = |one: &&spec::MediaType| one.name == content.media_type;
        let media_type = written.clone().find(is_same);
        let schema = media_type.and_then(|one| one.item_schema().or(one.schema));
        let value = schema.map_or(serde_json::Value::Null, |schema| sample(spec, schema));
        Some((index, value))
    });
    let bodies: Vec<_> = bodies.collect();
    if bodies.is_empty() {
        vec![None]
    } else {
        bodies
    }
}
