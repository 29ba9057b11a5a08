//! What the crate offers, as tables: the operations, and what the API sends by itself.

use crate::emit::docs::{code, inline};
use crate::emit::runtime;
use crate::emit::type_ref::{Seen, type_ref};
use crate::model::Api;
use crate::model::operation::{Content, Form, Format, Payload};
use crate::model::types::{TypeKind, TypeRef};

/// A table of the operations: the call, what it is given, and what it answers.
pub fn operations(api: &Api) -> String {
    let mut lines = vec!["## Operations".to_owned(), String::new()];
    lines.push("| call on `Client` | body | answer | |".to_owned());
    lines.push("|---|---|---|---|".to_owned());
    for group in &api.groups {
        for operation in &group.operations {
            let parameters = operation.parameters.iter().filter(|one| one.required);
            let body = operation.body.as_ref();
            let required_body = body
                .filter(|body| body.required)
                .map(|body| body.ident.bare());
            let arguments: Vec<&str> = parameters
                .map(|one| one.ident.bare())
                .chain(required_body)
                .collect();
            let call = code(&format!(
                "{}().{}({})",
                group.module,
                operation.method_ident,
                arguments.join(", ")
            ));
            let bodies = body.iter().flat_map(|body| &body.contents);
            let mut bodies: Vec<String> = bodies.map(|content| sent(content, api)).collect();
            bodies.dedup();
            let body = bodies.join(" or ");
            let answer = match operation.single_output() {
                Some(Payload::Empty) => "`()`".to_owned(),
                Some(output) => payload(output, api),
                None => code(&format!(
                    "operations::{}::{}",
                    group.module, operation.output_ident
                )),
            };
            let summary = operation.summary.as_deref().map(inline);
            let route = code(&format!("{} {}", operation.method, operation.path));
            let meaning = summary.map_or(route.clone(), |summary| format!("{summary}: {route}"));
            lines.push(format!(
                "| {call} | {body} | {answer} | {} |",
                meaning.replace('|', "\\|")
            ));
        }
    }
    lines.extend(answers(api));
    lines.join("\n")
}

/// How answers are read that are no one value, where an operation has them.
fn answers(api: &Api) -> Vec<String> {
    let operations = || api.groups.iter().flat_map(|group| &group.operations);
    let mut lines = Vec::new();
    if runtime::needs_streams(api) {
        lines.push(
            "A stream (`EventStream`, `JsonLines`) is read as it arrives: `while let Some(item) = stream.next().await`. \
             It is a `futures_core::Stream` too, and an iterator by `iterate` of the blocking client."
                .to_owned(),
        );
    }
    if let Some(view) = operations().flat_map(|operation| &operation.views).next() {
        lines.push(format!(
            "Where an operation answers in other media types too, its call has a method for each, such as {}.",
            code(&format!(".{}()", view.method_ident))
        ));
    }
    if let Some(operation) = operations().find(|operation| !operation.headers.is_empty()) {
        lines.push(format!(
            "Headers that the document names are decoded by a struct beside the operation, such as {}.",
            code(&format!("{}::new(response.headers())", operation.headers_ident))
        ));
    }
    lines
        .into_iter()
        .flat_map(|line| [String::new(), line])
        .collect()
}

/// A table of what the API sends by itself.
pub fn webhooks(api: &Api) -> Option<String> {
    let rows = api.webhooks.iter().map(|webhook| {
        let meaning = webhook.summary.as_deref().map(inline).unwrap_or_default();
        format!(
            "| {} | {} | {} |",
            code(&webhook.name).replace('|', "\\|"),
            payload(&webhook.payload, api),
            meaning.replace('|', "\\|")
        )
    });
    let rows: Vec<String> = rows.collect();
    (!rows.is_empty()).then(|| {
        format!(
            "## Webhooks\n\nThe API sends these bodies to a server of yours. A body of JSON is read by \
             `serde_json::from_slice`.\n\n| sent | body | |\n|---|---|---|\n{}",
            rows.join("\n")
        )
    })
}

/// What a request holds.
fn sent(content: &Content, api: &Api) -> String {
    match (&content.payload, &content.format) {
        (_, Format::Multipart(Form::Open, _)) => "`Multipart`".to_owned(),
        (_, Format::Named) => "`RawBody`".to_owned(),
        (Payload::Bytes, _) => "`Body`".to_owned(),
        (held, _) => payload(held, api),
    }
}

fn payload(payload: &Payload, api: &Api) -> String {
    match payload {
        Payload::Empty => String::new(),
        Payload::Text => "`String`".to_owned(),
        Payload::Bytes => "`bytes::Bytes`".to_owned(),
        Payload::Events(None) => "`EventStream<String>`".to_owned(),
        Payload::Events(Some(ty)) | Payload::WholeEvents(ty) => {
            code(&format!("EventStream<{}>", rust_name(ty, api)))
        }
        Payload::Lines(ty) => code(&format!("JsonLines<{}>", rust_name(ty, api))),
        Payload::Json(ty) | Payload::Xml { ty, .. } => {
            let name = rust_name(ty, api);
            match ty {
                TypeRef::Named(id) => match &api.type_def(*id).kind {
                    TypeKind::Alias(ty) => {
                        format!("{}, a {}", code(&name), code(&rust_name(ty, api)))
                    }
                    _ => code(&name),
                },
                _ => code(&name),
            }
        }
    }
}

fn rust_name(ty: &TypeRef, api: &Api) -> String {
    let tokens = type_ref(ty, Seen::FromOutside, api).to_string();
    tokens.replace(' ', "").replace(',', ", ")
}
