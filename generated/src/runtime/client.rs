//! [`Client`]: the async client. What it offers for an API is in generated code.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::client_settings::ClientSettings;
use super::retry::Budget;
use super::{BuildError, Call, ClientBuilder, Operation, Transport};

/// A client of the API. Its clones share everything, so cloning is cheap.
#[derive(Clone)]
pub struct Client {
    inner: Arc<ClientInner>,
}

struct ClientInner {
    settings: ClientSettings,
    budget: Budget,
    transport: Arc<dyn Transport>,
}

impl Client {
    /// A call of any operation, also one written by hand. It does nothing until it is awaited.
    pub fn execute<O: Operation>(&self, operation: O) -> Call<Self, O> {
        Call::new(self.clone(), operation)
    }

    pub(crate) fn settings(&self) -> &ClientSettings {
        &self.inner.settings
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.inner.budget
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        self.inner.transport.as_ref()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("settings", &self.inner.settings)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder<Client> {
    /// Builds the client.
    ///
    /// # Errors
    /// When a setting is invalid or lacks, or when the default transport cannot be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        self.into_client()
    }
}

impl<C> ClientBuilder<C> {
    pub(crate) fn into_client(mut self) -> Result<Client, BuildError> {
        let transport = self.transport.take();
        let (connect_timeout, read_timeout) = (self.connect_timeout, self.read_timeout);
        let settings = self.into_settings()?;
        let transport = match transport {
            Some(transport) => transport,
            None => default_transport(connect_timeout, read_timeout)?,
        };
        Ok(Client {
            inner: Arc::new(ClientInner {
                budget: Budget::new(&settings.retry),
                settings,
                transport,
            }),
        })
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
) -> Result<Arc<dyn Transport>, BuildError> {
    let transport = super::ReqwestTransport::with_timeouts(connect_timeout, read_timeout)?;
    Ok(Arc::new(transport))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(
    _: Option<Duration>,
    _: Option<Duration>,
) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::new(
        "the client has no transport: turn on the feature `reqwest`, or set one with \
         `ClientBuilder::transport`",
    ))
}
