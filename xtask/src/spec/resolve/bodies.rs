//! Request bodies and responses, with their media types.

use serde_json::Value;

use super::{Resolver, entries};
use crate::report::{Code, Report};
use crate::spec::pointer::Pointer;
use crate::spec::references::{self, Node};
use crate::spec::schema::Example;
use crate::spec::typed::typed;
use crate::spec::{Encoding, MediaType, RequestBody, Response, StatusPattern, Style, shape};

impl<'d> Resolver<'d, '_> {
    pub(super) fn request_body(&mut self, operation: &Node<'d>) -> Option<RequestBody> {
        let node = self.follow(
            &operation.place.child("requestBody"),
            operation.value.get("requestBody")?,
        )?;
        let typed: openapiv3::RequestBody = typed(
            node.value,
            &["content"],
            &shape::REQUEST_BODY,
            &node.place,
            self.report,
        )?;
        let content = self.content(&node);
        Some(RequestBody {
            place: node.place,
            required: typed.required,
            description: typed.description,
            content,
        })
    }

    pub(super) fn responses(&mut self, operation: &Node<'d>) -> Vec<Response> {
        let place = operation.place.child("responses");
        let mut responses: Vec<Response> = Vec::new();
        for (key, place, node) in entries(operation.value.get("responses"), &place) {
            if key.starts_with("x-") {
                continue;
            }
            let Some(response) = self.response(&key, &place, node) else {
                continue;
            };
            // `4XX` and `4xx` are two keys, and one range.
            let mut others = responses.iter();
            if let Some(first) = others.find(|other| other.status == response.status) {
                let first = first.place.clone();
                self.report
                    .warning(
                        Code::Shape,
                        &place,
                        format!("the responses of `{}` are given twice", response.status),
                    )
                    .help("the first ones count; keep one of them")
                    .related(&first, "the first ones");
            } else {
                responses.push(response);
            }
        }
        responses
    }

    pub(super) fn response(
        &mut self,
        key: &str,
        place: &Pointer,
        node: &'d Value,
    ) -> Option<Response> {
        let Some(status) = status_pattern(key) else {
            self.report
                .warning(Code::Shape, place, format!("`{key}` is not a status code"))
                .help("it is left out; responses are keyed by a status such as `200`, a range such as `4XX`, or `default`");
            return None;
        };
        let node = self.follow(place, node)?;
        let typed: openapiv3::Response = typed(
            node.value,
            &["headers", "content", "links"],
            &shape::RESPONSE,
            &node.place,
            self.report,
        )?;
        let headers = self.headers(&node);
        let content = self.content(&node);
        Some(Response {
            place: node.place,
            status,
            description: typed.description,
            headers,
            content,
        })
    }

    pub(super) fn content(&mut self, node: &Node<'d>) -> Vec<MediaType> {
        entries(node.value.get("content"), &node.place.child("content"))
            .into_iter()
            .filter_map(|(name, place, value)| {
                const CHILDREN: [&str; 7] = [
                    "schema",
                    "example",
                    "examples",
                    "encoding",
                    "itemSchema",
                    "itemEncoding",
                    "prefixEncoding",
                ];
                // 3.2 has media types among the components.
                let Node { place: own, value } = self.follow(&place, value)?;
                typed::<openapiv3::MediaType>(
                    value,
                    &CHILDREN,
                    &shape::MEDIA_TYPE,
                    &own,
                    self.report,
                )?;
                let schema = value.get("schema").filter(|schema| !schema.is_null());
                let schema = match schema {
                    Some(schema) => {
                        Some(self.schemas.id(&own.child("schema"), schema, self.report)?)
                    }
                    None => None,
                };
                let encoding = self.encoding(&own, value);
                let item = self.item(&name, &own, value);
                let examples = self.examples(&Node { place: own, value }).into();
                Some(MediaType {
                    place,
                    name,
                    schema,
                    item,
                    examples,
                    encoding,
                })
            })
            .collect()
    }

    /// How properties of a form are written, of those that the document says it of.
    fn encoding(&mut self, media_type: &Pointer, node: &'d Value) -> Vec<Encoding> {
        let entries = entries(node.get("encoding"), &media_type.child("encoding"));
        let encodings = entries.into_iter().map(|(property, place, encoding)| {
            let text = |field: &str| encoding.get(field).and_then(Value::as_str);
            let style = match text("style") {
                Some("spaceDelimited") => Style::SpaceDelimited,
                Some("pipeDelimited") => Style::PipeDelimited,
                Some("deepObject") => Style::DeepObject,
                _ => Style::Form,
            };
            let explode = encoding.get("explode").and_then(Value::as_bool);
            let styling = ["style", "explode", "allowReserved"];
            Encoding {
                property,
                style,
                explode: explode.unwrap_or(style == Style::Form),
                is_styled: styling.iter().any(|field| encoding.get(*field).is_some()),
                content_type: text("contentType").map(str::to_owned),
                headers: self.headers_of_part(&place, encoding),
            }
        });
        encodings.collect()
    }

    fn headers_of_part(
        &mut self,
        encoding: &Pointer,
        node: &'d Value,
    ) -> Vec<(String, Pointer, Option<String>)> {
        let entries = entries(node.get("headers"), &encoding.child("headers"));
        let headers = entries.into_iter().filter_map(|(name, place, header)| {
            let node = self.follow(&place, header)?;
            Some((name, place, fixed_value(node.value)))
        });
        headers.collect()
    }

    /// `example`, and the values of `examples`, of which one may stand in a component.
    fn examples(&mut self, node: &Node<'d>) -> Vec<Example> {
        let mut examples = Vec::new();
        if let Some(value) = node.value.get("example") {
            examples.push(Example {
                place: node.place.child("example"),
                value: value.clone(),
            });
        }
        for (_, place, value) in entries(node.value.get("examples"), &node.place.child("examples"))
        {
            // An example that refers to nothing is no reason to leave an operation out.
            let Some(followed) =
                references::follow(self.document, &place, value, &mut Report::new())
            else {
                continue;
            };
            if let Some(value) = followed.value.get("value") {
                examples.push(Example {
                    place: followed.place.child("value"),
                    value: value.clone(),
                });
            }
        }
        examples
    }
}

/// The one value that a header has: its `const`, its only value, or its default.
fn fixed_value(header: &Value) -> Option<String> {
    let schema = header.get("schema")?;
    let only = match schema
        .get("enum")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([only]) => Some(only),
        _ => None,
    };
    let value = schema.get("const").or(only).or(schema.get("default"))?;
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

fn status_pattern(key: &str) -> Option<StatusPattern> {
    if key == "default" {
        return Some(StatusPattern::Default);
    }
    // `parse` would take a sign and leading zeros as well.
    match key.as_bytes() {
        [digit @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => {
            Some(StatusPattern::Range(u16::from(digit - b'0')))
        }
        [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(StatusPattern::Exact),
        _ => None,
    }
}
