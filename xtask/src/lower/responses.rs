//! What a call may answer, by status, and what it may be asked for instead.

use super::Context;
use super::classify::{Class, resolve};
use super::naming::{Case, Claim, Naming, Rank, Scope, settle};
use super::operations::media_types::{essence, sent_as};
use super::response_bodies::{Kind, kind, payload, preferred, words};
use super::types::TypeTable;
use crate::model::ident::Ident;
use crate::model::operation::{Payload, Response, Status};
use crate::spec::{self, MediaType, StatusPattern};

/// What the calls of an operation may answer.
pub struct Answers {
    /// What they do, unless they ask for a view: exact statuses first, then ranges, then the default.
    pub responses: Vec<Response>,
    /// What callers may ask for instead, in the order of the document.
    pub views: Vec<Alternative>,
}

/// The successes in another media type.
pub struct Alternative {
    /// Its name in words, such as `text csv`.
    pub words: String,
    /// The media types.
    pub media_types: Vec<String>,
    /// All responses; of those that do not have the media type, what they are anyway.
    pub responses: Vec<Response>,
}

/// The responses of an operation, and its views.
pub fn lower(
    operation: &spec::Operation,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Answers {
    let mut answers: Vec<(Response, Vec<Body>)> = operation
        .responses
        .iter()
        .map(|response| {
            let is_success = is_success(response.status, operation);
            lower_response(response, is_success, table, context)
        })
        .collect();
    answers.sort_by_key(|(response, _)| response.status);
    let own = answers.iter().map(|(response, _)| response);
    let idents = idents(operation, own, context);
    for ((response, _), ident) in answers.iter_mut().zip(idents) {
        response.ident = ident;
    }
    let responses: Vec<Response> = answers.iter().map(|(one, _)| one.clone()).collect();
    let mut views: Vec<Alternative> = Vec::new();
    for (index, (_, bodies)) in answers.into_iter().enumerate() {
        for body in bodies {
            let at = views.iter().position(|view| view.words == body.words);
            let at = at.unwrap_or_else(|| {
                views.push(Alternative {
                    words: body.words,
                    media_types: Vec::new(),
                    responses: responses.clone(),
                });
                views.len() - 1
            });
            let view = &mut views[at];
            for name in &body.media_types {
                if !view.media_types.contains(name) {
                    view.media_types.push(name.clone());
                }
            }
            let response = &mut view.responses[index];
            response.media_types = body.media_types;
            response.others = body.others;
            response.payload = body.payload;
        }
    }
    Answers { responses, views }
}

/// The names of the responses: those of their statuses, unless a setting renames one where the operation lists it.
fn idents<'r>(
    operation: &spec::Operation,
    responses: impl Iterator<Item = &'r Response>,
    context: &mut Context<'_, '_>,
) -> Vec<Ident> {
    const SCOPE: Scope<'_> = Scope {
        case: Case::UpperCamel,
        reserved: &["Self"],
        suffix: "Status",
        is_files: false,
    };
    let listed = operation.place.child("responses");
    let claims: Vec<Claim> = responses
        .map(|response| {
            let key = match response.status {
                Status::Exact(status) => status.to_string(),
                Status::Range(digit) => format!("{digit}XX"),
                Status::Default => "default".to_owned(),
            };
            Claim {
                place: listed.child(&key),
                wanted: response.ident.bare().to_owned(),
                wire: key,
                rank: Rank::Named,
            }
        })
        .collect();
    settle(&claims, SCOPE, &mut context.renames, context.report)
}

/// Whether a status is a success of an operation. `default` stands for whatever the others leave: the success,
/// where they are all errors.
pub fn is_success(status: StatusPattern, operation: &spec::Operation) -> bool {
    let is_of_200 = |status: StatusPattern| {
        matches!(
            status,
            StatusPattern::Exact(200..=299) | StatusPattern::Range(2)
        )
    };
    let mut responses = operation.responses.iter();
    is_of_200(status)
        || (status == StatusPattern::Default
            && !responses.any(|response| is_of_200(response.status)))
}

/// One way to read a body: media types that hold the same.
struct Body {
    words: String,
    kind: Kind,
    media_types: Vec<String>,
    payload: Payload,
    others: Vec<String>,
}

