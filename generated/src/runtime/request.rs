//! [`RequestBuilder`]: makes an operation's request from the values of its parameters.

use std::fmt;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use super::parameter_style::Push;
use super::parameter_value::ParameterValue;
use super::percent_encode::{push_allowing_reserved, push_encoded, push_in_cookie};
use super::{Body, BuildError, OperationInfo, Style, form, header, parameter_style, path_template};

/// Makes an operation's request from the values of its parameters.
///
/// Optional parameters are given as `Option`; what encodes as null is left out. The first thing that
/// is wrong is kept and comes out of [`RequestBuilder::finish`], so that calls can be chained.
pub struct RequestBuilder {
    operation: &'static str,
    method: Method,
    path_template: &'static str,
    /// The template with the texts that it has so far, and the query behind it.
    path_and_query: String,
    cookies: String,
    headers: HeaderMap,
    body: Body,
    failure: Option<BuildError>,
    /// Where the JSON of each parameter is written.
    json: Vec<u8>,
}

impl RequestBuilder {
    /// Starts the request of an operation.
    #[must_use]
    pub fn new(info: &OperationInfo) -> Self {
        let builder = Self {
            operation: info.id,
            method: info.method.clone(),
            path_template: info.path,
            path_and_query: path_template::open(info.path),
            cookies: String::new(),
            headers: HeaderMap::new(),
            body: Body::empty(),
            failure: None,
            json: Vec::new(),
        };
        match info.accept {
            Some(accept) => builder.insert_header(ACCEPT, header::of_static(accept)),
            None => builder,
        }
    }

    /// A path parameter. It is required, and it may not be empty: `/pets/` is another route than
    /// `/pets/{petId}`.
    #[must_use]
    pub fn path<T>(self, name: &str, style: Style, explode: bool, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        self.parameter("path", name, style, value, |builder, value| {
            let mut text = String::new();
            parameter_style::push_in_path(&mut text, name, style, explode, value)?;
            if text.is_empty() {
                return Err("is empty".to_owned());
            }
            path_template::fill(&mut builder.path_and_query, name, &text);
            Ok(())
        })
    }

    /// A query parameter.
    #[must_use]
    pub fn query<T>(self, name: &str, style: Style, explode: bool, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        self.parameter("query", name, style, value, |builder, value| {
            builder.push_query(name, style, explode, value, push_encoded)
        })
    }

    /// A query parameter with `allowReserved: true`: reserved characters are sent as they are, save
    /// those that would end the value.
    #[must_use]
    pub fn query_allowing_reserved<T>(
        self,
        name: &str,
        style: Style,
        explode: bool,
        value: &T,
    ) -> Self
    where
        T: Serialize + ?Sized,
    {
        self.parameter("query", name, style, value, |builder, value| {
            builder.push_query(name, style, explode, value, push_allowing_reserved)
        })
    }

    /// A header parameter; the style is [`Style::Simple`] or [`Style::Json`].
    #[must_use]
    pub fn header<T>(self, name: &str, style: Style, explode: bool, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        self.parameter("header", name, style, value, |builder, value| {
            let mut text = String::new();
            if !parameter_style::push_header(&mut text, style, explode, value)? {
                return Ok(());
            }
            let name = HeaderName::try_from(name).map_err(|_| "is not a header's name")?;
            let value = header::value(&text)
                .ok_or("has a line break or a character that is not visible ASCII")?;
            builder.headers.insert(name, value);
            Ok(())
        })
    }

    /// A cookie parameter; the style is [`Style::Form`] or [`Style::Json`].
    #[must_use]
    pub fn cookie<T>(self, name: &str, style: Style, explode: bool, value: &T) -> Self
    where
        T: Serialize + ?Sized,
    {
        self.parameter("cookie", name, style, value, |builder, value| {
            let separate = |cookies: &mut String| {
                if !cookies.is_empty() {
                    cookies.push_str("; ");
                }
            };
            let cookies = &mut builder.cookies;
            let push = push_in_cookie;
            parameter_style::push_pairs(cookies, separate, name, style, explode, value, push)
        })
    }

