//! What a call may answer, by status.

use super::Context;
use super::naming::{Case, Naming};
use super::operations::media_types::{payload, preferred, sent_as};
use super::types::TypeTable;
use crate::model::ident::Ident;
use crate::model::operation::{Payload, Response, Status};
use crate::report::Code;
use crate::spec::{self, StatusPattern};

/// The responses of an operation: exact statuses first, then ranges, then the default.
pub fn lower(
    operation: &spec::Operation,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Vec<Response> {
    let is_success = |status: StatusPattern| {
        matches!(
            status,
            StatusPattern::Exact(200..=299) | StatusPattern::Range(2)
        )
    };
    // `default` stands for whatever the others leave: the success, where they are all errors.
    let has_success = operation
        .responses
        .iter()
        .any(|response| is_success(response.status));
    let mut responses: Vec<Response> = operation
        .responses
        .iter()
        .map(|response| {
            let success = is_success(response.status)
                || (response.status == StatusPattern::Default && !has_success);
            lower_response(response, success, table, context)
        })
        .collect();
    responses.sort_by_key(|response| response.status);
    responses
}

fn lower_response(
    response: &spec::Response,
    is_success: bool,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Response {
    let media_type = preferred(&response.content, context.spec);
    if let Some(media_type) = media_type
        && response.content.len() > 1
    {
        let message = format!(
            "of the media types of the response only `{}` is asked for",
            media_type.name
        );
        context
            .report
            .warning(Code::Unsupported, &response.place.child("content"), message);
    }
    Response {
        status: match response.status {
            StatusPattern::Exact(status) => Status::Exact(status),
            StatusPattern::Range(digit) => Status::Range(digit),
            StatusPattern::Default => Status::Default,
        },
        ident: variant(response.status),
        is_success,
        media_type: media_type.map(|media_type| sent_as(media_type, context.spec)),
        payload: media_type.map_or(Payload::Empty, |media_type| {
            payload(media_type, table, context)
        }),
        headers: response.headers.clone(),
        description: response.description.clone(),
    }
}

/// The name of a status: its reason phrase, which no document can change.
fn variant(status: StatusPattern) -> Ident {
    let name = match status {
        StatusPattern::Exact(status) => match reason_phrase(status) {
            Some(phrase) => Naming::new(&[]).words(phrase, Case::UpperCamel),
            None => format!("Status{status}"),
        },
        StatusPattern::Range(1) => "Informational".to_owned(),
        StatusPattern::Range(2) => "Successful".to_owned(),
        StatusPattern::Range(3) => "Redirection".to_owned(),
        StatusPattern::Range(4) => "ClientError".to_owned(),
        StatusPattern::Range(_) => "ServerError".to_owned(),
        StatusPattern::Default => "Default".to_owned(),
    };
    Ident::new_unchecked(name)
}

/// The reason phrases of the IANA HTTP Status Code Registry. A table of our own, for a name that changed
/// with a library would break callers.
fn reason_phrase(status: u16) -> Option<&'static str> {
    Some(match status {
        100 => "Continue",
        101 => "Switching Protocols",
        102 => "Processing",
        103 => "Early Hints",
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        207 => "Multi-Status",
        208 => "Already Reported",
        226 => "IM Used",
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        305 => "Use Proxy",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        506 => "Variant Also Negotiates",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        511 => "Network Authentication Required",
        _ => return None,
    })
}
