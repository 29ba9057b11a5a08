//! Reading a document: bytes to [`Document`](load::Document) to [`Spec`].
//!
//! The only folder that knows YAML, JSON text, the `openapiv3` crate, and what a `$ref` is.
//! [`Spec`] is the document with every reference followed, path-level parameters merged, security
//! inherited, and every schema in one arena: what a reader of the standard would call the meaning of the
//! document, and nothing about Rust.

pub mod corrections;
pub mod examples;
pub mod fragment;
pub mod limits;
pub mod load;
mod mentions;
pub mod pointer;
pub mod positions;
mod references;
pub mod resolve;
pub mod samples;
pub mod schema;
mod schemas;
pub mod selection;
mod shape;
mod swagger2;
mod tree;
mod typed;
pub mod uses;
pub mod written;
mod yaml;

use std::sync::Arc;

use indexmap::IndexMap;

use pointer::Pointer;
use schema::{Example, Schema, SchemaId};

/// A document with every reference followed.
#[derive(Debug, Clone)]
pub struct Spec {
    /// `info`.
    pub info: Info,
    /// `servers`; empty when the document has none.
    pub servers: Vec<Server>,
    /// `tags`, in the order of the document.
    pub tags: Vec<Tag>,
    /// `components.securitySchemes` by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// `security`: what operations need that say nothing of it. Alternatives, each a set of schemes.
    pub security: Vec<Vec<String>>,
    /// Every operation under `paths`, in the order of the document.
    pub operations: Vec<Operation>,
    /// What the API sends by itself: the operations of `webhooks` and of `callbacks`. Only their bodies are
    /// for a client, which receives them.
    pub webhooks: Vec<Operation>,
    /// Every schema that the document holds or refers to; a [`SchemaId`] is an index. Shared, because most are the
    /// same once compositions are resolved.
    pub schemas: Vec<Arc<Schema>>,
    /// `components.schemas` by name, in the order of the document.
    pub component_schemas: IndexMap<String, SchemaId>,
    /// What was to be skipped, and is too broken to be an operation.
    pub skipped: Vec<Pointer>,
}

impl Spec {
    /// One of the operations, or one of those that the API sends by itself.
    pub fn operation(&self, is_webhook: bool, index: usize) -> Option<&Operation> {
        let operations = if is_webhook {
            &self.webhooks
        } else {
            &self.operations
        };
        operations.get(index)
    }

    /// The schema with this id.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }
}

/// The Info Object (OpenAPI 3.0.3, section 4.7.2).
#[derive(Debug, Clone)]
pub struct Info {
    /// The title of the API.
    pub title: String,
    /// CommonMark.
    pub description: Option<String>,
    /// The version of the document.
    pub version: String,
}

/// The Server Object (section 4.7.5).
#[derive(Debug, Clone)]
pub struct Server {
    /// Where it stands.
    pub place: Pointer,
    /// The URL, its variables replaced by their defaults; may be relative to where the document is served.
    pub url: String,
    /// The URL as it is written.
    pub template: String,
    /// The variables that it has, in the order of the document.
    pub variables: Vec<ServerVariable>,
    /// CommonMark.
    pub description: Option<String>,
}

/// The Server Variable Object (section 4.7.6).
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Where it stands.
    pub place: Pointer,
    /// The name between the braces.
    pub name: String,
    /// `default`.
    pub default: String,
    /// `enum`; empty where any value will do.
    pub values: Vec<String>,
    /// CommonMark.
    pub description: Option<String>,
}

/// The Tag Object (section 4.7.22).
#[derive(Debug, Clone)]
pub struct Tag {
    /// The name that operations refer to.
    pub name: String,
    /// CommonMark.
    pub description: Option<String>,
}

/// The Security Scheme Object (section 4.7.27).
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Where it stands.
    pub place: Pointer,
    /// What it asks for.
    pub kind: SecuritySchemeKind,
    /// `flows` of `type: oauth2`.
    pub flows: Vec<OAuthFlow>,
    /// `openIdConnectUrl`.
    pub discovery_url: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
}

/// The OAuth Flow Object (section 4.7.29).
#[derive(Debug, Clone)]
pub struct OAuthFlow {
    /// Where it stands.
    pub place: Pointer,
    /// `clientCredentials`, `authorizationCode`, …
    pub name: String,
    /// `authorizationUrl`; may be relative.
    pub authorization_url: Option<String>,
    /// `tokenUrl`; may be relative.
    pub token_url: Option<String>,
    /// `refreshUrl`; may be relative.
    pub refresh_url: Option<String>,
    /// `scopes`: each with what it is for.
    pub scopes: Vec<(String, String)>,
}

/// What a security scheme asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// `type: apiKey`: a raw key under a name.
    ApiKey {
        /// `in`.
        location: Location,
        /// `name`.
        name: String,
    },
    /// `type: http, scheme: basic` (RFC 7617).
    Basic,
    /// A bearer token (RFC 6750): `type: http, scheme: bearer`, `oauth2` and `openIdConnect`.
    Bearer,
    /// Another scheme of the `Authorization` header, by its name.
    OtherHttp(String),
    /// `type: mutualTLS`: a certificate of the client's.
    MutualTls,
    /// A type that the standard does not know.
    Unknown(String),
}

