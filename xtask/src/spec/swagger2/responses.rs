//! Response Object, with its headers and examples.

use serde_json::{Map, Value};

use super::media_types::MediaTypes;
use super::{Converter, Places, is_reference};
use crate::spec::pointer::Pointer;

impl<'d> Converter<'d, '_> {
    /// Responses Object of an operation.
    pub(super) fn responses(
        &mut self,
        places: &Places,
        value: &'d Value,
        produces: &MediaTypes,
    ) -> Value {
        let Some(entries) = value.as_object() else {
            return value.clone();
        };
        self.each(entries, places, |this, places, value| {
            // Extensions are data.
            if places.old.last().is_some_and(|key| key.starts_with("x-")) {
                return value.clone();
            }
            this.response(places, value, produces)
        })
    }

    /// A response, or a reference to one.
    pub(super) fn response(
        &mut self,
        places: &Places,
        value: &'d Value,
        produces: &MediaTypes,
    ) -> Value {
        if !is_reference(value) {
            self.moved(places);
            return self.response_itself(places, value, produces);
        }
        // A shared response has the media types of the document; an operation with others has its own copy.
        let shared = Pointer::root().child("responses");
        if !produces.agrees_with(&self.produces)
            && let Some(target) = self.follow(&places.old, value)
            && target.place.is_within(&shared)
            && target.value.get("schema").is_some()
        {
            let places = Places {
                new: places.new.clone(),
                old: target.place,
            };
            self.moved(&places);
            return self.response_itself(&places, target.value, produces);
        }
        self.moved(places);
        self.reference(&places.new, value)
    }

    fn response_itself(
        &mut self,
        places: &Places,
        value: &'d Value,
        produces: &MediaTypes,
    ) -> Value {
        let Some(object) = value.as_object() else {
            return value.clone();
        };
        let mut content = Some(self.content_of_response(places, object, produces));
        let mut new = Map::new();
        for (field, value) in object {
            match (field.as_str(), value) {
                ("headers", Value::Object(headers)) => {
                    let headers = self.each(headers, &places.child(field), Self::header);
                    new.insert(field.clone(), headers);
                }
                ("schema", _) | ("examples", Value::Object(_)) => {
                    if let Some(content) = content.take().filter(|content| !content.is_empty()) {
                        new.insert("content".to_owned(), Value::Object(content));
                    }
                    let others = not_by_media_type(field, value);
                    if !others.is_empty() {
                        new.insert(field.clone(), Value::Object(others));
                    }
                }
                _ => {
                    new.insert(field.clone(), value.clone());
                }
            }
        }
        Value::Object(new)
    }

    fn content_of_response(
        &mut self,
        places: &Places,
        object: &'d Map<String, Value>,
        produces: &MediaTypes,
    ) -> Map<String, Value> {
        let examples = object.get("examples").and_then(Value::as_object);
        let examples: Vec<(&String, &Value)> = examples
            .into_iter()
            .flatten()
            .filter(|(name, _)| name.contains('/'))
            .collect();
        let names_of_examples: Vec<&String> = examples.iter().map(|(name, _)| *name).collect();
        let schema = object.get("schema");
        let is_file = schema
            .and_then(|schema| schema.get("type"))
            .is_some_and(|ty| ty == "file");
        let names = match schema {
            Some(_) if is_file => produces.of_file(),
            Some(_) => produces.of_response(&names_of_examples),
            None => names_of_examples.into_iter().cloned().collect(),
        };
        let at_content = Places {
            new: places.new.child("content"),
            old: places.old.clone(),
        };
        let mut content = self.content(&at_content, &names, schema);
        for (name, example) in examples {
            if let Some(Value::Object(media_type)) = content.get_mut(name) {
                media_type.insert("example".to_owned(), example.clone());
            }
        }
        content
    }
}

/// The entries of `examples` that are not of a media type: they are left to be reported.
fn not_by_media_type(field: &str, value: &Value) -> Map<String, Value> {
    let entries = value.as_object().filter(|_| field == "examples");
    entries
        .into_iter()
        .flatten()
        .filter(|(name, _)| !name.contains('/'))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
