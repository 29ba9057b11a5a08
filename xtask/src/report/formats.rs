//! How problems are told: to people as text, to programs as JSON lines, GitHub annotations or SARIF.
//!
//! All forms tell the same problems in the same order: by severity, so that the errors stand last and above
//! the prompt, then by place. Repeated ones are folded.

pub mod github;
pub mod json;
pub mod sarif;
pub mod text;

use std::collections::HashMap;

use super::places::{Places, Spot};
use super::{Code, Diagnostic, Place, Report, Severity};
use crate::spec::pointer::Pointer;

/// Whether problems that repeat each other are told once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeated {
    /// The first few of a kind are told, and how many more there are.
    Folded,
    /// All are told.
    Told,
}

/// How many problems of a kind are told before the others are folded.
const TOLD: usize = 3;

/// A problem that is told.
pub struct Told<'p> {
    /// The problem.
    pub diagnostic: &'p Diagnostic,
    /// Where it stands.
    pub spot: Option<Spot<'p>>,
    /// The places of others that are like it, and not told.
    pub more: Vec<Spot<'p>>,
}

/// The problems of a report in the order in which they are told.
pub fn arranged<'p>(
    report: &'p Report,
    places: &'p Places<'_>,
    repeated: Repeated,
) -> Vec<Told<'p>> {
    let mut told: Vec<Told<'_>> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| Told {
            diagnostic,
            spot: places.spot(&diagnostic.place),
            more: Vec::new(),
        })
        .collect();
    told.sort_by_key(|one| {
        let spot = one.spot.as_ref();
        let start = spot
            .and_then(|spot| spot.range.clone())
            .map_or(0, |range| range.start);
        (one.diagnostic.severity, spot.map(|spot| spot.name), start)
    });
    if repeated == Repeated::Told {
        return told;
    }
    let mut folded: Vec<Told<'_>> = Vec::new();
    let mut kinds: HashMap<(Severity, Code, String), (usize, usize)> = HashMap::new();
    for one in told {
        let of_kind = kinds.entry(kind(one.diagnostic)).or_default();
        of_kind.0 += 1;
        // Settings are few, and each has candidates of its own.
        let is_setting = matches!(one.diagnostic.place, Place::Setting(_));
        if of_kind.0 <= TOLD || is_setting {
            of_kind.1 = folded.len();
            folded.push(one);
        } else if let Some(last) = folded.get_mut(of_kind.1) {
            last.more.extend(one.spot);
        }
    }
    folded
}

/// What problems that are alike have in common: the code, and the message without what it quotes.
fn kind(diagnostic: &Diagnostic) -> (Severity, Code, String) {
    let unquoted: Vec<&str> = diagnostic.message.split('`').step_by(2).collect();
    let message = unquoted.join("`");
    // What behind "found" stands is the document's own.
    let message = message
        .split(", found ")
        .next()
        .unwrap_or_default()
        .to_owned();
    (diagnostic.severity, diagnostic.code, message)
}

/// What a place is within, in the words of the document: an operation or a component.
pub fn concerned(place: &Place) -> Option<String> {
    let (Place::Node(pointer) | Place::Again(pointer)) = place else {
        return None;
    };
    let tokens: Vec<String> = pointer.tokens().collect();
    match tokens.as_slice() {
        [section, path, method, ..] if section == "paths" && is_method(method) => {
            Some(format!("operation {} {path}", method.to_ascii_uppercase()))
        }
        [section, path, ..] if section == "paths" => Some(format!("path {path}")),
        [section, name, ..] if section == "webhooks" => Some(format!("webhook {name}")),
        [components, section, name, ..] if components == "components" => {
            Some(format!("{} {name}", singular(section)))
        }
        [section, name, ..] if section == "definitions" => Some(format!("schema {name}")),
        _ => None,
    }
}

/// The operations that a problem concerns: those that were told, else the one that it stands in.
pub fn operations(diagnostic: &Diagnostic) -> Vec<String> {
    let name = |pointer: &Pointer| concerned(&Place::from(pointer));
    if !diagnostic.operations.is_empty() {
        return diagnostic.operations.iter().filter_map(name).collect();
    }
    let own = concerned(&diagnostic.place).filter(|name| name.starts_with("operation "));
    own.into_iter().collect()
}

fn is_method(text: &str) -> bool {
    matches!(
        text,
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace"
    )
}

fn singular(section: &str) -> &str {
    match section {
        "requestBodies" => "request body",
        "securitySchemes" => "security scheme",
        "pathItems" => "path item",
        "mediaTypes" => "media type",
        section => section.strip_suffix('s').unwrap_or(section),
    }
}

/// The pointer of a place.
pub fn pointer(place: &Place) -> Option<String> {
    match place {
        Place::Node(pointer) | Place::Again(pointer) => Some(pointer.to_string()),
        _ => None,
    }
}
