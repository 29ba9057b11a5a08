//! Tokens of OAuth 2.0 (RFC 6749), fetched and renewed by the clients that need them.
//!
//! [`ClientCredentials`] is for programs that act on their own behalf; [`AuthorizationCode`] leads a user to
//! the authorization server and back, with PKCE (RFC 7636), and [`RefreshingToken`] renews what comes of it.
//! Each is a [`CredentialProvider`](super::CredentialProvider): give it to the setter of a security scheme.
//!
//! A token is kept until shortly before its end, and fetched once however many calls wait for it. A token
//! that the API answers 401 to is dropped, and the call is sent once more with a new one. Token requests go
//! through the transport of the client; they are not tried again, and have a time limit of their own.
//! A call that is dropped while it fetches a token leaves that to the next.

pub use super::oauth2_authorization::*;
pub use super::oauth2_client_credentials::*;
pub use super::oauth2_endpoint::ClientAuthentication;
pub use super::oauth2_error::*;
pub use super::oauth2_refreshing_token::*;
pub use super::oauth2_tokens::*;
