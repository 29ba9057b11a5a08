//! [`AuthorizationCode`]: a user is led to the authorization server, and comes back with a code.

use std::fmt;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use super::credential::base64;
use super::oauth2_endpoint::{ClientAuthentication, TokenEndpoint, form_encode};
use super::oauth2_error::{Refusal, TokenError};
use super::oauth2_refreshing_token::RefreshingToken;
use super::oauth2_tokens::{Tokens, without_secrets};
use super::{BuildError, SecretString, Transport};

/// A user is led to the authorization server, and comes back with a code: the authorization code grant
/// (RFC 6749 section 4.1), always with PKCE (RFC 7636).
///
/// 1. [`start`](Self::start), and lead the user to [`PendingAuthorization::url`].
/// 2. The user comes back to the redirect URI; [`PendingAuthorization::exchange`] makes tokens of it.
/// 3. [`refreshing`](Self::refreshing) makes of them what a client authenticates with.
///
/// `Debug` shows no secret.
#[derive(Clone)]
#[must_use]
pub struct AuthorizationCode {
    endpoint: TokenEndpoint,
    authorization_url: String,
    refresh_url: Option<String>,
    redirect_uri: String,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
}

impl AuthorizationCode {
    /// Codes of an authorization server, by the URLs of its authorization endpoint and its token endpoint.
    /// The redirect URI is one that the client is registered with.
    pub fn new(
        authorization_url: impl Into<String>,
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Self {
        Self {
            endpoint: TokenEndpoint::new(token_url.into(), client_id.into()),
            authorization_url: authorization_url.into(),
            refresh_url: None,
            redirect_uri: redirect_uri.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
        }
    }

    /// The secret of a client that can keep one; a program on the machine of its user cannot.
    pub fn client_secret(mut self, client_secret: impl Into<SecretString>) -> Self {
        self.endpoint.client_secret = Some(client_secret.into());
        self
    }

    /// Where tokens are renewed, if not at the token endpoint.
    pub fn refresh_url(mut self, url: impl Into<String>) -> Self {
        self.refresh_url = Some(url.into());
        self
    }

    /// Asks for a scope, or several with spaces between them.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Adds another parameter to the authorization URL, such as `audience` or `prompt`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// How the client tells who it is, if it has a secret.
    pub fn authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.endpoint.authentication = authentication;
        self
    }

    /// How long a token request may take: half a minute if nothing is said.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.endpoint.timeout = timeout;
        self
    }

    /// Begins an authorization, with a state and a verifier of its own.
    ///
    /// # Errors
    /// When the operating system has no randomness to make them of.
    pub fn start(&self) -> Result<PendingAuthorization, BuildError> {
        let (state, verifier) = (random_text::<16>()?, random_text::<32>()?);
        Ok(self.resume(state, verifier))
    }

    /// The authorization of a state and a verifier that were kept, where the user comes back to another
    /// process than the one that began it.
    pub fn resume(
        &self,
        state: impl Into<String>,
        verifier: impl Into<SecretString>,
    ) -> PendingAuthorization {
        PendingAuthorization {
            of: self.clone(),
            state: state.into(),
            verifier: verifier.into(),
        }
    }

    /// What a client authenticates with: these tokens, and those that come of them.
    pub fn refreshing(&self, tokens: &Tokens) -> RefreshingToken {
        RefreshingToken::of(self.refresh_endpoint(), None).tokens(tokens)
    }

    /// What a client authenticates with, by a refresh token that was kept.
    pub fn refreshing_by(&self, refresh_token: impl Into<SecretString>) -> RefreshingToken {
        RefreshingToken::of(self.refresh_endpoint(), Some(refresh_token.into()))
    }

    fn refresh_endpoint(&self) -> TokenEndpoint {
        let mut endpoint = self.endpoint.clone();
        endpoint.url = self.refresh_url.clone().unwrap_or(endpoint.url);
        endpoint
    }
}

/// An authorization that a user has been asked for.
#[derive(Clone)]
#[must_use]
pub struct PendingAuthorization {
    of: AuthorizationCode,
    state: String,
    verifier: SecretString,
}

