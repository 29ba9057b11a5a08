//! Tokens of OAuth 2.0 over real sockets: an authorization server and an API, each a mock of its own.

#![cfg(all(feature = "oauth2", feature = "reqwest"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod authorization;
mod failures;
mod rejected;
mod tokens;

use std::convert::Infallible;

use bindery_runtime::runtime::oauth2::{ClientCredentials, TokenError};
use bindery_runtime::runtime::{
    Body, BuildError, Client, ClientBuilder, Credential, CredentialError, DecodeFailure, Error,
    Operation, OperationInfo, Outcome, RawResponse, RequestBuilder, SecretSource,
};
use wiremock::matchers::{method, path};
use wiremock::{Match, Mock, MockBuilder, MockServer, Request, ResponseTemplate};

/// `PUT /thing` with a body of the test's.
pub(crate) struct PutThing(pub(crate) Body);

impl Operation for PutThing {
    type Output = String;
    type Error = Infallible;
    const INFO: OperationInfo =
        OperationInfo::new("putThing", http::Method::PUT, "/thing").secured(&[&["OAuth"]]);

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        let request = RequestBuilder::new(&Self::INFO).finish()?;
        Ok(request.map(|_| self.0.clone()))
    }

    fn decode(response: &mut RawResponse) -> Result<Outcome<String, Infallible>, DecodeFailure> {
        Ok(match response.status().as_u16() {
            200 => Outcome::Success(response.text()?),
            _ => Outcome::Undocumented,
        })
    }
}

/// An authorization server and an API.
pub(crate) struct Servers {
    pub(crate) tokens: MockServer,
    pub(crate) api: MockServer,
}

impl Servers {
    /// An API that answers with the token that it got.
    pub(crate) async fn start() -> Self {
        let servers = Self::start_without_api().await;
        Mock::given(method("PUT"))
            .respond_with(|request: &Request| {
                ResponseTemplate::new(200).set_body_string(header(request, "authorization"))
            })
            .mount(&servers.api)
            .await;
        servers
    }

    pub(crate) async fn start_without_api() -> Self {
        Self {
            tokens: MockServer::start().await,
            api: MockServer::start().await,
        }
    }

    pub(crate) fn token_url(&self) -> String {
        format!("{}/token", self.tokens.uri())
    }

    pub(crate) fn credentials(&self) -> ClientCredentials {
        ClientCredentials::new(self.token_url(), "me", "s3cret")
    }

    /// A client that authenticates by what is given.
    pub(crate) fn client(&self, source: impl Into<SecretSource>) -> Client {
        self.builder(source).build().unwrap()
    }

    pub(crate) fn builder(&self, source: impl Into<SecretSource>) -> ClientBuilder<Client> {
        ClientBuilder::<Client>::new(None)
            .base_url(self.api.uri())
            .credential("OAuth", Credential::bearer(source))
    }

    /// The forms that the authorization server got.
    pub(crate) async fn forms(&self) -> Vec<String> {
        let requests = self.tokens.received_requests().await.unwrap();
        let forms = requests.into_iter().map(|one| String::from_utf8(one.body));
        forms.map(Result::unwrap).collect()
    }

    pub(crate) async fn api_calls(&self) -> usize {
        self.api.received_requests().await.unwrap().len()
    }
}

/// What the authorization server answers to a form that has something.
pub(crate) fn token_request(with: &'static str) -> MockBuilder {
    struct Holds(&'static str);
    impl Match for Holds {
        fn matches(&self, request: &Request) -> bool {
            String::from_utf8_lossy(&request.body).contains(self.0)
        }
    }
    Mock::given(method("POST"))
        .and(path("/token"))
        .and(Holds(with))
}

pub(crate) fn token(token: &str, more: &serde_json::Value) -> ResponseTemplate {
    let mut fields = serde_json::json!({ "access_token": token, "token_type": "Bearer" });
    for (name, value) in more.as_object().unwrap() {
        fields[name] = value.clone();
    }
    ResponseTemplate::new(200).set_body_json(fields)
}

/// `token-1`, `token-2` and so on, each with these fields.
pub(crate) fn counted_tokens(more: serde_json::Value) -> impl Fn(&Request) -> ResponseTemplate {
    let count = std::sync::atomic::AtomicU32::new(0);
    move |_| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst) + 1;
        token(&format!("token-{number}"), &more)
    }
}

pub(crate) fn header(request: &Request, name: &str) -> String {
    let value = request.headers.get(name);
    value.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
}

pub(crate) async fn put(client: &Client) -> Result<String, Error<Infallible>> {
    client.execute(PutThing(Body::empty())).await
}

/// What became of the token of a call.
pub(crate) fn token_error(error: &Error<Infallible>) -> &TokenError {
    let Error::Credential(error) = error else {
        panic!("{error:?}");
    };
    let error: &CredentialError = error;
    let source = std::error::Error::source(error).unwrap();
    source.downcast_ref().unwrap()
}
