//! [`ClientCredentials`]: tokens for a program that acts on its own behalf.

use std::fmt;
use std::time::Duration;

use super::oauth2_cache::TokenCache;
use super::oauth2_endpoint::{ClientAuthentication, TokenEndpoint};
use super::{
    BoxFuture, CredentialError, CredentialProvider, SecretSource, SecretString, Transport,
};

/// Tokens for a program that acts on its own behalf: the client credentials grant (RFC 6749 section 4.4).
///
/// A setting that is wrong, such as a URL that is none, comes out of the first call. `Debug` shows no secret.
#[must_use]
pub struct ClientCredentials {
    endpoint: TokenEndpoint,
    scopes: Vec<String>,
    cache: TokenCache,
}

impl ClientCredentials {
    /// Tokens of the authorization server whose token endpoint this is.
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        let mut endpoint = TokenEndpoint::new(token_url.into(), client_id.into());
        endpoint.client_secret = Some(client_secret.into());
        Self {
            endpoint,
            scopes: Vec::new(),
            cache: TokenCache::new(),
        }
    }

    /// Asks for a scope, or several with spaces between them; what the server gives by itself if nothing is
    /// said.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Sends another parameter with token requests, such as `audience`, or `resource` (RFC 8707).
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        self.endpoint.parameters.push((name.into(), value.into()));
        self
    }

    /// How the client tells who it is.
    pub fn authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.endpoint.authentication = authentication;
        self
    }

    /// How long before its end a token is replaced, so that it does not end on its way: half a minute if
    /// nothing is said, and never more than half of its life.
    pub fn expiry_skew(mut self, skew: Duration) -> Self {
        self.cache.skew = skew;
        self
    }

    /// How long a token request may take: half a minute if nothing is said. It is a part of the time of the
    /// call that needs the token.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.endpoint.timeout = timeout;
        self
    }

    /// Drops the token, so that the next call fetches one.
    pub fn forget(&self) {
        self.cache.forget();
    }
}

impl CredentialProvider for ClientCredentials {
    fn secret<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<SecretString, CredentialError>> {
        Box::pin(async {
            let scope = SecretString::from(self.scopes.join(" "));
            let grant_type = SecretString::from("client_credentials");
            let mut grant = vec![("grant_type", &grant_type)];
            if !self.scopes.is_empty() {
                grant.push(("scope", &scope));
            }
            let token = self
                .cache
                .get(async || self.endpoint.ask(transport, &grant).await);
            token.await.map_err(CredentialError::new)
        })
    }

    fn reject(&self, secret: &SecretString) -> bool {
        self.cache.reject(secret);
        true
    }
}

impl From<ClientCredentials> for SecretSource {
    fn from(provider: ClientCredentials) -> Self {
        Self::provider(provider)
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("endpoint", &self.endpoint)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
