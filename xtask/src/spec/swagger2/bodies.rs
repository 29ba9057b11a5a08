//! Parameter Objects `in: body` and `in: formData`, which become the body of a request.

use serde_json::{Map, Value, json};

use super::media_types::MediaTypes;
use super::{Converter, Places, is_reference};
use crate::report::Code;
use crate::spec::pointer::Pointer;

/// The part of a body that a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `in: body`: all of it.
    Body,
    /// `in: formData`: one field of a form.
    Form,
}

/// A parameter that becomes a body or a part of one.
#[derive(Debug, Clone)]
pub(super) struct BodyPart<'d> {
    pub kind: Kind,
    /// The node in the list of parameters.
    pub listed: &'d Value,
    /// Where the parameter itself stands in the 2.0 document, after references.
    pub place: Pointer,
    /// The parameter itself.
    pub object: &'d Map<String, Value>,
}

impl BodyPart<'_> {
    fn name(&self) -> &str {
        self.object
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn is_required(&self) -> bool {
        self.object.get("required") == Some(&Value::Bool(true))
    }

    fn is_file(&self) -> bool {
        self.object.get("type").is_some_and(|ty| ty == "file")
    }
}

const MULTIPART: &str = "multipart/form-data";
const URL_ENCODED: &str = "application/x-www-form-urlencoded";

