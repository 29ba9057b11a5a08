//! What generated code stands on: requests as plain values, one place that sends them, errors that
//! say what went wrong.
//!
//! The way of a call: an [`Operation`] makes an [`http::Request`] with [`RequestBuilder`]; a
//! [`Call`] adds the base URL, the default headers and the credentials of its [`Client`]; a
//! [`Transport`] carries it out; the operation decodes the [`RawResponse`] to its output or to its
//! typed error; everything else becomes an [`Error`].

mod api_error;
mod base64;
mod base_url;
mod body;
mod body_read;
mod body_source;
mod build_error;
mod call;
mod client;
mod client_builder;
mod client_settings;
mod closed_enum;
mod credential;
mod credential_provider;
mod decode_error;
mod error;
mod event_parser;
mod event_stream;
mod form;
mod formatted;
mod header;
mod header_value;
mod integer_enum;
mod json;
mod json_items;
mod json_lines;
mod json_path;
mod json_text;
mod line_parser;
mod link_header;
mod maybe;
mod media_type;
mod multipart;
mod next_page;
mod object;
mod operation;
mod page_error;
mod page_request;
mod pages;
mod pagination;
mod parameter_style;
mod parameter_value;
mod part;
mod path_template;
mod percent_encode;
mod race;
mod random;
mod raw_body;
#[cfg(not(target_arch = "wasm32"))]
mod reader_thread;
mod request;
mod response;
mod retry;
mod retry_after;
mod secret;
mod send;
mod server_url;
mod stream_error;
mod string_enum;
mod tagged_union;
mod timer;
mod trace;
mod transport;
mod transport_error;
mod union;
pub(crate) mod unknown_count;
mod unknown_variant;
mod uri_reference;
mod xml;
mod xml_shape;

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "oauth2")]
pub mod oauth2;
#[cfg(feature = "oauth2")]
mod oauth2_authorization;
#[cfg(feature = "oauth2")]
mod oauth2_cache;
#[cfg(feature = "oauth2")]
mod oauth2_client_credentials;
#[cfg(feature = "oauth2")]
mod oauth2_endpoint;
#[cfg(feature = "oauth2")]
mod oauth2_error;
#[cfg(feature = "oauth2")]
mod oauth2_refreshing_token;
#[cfg(feature = "oauth2")]
mod oauth2_tokens;
#[cfg(feature = "recording")]
mod recording;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
#[cfg(feature = "tower")]
mod tower_transport;
#[cfg(feature = "xml")]
mod xml_read;
#[cfg(feature = "xml")]
mod xml_text;
#[cfg(feature = "xml")]
mod xml_tree;
#[cfg(feature = "xml")]
mod xml_write;

pub use api_error::*;
pub use base_url::*;
pub use base64::*;
pub use body::*;
pub use build_error::*;
pub use call::*;
pub use client::*;
pub use client_builder::*;
pub use closed_enum::*;
pub use credential::*;
pub use credential_provider::*;
pub use decode_error::*;
pub use error::*;
pub use event_stream::*;
pub use formatted::*;
pub use header_value::*;
pub use integer_enum::*;
pub use json_lines::*;
pub use maybe::*;
pub use multipart::*;
#[allow(unused_imports)]
pub(crate) use object::*;
pub use operation::*;
pub use page_error::*;
pub use pages::*;
pub use pagination::*;
pub use parameter_style::*;
pub use part::*;
pub use raw_body::*;
#[cfg(feature = "recording")]
pub use recording::*;
pub use request::*;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::*;
pub use response::*;
pub use retry::*;
pub use secret::*;
pub use server_url::*;
pub use stream_error::*;
pub use string_enum::*;
pub use tagged_union::*;
#[cfg(feature = "tower")]
pub use tower_transport::*;
pub use transport::*;
pub use transport_error::*;
pub use union::*;
pub use unknown_variant::*;
pub use xml::*;
pub use xml_shape::*;
