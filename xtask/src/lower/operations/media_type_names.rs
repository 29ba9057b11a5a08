//! What the names of media types say by themselves.

use super::media_types::{essence, is_json};
use crate::spec::{self, MediaType};

/// The word for a media type in names.
pub fn label(media_type: &str) -> String {
    let essence = essence(media_type);
    let (ty, subtype) = essence.split_once('/').unwrap_or(("", &essence));
    match (ty, subtype) {
        ("text", "json") | ("application", "*+json") => "json",
        ("application", "x-www-form-urlencoded") => "form",
        ("multipart", "form-data") => "multipart",
        ("text", "plain") => "text",
        ("*", "*") => "any",
        (ty, "*") => ty,
        (_, subtype) => subtype.strip_prefix("x-").unwrap_or(subtype),
    }
    .to_owned()
}

/// One name for the media types that mean the same, without parameters.
pub(super) fn proper_name(media_type: &str) -> String {
    let essence = essence(media_type);
    match essence.as_str() {
        "text/json" | "application/*+json" => "application/json".to_owned(),
        "text/xml" => "application/xml".to_owned(),
        _ if is_json_lines(&essence) => "application/x-ndjson".to_owned(),
        _ => essence,
    }
}

/// Whether a body is of the type `multipart/form-data`.
pub fn is_form_data(media_type: &MediaType) -> bool {
    essence(&media_type.name) == "multipart/form-data"
}

pub fn is_json_lines(essence: &str) -> bool {
    const NAMES: [&str; 9] = [
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/json-lines",
        "application/x-json-stream",
        "application/stream+json",
    ];
    NAMES.contains(&essence)
}

/// Whether a media type is `application/json-seq`, or one of such a structure (RFC 8091).
pub fn is_json_sequence(essence: &str) -> bool {
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}

/// Whether a media type is one of bytes, whatever its schema says.
pub fn is_binary(media_type: &str) -> bool {
    const KINDS: [&str; 4] = ["image/", "audio/", "video/", "font/"];
    const NAMES: [&str; 6] = [
        "application/octet-stream",
        "application/pdf",
        "application/zip",
        "application/gzip",
        "application/x-gzip",
        "application/x-tar",
    ];
    let essence = essence(media_type);
    NAMES.contains(&essence.as_str()) || KINDS.iter().any(|kind| essence.starts_with(kind))
}

/// The word that tells the schema of one of a body's media types apart from the others in the names of types: none
/// for JSON; without JSON none for the first.
pub fn role(body: &spec::RequestBody, media_type: &MediaType) -> String {
    let json = body.content.iter().find(|one| is_json(&one.name));
    let main = json.or(body.content.first());
    if main.is_some_and(|main| main.place == media_type.place) || is_json(&media_type.name) {
        String::new()
    } else {
        label(&media_type.name)
    }
}
