//! The model as text: what reviewers read before the Rust, and what snapshots hold.

use std::fmt::Write as _;

use super::Api;
use super::operation::{Format, Operation, Payload, Response, Status};
use super::pagination::Pagination;
use super::types::{Others, Presence, TypeDef, TypeKind, TypeRef};
use super::xml::{XmlContent, XmlNode, XmlNodeKind, XmlObject};

/// The whole model, a line a fact.
pub fn outline(api: &Api) -> String {
    let mut text = String::new();
    for module in &api.modules {
        let visibility = if module.is_public { "pub " } else { "" };
        let _ = writeln!(text, "by hand {visibility}{}", module.ident);
    }
    for server in &api.servers {
        let _ = writeln!(text, "server {} = {}", server.ident, server.url);
        if let Some(choice) = &server.choice {
            let _ = writeln!(text, "  {}() = {}", choice.ident, choice.template);
            for one in &choice.variables {
                let (ident, values) = (&one.ident, &one.values);
                let _ = writeln!(text, "    .{ident}() = {:?} of {values:?}", one.name);
            }
        }
    }
    for (index, credential) in api.credentials.iter().enumerate() {
        let mark = if api.constructor_credentials.contains(&index) {
            " (asked for by new)"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "credential {} = {:?} {:?}{mark}",
            credential.ident, credential.scheme, credential.kind
        );
        for flow in &credential.flows {
            let _ = writeln!(text, "  flow {:?} scopes {:?}", flow.kind, flow.scopes);
        }
        if let Some(url) = &credential.discovery_url {
            let _ = writeln!(text, "  discovered at {url}");
        }
    }
    for module in &api.type_modules {
        let features = condition(&module.features);
        let _ = writeln!(text, "types/{}{features}", module.ident.bare());
        for id in &module.types {
            write_type(&mut text, api.type_def(*id), api);
            for former in api.former_types.iter().filter(|one| one.now == *id) {
                let now = &api.type_def(former.now).ident;
                let _ = writeln!(text, "  formerly {} = {now}", former.ident);
            }
        }
    }
    for one in &api.xml_objects {
        write_xml_object(&mut text, one, api);
    }
    for group in &api.groups {
        let feature = condition(group.feature.as_slice());
        let _ = writeln!(
            text,
            "operations/{} {} {:?}{feature}",
            group.module.bare(),
            group.ident,
            group.tag
        );
        for operation in &group.operations {
            write_operation(&mut text, operation, api);
        }
        for former in &group.former_methods {
            let now = &group.operations[former.operation].method_ident;
            let _ = writeln!(text, "  formerly {}() = {now}()", former.ident);
        }
        for (old, now) in &group.former_types {
            let _ = writeln!(text, "  formerly {old} = {now}");
        }
    }
    for webhook in &api.webhooks {
        let _ = writeln!(
            text,
            "webhook {:?} = {} as {}",
            webhook.name,
            payload(&webhook.payload, api),
            webhook.media_type
        );
    }
    text
}

/// The features that turn something on.
fn condition(features: &[String]) -> String {
    if features.is_empty() {
        return String::new();
    }
    format!(" if {}", features.join(" or "))
}

fn write_type(text: &mut String, one: &TypeDef, api: &Api) {
    let reach = match (one.reach.request, one.reach.response) {
        (true, true) => "request, response",
        (true, false) => "request",
        (false, true) => "response",
        (false, false) => "unused",
    };
    let deprecated = if one.docs.deprecated {
        ", deprecated"
    } else {
        ""
    };
    match &one.kind {
        TypeKind::Alias(ty) => {
            let _ = writeln!(
                text,
                "  alias {} = {} [{reach}{deprecated}] {}",
                one.ident,
                type_ref(ty, api),
                one.place
            );
        }
        TypeKind::Wrapper(ty) => {
            let _ = writeln!(
                text,
                "  wrapper {} of {} [{reach}{deprecated}] {}",
                one.ident,
                type_ref(ty, api),
                one.place
            );
        }
        TypeKind::StringEnum(enumeration) => {
            let _ = writeln!(
                text,
                "  string enum {} [{reach}{deprecated}] {}",
                one.ident, one.place
            );
            for variant in &enumeration.variants {
                let _ = writeln!(text, "    {} = {:?}", variant.ident, variant.wire);
            }
            write_others(text, enumeration.others);
        }
        TypeKind::IntegerEnum(enumeration) => {
            let _ = writeln!(
                text,
                "  integer enum {} [{reach}{deprecated}] {}",
                one.ident, one.place
            );
            for variant in &enumeration.variants {
                let _ = writeln!(text, "    {} = {}", variant.ident, variant.wire);
            }
            write_others(text, enumeration.others);
        }
        TypeKind::Union(union) => {
            let by = match &union.tag {
                Some(tag) if union.is_tag_optional => format!("by {tag:?} or shape"),
                Some(tag) => format!("by {tag:?}"),
                None => "by shape".to_owned(),
            };
            let _ = writeln!(
                text,
                "  union {} {by} [{reach}{deprecated}] {}",
                one.ident, one.place
            );
            for variant in &union.variants {
                let tags = if variant.tags.is_empty() {
                    String::new()
                } else {
                    format!(" = {}", variant.tags.join(" | "))
                };
                let added = if variant.adds_tag { ", tag added" } else { "" };
                let _ = writeln!(
                    text,
                    "    {}({}){tags}{added}",
                    variant.ident,
                    type_ref(&variant.ty, api)
                );
            }
        }
        TypeKind::Struct(structure) => {
            let kind = if structure.is_multipart {
                "multipart struct"
            } else {
                "struct"
            };
            let _ = writeln!(
                text,
                "  {kind} {} [{reach}{deprecated}] {}",
                one.ident, one.place
            );
            for (index, field) in structure.fields.iter().enumerate() {
                let presence = presence(field.presence);
                let mark = if structure.constructors_by == Some(index) {
                    ", constructors"
                } else {
                    ""
                };
                let deprecated = if field.docs.deprecated {
                    ", deprecated"
                } else {
                    ""
                };
                let default = match (&field.default, &field.constant) {
                    (_, Some(constant)) => format!(", always {constant}"),
                    (Some(default), None) => format!(", else {default}"),
                    (None, None) => String::new(),
                };
                let ty = type_ref(&field.ty, api);
                let _ = writeln!(
                    text,
                    "    {}: {ty} [{presence}{mark}{deprecated}{default}] = {:?}",
                    field.ident, field.wire
                );
            }
            if let Some(additional) = &structure.additional {
                let _ = writeln!(
                    text,
                    "    {}: …{}",
                    additional.ident,
                    type_ref(&additional.ty, api)
                );
            }
        }
    }
}

