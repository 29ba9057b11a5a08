//! Request bodies and responses, with their media types.

use serde_json::Value;

use super::{Resolver, entries};
use crate::report::Code;
use crate::spec::pointer::Pointer;
use crate::spec::references::Node;
use crate::spec::typed::typed;
use crate::spec::{MediaType, RequestBody, Response, StatusPattern, shape};

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
            if responses
                .iter()
                .any(|other| other.status == response.status)
            {
                self.report
                    .error(
                        Code::Shape,
                        &place,
                        format!("the responses of `{}` are given twice", response.status),
                    )
                    .help("keep one of them");
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
                .error(Code::Shape, place, format!("`{key}` is not a status code"))
                .help("responses are keyed by a status such as `200`, a range such as `4XX`, or `default`");
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
        let headers = entries(node.value.get("headers"), &node.place.child("headers"))
            .into_iter()
            .filter_map(|(name, place, value)| {
                let node = self.follow(&place, value)?;
                shape::HEADER.check(node.value, &node.place, self.report);
                let description = node
                    .value
                    .get("description")
                    .and_then(Value::as_str)
                    .map(str::to_owned);
                Some((name, description))
            })
            .collect();
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
                const CHILDREN: [&str; 3] = ["schema", "examples", "encoding"];
                typed::<openapiv3::MediaType>(
                    value,
                    &CHILDREN,
                    &shape::MEDIA_TYPE,
                    &place,
                    self.report,
                )?;
                let schema = match value.get("schema") {
                    Some(schema) => Some(self.schemas.id(
                        &place.child("schema"),
                        schema,
                        self.report,
                    )?),
                    None => None,
                };
                Some(MediaType {
                    place,
                    name,
                    schema,
                })
            })
            .collect()
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
