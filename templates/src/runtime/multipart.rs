//! Bodies of the type `multipart/form-data` (RFC 7578).

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde_json::value::RawValue;

use super::parameter_value::ParameterValue;
use super::percent_encode::push_encoded;
use super::{Body, BuildError, Part, Parts, RequestBuilder, Style, parameter_style, random};

/// A body of the type `multipart/form-data`, part by part, where the document does not say which it has.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Multipart {
    parts: Vec<(String, Part)>,
}

impl Multipart {
    /// A body without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part. Several may have the same name.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.parts.push((name.into(), part.into()));
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.part(name, Part::text(text))
    }

    /// The parts one after the other, between lines of the boundary (RFC 2046, section 5.1.1). What is not in
    /// memory stays where it is.
    fn body(&self, boundary: &str) -> Result<Body, String> {
        // Above this size bytes are not copied to join what stands around them.
        const COPIED: usize = 16 * 1024;
        let mut bodies = Vec::new();
        let mut text = Vec::new();
        for (name, part) in &self.parts {
            let head = part
                .head(name)
                .map_err(|reason| format!("has a part `{name}` that {reason}"))?;
            text.extend(format!("--{boundary}\r\n{head}\r\n").into_bytes());
            match part.content().as_bytes() {
                Some(bytes) if bytes.len() <= COPIED => text.extend_from_slice(bytes),
                _ => bodies.extend([
                    Body::from(std::mem::take(&mut text)),
                    part.content().clone(),
                ]),
            }
            text.extend(b"\r\n");
        }
        text.extend(format!("--{boundary}--\r\n").into_bytes());
        bodies.push(text.into());
        Ok(Body::concat(bodies))
    }
}

/// A type whose values are the parts of a body of the type `multipart/form-data`.
pub trait MultipartForm {
    /// Hands over the parts, in their order.
    fn write(&self, writer: &mut MultipartWriter<'_>);
}

impl MultipartForm for Multipart {
    fn write(&self, writer: &mut MultipartWriter<'_>) {
        for (name, part) in &self.parts {
            writer.parts(name, part);
        }
    }
}

/// How the parts of a property are written: the Encoding Object (OpenAPI 3.0.4, section 4.7.15).
#[derive(Debug, Clone, Copy)]
pub struct PartEncoding {
    name: &'static str,
    content_type: Option<&'static str>,
    style: Option<(Style, bool)>,
    headers: &'static [(&'static str, &'static str)],
}

impl PartEncoding {
    /// Says nothing yet of the property.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            content_type: None,
            style: None,
            headers: &[],
        }
    }

    /// The media type of the parts.
    #[must_use]
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// The style of a value that is not binary, and whether it is exploded. The media type then counts no more.
    #[must_use]
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = Some((style, explode));
        self
    }

    /// The headers of the parts.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }
}

/// Gathers the parts of a body. The first thing that is wrong is kept.
pub struct MultipartWriter<'e> {
    encoding: &'e [PartEncoding],
    multipart: Multipart,
    failure: Option<String>,
}

impl<'e> MultipartWriter<'e> {
    fn new(encoding: &'e [PartEncoding]) -> Self {
        Self {
            encoding,
            multipart: Multipart::new(),
            failure: None,
        }
    }

    /// The parts of a property that is binary.
    pub fn parts<P: Parts + ?Sized>(&mut self, name: &str, parts: &P) -> &mut Self {
        let encoding = self.encoding_of(name);
        parts.for_each(&mut |part| {
            let part = part.clone().or(encoding.content_type, encoding.headers);
            self.multipart.parts.push((name.to_owned(), part));
        });
        self
    }

    /// The parts of the binary properties that have no name in the document.
    pub fn more_parts<P: Parts>(&mut self, parts: &BTreeMap<String, P>) -> &mut Self {
        for (name, parts) in parts {
            self.parts(name, parts);
        }
        self
    }

    /// The parts of any other property: a text, the JSON of an object, one part for each item of a list. What is
    /// null is left out.
    pub fn value<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> &mut Self {
        // By way of its text, which has the properties in their order.
        match serde_json::value::to_raw_value(value) {
            Ok(value) => self.json(name, &value),
            Err(error) => self.fail(format!(
                "has a part `{name}` that cannot be written: {error}"
            )),
        }
    }

    /// The parts of all properties of an object.
    pub fn values<T: Serialize + ?Sized>(&mut self, object: &T) -> &mut Self {
        let text = match serde_json::to_string(object) {
            Ok(text) => text,
            Err(error) => return self.fail(format!("cannot be written: {error}")),
        };
        let ordered = match ParameterValue::of_json(&text) {
            Ok(ParameterValue::Object(ordered)) => ordered,
            Ok(_) => {
                return self.fail(
                    "is not an object, so it cannot be written as multipart/form-data".to_owned(),
                );
            }
            Err(error) => return self.fail(format!("cannot be written: {error}")),
        };
        let text = serde_json::to_string(object);
        let values = text
            .as_ref()
            .map_err(ToString::to_string)
            .and_then(|text| properties(text).map_err(|error| error.to_string()));
        let values = match values {
            Ok(values) => values,
            Err(reason) => return self.fail(format!("cannot be written: {reason}")),
        };
        for (name, _) in ordered {
            if let Some(value) = values.get(&name) {
                self.json(&name, value);
            }
        }
        self
    }

