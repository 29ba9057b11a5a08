//! Code as bindery emits it, written by hand for a made-up API of pets, driven over real sockets.
//!
//! The runtime is compiled as a part of this crate, as it is in a generated one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code, unused_imports, reason = "this API does not use everything")]
#[path = "../../src/runtime/mod.rs"]
mod runtime;

mod client;
mod pets;
mod types;

mod credentials;
mod doubles;
mod errors;

#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "reqwest")]
mod faults;
#[cfg(feature = "reqwest")]
mod streams;
#[cfg(feature = "reqwest")]
mod uploads;
#[cfg(feature = "reqwest")]
mod wire;
