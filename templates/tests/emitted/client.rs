//! `src/client.rs` as emitted.

use crate::pets::Pets;
#[cfg(feature = "reqwest")]
use crate::runtime::BuildError;
#[cfg(feature = "blocking")]
use crate::runtime::blocking;
use crate::runtime::{Client, ClientBuilder, Credential, SecretSource, SecretString};

#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Server {
    #[default]
    Default,
    Federal,
}

impl Server {
    pub const fn url(self) -> &'static str {
        match self {
            Self::Default => "https://pets.example",
            Self::Federal => "https://pets.federal.example/base/",
        }
    }
}

#[cfg(feature = "reqwest")]
impl Client {
    pub fn new(api_key: impl Into<SecretSource>) -> Result<Self, BuildError> {
        Self::builder().api_key(api_key).build()
    }
}

impl Client {
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new(Some("https://pets.example"))
    }

    pub fn pets(&self) -> Pets<Self> {
        Pets::new(self.clone())
    }
}

#[cfg(feature = "blocking")]
impl blocking::Client {
    pub fn new(api_key: impl Into<SecretSource>) -> Result<Self, BuildError> {
        Self::builder().api_key(api_key).build()
    }

    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new(Some("https://pets.example"))
    }

    pub fn pets(&self) -> Pets<Self> {
        Pets::new(self.clone())
    }
}

impl<C> ClientBuilder<C> {
    pub fn server(self, server: Server) -> Self {
        self.base_url(server.url())
    }

    pub fn api_key(self, key: impl Into<SecretSource>) -> Self {
        self.credential("ApiKey", Credential::header("Authorization", key))
    }

    pub fn query_key(self, key: impl Into<SecretSource>) -> Self {
        self.credential("QueryKey", Credential::query("api key", key))
    }

    pub fn session(self, key: impl Into<SecretSource>) -> Self {
        self.credential("Session", Credential::cookie("session", key))
    }

    pub fn token(self, token: impl Into<SecretSource>) -> Self {
        self.credential("Token", Credential::bearer(token))
    }

    pub fn login(self, user: impl Into<SecretString>, password: impl Into<SecretSource>) -> Self {
        self.credential("Login", Credential::basic(user, password))
    }
}
