//! Operations as plain data.

use super::ident::Ident;
use super::pagination::Pagination;
use super::types::{Docs, TypeRef};
use super::xml::XmlNode;

/// The operations of one tag: a file below `operations/`, and an accessor of the client.
#[derive(Debug, Clone)]
pub struct Group {
    /// The struct that the accessor answers.
    pub ident: Ident,
    /// The module, and the accessor.
    pub module: Ident,
    /// The tag; `None` for the operations without one.
    pub tag: Option<String>,
    /// The feature of the crate that turns it on, where each group has one.
    pub feature: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// In the order of the document.
    pub operations: Vec<Operation>,
    /// The former names of methods, which callers may still use.
    pub former_methods: Vec<FormerMethod>,
    /// The former names of the types of operations, and what they are now.
    pub former_types: Vec<(Ident, Ident)>,
}

/// A former name of the method of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerMethod {
    /// The former name.
    pub ident: Ident,
    /// The index of the operation in its group.
    pub operation: usize,
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
    /// What a caller may ask for instead of the successes of [`responses`](Self::responses).
    pub views: Vec<View>,
    /// The headers that the document names for any response.
    pub headers: Vec<Header>,
    /// The struct that decodes the headers.
    pub headers_ident: Ident,
    /// Alternatives; each is a set of names of security schemes.
    pub security: Vec<Vec<String>>,
    /// The base URL of a server of its own.
    pub server: Option<String>,
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

    /// The responses, and those of the views.
    pub fn all_responses(&self) -> impl Iterator<Item = &Response> {
        let views = self.views.iter().flat_map(|view| &view.responses);
        self.responses.iter().chain(views)
    }

    /// Every type that stands directly in the request and its answers.
    pub fn type_refs(&self) -> impl Iterator<Item = &TypeRef> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        let contents = self.body.iter().flat_map(|body| &body.contents);
        let bodies = contents.filter_map(|content| content.payload.type_ref());
        parameters.chain(bodies).chain(self.answered_type_refs())
    }

    /// Every type that stands directly in its answers.
    pub fn answered_type_refs(&self) -> impl Iterator<Item = &TypeRef> {
        let headers = self.headers.iter().map(|header| &header.ty);
        let payloads = self.all_responses().map(|response| &response.payload);
        payloads.filter_map(Payload::type_ref).chain(headers)
    }

    /// What a success holds, where all hold the same; `None` where they differ.
    pub fn single_output(&self) -> Option<&Payload> {
        single_output(&self.responses)
    }
}

/// What a success holds, where all hold the same; `None` where they differ.
pub fn single_output(responses: &[Response]) -> Option<&Payload> {
    let successes = responses.iter().filter(|response| response.is_success);
    let mut payloads = successes.map(|response| &response.payload);
    let Some(first) = payloads.next() else {
        return Some(&Payload::Empty);
    };
    payloads.all(|payload| payload == first).then_some(first)
}

/// The successes of an operation in another media type, which a caller may ask for.
#[derive(Debug, Clone)]
pub struct View {
    /// The request value: the operation's with another `Accept`.
    pub ident: Ident,
    /// The method of the call.
    pub method_ident: Ident,
    /// The enum of the successes, where they differ in type.
    pub output_ident: Ident,
    /// The media types.
    pub media_types: Vec<String>,
    /// What a call may answer, by status.
    pub responses: Vec<Response>,
}

/// A header of responses.
#[derive(Debug, Clone)]
pub struct Header {
    /// The method that decodes it.
    pub ident: Ident,
    /// The name on the wire.
    pub wire: String,
    /// How it is written: `simple`, or as JSON.
    pub style: Style,
    /// Whether the properties of an object are exploded.
    pub explode: bool,
    /// The type of the value.
    pub ty: TypeRef,
    /// Which responses have it.
    pub statuses: Vec<Status>,
    /// What the document says of it.
    pub docs: Docs,
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
    /// The enum of the media types, where callers choose between several.
    pub choice: Option<Ident>,
    /// What may be sent, in the order of the document; never empty.
    pub contents: Vec<Content>,
    /// Whether every call must have it.
    pub required: bool,
    /// What the document says of it.
    pub docs: Docs,
}

impl Body {
    /// What is sent, where callers have no choice.
    pub fn only(&self) -> Option<&Content> {
        match (&self.choice, self.contents.as_slice()) {
            (None, [only]) => Some(only),
            _ => None,
        }
    }
}

/// A body of one media type.
#[derive(Debug, Clone)]
pub struct Content {
    /// The variant of the enum of the media types.
    pub ident: Ident,
    /// The media type.
    pub media_type: String,
    /// What it holds.
    pub payload: Payload,
    /// How that is written.
    pub format: Format,
    /// Whether the enum is made of the payload without naming the variant: it is the first of its rank that holds it.
    pub converts: bool,
}

/// How a body is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// As the payload says.
    Plain,
    /// As `application/x-www-form-urlencoded`, with the properties that are not written as usual.
    Form(Vec<FormProperty>),
    /// As `multipart/form-data`, with the properties that are not written as usual.
    Multipart(Form, Vec<PartProperty>),
    /// Each item of the payload, which is a list, as a line of JSON.
    JsonLines,
    /// Each item of the payload, which is a list, as a text of a JSON text sequence.
    JsonSequence,
    /// As bytes of a media type that the caller names.
    Named,
}

/// Where the parts of a `multipart/form-data` body come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// From a type that knows its parts.
    Typed,
    /// From the properties of a type that is JSON elsewhere.
    Values,
    /// From callers, one by one.
    Open,
}

/// How the parts of a property are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartProperty {
    /// The property's name on the wire.
    pub wire: String,
    /// The media type.
    pub content_type: Option<String>,
    /// The style of a value, and whether a list or an object becomes several parts.
    pub style: Option<(Style, bool)>,
    /// Headers with their values.
    pub headers: Vec<(String, String)>,
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
    /// XML of this type.
    Xml {
        /// The type.
        ty: TypeRef,
        /// The root element.
        root: XmlNode,
    },
    /// Text.
    Text,
    /// Bytes as they are.
    Bytes,
    /// Server-sent events with JSON of this type as their data, or with text.
    Events(Option<TypeRef>),
    /// Server-sent events, each an object of this type: its data, and the fields beside it.
    WholeEvents(TypeRef),
    /// JSON texts of this type, one after the other.
    Lines(TypeRef),
}

impl Payload {
    /// The type that it is made of.
    pub fn type_ref(&self) -> Option<&TypeRef> {
        match self {
            Self::Json(ty)
            | Self::Xml { ty, .. }
            | Self::Events(Some(ty))
            | Self::WholeEvents(ty)
            | Self::Lines(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Bytes | Self::Events(None) => None,
        }
    }

    /// Whether it is read item by item.
    pub fn is_stream(&self) -> bool {
        self.is_events() || matches!(self, Self::Lines(_))
    }

    /// Whether it is server-sent events.
    pub fn is_events(&self) -> bool {
        matches!(self, Self::Events(_) | Self::WholeEvents(_))
    }
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
    /// The media types to accept; all hold the payload.
    pub media_types: Vec<String>,
    /// The other media types that the document lists, where they are read in another way.
    pub others: Vec<String>,
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