/// Where a parameter or key travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

impl Location {
    /// The value of `in`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// The Operation Object (section 4.7.10) with its method and path.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands: under its path.
    pub place: Pointer,
    /// Where it is written: elsewhere, where its path item is a reference.
    pub written: Pointer,
    /// `operationId`; made of method and path where it is missing or not unique.
    pub id: String,
    /// The method, in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// `tags`.
    pub tags: Vec<String>,
    /// Plain text.
    pub summary: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// The operation's parameters and those of its path item that it does not override.
    pub parameters: Vec<Parameter>,
    /// `requestBody`.
    pub request_body: Option<RequestBody>,
    /// `responses`, in the order of the document.
    pub responses: Vec<Response>,
    /// Alternatives; each is a set of names of security schemes. The document's where the operation has none.
    pub security: Vec<Vec<String>>,
    /// `servers` of the operation or else of its path item; none where the document's serve it.
    pub servers: Vec<Server>,
}

/// The Parameter Object (section 4.7.12).
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it stands.
    pub place: Pointer,
    /// The name on the wire.
    pub name: String,
    /// `in`.
    pub location: Location,
    /// `style`, with the default of the location filled in.
    pub style: Style,
    /// `explode`, with the default of the style filled in.
    pub explode: bool,
    /// `allowReserved`.
    pub allows_reserved: bool,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// CommonMark.
    pub description: Option<String>,
    /// The media type of the value, where it is written as one: `content`.
    pub content: Option<String>,
    /// The schema of the value.
    pub schema: SchemaId,
}

/// How a parameter's value is written (section 4.7.12.2).
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
}

/// The Request Body Object (section 4.7.13).
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Where it stands.
    pub place: Pointer,
    /// `required`.
    pub required: bool,
    /// CommonMark.
    pub description: Option<String>,
    /// `content`, in the order of the document.
    pub content: Vec<MediaType>,
}

/// The Media Type Object (section 4.7.14) with its key.
#[derive(Debug, Clone)]
pub struct MediaType {
    /// Where it stands.
    pub place: Pointer,
    /// The media type or range, such as `application/json`.
    pub name: String,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `itemSchema`: of each item of a stream (3.2).
    pub item: Option<Item>,
    /// `example` and `examples`.
    pub examples: Arc<[Example]>,
    /// `encoding`, of the properties that it names.
    pub encoding: Vec<Encoding>,
}

impl MediaType {
    /// The schema of each item of a stream (3.2).
    pub fn item_schema(&self) -> Option<SchemaId> {
        self.item.map(|item| match item {
            Item::Whole(id) | Item::EventData(id) => id,
        })
    }
}

/// What `itemSchema` says of each item of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// The schema of an item.
    Whole(SchemaId),
    /// Of a server-sent event the schema of its data: of what the text holds, where it holds JSON.
    EventData(SchemaId),
}

/// The Encoding Object (section 4.7.15) with its key: how one property of a form is written.
#[derive(Debug, Clone)]
pub struct Encoding {
    /// The property.
    pub property: String,
    /// `style`, with its default filled in.
    pub style: Style,
    /// `explode`, with the default of the style filled in.
    pub explode: bool,
    /// Whether the document says any of `style`, `explode` and `allowReserved`, so that `contentType` does not count.
    pub is_styled: bool,
    /// `contentType`.
    pub content_type: Option<String>,
    /// `headers`: each with its place, and the one value that the document gives it.
    pub headers: Vec<(String, Pointer, Option<String>)>,
}

/// The Response Object (section 4.7.17) with its key.
#[derive(Debug, Clone)]
pub struct Response {
    /// Where it stands.
    pub place: Pointer,
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// CommonMark.
    pub description: String,
    /// The headers that the document names.
    pub headers: Vec<Header>,
    /// `content`, in the order of the document.
    pub content: Vec<MediaType>,
}

/// The Header Object (section 4.7.21) with its key.
#[derive(Debug, Clone)]
pub struct Header {
    /// Where it stands.
    pub place: Pointer,
    /// The name.
    pub name: String,
    /// CommonMark.
    pub description: Option<String>,
    /// `required`: whether it is always there.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `explode`.
    pub explode: bool,
    /// The media type of the value, where it is written as one: `content`.
    pub content: Option<String>,
    /// The schema of the value; a string where it is absent.
    pub schema: Option<SchemaId>,
}

/// A key of the Responses Object (section 4.7.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusPattern {
    /// One status code.
    Exact(u16),
    /// `1XX` to `5XX`, by the first digit.
    Range(u16),
    /// `default`.
    Default,
}

impl std::fmt::Display for StatusPattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact(status) => write!(formatter, "{status}"),
            Self::Range(digit) => write!(formatter, "{digit}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}
