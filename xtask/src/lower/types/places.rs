//! The name that the place of a schema asks for.

use std::collections::HashMap;

use super::super::naming::{Case, Naming, Rank};
use crate::lower::operations::media_type_names::role;
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
    /// Whether the document names the schema, or only its place does.
    pub rank: Rank,
}

/// The name of the component schema at a place.
pub fn component_name(place: &Pointer) -> Option<String> {
    place.component_schema()
}

/// The operations by their places.
pub struct Owners<'o> {
    operations: HashMap<&'o Pointer, &'o spec::Operation>,
    /// The words that tell the media types of a body apart, by their places.
    media_types: HashMap<&'o Pointer, String>,
}

impl<'o> Owners<'o> {
    /// Takes the operations that may hold schemas.
    pub fn new(operations: impl Iterator<Item = &'o spec::Operation> + Clone) -> Self {
        let bodies = operations
            .clone()
            .filter_map(|one| one.request_body.as_ref());
        let media_types = bodies.flat_map(|body| {
            let of_body = body.content.iter();
            of_body.map(move |media_type| (&media_type.place, role(body, media_type)))
        });
        Self {
            media_types: media_types.collect(),
            operations: operations
                .flat_map(|operation| {
                    [
                        (&operation.place, operation),
                        (&operation.written, operation),
                    ]
                })
                .collect(),
        }
    }

    /// Names a schema after the operation or component that holds it, as `CreatePetBody` or
    /// `NotFoundResponse`.
    pub fn of(&self, place: &Pointer, naming: &Naming) -> Owner {
        let above = std::iter::successors(Some(place.clone()), Pointer::parent);
        let operation = above
            .into_iter()
            .find_map(|place| self.operations.get(&place));
        let body = self.body(place, naming);
        operation.map_or_else(
            || of_component(place, &body, naming),
            |operation| of_operation(place, operation, &body, naming),
        )
    }

    /// The role of a schema within a request body: `Body`, or `FormBody` where the form is one of several types.
    fn body(&self, place: &Pointer, naming: &Naming) -> String {
        let mut above = std::iter::successors(Some(place.clone()), Pointer::parent);
        match above.find_map(|place| self.media_types.get(&place)) {
            Some(word) if !word.is_empty() => {
                format!("{}Body", naming.words(word, Case::UpperCamel))
            }
            _ => "Body".to_owned(),
        }
    }
}

fn of_operation(
    place: &Pointer,
    operation: &spec::Operation,
    body: &str,
    naming: &Naming,
) -> Owner {
    let above = [&operation.place, &operation.written]
        .into_iter()
        .find(|above| place.is_within(above));
    let within: Vec<String> = place
        .tokens()
        .skip(above.map_or(0, |above| above.tokens().count()))
        .collect();
    let role = match within.as_slice() {
        [section, index, ..] if section == "parameters" => parameter_role(operation, index, naming),
        [section, status, headers, name, ..] if section == "responses" && headers == "headers" => {
            let response = match response_role(status, naming).as_str() {
                "Response" => String::new(),
                role => role.to_owned(),
            };
            format!("{response}{}Header", naming.words(name, Case::UpperCamel))
        }
        [section, status, ..] if section == "responses" => response_role(status, naming),
        _ => body.to_owned(),
    };
    Owner {
        place: operation.place.clone(),
        wire: operation.id.clone(),
        wanted: format!(
            "{}{role}{}",
            naming.words(&operation.id, Case::UpperCamel),
            way(&within[within.len().min(depth_of_role(&within))..], naming)
        ),
        rank: Rank::Derived,
    }
}

/// How many keys of a place within an operation lead to the schema of a role.
fn depth_of_role(within: &[String]) -> usize {
    let schema = within
        .iter()
        .position(|token| token == "schema" || token == "itemSchema");
    let depth = schema.map_or(within.len(), |schema| schema + 1);
    // The data of an event is what the item is about.
    match &within[depth.min(within.len())..] {
        [properties, data, ..]
            if within[depth - 1] == "itemSchema"
                && properties == "properties"
                && data == "data" =>
        {
            depth + 2
        }
        _ => depth,
    }
}

