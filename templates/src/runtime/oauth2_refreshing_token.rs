//! [`RefreshingToken`]: tokens that a user has granted, renewed by their refresh token.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::oauth2_cache::TokenCache;
use super::oauth2_endpoint::{ClientAuthentication, TokenEndpoint};
use super::oauth2_error::TokenError;
use super::oauth2_tokens::Tokens;
use super::{
    BoxFuture, CredentialError, CredentialProvider, SecretSource, SecretString, Transport,
};

/// Tokens that a user has granted, renewed by their refresh token (RFC 6749 section 6).
///
/// A server may give another refresh token with each renewal, which then takes the place of the old one:
/// keep what [`on_renewal`](Self::on_renewal) tells, or the grant is lost when the program ends. `Debug`
/// shows no secret.
#[must_use]
pub struct RefreshingToken {
    endpoint: TokenEndpoint,
    scopes: Vec<String>,
    cache: TokenCache,
    refresh_token: Mutex<Option<SecretString>>,
    on_renewal: Option<Arc<OnRenewal>>,
}

type OnRenewal = dyn Fn(&Tokens) + Send + Sync;

impl RefreshingToken {
    /// Tokens by a refresh token that was kept, of the authorization server whose token endpoint this is.
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        refresh_token: impl Into<SecretString>,
    ) -> Self {
        let endpoint = TokenEndpoint::new(token_url.into(), client_id.into());
        Self::of(endpoint, Some(refresh_token.into()))
    }

    pub(crate) fn of(endpoint: TokenEndpoint, refresh_token: Option<SecretString>) -> Self {
        Self {
            endpoint,
            scopes: Vec::new(),
            cache: TokenCache::new(),
            refresh_token: Mutex::new(refresh_token),
            on_renewal: None,
        }
    }

    /// The secret of a client that can keep one.
    pub fn client_secret(mut self, client_secret: impl Into<SecretString>) -> Self {
        self.endpoint.client_secret = Some(client_secret.into());
        self
    }

    /// Begins with these tokens instead of a token request.
    pub fn tokens(self, tokens: &Tokens) -> Self {
        self.cache.keep(tokens);
        self.keep_refresh_token(tokens);
        self
    }

    /// Asks for fewer scopes than were granted. By default they stay the same.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Sends another parameter with token requests, such as `resource` (RFC 8707).
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        self.endpoint.parameters.push((name.into(), value.into()));
        self
    }

    /// How the client tells who it is, if it has a secret.
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

    /// Is told the tokens of each renewal, before any call uses them; so a new refresh token can be kept.
    pub fn on_renewal(mut self, told: impl Fn(&Tokens) + Send + Sync + 'static) -> Self {
        self.on_renewal = Some(Arc::new(told));
        self
    }

    /// The refresh token as it is now.
    #[must_use]
    pub fn refresh_token(&self) -> Option<SecretString> {
        self.lock().clone()
    }

    /// Drops the access token, so that the next call renews it.
    pub fn forget(&self) {
        self.cache.forget();
    }

    async fn renew(&self, transport: &dyn Transport) -> Result<Tokens, TokenError> {
        let refresh_token = self.refresh_token().ok_or(TokenError::NoRefreshToken)?;
        let grant_type = SecretString::from("refresh_token");
        let scope = SecretString::from(self.scopes.join(" "));
        let mut grant = vec![
            ("grant_type", &grant_type),
            ("refresh_token", &refresh_token),
        ];
        if !self.scopes.is_empty() {
            grant.push(("scope", &scope));
        }
        let tokens = self.endpoint.ask(transport, &grant).await?;
        self.keep_refresh_token(&tokens);
        if let Some(told) = &self.on_renewal {
            told(&tokens);
        }
        Ok(tokens)
    }

    /// A renewal that names no refresh token leaves the one that there is.
    fn keep_refresh_token(&self, tokens: &Tokens) {
        if let Some(token) = &tokens.refresh_token {
            *self.lock() = Some(token.clone());
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<SecretString>> {
        self.refresh_token
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl CredentialProvider for RefreshingToken {
    fn secret<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<SecretString, CredentialError>> {
        Box::pin(async {
            let token = self.cache.get(async || self.renew(transport).await);
            token.await.map_err(CredentialError::new)
        })
    }

    fn reject(&self, secret: &SecretString) -> bool {
        // Without another to be had, the answer of the API says more than an error of this.
        let is_renewable = self.lock().is_some();
        if is_renewable {
            self.cache.reject(secret);
        }
        is_renewable
    }
}

impl From<RefreshingToken> for SecretSource {
    fn from(provider: RefreshingToken) -> Self {
        Self::provider(provider)
    }
}

impl fmt::Debug for RefreshingToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshingToken")
            .field("endpoint", &self.endpoint)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