impl<'d> Converter<'d, '_> {
    /// The part of a body that a node in a list of parameters is; `None` when it is another parameter.
    pub(super) fn body_part(&self, place: &Pointer, listed: &'d Value) -> Option<BodyPart<'d>> {
        let target = self.follow(place, listed)?;
        let object = target.value.as_object()?;
        let kind = match object.get("in")?.as_str()? {
            "body" => Kind::Body,
            "formData" if object.get("name").is_some_and(Value::is_string) => Kind::Form,
            _ => return None,
        };
        Some(BodyPart {
            kind,
            listed,
            place: target.place,
            object,
        })
    }

    /// Parameters Definitions Object: bodies become `requestBodies`, and fields of forms wait to be used.
    pub(super) fn shared_parameters(
        &mut self,
        entries: &'d Map<String, Value>,
        places: &Places,
        components: &mut Map<String, Value>,
    ) {
        let home = Pointer::root().child("components").child("requestBodies");
        let mut parameters = Map::new();
        let mut bodies = Map::new();
        for (name, value) in entries {
            let places = places.child(name);
            match self.body_part(&places.old, value) {
                None => {
                    let parameter = self.parameter(&places, value);
                    parameters.insert(name.clone(), parameter);
                }
                Some(part) if part.kind == Kind::Body => {
                    let places = Places {
                        new: home.child(name),
                        old: places.old,
                    };
                    self.moved(&places);
                    let body = if is_reference(value) {
                        self.reference(&places.new, value)
                    } else {
                        let consumes = self.consumes.clone();
                        self.body(&places, &part, &consumes)
                    };
                    bodies.insert(name.clone(), body);
                }
                Some(_) => {}
            }
        }
        if !parameters.is_empty() {
            components.insert("parameters".to_owned(), Value::Object(parameters));
        }
        if !bodies.is_empty() {
            components.insert("requestBodies".to_owned(), Value::Object(bodies));
        }
    }

    /// The body that the parameters of an operation make, and those of its path where it has none itself.
    pub(super) fn request_body(
        &mut self,
        operation: &Pointer,
        own: &[BodyPart<'d>],
        of_path: &[BodyPart<'d>],
        consumes: &MediaTypes,
    ) -> Option<Value> {
        let new = operation.child("requestBody");
        let is_form = |part: &&BodyPart<'d>| part.kind == Kind::Form;
        let is_body = |part: &&BodyPart<'d>| part.kind == Kind::Body;
        let parts = if own.is_empty() { of_path } else { own };
        let Some(body) = parts.iter().find(is_body) else {
            // Fields of forms are inherited one by one, as all parameters are.
            let overridden =
                |part: &&BodyPart<'d>| !own.iter().any(|one| one.name() == part.name());
            let inherited = of_path.iter().filter(is_form).filter(overridden);
            let fields: Vec<&BodyPart<'d>> = inherited.chain(own).collect();
            return (!fields.is_empty()).then(|| self.form(&new, &fields, consumes));
        };
        if parts.len() > 1 {
            let message = format!(
                "the request has {} parameters that each say what its body is",
                parts.len()
            );
            self.report
                .warning(Code::Shape, &new, message)
                .help(format!(
                    "only the body `{}` is used; fields of a form and a body exclude each other",
                    body.name()
                ));
        }
        let places = Places {
            new,
            old: body.place.clone(),
        };
        self.moved(&places);
        let shared = Pointer::root().child("parameters");
        if is_reference(body.listed)
            && body.place.parent().as_ref() == Some(&shared)
            && consumes.agrees_with(&self.consumes)
        {
            return Some(self.reference(&places.new, body.listed));
        }
        Some(self.body(&places, body, consumes))
    }

    /// The Request Body Object of one `in: body`.
    fn body(&mut self, places: &Places, part: &BodyPart<'d>, consumes: &MediaTypes) -> Value {
        let at_content = places.within_new("content");
        let schema = part.object.get("schema");
        let content = self.content(&at_content, consumes.of_body(), schema);
        let mut content = Some(Value::Object(content));
        let mut new = Map::new();
        for (field, value) in part.object {
            match field.as_str() {
                // The name of a body is nowhere on the wire.
                "name" | "in" => {}
                "schema" => {
                    if let Some(content) = content.take() {
                        new.insert("content".to_owned(), content);
                    }
                }
                _ => {
                    new.insert(field.clone(), value.clone());
                }
            }
        }
        if let Some(content) = content {
            new.insert("content".to_owned(), content);
        }
        Value::Object(new)
    }

    /// `content`: one schema under each media type.
    pub(super) fn content(
        &mut self,
        places: &Places,
        names: &[String],
        schema: Option<&'d Value>,
    ) -> Map<String, Value> {
        self.moved(places);
        let mut content = Map::new();
        for name in names {
            let mut media_type = Map::new();
            let at_media_type = Places {
                new: places.new.child(name),
                old: match schema {
                    Some(_) => places.old.child("schema"),
                    None => places.old.clone(),
                },
            };
            if let Some(schema) = schema {
                let at_schema = at_media_type.within_new("schema");
                media_type.insert("schema".to_owned(), self.schema(&at_schema, schema));
            }
            self.moved(&at_media_type);
            content.insert(name.clone(), Value::Object(media_type));
        }
        content
    }

    /// The Request Body Object of the fields of a form.
    fn form(&mut self, new: &Pointer, fields: &[&BodyPart<'d>], consumes: &MediaTypes) -> Value {
        let is_multipart =
            consumes.contains(MULTIPART) || fields.iter().any(|field| field.is_file());
        let media_type = if is_multipart { MULTIPART } else { URL_ENCODED };
        let at_media_type = new.child("content").child(media_type);
        let at_schema = at_media_type.child("schema");
        if let Some(first) = fields.first() {
            self.moved(&Places {
                new: new.clone(),
                old: first.place.clone(),
            });
        }
        let mut properties = Map::new();
        let mut required: Vec<Value> = Vec::new();
        let mut encoding = Map::new();
        for field in fields {
            let name = field.name();
            if properties.contains_key(name) {
                let message = format!("the field `{name}` of the form is declared twice");
                self.report
                    .warning(Code::DuplicateParameter, new, message)
                    .help("the first is used");
                continue;
            }
            let places = Places {
                new: at_schema.child("properties").child(name),
                old: field.place.clone(),
            };
            let property = self.form_field(&places, field);
            properties.insert(name.to_owned(), property);
            if field.is_required() {
                required.push(name.into());
            }
            if is_multipart {
                self.report_format_of_part(&places, field);
            } else if let Some(style) = self.style(&places, field.object, "formData") {
                encoding.insert(
                    name.to_owned(),
                    json!({ "style": style.style, "explode": style.explode }),
                );
            }
        }
        let is_required = !required.is_empty();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), "object".into());
        schema.insert("properties".to_owned(), Value::Object(properties));
        if is_required {
            schema.insert("required".to_owned(), Value::Array(required));
        }
        let mut content = Map::new();
        content.insert("schema".to_owned(), Value::Object(schema));
        if !encoding.is_empty() {
            content.insert("encoding".to_owned(), Value::Object(encoding));
        }
        let mut body = Map::new();
        if is_required {
            body.insert("required".to_owned(), true.into());
        }
        body.insert("content".to_owned(), json!({ media_type: content }));
        Value::Object(body)
    }

    /// The schema of one field. One with parts that another form has too refers to the first.
    fn form_field(&mut self, places: &Places, field: &BodyPart<'d>) -> Value {
        let has_parts = field.object.contains_key("enum") || field.object.contains_key("items");
        if has_parts {
            if let Some(home) = self.shared.get(&places.old) {
                return json!({ "$ref": super::references::text_of(home) });
            }
            self.shared.insert(places.old.clone(), places.new.clone());
        }
        let schema = self.simple_schema_at(places, field.object, |field| {
            // An empty value is a string like any other in a form.
            const NOT_OF_VALUES: [&str; 5] = [
                "name",
                "in",
                "required",
                "allowEmptyValue",
                "collectionFormat",
            ];
            !NOT_OF_VALUES.contains(&field)
        });
        Value::Object(schema)
    }

    /// The items of an array are parts of their own in a multipart form, whatever `collectionFormat` says.
    fn report_format_of_part(&mut self, places: &Places, field: &BodyPart<'d>) {
        let format = field.object.get("collectionFormat").and_then(Value::as_str);
        if let Some(format) = format.filter(|format| *format != "multi") {
            let message = format!(
                "`collectionFormat: {format}` cannot be said of a multipart form in OpenAPI 3.0"
            );
            self.report
                .warning(Code::Unsupported, &places.new, message)
                .help("each item is a part of its own");
        }
    }
}
