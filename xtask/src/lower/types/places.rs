//! The name that the place of a schema asks for.

use super::super::naming::{Case, Naming};
use crate::spec;
use crate::spec::pointer::Pointer;

/// What a schema outside `components.schemas` is named after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The operation or component that holds the schema.
    pub place: Pointer,
    /// Its spelling on the wire.
    pub wire: String,
    /// The name of a type made of the schema that the owner holds at a place.
    pub wanted: String,
}

/// Names a schema after the operation or component that holds it, as `CreatePetBody` or `NotFoundResponse`.
pub fn owner(place: &Pointer, operations: &[&spec::Operation], naming: &Naming) -> Owner {
    let camel = |wire: &str| naming.words(wire, Case::UpperCamel);
    let tokens: Vec<String> = place.tokens().collect();
    if let Some(operation) = operations
        .iter()
        .find(|operation| place.is_within(&operation.place))
    {
        let role = match &tokens[3..] {
            [section, index, ..] if section == "parameters" => {
                parameter_role(operation, index, naming)
            }
            [section, status, ..] if section == "responses" => response_role(status, naming),
            _ => "Body".to_owned(),
        };
        return Owner {
            place: operation.place.clone(),
            wire: operation.id.clone(),
            wanted: format!("{}{role}", camel(&operation.id)),
        };
    }
    if let [components, section, name, ..] = tokens.as_slice()
        && components == "components"
    {
        let role = match section.as_str() {
            "responses" => "Response",
            "requestBodies" => "Body",
            "parameters" => "Parameter",
            "headers" => "Header",
            _ => "",
        };
        return Owner {
            place: Pointer::root()
                .child("components")
                .child(section)
                .child(name),
            wire: name.clone(),
            wanted: format!("{}{role}", camel(name)),
        };
    }
    // Within a path item or anywhere else: the whole address is the name.
    let wire = tokens.join(" ");
    Owner {
        place: place.clone(),
        wanted: camel(&wire),
        wire,
    }
}

fn parameter_role(operation: &spec::Operation, index: &str, naming: &Naming) -> String {
    let place = operation.place.child("parameters").child(index);
    let name = operation
        .parameters
        .iter()
        .find(|parameter| parameter.place == place)
        .map(|parameter| &parameter.name);
    naming.words(name.map_or(index, String::as_str), Case::UpperCamel)
}

/// Successes are what an operation is for, so that their schema is just the response.
fn response_role(status: &str, naming: &Naming) -> String {
    if status.starts_with('2') {
        "Response".to_owned()
    } else if status == "default" {
        "DefaultResponse".to_owned()
    } else {
        format!(
            "{}Response",
            naming.words(&format!("status {status}"), Case::UpperCamel)
        )
    }
}
