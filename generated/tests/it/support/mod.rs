//! What several subjects need: servers to talk to, and the values that go over the wire.

#[cfg(feature = "reqwest")]
pub mod documented;
#[cfg(feature = "reqwest")]
pub mod raw_server;
#[cfg(feature = "reqwest")]
pub mod server;
pub mod transport;
pub mod wire;

/// The API key of every client here.
pub const KEY: &str = "api-0123-key";
