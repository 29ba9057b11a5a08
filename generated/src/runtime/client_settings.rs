//! What every request of a client has in common, and how it is added to an operation's request.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::call::CallOptions;
use super::credential::ClientCredential;
use super::{
    BaseUrl, Body, BuildError, CredentialProvider, Error, Operation, RetryPolicy, SecretString,
    Transport, header,
};

/// What every request of a client has in common.
pub(crate) struct ClientSettings {
    pub(crate) base_url: BaseUrl,
    /// Whether the caller has set it, so that it counts for every operation.
    pub(crate) has_own_base_url: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    /// The header for keys that calls of methods which are not idempotent get by themselves.
    pub(crate) idempotency_header: Option<HeaderName>,
    pub(crate) max_response_size: u64,
    /// By the name of their security scheme.
    pub(crate) credentials: BTreeMap<String, ClientCredential>,
}

/// A request before its credentials, from which each try makes its own.
pub(crate) struct Draft {
    head: http::request::Parts,
    pub(crate) path_and_query: String,
    /// Whether the path is that of a link, and not behind that of the base URL.
    is_link: bool,
    /// The headers of the operation, which overrule credentials.
    own_headers: HeaderMap,
    /// The headers of the call, which overrule everything.
    call_headers: HeaderMap,
    pub(crate) body: Body,
    /// The operation's own, where calls go to it.
    base_url: Option<BaseUrl>,
    security: &'static [&'static [&'static str]],
}

/// The secrets that providers gave for a try.
#[derive(Default)]
pub(crate) struct Provided {
    secrets: Vec<(Arc<dyn CredentialProvider>, SecretString)>,
}

impl Provided {
    /// Tells the providers that the API does not take their secrets; whether any can have another.
    pub(crate) fn reject(&self) -> bool {
        let rejected = self.secrets.iter();
        rejected.fold(false, |is_any, (provider, secret)| {
            provider.reject(secret) || is_any
        })
    }
}

impl Draft {
    /// Adds a header, unless the operation, the call or the client has it.
    pub(crate) fn add_header(&mut self, name: &HeaderName, value: String) {
        if !self.has_header(Some(name))
            && let Some(value) = header::value(&value)
        {
            self.head.headers.insert(name, value);
        }
    }

    /// Sets a header of the call.
    ///
    /// # Errors
    /// When the value may not be sent.
    pub(crate) fn set_header(&mut self, name: &HeaderName, value: &str) -> Result<(), BuildError> {
        let (name, value) = header::checked(name, value)?;
        self.call_headers.insert(name, value);
        Ok(())
    }

    /// Whether a header is sent.
    pub(crate) fn has_header(&self, name: Option<&HeaderName>) -> bool {
        name.is_some_and(|name| {
            self.head.headers.contains_key(name) || self.call_headers.contains_key(name)
        })
    }
}

/// Whether a request of the method has content, so that its length is sent even where it is 0 (RFC 9110
/// section 8.6).
fn is_expected_to_have_content(method: &Method) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(method)
}

impl ClientSettings {
    /// Makes the request of a call, save what may differ from try to try.
    ///
    /// A header of the call comes before one of the operation, that one before a credential, and
    /// that one before a default header.
    pub(crate) fn draft<O: Operation>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Result<Draft, BuildError> {
        if let Some(failure) = &options.failure {
            return Err(failure.clone());
        }
        let base_url = match O::INFO.server {
            Some(server) if !self.has_own_base_url => Some(BaseUrl::parse(server)?),
            _ => None,
        };
        let (mut head, body) = operation.request()?.into_parts();
        let path_and_query = match &options.link {
            Some(link) => Some(link),
            None => head.uri.path_and_query(),
        };
        let path_and_query = path_and_query.map_or_else(String::new, ToString::to_string);
        let own_headers = std::mem::replace(&mut head.headers, self.headers.clone());
        head.headers.extend(own_headers.clone());
        head.extensions.insert(O::INFO);
        #[cfg(not(target_arch = "wasm32"))]
        let body = {
            let mut body = body;
            body.find_lengths()?;
            body
        };
        if body.length() == Some(0) && is_expected_to_have_content(&head.method) {
            // HTTP libraries leave it out, and some servers refuse a request without it.
            let length = head.headers.entry(CONTENT_LENGTH);
            length.or_insert(HeaderValue::from_static("0"));
        }
        Ok(Draft {
            head,
            path_and_query,
            is_link: options.link.is_some(),
            own_headers,
            call_headers: options.headers.clone(),
            body,
            base_url,
            security: O::INFO.security,
        })
    }

    /// Makes the request of one try, and notes what providers gave for it.
    pub(crate) async fn sign<E>(
        &self,
        draft: &Draft,
        operation: &'static str,
        transport: &dyn Transport,
        provided: &mut Provided,
    ) -> Result<http::Request<Body>, Error<E>> {
        let in_operation = |error: BuildError| error.in_operation(operation);
        let mut head = draft.head.clone();
        let mut path_and_query = draft.path_and_query.clone();
        for (scheme, credential) in self.credentials_for(draft.security) {
            let mut headers = [&draft.own_headers, &draft.call_headers].into_iter();
            if headers.any(|headers| credential.is_overruled_by(headers)) {
                continue;
            }
            let new;
            let prepared = match credential {
                ClientCredential::Prepared(prepared) => prepared,
                ClientCredential::Provided(place, provider) => {
                    let secret = provider
                        .secret(transport)
                        .await
                        .map_err(|error| Error::Credential(error.of(operation, scheme)))?;
                    new = place.prepare(scheme, &secret).map_err(in_operation)?;
                    provided.secrets.push((Arc::clone(provider), secret));
                    &new
                }
            };
            if draft.is_link {
                // Some servers repeat them in their links.
                prepared.remove_from(&mut path_and_query);
            }
            prepared
                .apply(&mut head.headers, &mut path_and_query)
                .map_err(in_operation)?;
        }
        head.headers.extend(draft.call_headers.clone());
        head.uri = self.url_of(draft, path_and_query).map_err(in_operation)?;
        Ok(http::Request::from_parts(
            head,
            draft.body.clone().of_request(),
        ))
    }

    /// The URL of a request with this path and query, which may have credentials.
    ///
    /// # Errors
    /// When the URL becomes too long.
    pub(crate) fn url_of(
        &self,
        draft: &Draft,
        path_and_query: String,
    ) -> Result<http::Uri, BuildError> {
        let base_url = draft.base_url.as_ref().unwrap_or(&self.base_url);
        if draft.is_link {
            base_url.at_origin(path_and_query)
        } else {
            base_url.join(&path_and_query)
        }
    }

    /// The credentials of the first alternative that are all there; none if there is no such
    /// alternative, so that the API can answer for itself.
    fn credentials_for<'s>(
        &'s self,
        alternatives: &[&[&'s str]],
    ) -> Vec<(&'s str, &'s ClientCredential)> {
        alternatives
            .iter()
            // An empty alternative makes the others optional; it is no reason to leave out a
            // credential that is there.
            .filter(|schemes| !schemes.is_empty())
            .find_map(|schemes| {
                schemes
                    .iter()
                    .map(|&scheme| Some((scheme, self.credentials.get(scheme)?)))
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