/// A presence in words.
pub(super) const fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::OptionalNullable => "optional nullable",
    }
}

fn write_operation(text: &mut String, one: &Operation, api: &Api) {
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

fn write_others(text: &mut String, others: Others) {
    match others {
        Others::Allowed => text.push_str("    or any other\n"),
        Others::ToCome => {}
        Others::None => text.push_str("    and no other\n"),
    }
}

fn payload(payload: &Payload, api: &Api) -> String {
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

/// A type in words.
pub(super) fn type_ref(ty: &TypeRef, api: &Api) -> String {
    match ty {
        TypeRef::Bool => "bool".to_owned(),
        TypeRef::Integer(integer) => integer.as_str().to_owned(),
        TypeRef::Float64 => "float64".to_owned(),
        TypeRef::String => "string".to_owned(),
        TypeRef::Secret => "secret".to_owned(),
        TypeRef::Json => "any".to_owned(),
        TypeRef::Part => "part".to_owned(),
        TypeRef::Formatted(path) => format!("string of {path}"),
        TypeRef::External(external) => match &external.with {
            Some(module) => format!("{} by {module}", external.path),
            None => external.path.clone(),
        },
        TypeRef::List(items) => format!("list of {}", type_ref(items, api)),
        TypeRef::Set(items) => format!("set of {}", type_ref(items, api)),
        TypeRef::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|item| type_ref(item, api)).collect();
            format!("tuple of {}", items.join(", "))
        }
        TypeRef::Map(values) => format!("map of {}", type_ref(values, api)),
        TypeRef::Nullable(inner) => format!("nullable {}", type_ref(inner, api)),
        TypeRef::Named(id) => api.type_def(*id).ident.to_string(),
        TypeRef::Boxed(id) => format!("boxed {}", api.type_def(*id).ident),
    }
}

fn write_xml_object(text: &mut String, one: &XmlObject, api: &Api) {
    let _ = writeln!(text, "xml {}", api.type_def(one.ty).ident);
    for property in &one.properties {
        let presence = if property.is_required {
            "required"
        } else {
            "optional"
        };
        let node = xml_node(&property.node, api);
        let _ = writeln!(text, "    {:?} [{presence}] = {node}", property.name);
    }
    if let Some(others) = &one.others {
        let _ = writeln!(text, "    others = {}", xml_content(others, api));
    }
}

fn xml_node(node: &XmlNode, api: &Api) -> String {
    let content = xml_content(&node.content, api);
    let prefix = node.prefix.iter().map(|prefix| format!("{prefix}:"));
    let prefix: String = prefix.collect();
    let name = format!("{prefix}{}", node.name);
    let name = match node.kind {
        XmlNodeKind::Element => format!("<{name}>"),
        XmlNodeKind::Attribute => format!("@{name}"),
        XmlNodeKind::Text => "text".to_owned(),
        XmlNodeKind::Cdata => "cdata".to_owned(),
    };
    match &node.namespace {
        Some(namespace) => format!("{name} in {namespace} of {content}"),
        None => format!("{name} of {content}"),
    }
}

fn xml_content(content: &XmlContent, api: &Api) -> String {
    match content {
        XmlContent::Any => "any".to_owned(),
        XmlContent::Text => "text".to_owned(),
        XmlContent::Integer => "integer".to_owned(),
        XmlContent::Number => "number".to_owned(),
        XmlContent::Boolean => "boolean".to_owned(),
        XmlContent::List { is_wrapped, items } => {
            let list = if *is_wrapped { "wrapped list" } else { "list" };
            format!("{list} of {}", xml_node(items, api))
        }
        XmlContent::Map(values) => format!("map of {}", xml_content(values, api)),
        XmlContent::Object(ty) => api.type_def(*ty).ident.to_string(),
    }
}