impl PendingAuthorization {
    /// Where the user is led to.
    #[must_use]
    pub fn url(&self) -> String {
        let one = &self.of;
        let challenge = challenge(self.verifier.expose());
        let scope = one.scopes.join(" ");
        let mut pairs = vec![
            ("response_type", "code"),
            ("client_id", &*one.endpoint.client_id),
            ("redirect_uri", &*one.redirect_uri),
            ("state", &*self.state),
            ("code_challenge", &*challenge),
            ("code_challenge_method", "S256"),
        ];
        if !scope.is_empty() {
            pairs.push(("scope", &*scope));
        }
        let own = one.parameters.iter();
        pairs.extend(own.map(|(name, value)| (&**name, &**value)));
        let pairs: Vec<String> = pairs
            .into_iter()
            .map(|(name, value)| format!("{}={}", form_encode(name), form_encode(value)))
            .collect();
        // Section 3.1: a query of the endpoint's own stays.
        let url = &one.authorization_url;
        let separator = if url.contains('?') { '&' } else { '?' };
        format!("{url}{separator}{}", pairs.join("&"))
    }

    /// By which the redirect is known to belong to this authorization.
    #[must_use]
    pub fn state(&self) -> &str {
        &self.state
    }

    /// By which the authorization server knows that who asks for the tokens has asked for the code. Keep it
    /// where the user cannot see it.
    #[must_use]
    pub fn verifier(&self) -> &SecretString {
        &self.verifier
    }

    /// Makes tokens of the redirect: the URI to which the user came back, or its query. It does so once, as
    /// a code is good for one use.
    ///
    /// # Errors
    /// When the redirect is not the one that was waited for, when the user or the server refused, or when
    /// there are no tokens for the code.
    pub async fn exchange(
        &self,
        redirect: &str,
        transport: &dyn Transport,
    ) -> Result<Tokens, TokenError> {
        let code = self.code(redirect)?;
        let grant_type = SecretString::from("authorization_code");
        let redirect_uri = SecretString::from(&self.of.redirect_uri);
        let grant = [
            ("grant_type", &grant_type),
            ("code", &code),
            ("redirect_uri", &redirect_uri),
            ("code_verifier", &self.verifier),
        ];
        self.of.endpoint.ask(transport, &grant).await
    }

    /// Section 4.1.2. Before the state is known to be right, nothing of the redirect counts.
    fn code(&self, redirect: &str) -> Result<SecretString, TokenError> {
        let query = redirect
            .split_once('?')
            .map_or(redirect, |(_, query)| query);
        let query = query.split_once('#').map_or(query, |(query, _)| query);
        let pairs: Vec<(String, String)> = query
            .split('&')
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decode(name), decode(value)))
            .collect();
        // Section 3.1: no parameter comes twice.
        let value = |wanted: &str| {
            let mut values = pairs.iter().filter(|(name, _)| name == wanted);
            let first = values.next().map(|(_, value)| value.as_str());
            first.filter(|_| values.next().is_none())
        };
        if value("state") != Some(&self.state) {
            return Err(TokenError::InvalidRedirect("has another state"));
        }
        let shown = |text: &str| without_secrets(text, &[&self.verifier]);
        if let Some(error) = value("error") {
            return Err(TokenError::Refused(Refusal {
                status: None,
                error: shown(error),
                description: value("error_description").map(shown),
                uri: value("error_uri").map(shown),
            }));
        }
        match value("code") {
            Some(code) if !code.is_empty() => Ok(code.into()),
            _ => Err(TokenError::InvalidRedirect("has no code")),
        }
    }
}

/// RFC 7636 section 4.2, the method `S256`.
fn challenge(verifier: &str) -> String {
    base64url(&Sha256::digest(verifier.as_bytes()))
}

/// Random bytes as text. They must not be guessed, so there is nothing else where there are none.
fn random_text<const N: usize>() -> Result<String, BuildError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| BuildError::new(format!("there is no randomness: {error}")))?;
    Ok(base64url(&bytes))
}

/// RFC 4648 section 5, without padding.
fn base64url(bytes: &[u8]) -> String {
    let text = base64(bytes).replace('+', "-").replace('/', "_");
    text.trim_end_matches('=').to_owned()
}

fn decode(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

impl fmt::Debug for AuthorizationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorizationCode")
            .field("authorization_url", &self.authorization_url)
            .field("endpoint", &self.endpoint)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for PendingAuthorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingAuthorization")
            .field("of", &self.of)
            .finish_non_exhaustive()
    }
}
