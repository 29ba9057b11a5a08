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
mod build_error;
mod call;
mod client;
mod client_builder;
mod client_settings;
mod credential;
mod decode;
mod decode_error;
mod error;
mod form;
mod formatted;
mod header;
mod integer_enum;
mod json;
mod link_header;
mod maybe;
mod next_page;
mod operation;
mod page_error;
mod page_request;
mod pages;
mod pagination;
mod parameter_style;
mod parameter_value;
mod path_template;
mod percent_encode;
mod request;
mod response;
mod secret;
mod string_enum;
mod tagged_union;
mod transport;
mod transport_error;
mod union;
pub(crate) mod unknown_count;
mod unknown_variant;
mod uri_reference;

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "reqwest")]
mod reqwest_transport;

pub use api_error::*;
pub use base_url::*;
pub use base64::*;
pub use body::*;
pub use build_error::*;
pub use call::*;
pub use client::*;
pub use client_builder::*;
pub use credential::*;
pub use decode::*;
pub use decode_error::*;
pub use error::*;
pub use formatted::*;
pub use integer_enum::*;
pub use maybe::*;
pub use operation::*;
pub use page_error::*;
pub use pages::*;
pub use pagination::*;
pub use parameter_style::*;
pub use request::*;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::*;
pub use response::*;
pub use secret::*;
pub use string_enum::*;
pub use tagged_union::*;
pub use transport::*;
pub use transport_error::*;
pub use union::*;
pub use unknown_variant::*;
