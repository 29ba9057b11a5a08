//! [`Client`]: the async client. What it offers for an API is in generated code.

use std::fmt;
use std::sync::Arc;

use super::client_settings::ClientSettings;
use super::{BuildError, Call, ClientBuilder, Operation, Transport};

/// A client of the API. Its clones share everything, so cloning is cheap.
#[derive(Clone)]
pub struct Client {
    inner: Arc<ClientInner>,
}

struct ClientInner {
    settings: ClientSettings,
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
    /// What carries out the requests, instead of the default transport.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// When a setting is invalid or lacks, or when the default transport cannot be set up.
    pub fn build(mut self) -> Result<Client, BuildError> {
        let transport = self.transport.take();
        let settings = self.into_settings()?;
        let transport = match transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        Ok(Client {
            inner: Arc::new(ClientInner {
                settings,
                transport,
            }),
        })
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(super::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::new(
        "the client has no transport: turn on the feature `reqwest`, or set one with \
         `ClientBuilder::transport`",
    ))
}
