//! [`TokenEndpoint`]: where tokens are asked for, and how a client says who it is.

use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, Uri};

use super::client_builder::DEFAULT_USER_AGENT;
use super::credential::base64;
use super::oauth2_error::TokenError;
use super::oauth2_tokens::Tokens;
use super::percent_encode::encode;
use super::race::{Elapsed, within};
use super::timer::Instant;
use super::{BaseUrl, Body, BuildError, SecretString, Timeout, Transport, TransportError, header};

/// How long a token request may take if nobody says otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How many bytes the answer to a token request may have.
const MAX_SIZE: u64 = 1024 * 1024;

/// How a client tells the authorization server who it is (RFC 6749 section 2.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// The id and the secret in `Authorization: Basic`, as every server must understand them.
    #[default]
    Basic,
    /// The id and the secret in the body, for servers that know nothing else.
    Body,
}

/// Where tokens are asked for, and by whom.
#[derive(Debug, Clone)]
pub(crate) struct TokenEndpoint {
    pub(crate) url: String,
    pub(crate) client_id: String,
    /// None of a public client, which cannot keep one.
    pub(crate) client_secret: Option<SecretString>,
    pub(crate) authentication: ClientAuthentication,
    pub(crate) parameters: Vec<(String, SecretString)>,
    pub(crate) timeout: Duration,
}

impl TokenEndpoint {
    pub(crate) fn new(url: String, client_id: String) -> Self {
        Self {
            url,
            client_id,
            client_secret: None,
            authentication: ClientAuthentication::default(),
            parameters: Vec::new(),
            timeout: TIMEOUT,
        }
    }

    /// Asks for tokens with the parameters of a grant. The request is sent once: a grant may be good for
    /// just one use, and nobody knows whether the server has seen it.
    ///
    /// # Errors
    /// When there is no token in the answer, or no answer.
    pub(crate) async fn ask(
        &self,
        transport: &dyn Transport,
        grant: &[(&str, &SecretString)],
    ) -> Result<Tokens, TokenError> {
        let request = self.request(grant)?;
        let asked_at = Instant::now();
        let answer = within(Some(self.timeout), transport, async {
            let response = transport.send(request).await?;
            let (head, body) = response.into_parts();
            let body = body.collect(MAX_SIZE).await?;
            Ok::<_, TransportError>((head.status, body))
        });
        let (status, body) = answer.await.unwrap_or_else(|Elapsed(limit)| {
            Err(TransportError::timeout(
                Some(limit),
                "the time of the token request is over",
            ))
        })?;
        let of_client = self.parameters.iter().map(|(name, value)| (&**name, value));
        let secrets: Vec<&SecretString> = of_client
            .chain(grant.iter().copied())
            .filter(|(name, _)| is_confidential(name))
            .map(|(_, value)| value)
            .chain(&self.client_secret)
            .collect();
        Tokens::read(status, &body, asked_at, &secrets)
    }

    fn request(&self, grant: &[(&str, &SecretString)]) -> Result<http::Request<Body>, BuildError> {
        let own = self.parameters.iter().map(|(name, value)| (&**name, value));
        let mut pairs: Vec<String> = grant
            .iter()
            .copied()
            .chain(own)
            .map(|(name, value)| pair(name, value.expose()))
            .collect();
        let mut authorization = None;
        match (&self.client_secret, self.authentication) {
            (Some(secret), ClientAuthentication::Basic) => {
                let user = form_encode(&self.client_id);
                let login = format!("{user}:{}", form_encode(secret.expose()));
                authorization = header::value(&format!("Basic {}", base64(login.as_bytes())));
            }
            (Some(secret), ClientAuthentication::Body) => {
                pairs.push(pair("client_id", &self.client_id));
                pairs.push(pair("client_secret", secret.expose()));
            }
            (None, _) => pairs.push(pair("client_id", &self.client_id)),
        }
        let mut request = http::Request::new(Body::from(pairs.join("&")));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = endpoint_uri(&self.url)?;
        request.extensions_mut().insert(Timeout(self.timeout));
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        headers.insert(USER_AGENT, HeaderValue::from_static(DEFAULT_USER_AGENT));
        if let Some(mut value) = authorization {
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(request)
    }
}

/// Whether the value of a parameter is taken out of what the server says: most, such as `scope` and
/// `audience`, are what its message is about.
fn is_confidential(name: &str) -> bool {
    let words = ["assertion", "code", "password", "secret", "token"];
    words.iter().any(|word| name.contains(word))
}

/// The URI of an endpoint, which may have a query (section 3.2), and no fragment.
///
/// # Errors
/// When it is no absolute URL of HTTP.
fn endpoint_uri(url: &str) -> Result<Uri, BuildError> {
    let before_query = url.split_once('?').map_or(url, |(before, _)| before);
    BaseUrl::parse(before_query).map_err(wrong_url)?;
    if url.contains('#') {
        return Err(BuildError::new("the token URL may not have a fragment"));
    }
    url.parse::<Uri>()
        .map_err(|error| BuildError::new("the token URL is not a URL").with_source(error))
}

fn wrong_url(error: BuildError) -> BuildError {
    BuildError::new("the token URL is not one of HTTP without a user").with_source(error)
}

fn pair(name: &str, value: &str) -> String {
    format!("{}={}", form_encode(name), form_encode(value))
}

/// `application/x-www-form-urlencoded` (RFC 6749, appendix B).
pub(crate) fn form_encode(text: &str) -> String {
    encode(text).replace("%20", "+")
}