/// The way from a schema to one within it, as words: properties by their names, the rest by their keywords.
fn way(tokens: &[String], naming: &Naming) -> String {
    let mut words = String::new();
    let mut tokens = tokens.iter();
    while let Some(token) = tokens.next() {
        let word = match token.as_str() {
            "properties" | "patternProperties" | "$defs" | "definitions" => tokens
                .next()
                .map(|name| naming.words(name, Case::UpperCamel)),
            "items" | "prefixItems" => Some("Item".to_owned()),
            "additionalProperties" => Some("Value".to_owned()),
            "allOf" | "oneOf" | "anyOf" | "contentSchema" => None,
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => None,
            other => Some(naming.words(other, Case::UpperCamel)),
        };
        words.extend(word);
    }
    words
}

fn of_component(place: &Pointer, body: &str, naming: &Naming) -> Owner {
    let camel = |wire: &str| naming.words(wire, Case::UpperCamel);
    let tokens: Vec<String> = place.tokens().collect();
    if !place.file().is_empty() && tokens.first().is_none_or(|first| first != "components") {
        return of_file(place, &tokens, naming);
    }
    if let [components, section, name, rest @ ..] = tokens.as_slice()
        && components == "components"
    {
        let header = match rest {
            [headers, name, ..] if section == "responses" && headers == "headers" => {
                Some(format!("{}Header", camel(name)))
            }
            _ => None,
        };
        let role = match section.as_str() {
            _ if header.is_some() => header.as_deref().unwrap_or_default(),
            "responses" => "Response",
            "requestBodies" => body,
            "parameters" => "Parameter",
            "headers" => "Header",
            _ => "",
        };
        let schema = if section == "schemas" {
            0
        } else {
            depth_of_role(rest)
        };
        return Owner {
            place: Pointer::root()
                .child("components")
                .child(section)
                .child(name),
            wire: name.clone(),
            wanted: format!(
                "{}{role}{}",
                camel(name),
                way(&rest[rest.len().min(schema)..], naming)
            ),
            rank: Rank::Derived,
        };
    }
    // Within a path item or anywhere else: the whole address is the name.
    let wire = tokens.join(" ");
    Owner {
        place: place.clone(),
        wanted: camel(&wire),
        wire,
        rank: Rank::Derived,
    }
}

/// A schema in a file of its own is named after the file; one of several in a file by its key.
fn of_file(place: &Pointer, tokens: &[String], naming: &Naming) -> Owner {
    const KEYWORDS: [&str; 8] = [
        "properties",
        "items",
        "prefixItems",
        "additionalProperties",
        "patternProperties",
        "allOf",
        "oneOf",
        "anyOf",
    ];
    let file = place.file();
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let root = Pointer::root_of(file);
    let is_keyword = tokens
        .first()
        .is_some_and(|first| KEYWORDS.contains(&first.as_str()));
    let (owner, wire, rest) = match tokens.split_first() {
        Some((first, rest)) if !is_keyword && first != "content" && first != "schema" => {
            (root.child(first), first.clone(), rest)
        }
        _ => (root, stem.to_owned(), tokens),
    };
    // A response or parameter in a file holds its schema further down.
    let schema = rest.iter().position(|token| token == "schema");
    let (role, rest) = match schema {
        Some(schema) => ("Content", &rest[schema + 1..]),
        None => ("", rest),
    };
    let way = way(rest, naming);
    let wire = format!("{wire} {role}").trim_end().to_owned();
    Owner {
        wanted: format!("{}{way}", naming.words(&wire, Case::UpperCamel)),
        rank: if role.is_empty() && way.is_empty() {
            Rank::Named
        } else {
            Rank::Derived
        },
        place: owner,
        wire,
    }
}

fn parameter_role(operation: &spec::Operation, index: &str, naming: &Naming) -> String {
    let places =
        [&operation.place, &operation.written].map(|place| place.child("parameters").child(index));
    let name = operation
        .parameters
        .iter()
        .find(|parameter| places.contains(&parameter.place))
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
