//! Operations as plain data.

use super::ident::Ident;
use super::pagination::Pagination;
use super::types::{Docs, TypeRef};

/// The operations of one tag: a file below `operations/`, and an accessor of the client.
#[derive(Debug, Clone)]
pub struct Group {
    /// The struct that the accessor answers.
    pub ident: Ident,
    /// The module, and the accessor.
    pub module: Ident,
    /// The tag; `None` for the operations without one.
    pub tag: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// In the order of the document.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The request value.
    pub ident: Ident,
    /// The method of the group.
    pub method_ident: Ident,
    /// The enum of the documented errors.
    pub error_ident: Ident,
    /// The enum of the successes, where they differ in type.
    pub output_ident: Ident,
    /// `operationId`.
    pub id: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The operation's place in the document.
    pub place: String,
    /// What the document says of it.
    pub docs: Docs,
    /// Plain text of one line.
    pub summary: Option<String>,
    /// In the order of the document.
    pub parameters: Vec<Parameter>,
    /// The request's body.
    pub body: Option<Body>,
    /// What a call may answer, by status.
    pub responses: Vec<Response>,
    /// Alternatives; each is a set of names of security schemes.
    pub security: Vec<Vec<String>>,
    /// How the results come in pages, where they do.
    pub pagination: Option<Pagination>,
}

impl Operation {
    /// The responses that are successes.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        self.responses.iter().filter(|response| response.is_success)
    }

    /// The responses that are errors.
    pub fn failures(&self) -> impl Iterator<Item = &Response> {
        self.responses
            .iter()
            .filter(|response| !response.is_success)
    }

    /// Every type that stands directly in the request and its answers.
    pub fn type_refs(&self) -> impl Iterator<Item = &TypeRef> {
        let payloads = self.body.iter().map(|body| &body.payload);
        let payloads = payloads.chain(self.responses.iter().map(|response| &response.payload));
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        parameters.chain(payloads.filter_map(|payload| match payload {
            Payload::Json(ty) => Some(ty),
            Payload::Empty | Payload::Text | Payload::Bytes => None,
        }))
    }

    /// What a success holds, where all hold the same; `None` where they differ.
    pub fn single_output(&self) -> Option<&Payload> {
        let mut payloads = self.successes().map(|response| &response.payload);
        let Some(first) = payloads.next() else {
            return Some(&Payload::Empty);
        };
        payloads.all(|payload| payload == first).then_some(first)
    }
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The field of the request value, and the setter of the call.
    pub ident: Ident,
    /// The name on the wire.
    pub wire: String,
    /// Where it travels.
    pub location: Location,
    /// How it is written.
    pub style: Style,
    /// Whether the parts of an array or object are apart.
    pub explode: bool,
    /// Whether reserved characters of a query are sent as they are.
    pub allows_reserved: bool,
    /// The type of the value.
    pub ty: TypeRef,
    /// Whether every call must have it.
    pub required: bool,
    /// What the document says of it.
    pub docs: Docs,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
}

/// How a parameter's value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `simple`.
    Simple,
    /// `label`.
    Label,
    /// `matrix`.
    Matrix,
    /// `form`.
    Form,
    /// `spaceDelimited`.
    SpaceDelimited,
    /// `pipeDelimited`.
    PipeDelimited,
    /// `deepObject`.
    DeepObject,
    /// As the text of its JSON.
    Json,
}

/// A request's body.
#[derive(Debug, Clone)]
pub struct Body {
    /// The field of the request value.
    pub ident: Ident,
    /// The media type.
    pub media_type: String,
    /// What it holds.
    pub payload: Payload,
    /// How the properties are written of one that is sent as a form: those that are not written as usual.
    pub form: Option<Vec<FormProperty>>,
    /// Whether every call must have it.
    pub required: bool,
    /// What the document says of it.
    pub docs: Docs,
}

/// How a property of a form is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormProperty {
    /// The property's name on the wire.
    pub wire: String,
    /// How it is written.
    pub style: Style,
    /// Whether a list or an object becomes several pairs.
    pub explode: bool,
}

/// What a body holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// Nothing.
    Empty,
    /// JSON of this type.
    Json(TypeRef),
    /// Text.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// What a call may answer with a status.
#[derive(Debug, Clone)]
pub struct Response {
    /// Which statuses.
    pub status: Status,
    /// The variant of the enum of the successes or errors.
    pub ident: Ident,
    /// Whether this is a success.
    pub is_success: bool,
    /// The media type to accept.
    pub media_type: Option<String>,
    /// What it holds.
    pub payload: Payload,
    /// The headers that the document names, with what it says of them.
    pub headers: Vec<(String, Option<String>)>,
    /// CommonMark.
    pub description: String,
}

/// Which statuses a response is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status code.
    Exact(u16),
    /// A hundred status codes, by the first digit.
    Range(u16),
    /// All that the others leave.
    Default,
}
