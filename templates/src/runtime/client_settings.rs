//! What every request of a client has in common, and how it is added to an operation's request.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::CONTENT_LENGTH;
use http::uri::PathAndQuery;
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
    /// The path and the query of a link, which stand for those of the operation and of the base URL.
    link: Option<PathAndQuery>,
    /// The headers of the call, which overrule everything.
    call_headers: HeaderMap,
    pub(crate) body: Body,
    /// The operation's own, where calls go to it.
    base_url: Option<BaseUrl>,
    /// The security schemes whose credentials go with it.
    schemes: Vec<&'static str>,
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
        let mut schemes = self.schemes_for(O::INFO.security);
        schemes.retain(|scheme| {
            let is_overruled = |credential: &ClientCredential| {
                let mut headers = [&head.headers, &options.headers].into_iter();
                headers.any(|headers| credential.is_overruled_by(headers))
            };
            !self.credentials.get(*scheme).is_some_and(is_overruled)
        });
        for (name, value) in &self.headers {
            let header = head.headers.entry(name);
            header.or_insert_with(|| value.clone());
        }
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
            link: options.link.clone(),
            call_headers: options.headers.clone(),
            body,
            base_url,
            schemes,
        })
    }

    /// Makes the request of one try, and notes what providers gave for it.
    pub(crate) async fn sign<O: Operation>(
        &self,
        draft: &Draft,
        transport: &dyn Transport,
        provided: &mut Provided,
    ) -> Result<http::Request<Body>, Error<O::Error>> {
        let in_operation = |error: BuildError| error.in_operation(O::INFO.id);
        let mut head = draft.head.clone();
        head.extensions.insert(O::INFO);
        let mut path_and_query = self.path_of(draft);
        for &scheme in &draft.schemes {
            let Some(credential) = self.credentials.get(scheme) else {
                continue;
            };
            let new;
            let prepared = match credential {
                ClientCredential::Prepared(prepared) => prepared,
                ClientCredential::Provided(place, provider) => {
                    let secret = provider
                        .secret(transport)
                        .await
                        .map_err(|error| Error::Credential(error.of(O::INFO.id, scheme)))?;
                    new = place.prepare(scheme, &secret).map_err(in_operation)?;
                    provided.secrets.push((Arc::clone(provider), secret));
                    &new
                }
            };
            if draft.link.is_some() {
                // Some servers repeat them in their links.
                prepared.remove_from(&mut path_and_query);
            }
            prepared
                .apply(&mut head.headers, &mut path_and_query)
                .map_err(in_operation)?;
        }
        head.headers.extend(draft.call_headers.clone());
        let base_url = self.base_url_of(draft);
        head.uri = base_url.at_origin(path_and_query).map_err(in_operation)?;
        Ok(http::Request::from_parts(
            head,
            draft.body.clone().of_request(),
        ))
    }

    /// The URL of a request before its credentials.
    ///
    /// # Errors
    /// When the URL becomes too long.
    #[allow(dead_code, reason = "only lists that come in pages ask")]
    pub(crate) fn url_of(&self, draft: &Draft) -> Result<http::Uri, BuildError> {
        self.base_url_of(draft).at_origin(self.path_of(draft))
    }

    fn base_url_of<'a>(&'a self, draft: &'a Draft) -> &'a BaseUrl {
        draft.base_url.as_ref().unwrap_or(&self.base_url)
    }

    /// The whole path and query of a request before its credentials.
    fn path_of(&self, draft: &Draft) -> String {
        match &draft.link {
            Some(link) => link.as_str().to_owned(),
            None => {
                let own = draft.head.uri.path_and_query();
                let own = own.map_or("", PathAndQuery::as_str);
                self.base_url_of(draft).path_of(own)
            }
        }
    }

    /// The schemes of the first alternative whose credentials are all there; none if there is no such
    /// alternative, so that the API can answer for itself.
    fn schemes_for<'s>(&self, alternatives: &[&[&'s str]]) -> Vec<&'s str> {
        let is_there = |scheme: &&str| self.credentials.contains_key(*scheme);
        alternatives
            .iter()
            // An empty alternative makes the others optional; it is no reason to leave out a
            // credential that is there.
            .filter(|schemes| !schemes.is_empty())
            .find(|schemes| schemes.iter().all(is_there))
            .map(|schemes| schemes.to_vec())
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
