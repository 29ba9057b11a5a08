//! Sends the request for one page.

use http::{HeaderMap, Uri};

use super::call::{CallOptions, decoded, request};
use super::client_settings::ClientSettings;
use super::credential::PreparedCredential;
use super::{Body, BuildError, Client, Error, Operation, RawResponse};

/// A page that arrived.
pub(crate) struct SentPage<T> {
    /// The URL that was asked for, with the credentials that go into queries.
    pub(crate) url: Uri,
    pub(crate) response: RawResponse,
    pub(crate) output: T,
}

/// Sends an operation's request; where there is a link, to its path and query.
pub(crate) async fn send<O: Operation>(
    client: Client,
    operation: O,
    options: CallOptions,
    link: Option<String>,
) -> Result<SentPage<O::Output>, Error<O::Error>> {
    let request = page_request(client.settings(), &operation, options, link.as_deref())?;
    let url = request.uri().clone();
    let (response, output) = decoded::<O>(client.transport().send(request).await)?;
    Ok(SentPage {
        url,
        response,
        output,
    })
}

/// The same, and waits for the page.
#[cfg(feature = "blocking")]
pub(crate) fn send_blocking<O: Operation>(
    client: &super::blocking::Client,
    operation: &O,
    options: CallOptions,
    link: Option<&str>,
) -> Result<SentPage<O::Output>, Error<O::Error>> {
    let request = page_request(client.settings(), operation, options, link)?;
    let url = request.uri().clone();
    let (response, output) = decoded::<O>(client.transport().send(request))?;
    Ok(SentPage {
        url,
        response,
        output,
    })
}

/// The operation's request with its headers, its body and the client's credentials; where there is a link,
/// its path and query in place of the operation's.
fn page_request<O: Operation>(
    settings: &ClientSettings,
    operation: &O,
    options: CallOptions,
    link: Option<&str>,
) -> Result<http::Request<Body>, BuildError> {
    let mut request = request(settings, operation, options)?;
    if let Some(link) = link {
        let uri = linked::<O>(settings, request.uri(), link);
        *request.uri_mut() = uri.map_err(|error| error.in_operation(O::INFO.id))?;
    }
    Ok(request)
}

/// A link's path and query at the client's base URL, with the credentials that go into queries.
fn linked<O: Operation>(
    settings: &ClientSettings,
    own: &Uri,
    link: &str,
) -> Result<Uri, BuildError> {
    let mut path_and_query = link.to_owned();
    // The headers have them already.
    let mut headers = HeaderMap::new();
    for credential in settings.credentials_for(O::INFO.security) {
        // Some servers repeat them in their links.
        if let PreparedCredential::Query(pair) = credential {
            path_and_query = without_pair(&path_and_query, pair);
        }
        credential.apply(&mut headers, &mut path_and_query)?;
    }
    let mut parts = own.clone().into_parts();
    let invalid = |error: http::Error| {
        BuildError::new("the link to the next page is not a URL").with_source(error)
    };
    let path_and_query = path_and_query
        .parse()
        .map_err(|error: http::uri::InvalidUri| invalid(error.into()))?;
    parts.path_and_query = Some(path_and_query);
    Uri::from_parts(parts).map_err(|error| invalid(error.into()))
}

/// A path and a query without the pairs that have the name of another pair.
fn without_pair(path_and_query: &str, pair: &str) -> String {
    let Some((path, query)) = path_and_query.split_once('?') else {
        return path_and_query.to_owned();
    };
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let others: Vec<&str> = query
        .split('&')
        .filter(|other| name(other) != name(pair))
        .collect();
    if others.is_empty() {
        return path.to_owned();
    }
    format!("{path}?{}", others.join("&"))
}
