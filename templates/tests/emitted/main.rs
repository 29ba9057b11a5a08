//! Code as bindery emits it, written by hand for a made-up API of pets, driven over real sockets.
//!
//! The runtime is compiled as a part of this crate, as it is in a generated one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, unused_imports, reason = "this API does not use everything")]
#[path = "../../src/runtime/mod.rs"]
mod runtime;

mod client;
mod objects;
mod pets;
mod photos;
mod types;

mod credentials;
mod doubles;
mod errors;

#[cfg(feature = "reqwest")]
mod cancellation;
#[cfg(feature = "reqwest")]
mod deadlines;
#[cfg(feature = "reqwest")]
mod faults;
#[cfg(feature = "reqwest")]
mod providers;
#[cfg(feature = "reqwest")]
mod retries;
#[allow(dead_code, reason = "not every set of features uses everything")]
mod server;
#[cfg(feature = "reqwest")]
mod streaming;
#[cfg(feature = "reqwest")]
mod streams;
#[cfg(feature = "reqwest")]
mod uploads;
#[cfg(feature = "reqwest")]
mod wire;

#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "recording")]
mod recording;
#[cfg(feature = "tower")]
mod tower;
#[cfg(all(feature = "tracing", feature = "reqwest"))]
mod tracing;
