//! Path Item and Operation Objects.

use serde_json::{Map, Value};

use super::bodies::BodyPart;
use super::media_types::{self, MediaTypes};
use super::{Converter, Places, is_reference, servers};
use crate::spec::pointer::Pointer;

/// The fields of a Path Item Object that are operations.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

impl<'d> Converter<'d, '_> {
    /// Paths Object.
    pub(super) fn paths(&mut self, places: &Places, value: &'d Value) -> Value {
        let Some(paths) = value.as_object() else {
            return value.clone();
        };
        self.each(paths, places, |this, places, value| {
            // Extensions are data.
            if places.old.last().is_some_and(|path| path.starts_with("x-")) {
                return value.clone();
            }
            this.path_item(&places.new, value)
        })
    }

    fn path_item(&mut self, place: &Pointer, value: &'d Value) -> Value {
        let Some(object) = value.as_object() else {
            return value.clone();
        };
        if is_reference(value) {
            self.references.push(place.clone());
        }
        let at_parameters = place.child("parameters");
        let (parameters, shared) = match object.get("parameters").and_then(Value::as_array) {
            Some(list) => self.split(&at_parameters, list),
            None => (None, Vec::new()),
        };
        let mut new = Map::new();
        for (field, value) in object {
            match (field.as_str(), value) {
                ("parameters", Value::Array(_)) => {
                    if let Some(parameters) = &parameters {
                        new.insert(field.clone(), parameters.clone());
                    }
                }
                (method, Value::Object(operation)) if METHODS.contains(&method) => {
                    let operation = self.operation(&place.child(method), operation, &shared);
                    new.insert(field.clone(), Value::Object(operation));
                }
                _ => {
                    new.insert(field.clone(), value.clone());
                }
            }
        }
        Value::Object(new)
    }

    fn operation(
        &mut self,
        place: &Pointer,
        object: &'d Map<String, Value>,
        shared: &[BodyPart<'d>],
    ) -> Map<String, Value> {
        let consumes = MediaTypes::of_operation(object.get("consumes"), &self.consumes);
        let produces = MediaTypes::of_operation(object.get("produces"), &self.produces);
        let at_parameters = place.child("parameters");
        let (mut parameters, own) = match object.get("parameters").and_then(Value::as_array) {
            Some(list) => self.split(&at_parameters, list),
            None => (None, Vec::new()),
        };
        let mut body = self.request_body(place, &own, shared, &consumes);
        let places = Places::same(place.clone());
        let mut new = Map::new();
        for (field, value) in object {
            match (field.as_str(), value) {
                ("parameters", Value::Array(_)) => {
                    if let Some(parameters) = parameters.take() {
                        new.insert(field.clone(), parameters);
                    }
                    if let Some(body) = body.take() {
                        new.insert("requestBody".to_owned(), body);
                    }
                }
                ("consumes" | "produces", value) if media_types::is_sound(value) => {}
                ("schemes", value) if servers::is_sound(field, value) => {
                    if let Some(servers) = self.servers_of_operation(&places, value) {
                        new.insert("servers".to_owned(), servers);
                    }
                }
                ("responses", value) => {
                    let responses = self.responses(&places.child(field), value, &produces);
                    new.insert(field.clone(), responses);
                }
                _ => {
                    new.insert(field.clone(), value.clone());
                }
            }
        }
        if let Some(body) = body {
            new.insert("requestBody".to_owned(), body);
        }
        new
    }

    /// A list of parameters as one without bodies, and the bodies. No list where nothing else was in it.
    fn split(&mut self, place: &Pointer, list: &'d [Value]) -> (Option<Value>, Vec<BodyPart<'d>>) {
        let mut others = Vec::new();
        let mut bodies = Vec::new();
        for (index, listed) in list.iter().enumerate() {
            let old = place.child(index);
            match self.body_part(&old, listed) {
                Some(part) => bodies.push(part),
                None => {
                    let places = Places {
                        new: place.child(others.len()),
                        old,
                    };
                    others.push(self.parameter(&places, listed));
                }
            }
        }
        let others = (!others.is_empty() || bodies.is_empty()).then_some(Value::Array(others));
        (others, bodies)
    }
}