/// A response, and the other bodies that it may have where it is a success.
fn lower_response(
    response: &spec::Response,
    is_success: bool,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> (Response, Vec<Body>) {
    let preferred = preferred(&response.content, context.spec);
    let mut bodies: Vec<Body> = Vec::new();
    let others = response
        .content
        .iter()
        .filter(|media_type| preferred.is_none_or(|first| first.place != media_type.place));
    for media_type in preferred.into_iter().chain(others) {
        // An error is read in one way, and nobody asks for another.
        let payload = match (bodies.first(), preferred) {
            // It is read to its end, whatever it is.
            (None, _)
                if !is_success
                    && matches!(kind(media_type, context.spec), Kind::Events | Kind::Lines) =>
            {
                Payload::Text
            }
            (None, _) => payload(media_type, table, context),
            (Some(first), Some(preferred)) if !is_success => {
                if first.kind == Kind::Json && preferred.schema == media_type.schema {
                    first.payload.clone()
                } else {
                    Payload::Bytes
                }
            }
            // What is typed already is not lost as bytes.
            (Some(first), _)
                if first.kind == Kind::Json && kind(media_type, context.spec) == Kind::Bytes =>
            {
                Payload::Bytes
            }
            _ => payload(media_type, table, context),
        };
        add(media_type, payload, &mut bodies, context);
    }
    let names: Vec<(Kind, Vec<String>)> = bodies
        .iter()
        .map(|body| (body.kind, body.media_types.clone()))
        .collect();
    for (index, body) in bodies.iter_mut().enumerate() {
        let others = names.iter().enumerate().filter(|(other, (kind, _))| {
            *other != index && (*kind != body.kind || *kind == Kind::Json)
        });
        let others = others.flat_map(|(_, (_, names))| names);
        // What differs in parameters alone is not told apart when it arrives.
        let own: Vec<String> = body.media_types.iter().map(|one| essence(one)).collect();
        let others = others.filter(|name| *name != "*/*" && !own.contains(&essence(name)));
        body.others = others.cloned().collect();
    }
    let mut bodies = bodies.into_iter();
    let first = bodies.next();
    let own = Response {
        status: match response.status {
            StatusPattern::Exact(status) => Status::Exact(status),
            StatusPattern::Range(digit) => Status::Range(digit),
            StatusPattern::Default => Status::Default,
        },
        ident: variant(response.status),
        is_success,
        media_types: first
            .as_ref()
            .map(|body| body.media_types.clone())
            .unwrap_or_default(),
        others: first
            .as_ref()
            .map(|body| body.others.clone())
            .unwrap_or_default(),
        payload: first.map_or(Payload::Empty, |body| body.payload),
        headers: response
            .headers
            .iter()
            .map(|header| (header.name.clone(), header.description.clone()))
            .collect(),
        description: response.description.clone(),
    };
    // Plain text of a value is its JSON under another name.
    let is_offered = |body: &Body| is_success && !body.words.is_empty();
    (own, bodies.filter(is_offered).collect())
}

/// Adds a media type to the bodies: to one that holds the same, or as one of its own.
fn add(
    media_type: &MediaType,
    payload: Payload,
    bodies: &mut Vec<Body>,
    context: &Context<'_, '_>,
) {
    let name = sent_as(media_type, context.spec);
    let kind = kind(media_type, context.spec);
    let is_typed = !matches!(kind, Kind::Text | Kind::Bytes);
    let mut same = bodies
        .iter_mut()
        .filter(|body| body.kind == kind && body.payload == payload);
    if let Some(body) = same.next().filter(|_| is_typed) {
        if !body.media_types.contains(&name) {
            body.media_types.push(name);
        }
        return;
    }
    let own = words(&media_type.name);
    let short = match kind {
        Kind::Events => "event stream",
        Kind::Lines => "json lines",
        Kind::Json | Kind::Xml | Kind::Text | Kind::Bytes => own.as_str(),
    };
    let is_taken = bodies.iter().any(|body| body.words == short);
    let words = match kind {
        Kind::Text if is_value_as_text(media_type, bodies, context) => String::new(),
        _ if is_taken => own,
        _ => short.to_owned(),
    };
    bodies.push(Body {
        words,
        kind,
        media_types: vec![name],
        payload,
        others: Vec::new(),
    });
}

/// Whether plain text is said to be the value that there is as JSON too.
fn is_value_as_text(media_type: &MediaType, bodies: &[Body], context: &Context<'_, '_>) -> bool {
    let is_plain = essence(&media_type.name) == "text/plain";
    let is_value = media_type.schema.is_some_and(|schema| {
        let class = resolve(context.spec, schema).class;
        !matches!(class, Class::Text | Class::Any)
    });
    is_plain && is_value && bodies.first().is_some_and(|body| body.kind == Kind::Json)
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
