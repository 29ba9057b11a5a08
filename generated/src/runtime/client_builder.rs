//! [`ClientBuilder`]: settings of a client, async or blocking, until it is built.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::client_settings::ClientSettings;
use super::{BaseUrl, BuildError, Credential, RetryPolicy, Transport, header};

/// How long a call may take if nobody says otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

/// How many bytes the body of a response may have if nobody says otherwise: 64 MiB.
pub const DEFAULT_MAX_RESPONSE_SIZE: u64 = 64 * 1024 * 1024;

/// What user agent requests have if nobody says otherwise: this crate and its version.
pub(crate) const DEFAULT_USER_AGENT: &str =
    concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// Settings of a client `C`, which is [`Client`](super::Client) or `blocking::Client`.
///
/// What is wrong with a setting comes out of `build`, so that calls can be chained.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    base_url: Option<String>,
    has_own_base_url: bool,
    headers: HeaderMap,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    retry: RetryPolicy,
    idempotency_header: Option<HeaderName>,
    max_response_size: u64,
    credentials: BTreeMap<String, Credential>,
    failure: Option<BuildError>,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    client: PhantomData<fn() -> C>,
}

impl<C> ClientBuilder<C> {
    /// Settings as they are by default. Without a default base URL the caller has to set one.
    pub fn new(default_base_url: Option<&'static str>) -> Self {
        let user_agent = HeaderValue::from_static(DEFAULT_USER_AGENT);
        Self {
            base_url: default_base_url.map(str::to_owned),
            has_own_base_url: false,
            headers: HeaderMap::from_iter([(USER_AGENT, user_agent)]),
            timeout: Some(DEFAULT_TIMEOUT),
            attempt_timeout: None,
            connect_timeout: None,
            read_timeout: None,
            retry: RetryPolicy::default(),
            idempotency_header: None,
            max_response_size: DEFAULT_MAX_RESPONSE_SIZE,
            credentials: BTreeMap::new(),
            failure: None,
            transport: None,
            client: PhantomData,
        }
    }

    /// Where the API lives, such as `https://example.com/api`; see [`BaseUrl::parse`]. All calls go there,
    /// those of operations with a [server of their own](super::OperationInfo::server) among them.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.has_own_base_url = true;
        self.base_url = Some(base_url.into());
        self
    }

    /// A header for every request. It replaces an earlier one of the same name, the default
    /// `User-Agent` among them. Headers of an operation or a call, and credentials, replace it.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: Into<http::Error>>,
        V: TryInto<HeaderValue, Error: Into<http::Error>>,
    {
        match header::checked(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => {
                self.failure.get_or_insert(error);
            }
        }
        self
    }

    /// How long a call may take with all its tries, from its start until its response is read to the end;
    /// [`DEFAULT_TIMEOUT`] if nothing is said. A call can have its own.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Lets calls take as long as they take.
    pub fn no_timeout(mut self) -> Self {
        self.timeout = None;
        self
    }

    /// How long each try of a call may take; no limit if nothing is said. A call can have its own.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How long the default transport may take to connect. Another transport has its own settings.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// How long the default transport may wait for the next bytes of a response; no limit if nothing is said.
    /// This ends streams that stall, which have no other time limit. Another transport has its own settings.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = Some(timeout);
        self
    }

    /// How calls are tried again. A call can have its own policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sends a random key in this header with every call of a method that is not idempotent, so that it can
    /// be tried again. For APIs that know such keys: others would act twice.
    pub fn idempotency_keys<N>(mut self, header: N) -> Self
    where
        N: TryInto<HeaderName, Error: Into<http::Error>>,
    {
        match header.try_into() {
            Ok(header) => self.idempotency_header = Some(header),
            Err(_) => {
                self.failure.get_or_insert(BuildError::new(
                    "the name of the header for idempotency keys is invalid",
                ));
            }
        }
        self
    }

    /// How many bytes the body of a response may have, and an item of a stream;
    /// [`DEFAULT_MAX_RESPONSE_SIZE`] if nothing is said. A call can have its own bound.
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// What carries out the requests, instead of the default transport.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The credential for a security scheme, by the scheme's name in the API's document. An operation
    /// is sent with the credentials of its first security requirement that has them all.
    pub fn credential(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.credentials.insert(scheme.into(), credential);
        self
    }

    /// The settings, checked.
    pub(crate) fn into_settings(self) -> Result<ClientSettings, BuildError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let Some(base_url) = self.base_url else {
            return Err(BuildError::new(
                "the client has no base URL: set one with `ClientBuilder::base_url`",
            ));
        };
        let mut credentials = BTreeMap::new();
        for (scheme, credential) in self.credentials {
            let credential = credential.into_client_credential(&scheme)?;
            credentials.insert(scheme, credential);
        }
        Ok(ClientSettings {
            base_url: BaseUrl::parse(&base_url)?,
            has_own_base_url: self.has_own_base_url,
            headers: self.headers,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            retry: self.retry,
            idempotency_header: self.idempotency_header,
            max_response_size: self.max_response_size,
            credentials,
        })
    }
}

/// Shows names only: values of headers and credentials are secrets, and so may be parts of a base URL
/// that is not checked yet.
impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("headers", &header::Names(&self.headers))
            .field("timeout", &self.timeout)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
