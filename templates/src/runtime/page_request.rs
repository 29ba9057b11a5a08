//! Sends the request for one page.

use http::Uri;

use super::call::CallOptions;
use super::{BuildError, Client, Error, Operation, RawResponse, send};

/// A page that arrived.
pub(crate) struct SentPage<T> {
    /// The URL that was asked for, without credentials.
    pub(crate) url: Uri,
    pub(crate) response: RawResponse,
    pub(crate) output: T,
}

/// Sends an operation's request; where there is a link, to its path and query at the client's own origin.
pub(crate) async fn send<O: Operation>(
    client: Client,
    operation: O,
    mut options: CallOptions,
    link: Option<String>,
) -> Result<SentPage<O::Output>, Error<O::Error>> {
    if let Some(link) = link {
        let link = link.parse().map_err(|error: http::uri::InvalidUri| {
            BuildError::new("the link to the next page is not a URL")
                .with_source(error)
                .in_operation(O::INFO.id)
        })?;
        options.link = Some(link);
    }
    let draft = send::draft(&client, &operation, &options)?;
    drop(operation);
    let url = client.settings().url_of(&draft)?;
    let response = send::send::<O>(&client, draft, &options, O::is_stream).await?;
    let (response, output) = send::decode::<O>(response)?;
    Ok(SentPage {
        url,
        response,
        output,
    })
}
