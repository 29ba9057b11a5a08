//! How the properties of forms are written: Encoding Objects (OpenAPI 3.0.4, section 4.7.15).

use super::media_types::is_json;
use crate::lower::Context;
use crate::lower::classify::{Class, resolve};
use crate::model::operation::{FormProperty, PartProperty, Style};
use crate::report::Code;
use crate::spec::schema::SchemaId;
use crate::spec::{self, MediaType, Spec};

/// How a property of a form of pairs is written.
pub(super) fn form_property(encoding: &spec::Encoding) -> FormProperty {
    let is_json_text = encoding.content_type.as_deref().is_some_and(is_json);
    FormProperty {
        wire: encoding.property.clone(),
        style: if is_json_text {
            Style::Json
        } else {
            style(encoding)
        },
        explode: encoding.explode,
    }
}

/// How the parts of the properties are written, of those that are not written as usual.
pub(super) fn part_properties(
    media_type: &MediaType,
    context: &mut Context<'_, '_>,
) -> Vec<PartProperty> {
    let spec = context.spec;
    let end = media_type.schema.map(|id| resolve(spec, id).id);
    let properties = end.map(|id| &spec.schema(id).properties);
    let named = properties.into_iter().flatten();
    let mut written: Vec<PartProperty> = Vec::new();
    for (name, property) in named {
        let mut all = media_type.encoding.iter();
        let encoding = all.find(|encoding| encoding.property == *name);
        let is_part = context.schemas().part(*property).is_some();
        let own = encoding.map(|encoding| part_property(encoding, is_part, context));
        let mut own = own.unwrap_or_else(|| PartProperty {
            wire: name.clone(),
            content_type: None,
            style: None,
            headers: Vec::new(),
        });
        if own.content_type.is_none() && own.style.is_none() {
            own.content_type = content_type(*property, is_part, spec);
        }
        written.push(own);
    }
    for encoding in &media_type.encoding {
        if !written.iter().any(|one| one.wire == encoding.property) {
            written.push(part_property(encoding, false, context));
        }
    }
    written
        .retain(|one| one.content_type.is_some() || one.style.is_some() || !one.headers.is_empty());
    written
}

/// The media type that the schema of a property says: that of its content, or of bytes where it is base64.
fn content_type(property: SchemaId, is_part: bool, spec: &Spec) -> Option<String> {
    let end = resolve(spec, property);
    let id = match end.class {
        Class::List(Some(items)) => resolve(spec, items).id,
        _ => end.id,
    };
    let schema = spec.schema(id);
    let own = schema.content_media_type.clone().filter(|_| is_part);
    let is_base64 = schema.format.as_deref() == Some("byte");
    let bytes = "application/octet-stream";
    own.filter(|own| own != bytes && !own.contains('*'))
        .or_else(|| is_base64.then(|| bytes.to_owned()))
}

fn part_property(
    encoding: &spec::Encoding,
    is_part: bool,
    context: &mut Context<'_, '_>,
) -> PartProperty {
    // Of several media types the first is the default, and a range is none.
    let first = encoding.content_type.as_deref();
    let first = first.and_then(|all| all.split(',').next()).map(str::trim);
    let content_type = first.filter(|first| !first.is_empty() && !first.contains('*'));
    let is_styled = encoding.is_styled && !is_part;
    let mut headers = Vec::new();
    for (name, place, value) in &encoding.headers {
        // Section 4.7.15: `Content-Type` is described separately.
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        match value {
            Some(value) if !name.eq_ignore_ascii_case("content-disposition") => {
                headers.push((name.clone(), value.clone()));
            }
            _ => {
                let message = format!(
                    "the header `{name}` of the part `{}` is not sent",
                    encoding.property
                );
                context
                    .report
                    .warning(Code::Unsupported, place, message)
                    .help("only a header of one value is sent: a `const`, an `enum` of one, or a default; others are added to a binary part by `Part::header`");
            }
        }
    }
    PartProperty {
        wire: encoding.property.clone(),
        content_type: content_type.filter(|_| !is_styled).map(str::to_owned),
        style: is_styled.then(|| (style(encoding), encoding.explode)),
        headers,
    }
}

fn style(encoding: &spec::Encoding) -> Style {
    match encoding.style {
        spec::Style::SpaceDelimited => Style::SpaceDelimited,
        spec::Style::PipeDelimited => Style::PipeDelimited,
        spec::Style::DeepObject => Style::DeepObject,
        _ => Style::Form,
    }
}
