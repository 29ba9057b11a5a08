//! Operations.

use std::fmt::Write as _;

use super::types::type_ref;
use super::xml::xml_node;
use crate::model::Api;
use crate::model::operation::{Format, Operation, Payload, Response, Status};
use crate::model::pagination::Pagination;

pub(super) fn write_operation(text: &mut String, one: &Operation, api: &Api) {
    let deprecated = if one.docs.deprecated {
        " deprecated"
    } else {
        ""
    };
    let _ = writeln!(
        text,
        "  {}() {} = {:?}: {} {} security {:?}{deprecated}",
        one.method_ident, one.ident, one.id, one.method, one.path, one.security
    );
    if let Some(server) = &one.server {
        let _ = writeln!(text, "    server {server}");
    }
    for parameter in &one.parameters {
        let presence = if parameter.required {
            "required"
        } else {
            "optional"
        };
        let explode = if parameter.explode { " exploded" } else { "" };
        let reserved = if parameter.allows_reserved {
            ", reserved characters as they are"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "    {}: {} [{presence}] = {:?} in {:?}, {:?}{explode}{reserved}",
            parameter.ident,
            type_ref(&parameter.ty, api),
            parameter.wire,
            parameter.location,
            parameter.style
        );
    }
    if let Some(body) = &one.body {
        let presence = if body.required {
            "required"
        } else {
            "optional"
        };
        let choice = body.choice.iter();
        let choice: String = choice.map(|ident| format!(" {ident}")).collect();
        for content in &body.contents {
            let variant = match &body.choice {
                Some(_) if content.converts => format!(" {} (converted)", content.ident),
                Some(_) => format!(" {}", content.ident),
                None => String::new(),
            };
            let _ = writeln!(
                text,
                "    {}:{choice} {} [{presence}] body as {}{variant}",
                body.ident,
                payload(&content.payload, api),
                content.media_type
            );
            write_format(text, &content.format);
        }
    }
    write_responses(text, &one.responses, api);
    if let Some(pagination) = &one.pagination {
        write_pagination(text, pagination, one, api);
    }
    for view in &one.views {
        let _ = writeln!(
            text,
            "    {}() {} as {}",
            view.method_ident,
            view.ident,
            view.media_types.join(", ")
        );
        write_responses(text, &view.responses, api);
    }
    for header in &one.headers {
        let statuses: Vec<String> = header.statuses.iter().map(status).collect();
        let _ = writeln!(
            text,
            "    {}.{}() {} = header {:?} in {:?}{} of {}",
            one.headers_ident,
            header.ident,
            type_ref(&header.ty, api),
            header.wire,
            header.style,
            if header.explode { " exploded" } else { "" },
            statuses.join(", ")
        );
    }
}

fn status(status: &Status) -> String {
    match status {
        Status::Exact(status) => status.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn write_responses(text: &mut String, responses: &[Response], api: &Api) {
    for response in responses {
        let status = status(&response.status);
        let kind = if response.is_success {
            "success"
        } else {
            "error"
        };
        let _ = writeln!(
            text,
            "    {status} {} = {kind} {}",
            response.ident,
            payload(&response.payload, api)
        );
    }
}

fn write_pagination(text: &mut String, pagination: &Pagination, one: &Operation, api: &Api) {
    let parameter = |index: Option<usize>| {
        let parameter = index.and_then(|index| one.parameters.get(index));
        parameter.map(|parameter| parameter.ident.to_string())
    };
    let _ = write!(
        text,
        "    pages of {} at {:?} by {:?}",
        type_ref(&pagination.item, api),
        pagination.items,
        pagination.style
    );
    let facts = [
        ("parameter", parameter(pagination.parameter)),
        ("limit", parameter(pagination.limit)),
        ("more", pagination.more.clone()),
        ("total", pagination.total.clone()),
        ("total pages", pagination.total_pages.clone()),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            let _ = write!(text, ", {name} {value}");
        }
    }
    text.push('\n');
    for path in pagination.outputs.iter().flatten() {
        let nullable = if path.is_nullable { "nullable " } else { "" };
        let set = if path.is_set { ", a set" } else { "" };
        let fields: Vec<String> = path
            .fields
            .iter()
            .map(|(ident, presence)| format!("{ident} [{presence:?}]"))
            .collect();
        let _ = writeln!(text, "      {nullable}body: {}{set}", fields.join(", "));
    }
}

fn write_format(text: &mut String, format: &Format) {
    match format {
        Format::Plain => {}
        Format::Form(properties) => {
            for property in properties {
                let explode = if property.explode { " exploded" } else { "" };
                let _ = writeln!(
                    text,
                    "      {:?} in {:?}{explode}",
                    property.wire, property.style
                );
            }
        }
        Format::Multipart(form, properties) => {
            let _ = writeln!(text, "      parts: {form:?}");
            for one in properties {
                let _ = writeln!(
                    text,
                    "      {:?} as {:?}, style {:?}, headers {:?}",
                    one.wire, one.content_type, one.style, one.headers
                );
            }
        }
        Format::JsonLines | Format::JsonSequence | Format::Named => {
            let _ = writeln!(text, "      {format:?}");
        }
    }
}

pub(super) fn payload(payload: &Payload, api: &Api) -> String {
    match payload {
        Payload::Empty => "empty".to_owned(),
        Payload::Json(ty) => type_ref(ty, api),
        Payload::Xml { ty, root } => format!("{} as {}", type_ref(ty, api), xml_node(root, api)),
        Payload::Text => "text".to_owned(),
        Payload::Bytes => "bytes".to_owned(),
        Payload::Events(None) => "events of text".to_owned(),
        Payload::Events(Some(ty)) => format!("events of {}", type_ref(ty, api)),
        Payload::WholeEvents(ty) => format!("events that are {}", type_ref(ty, api)),
        Payload::Lines(ty) => format!("lines of {}", type_ref(ty, api)),
    }
}
