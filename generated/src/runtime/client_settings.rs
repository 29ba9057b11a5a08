//! What every request of a client has in common, and how it is added to an operation's request.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use http::HeaderMap;

use super::call::{CallOptions, CallTimeout};
use super::credential::PreparedCredential;
use super::{BaseUrl, Body, BuildError, Operation, Timeout, header};

/// What every request of a client has in common.
pub(crate) struct ClientSettings {
    pub(crate) base_url: BaseUrl,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Option<Duration>,
    /// By the name of their security scheme.
    pub(crate) credentials: BTreeMap<String, PreparedCredential>,
}

impl ClientSettings {
    /// Makes the whole request of a call.
    ///
    /// A header of the call comes before one of the operation, that one before a credential, and
    /// that one before a default header.
    pub(crate) fn request<O: Operation>(
        &self,
        operation: &O,
        options: CallOptions,
    ) -> Result<http::Request<Body>, BuildError> {
        if let Some(failure) = options.failure {
            return Err(failure);
        }
        let (mut head, body) = operation.request()?.into_parts();
        let mut path_and_query = head
            .uri
            .path_and_query()
            .map_or_else(String::new, ToString::to_string);

        let own_headers = std::mem::replace(&mut head.headers, self.headers.clone());
        head.headers.extend(own_headers.clone());
        for credential in self.credentials_for(O::INFO.security) {
            if !credential.is_overruled_by(&own_headers) {
                credential.apply(&mut head.headers, &mut path_and_query)?;
            }
        }
        head.headers.extend(options.headers);

        head.uri = self.base_url.join(&path_and_query)?;
        let timeout = match options.timeout {
            CallTimeout::OfClient => self.timeout,
            CallTimeout::After(duration) => Some(duration),
            CallTimeout::Never => None,
        };
        if let Some(timeout) = timeout {
            head.extensions.insert(Timeout(timeout));
        }
        head.extensions.insert(O::INFO);
        Ok(http::Request::from_parts(head, body))
    }

    /// The credentials of the first alternative that are all there; none if there is no such
    /// alternative, so that the API can answer for itself.
    pub(crate) fn credentials_for(&self, alternatives: &[&[&str]]) -> Vec<&PreparedCredential> {
        alternatives
            .iter()
            // An empty alternative makes the others optional; it is no reason to leave out a
            // credential that is there.
            .filter(|schemes| !schemes.is_empty())
            .find_map(|schemes| {
                schemes
                    .iter()
                    .map(|&scheme| self.credentials.get(scheme))
                    .collect()
            })
            .unwrap_or_default()
    }
}

/// Shows names only: values of headers and credentials are secrets.
impl fmt::Debug for ClientSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientSettings")
            .field("base_url", &self.base_url.to_string())
            .field("headers", &header::Names(&self.headers))
            .field("timeout", &self.timeout)
            .field("credentials", &self.credentials.keys())
            .finish()
    }
}
