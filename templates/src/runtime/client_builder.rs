//! [`ClientBuilder`]: settings of a client, async or blocking, until it is built.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::client_settings::ClientSettings;
use super::{BaseUrl, BuildError, Credential, Transport, header};

/// How long a call may take if nobody says otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

/// What user agent requests have if nobody says otherwise: this crate and its version.
const DEFAULT_USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// Settings of a client `C`, which is [`Client`](super::Client) or `blocking::Client`.
///
/// What is wrong with a setting comes out of `build`, so that calls can be chained.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    base_url: Option<String>,
    headers: HeaderMap,
    timeout: Option<Duration>,
    credentials: BTreeMap<String, Credential>,
    failure: Option<BuildError>,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    #[cfg(feature = "blocking")]
    pub(crate) blocking_transport: Option<Arc<dyn super::blocking::Transport>>,
    client: PhantomData<fn() -> C>,
}

impl<C> ClientBuilder<C> {
    /// Settings as they are by default. Without a default base URL the caller has to set one.
    pub fn new(default_base_url: Option<&'static str>) -> Self {
        let user_agent = HeaderValue::from_static(DEFAULT_USER_AGENT);
        Self {
            base_url: default_base_url.map(str::to_owned),
            headers: HeaderMap::from_iter([(USER_AGENT, user_agent)]),
            timeout: Some(DEFAULT_TIMEOUT),
            credentials: BTreeMap::new(),
            failure: None,
            transport: None,
            #[cfg(feature = "blocking")]
            blocking_transport: None,
            client: PhantomData,
        }
    }

    /// Where the API lives, such as `https://example.com/api`; see [`BaseUrl::parse`].
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
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

    /// How long a call may take, from its start until its response is read to the end;
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
            let prepared = credential.prepare(&scheme)?;
            credentials.insert(scheme, prepared);
        }
        Ok(ClientSettings {
            base_url: BaseUrl::parse(&base_url)?,
            headers: self.headers,
            timeout: self.timeout,
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
