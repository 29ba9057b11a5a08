//! The generated crate as its callers use it. All tests are one program, so that it is linked once.

mod support;

mod client_type;
mod operation_values;
mod request_types;
mod secrets;
mod transport;

#[cfg(feature = "reqwest")]
mod base_urls;
#[cfg(feature = "reqwest")]
mod call_settings;
#[cfg(feature = "reqwest")]
mod client_ids;
#[cfg(feature = "reqwest")]
mod faults;
#[cfg(feature = "reqwest")]
mod redirects;
#[cfg(feature = "reqwest")]
mod requests;
#[cfg(feature = "reqwest")]
mod statuses;
#[cfg(feature = "reqwest")]
mod undecodable;
#[cfg(feature = "reqwest")]
mod undocumented;

#[cfg(feature = "blocking")]
mod blocking;