    /// A body of JSON.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.json_as("application/json", body)
    }

    /// A body of JSON with a content type of its own, such as `application/merge-patch+json`.
    #[must_use]
    pub fn json_as<T: Serialize + ?Sized>(self, content_type: &str, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body(content_type, bytes),
            Err(error) => self.fail(
                BuildError::new(format!("the body cannot be written as JSON: {error}"))
                    .with_source(error),
            ),
        }
    }

    /// A body of the type `application/x-www-form-urlencoded`: each property as a query parameter of
    /// the style `form`, objects inside as `deepObject` (OpenAPI 3.0.4, Encoding Object). `encoding` says
    /// which properties are written in another style, and whether exploded.
    #[must_use]
    pub fn form<T: Serialize + ?Sized>(self, body: &T, encoding: &[(&str, Style, bool)]) -> Self {
        match form::text(body, encoding) {
            Ok(text) => self.body("application/x-www-form-urlencoded", text),
            Err(reason) => self.fail(BuildError::new(format!("the body {reason}"))),
        }
    }

    /// A body of any type.
    #[must_use]
    pub fn body(mut self, content_type: &str, body: impl Into<Body>) -> Self {
        self.body = body.into();
        let value = match content_type {
            // The usual one is not copied.
            "application/json" => header::of_static("application/json"),
            other => header::value(other),
        };
        self.insert_header(CONTENT_TYPE, value)
    }

    /// Goes on with a value if there is one: `.optional(self.body.as_ref(), RequestBuilder::json)`.
    #[must_use]
    pub fn optional<T>(self, value: Option<T>, add: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => add(self, value),
            None => self,
        }
    }

    /// The request, its URI in origin form.
    ///
    /// # Errors
    /// The first thing that was wrong; the message names the operation and the parameter.
    pub fn finish(self) -> Result<http::Request<Body>, BuildError> {
        let operation = self.operation;
        self.into_request()
            .map_err(|error| error.in_operation(operation))
    }

    fn into_request(mut self) -> Result<http::Request<Body>, BuildError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        if !self.cookies.is_empty() {
            let cookies = HeaderValue::try_from(self.cookies)
                .map_err(|error| BuildError::new("the cookies are invalid").with_source(error))?;
            self.headers.insert(COOKIE, cookies);
        }
        let uri = self.path_and_query;
        path_template::check(self.path_template, &uri).map_err(BuildError::new)?;
        let uri = http::Uri::try_from(uri)
            .map_err(|error| BuildError::new(format!("invalid URI: {error}")).with_source(error))?;
        let mut request = http::Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    /// Writes one parameter. What is wrong with it completes the sentence "path parameter `petId` …".
    fn parameter<T>(
        mut self,
        place: &str,
        name: &str,
        style: Style,
        value: &T,
        write: impl FnOnce(&mut Self, &ParameterValue<'_>) -> Result<(), String>,
    ) -> Self
    where
        T: Serialize + ?Sized,
    {
        let mut json = std::mem::take(&mut self.json);
        json.clear();
        json.reserve(64);
        let written = serde_json::to_writer(&mut json, value)
            .and_then(|()| parameter_value(&json, style))
            .map_err(|error| format!("cannot be written: {error}"))
            .and_then(|value| write(&mut self, &value));
        self.json = json;
        match written {
            Ok(()) => self,
            Err(reason) => self.fail(BuildError::new(format!(
                "{place} parameter `{name}` {reason}"
            ))),
        }
    }

    fn push_query(
        &mut self,
        name: &str,
        style: Style,
        explode: bool,
        value: &ParameterValue<'_>,
        push: Push,
    ) -> Result<(), String> {
        let separate = |uri: &mut String| {
            // Some documents have a fixed query in their templates.
            let separator = if uri.contains('?') { '&' } else { '?' };
            uri.push(separator);
        };
        let uri = &mut self.path_and_query;
        parameter_style::push_pairs(uri, separate, name, style, explode, value, push)
    }

    fn insert_header(mut self, name: HeaderName, value: Option<HeaderValue>) -> Self {
        match value {
            Some(value) => {
                self.headers.insert(name, value);
                self
            }
            None => self.fail(BuildError::new(format!("header `{name}` is invalid"))),
        }
    }

    /// Keeps what is wrong, unless something was before.
    pub(crate) fn fail(mut self, failure: BuildError) -> Self {
        self.failure.get_or_insert(failure);
        self
    }
}

fn parameter_value(json: &[u8], style: Style) -> Result<ParameterValue<'_>, serde_json::Error> {
    let json = std::str::from_utf8(json).map_err(serde::ser::Error::custom)?;
    match style {
        Style::Json => Ok(ParameterValue::json(json)),
        _ => ParameterValue::of_json(json),
    }
}

/// Shows no values: they may be secrets.
impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}
