//! How properties of forms are written (OpenAPI 3.0.3, section 4.7.15).

use std::collections::BTreeSet;

use indexmap::IndexSet;
use serde_json::Value;

use super::super::Comparer;
use super::both::Both;
use super::media_types::{Bodies, key};
use super::nodes::{is_scalar, shown};
use super::styles::word;
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::pointer::Pointer;
use crate::spec::schema::{SchemaId, SchemaType};
use crate::spec::{Encoding, MediaType, Spec, Style};

/// Compares how the properties of a form are written, as far as either version says it.
pub fn compare(
    comparer: &mut Comparer<'_>,
    both: &Both<'_>,
    bodies: &Bodies<'_>,
    (old, new): (&MediaType, &MediaType),
) {
    let essence = key(&new.name).essence;
    let is_urlencoded = essence == "application/x-www-form-urlencoded";
    if !is_urlencoded && !essence.starts_with("multipart/") {
        return;
    }
    let named = old.encoding.iter().chain(&new.encoding);
    let names: IndexSet<&str> = named.map(|encoding| encoding.property.as_str()).collect();
    for name in names {
        let of_old = Property::of(&comparer.old.spec, old, name);
        let of_new = Property::of(&comparer.new.spec, new, name);
        // What is said of a property that is new or gone is part of that.
        if of_old.schema.is_some() != of_new.schema.is_some() {
            continue;
        }
        let (before, after) = (of_old.written(is_urlencoded), of_new.written(is_urlencoded));
        if before != after {
            let message = format!("the property `{name}` of the form is written as {after} now");
            let finding = both
                .finding(Code::EncodingChanged, bodies.side, bodies.part, message)
                .at_most(most(&before, &after, both.side(bodies.side)))
                .at(Some(&of_old.place(old)), Some(&of_new.place(new)))
                .values(Some(before.to_string()), Some(after.to_string()));
            comparer.findings.push(finding);
        }
        let (before, after) = (of_old.headers(comparer.old), of_new.headers(comparer.new));
        if before != after {
            let text = |headers: &BTreeSet<String>| {
                let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
                (!headers.is_empty()).then(|| headers.join(", "))
            };
            let message = format!("the part `{name}` of the form has other headers");
            let finding = both
                .finding(
                    Code::EncodingHeaderChanged,
                    bodies.side,
                    bodies.part,
                    message,
                )
                .at(Some(&of_old.place(old)), Some(&of_new.place(new)))
                .values(text(&before), text(&after));
            comparer.findings.push(finding);
        }
    }
}

/// More media types than before are accepted, or fewer are sent.
fn most(old: &Written, new: &Written, side: Side) -> Impact {
    let (Written::As(old), Written::As(new)) = (old, new) else {
        return Impact::Breaking;
    };
    let is_fine = match side {
        Side::Response => new.is_subset(old),
        Side::Request | Side::Document => old.is_subset(new),
    };
    if is_fine {
        Impact::Info
    } else {
        Impact::Breaking
    }
}

/// A property of a form, and what is said of how it is written.
struct Property<'s> {
    spec: &'s Spec,
    name: &'s str,
    schema: Option<SchemaId>,
    encoding: Option<&'s Encoding>,
}

/// How a property is written.
#[derive(Debug, PartialEq, Eq)]
enum Written {
    /// As a parameter of the query is; `explode` where it makes a difference.
    Styled(&'static str, Option<bool>),
    /// As one of some media types.
    As(BTreeSet<String>),
}

impl std::fmt::Display for Written {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Styled(style, Some(true)) => write!(formatter, "`style: {style}`, exploded"),
            Self::Styled(style, _) => write!(formatter, "`style: {style}`"),
            Self::As(media_types) => {
                let names: Vec<&str> = media_types.iter().map(String::as_str).collect();
                write!(formatter, "`{}`", names.join(", "))
            }
        }
    }
}

impl<'s> Property<'s> {
    fn of(spec: &'s Spec, media_type: &'s MediaType, name: &'s str) -> Self {
        let form = media_type.schema.map(|id| spec.schema(id));
        let mut encodings = media_type.encoding.iter();
        Self {
            spec,
            name,
            schema: form.and_then(|form| form.properties.get(name).copied()),
            encoding: encodings.find(|encoding| encoding.property == name),
        }
    }

    fn place(&self, media_type: &MediaType) -> Pointer {
        match self.encoding {
            Some(_) => media_type.place.child("encoding").child(self.name),
            None => media_type.place.clone(),
        }
    }

    fn written(&self, is_urlencoded: bool) -> Written {
        let is_styled = self.encoding.is_some_and(|encoding| encoding.is_styled);
        let content_type = self
            .encoding
            .and_then(|encoding| encoding.content_type.as_deref());
        let is_whole = self.schema.is_some_and(|id| is_scalar(self.spec, id));
        if is_styled || is_urlencoded && content_type.is_none() {
            let style = self.encoding.map_or(Style::Form, |encoding| encoding.style);
            let explode = self.encoding.is_none_or(|encoding| encoding.explode);
            let style = if is_whole { Style::Form } else { style };
            return Written::Styled(word(style), (!is_whole).then_some(explode));
        }
        let content_type = content_type.unwrap_or_else(|| self.default_content_type());
        let media_types = content_type.split(',');
        Written::As(
            media_types
                .map(|name| name.trim().to_ascii_lowercase())
                .collect(),
        )
    }

    /// What the schema says where `contentType` is absent.
    fn default_content_type(&self) -> &'static str {
        const DEEPEST: usize = 8;
        let mut id = self.schema;
        for _ in 0..DEEPEST {
            let Some(schema) = id.map(|id| self.spec.schema(id)) else {
                break;
            };
            match schema.ty {
                Some(SchemaType::Array) => id = schema.items,
                Some(SchemaType::Object) => return "application/json",
                Some(SchemaType::String)
                    if matches!(schema.format.as_deref(), Some("binary" | "byte" | "base64")) =>
                {
                    return "application/octet-stream";
                }
                Some(_) => return "text/plain",
                None if !schema.properties.is_empty() => return "application/json",
                None => id = schema.all_of.first().copied(),
            }
        }
        "application/octet-stream"
    }

    /// The headers of the part, each with the value that it must have. The type of the content is said elsewhere.
    fn headers(&self, version: &Version) -> BTreeSet<String> {
        let headers = self
            .encoding
            .into_iter()
            .flat_map(|encoding| &encoding.headers);
        headers
            .filter(|(name, ..)| !name.eq_ignore_ascii_case("content-type"))
            .map(|(name, place, _)| {
                let name = name.to_ascii_lowercase();
                match only_value(version, place) {
                    Some(value) => format!("{name}: {value}"),
                    None => name,
                }
            })
            .collect()
    }
}

/// The one value that a header may have, wherever its schema stands.
fn only_value(version: &Version, header: &Pointer) -> Option<String> {
    let header = version.document.followed(header)?.place;
    let schema = version.document.followed(&header.child("schema"))?.value;
    let values = schema.get("enum").and_then(Value::as_array);
    let only = values.filter(|values| values.len() == 1);
    let only = only.and_then(|values| values.first());
    schema.get("const").or(only).map(shown)
}
