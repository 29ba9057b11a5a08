//! The model as text: what reviewers read before the Rust, and what snapshots hold.

mod operations;
mod types;
mod xml;

use std::fmt::Write as _;

use super::Api;
use operations::{payload, write_operation};
use types::write_type;
pub(super) use types::{presence, type_ref};
use xml::write_xml_object;

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