    fn json(&mut self, name: &str, value: &RawValue) -> &mut Self {
        let encoding = self.encoding_of(name);
        if let Some((style, explode)) = encoding.style {
            return match styled(name, style, explode, value) {
                Ok(pairs) => {
                    for (name, text) in pairs {
                        self.push(&name, Part::of_value(text, None), encoding.headers);
                    }
                    self
                }
                Err(reason) => self.fail(format!("has a part `{name}` that {reason}")),
            };
        }
        // The encoding of a property that is a list is that of its items.
        let items: Vec<&RawValue> = match value.get().as_bytes() {
            [b'[', ..] => serde_json::from_str(value.get()).unwrap_or_default(),
            _ => vec![value],
        };
        let is_json = encoding.content_type.is_some_and(is_json);
        for item in items {
            let json = item.get();
            let (text, default) = match json.as_bytes() {
                b"null" => continue,
                [b'"', ..] if !is_json => (serde_json::from_str(json).unwrap_or_default(), None),
                [b'{' | b'[' | b'"', ..] => (json.to_owned(), Some("application/json")),
                _ => (json.to_owned(), None),
            };
            let part = Part::of_value(text, encoding.content_type.or(default));
            self.push(name, part, encoding.headers);
        }
        self
    }

    fn push(&mut self, name: &str, part: Part, headers: &[(&str, &str)]) {
        let part = part.or(None, headers);
        self.multipart.parts.push((name.to_owned(), part));
    }

    fn encoding_of(&self, name: &str) -> PartEncoding {
        let mut all = self.encoding.iter();
        let own = all.find(|encoding| encoding.name == name).copied();
        own.unwrap_or(PartEncoding::new(""))
    }

    fn fail(&mut self, reason: String) -> &mut Self {
        self.failure.get_or_insert(reason);
        self
    }

    fn finish(self, boundary: &str) -> Result<Body, String> {
        match self.failure {
            Some(failure) => Err(failure),
            None => self.multipart.body(boundary),
        }
    }
}

impl RequestBuilder {
    /// A body of the type `multipart/form-data`. `encoding` says which properties are written in their own way.
    #[must_use]
    pub fn multipart<T: MultipartForm + ?Sized>(self, body: &T, encoding: &[PartEncoding]) -> Self {
        let mut writer = MultipartWriter::new(encoding);
        body.write(&mut writer);
        self.written(writer)
    }

    /// A body of the type `multipart/form-data` of an object none of whose properties is binary.
    #[must_use]
    pub fn multipart_values<T: Serialize + ?Sized>(
        self,
        body: &T,
        encoding: &[PartEncoding],
    ) -> Self {
        let mut writer = MultipartWriter::new(encoding);
        writer.values(body);
        self.written(writer)
    }

    fn written(self, writer: MultipartWriter<'_>) -> Self {
        // So many random bits are in no content.
        let boundary = random::hex(&random::bytes::<16>());
        match writer.finish(&boundary) {
            Ok(body) => self.body(&format!("multipart/form-data; boundary={boundary}"), body),
            Err(reason) => self.fail(BuildError::new(format!("the body {reason}"))),
        }
    }
}

/// The pairs of name and value of a style, which are not percent-encoded in a part. What the style `form` cannot
/// write becomes a `deepObject`, as in a form that is no multipart.
fn styled(
    name: &str,
    style: Style,
    explode: bool,
    value: &RawValue,
) -> Result<Vec<(String, String)>, String> {
    let value = ParameterValue::of_json(value.get())
        .map_err(|error| format!("cannot be written: {error}"))?;
    let style = if value.is_deep() && style == Style::Form && !explode {
        Style::DeepObject
    } else {
        style
    };
    let mut pairs = String::new();
    let mut push = |style, explode| {
        let separate = |pairs: &mut String| pairs.push('&');
        parameter_style::push_pairs(
            &mut pairs,
            separate,
            name,
            style,
            explode,
            &value,
            push_encoded,
        )
    };
    push(style, explode).or_else(|_| push(Style::DeepObject, true))?;
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pairs = pairs.split('&').skip(1).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    });
    Ok(pairs.collect())
}

/// The JSON of each property of an object.
fn properties(object: &str) -> serde_json::Result<BTreeMap<String, &RawValue>> {
    serde_json::from_str(object)
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
