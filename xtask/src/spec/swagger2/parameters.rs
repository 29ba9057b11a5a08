//! Parameter Objects: those of bodies become a request body, and the type of the others a schema.

use serde_json::{Map, Value, json};

use super::schemas::{reference, schema};
use crate::report::{Code, Report};
use crate::spec::pointer::Pointer;

/// The fields of a parameter that stay its own; the others tell its type, and go to its schema.
const OWN: [&str; 6] = [
    "name",
    "in",
    "description",
    "required",
    "allowEmptyValue",
    "deprecated",
];

/// The parameters of an operation or path by what becomes of them.
pub(super) struct Split<'d> {
    parameters: Vec<Part<'d>>,
}

enum Part<'d> {
    /// In path, query or header: a parameter of 3.0, or a reference to one.
    Plain(usize, &'d Value),
    /// The body.
    Body(&'d Map<String, Value>),
    /// A field of a form.
    Field(&'d Map<String, Value>),
}

/// Splits a list of parameters. Those behind references into the document are looked at.
pub(super) fn split<'d>(parameters: Option<&'d Value>, root: &'d Value) -> Split<'d> {
    let items = parameters.and_then(Value::as_array).into_iter().flatten();
    let parameters = items.enumerate().map(|(index, parameter)| {
        let target = parameter
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|target| Pointer::parse(target)?.find(root));
        let object = target.unwrap_or(parameter).as_object();
        let location = object.and_then(|object| object.get("in")?.as_str());
        match (object, location) {
            (Some(object), Some("body")) => Part::Body(object),
            (Some(object), Some("formData")) => Part::Field(object),
            _ => Part::Plain(index, parameter),
        }
    });
    Split {
        parameters: parameters.collect(),
    }
}

impl Split<'_> {
    /// Whether there is a body of any kind.
    pub(super) fn has_body(&self) -> bool {
        self.parameters
            .iter()
            .any(|part| !matches!(part, Part::Plain(..)))
    }

    /// The parameters that are no body, as 3.0 has them. `place` is that of what holds the list.
    pub(super) fn plain(
        &self,
        place: &Pointer,
        origins: &mut Vec<(Pointer, Pointer)>,
        report: &mut Report,
    ) -> Vec<Value> {
        let place = place.child("parameters");
        let mut plain = Vec::new();
        for part in &self.parameters {
            let Part::Plain(index, parameter) = part else {
                continue;
            };
            let (new, old) = (place.child(plain.len()), place.child(index));
            origins.push((new.child("schema"), old.clone()));
            origins.push((new, old.clone()));
            let mut unknown = Vec::new();
            plain.push(self::parameter(parameter, &mut unknown));
            for format in unknown {
                report
                    .warning(
                        Code::Unsupported,
                        &old.child("collectionFormat"),
                        format!("`collectionFormat: {format}` has no style in OpenAPI 3.0"),
                    )
                    .help("the values are joined by commas");
            }
        }
        plain
    }

    /// The request body, for the media types that the operation consumes.
    pub(super) fn body(&self, consumes: &[String]) -> Option<Value> {
        let body = self.parameters.iter().find_map(|part| match part {
            Part::Body(body) => Some(body),
            _ => None,
        });
        if let Some(body) = body {
            let schema = body.get("schema").map_or_else(|| json!({}), schema);
            let mut new = kept(body, &["description", "required"]);
            let content = consumes
                .iter()
                .map(|media_type| (media_type.clone(), json!({ "schema": schema })));
            new.insert("content".to_owned(), Value::Object(content.collect()));
            return Some(Value::Object(new));
        }
        let fields: Vec<&Map<String, Value>> = self
            .parameters
            .iter()
            .filter_map(|part| match part {
                Part::Field(field) => Some(*field),
                _ => None,
            })
            .collect();
        (!fields.is_empty()).then(|| form(&fields, consumes))
    }
}

/// The fields of a form as the properties of one object.
fn form(fields: &[&Map<String, Value>], consumes: &[String]) -> Value {
    let text = |field: &Map<String, Value>, key: &str| {
        field.get(key).and_then(Value::as_str).map(str::to_owned)
    };
    let has_file = fields
        .iter()
        .any(|field| text(field, "type").as_deref() == Some("file"));
    let multipart = "multipart/form-data";
    let media_type = if has_file || consumes.iter().any(|one| one == multipart) {
        multipart
    } else {
        "application/x-www-form-urlencoded"
    };
    let mut properties = Map::new();
    let mut required: Vec<Value> = Vec::new();
    for field in fields {
        let Some(name) = text(field, "name") else {
            continue;
        };
        let mut property = type_of(field);
        if let (Some(property), Some(description)) =
            (property.as_object_mut(), field.get("description"))
        {
            property.insert("description".to_owned(), description.clone());
        }
        if field.get("required") == Some(&Value::Bool(true)) {
            required.push(name.clone().into());
        }
        properties.insert(name, property);
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), Value::Object(properties));
    let is_required = !required.is_empty();
    if is_required {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    let mut body = Map::new();
    if is_required {
        body.insert("required".to_owned(), Value::Bool(true));
    }
    body.insert(
        "content".to_owned(),
        json!({ media_type: { "schema": schema } }),
    );
    Value::Object(body)
}

/// A parameter in path, query or header. A format that 3.0 has no style for is added to `unknown`.
pub(super) fn parameter(parameter: &Value, unknown: &mut Vec<String>) -> Value {
    let Some(object) = parameter.as_object() else {
        return parameter.clone();
    };
    if let Some(Value::String(target)) = object.get("$ref") {
        return json!({ "$ref": reference(target) });
    }
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let mut new = kept(object, &OWN);
    new.insert("schema".to_owned(), type_of(object));
    let is_query = text("in") == Some("query");
    let is_list = text("type") == Some("array");
    let style = match text("collectionFormat") {
        _ if !is_list => None,
        Some("multi") => Some(("form", true)),
        Some("ssv") if is_query => Some(("spaceDelimited", false)),
        Some("pipes") if is_query => Some(("pipeDelimited", false)),
        None | Some("csv") if is_query => Some(("form", false)),
        None | Some("csv") => None,
        Some(other) => {
            unknown.push(other.to_owned());
            is_query.then_some(("form", false))
        }
    };
    if let Some((style, explode)) = style {
        new.insert("style".to_owned(), style.into());
        new.insert("explode".to_owned(), explode.into());
    }
    Value::Object(new)
}

/// What tells the type of a parameter, as a schema.
fn type_of(parameter: &Map<String, Value>) -> Value {
    let of_type = parameter.iter().filter(|(field, _)| {
        !OWN.contains(&field.as_str())
            && *field != "collectionFormat"
            && (!field.starts_with("x-") || field.starts_with("x-enum") || *field == "x-nullable")
    });
    let of_type: Map<String, Value> = of_type
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect();
    schema(&Value::Object(of_type))
}

fn kept(object: &Map<String, Value>, fields: &[&str]) -> Map<String, Value> {
    object
        .iter()
        .filter(|(field, _)| {
            fields.contains(&field.as_str())
                || (field.starts_with("x-")
                    && !field.starts_with("x-enum")
                    && *field != "x-nullable")
        })
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect()
}
