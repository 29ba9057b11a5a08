//! Bodies of the type `application/x-www-form-urlencoded`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::parameter_value::ParameterValue;
use super::percent_encode::push_encoded;
use super::{Style, parameter_style};

/// Writes each property as a query parameter of the style `form`, exploded, which is OpenAPI's default
/// (3.0.4, Encoding Object), unless `encoding` gives it another. What that style cannot write becomes a
/// `deepObject`: OpenAPI leaves it open.
///
/// # Errors
/// The end of a sentence that begins with the body: "is not an object …".
pub(crate) fn text<T: Serialize + ?Sized>(
    body: &T,
    encoding: &[(&str, Style, bool)],
) -> Result<String, String> {
    let wrong = |error: serde_json::Error| format!("cannot be written: {error}");
    let whole = serde_json::to_string(body).map_err(wrong)?;
    let value = ParameterValue::of_json(&whole).map_err(wrong)?;
    let ParameterValue::Object(properties) = value else {
        return Err("is not an object, so it cannot be written as a form".to_owned());
    };
    let mut pairs = String::new();
    for (name, value) in properties {
        let own = encoding.iter().find(|(property, ..)| *property == name);
        let (style, explode) = match own {
            Some((_, Style::Form, explode)) if !value.is_deep() => (Style::Form, *explode),
            Some((_, style, explode)) if *style != Style::Form => (*style, *explode),
            _ if value.is_deep() => (Style::DeepObject, true),
            _ => (Style::Form, true),
        };
        let value = match style {
            Style::Json => ParameterValue::Text(json(&whole, &name)?.into()),
            _ => value,
        };
        parameter_style::push_pairs(
            &mut pairs,
            separate,
            &name,
            style,
            explode,
            &value,
            push_encoded,
        )?;
    }
    Ok(pairs)
}

fn separate(pairs: &mut String) {
    if !pairs.is_empty() {
        pairs.push('&');
    }
}

/// The JSON of one property.
fn json(whole: &str, name: &str) -> Result<String, String> {
    // By way of its text, which has the properties in their order.
    let properties: BTreeMap<String, &RawValue> =
        serde_json::from_str(whole).map_err(|error| format!("cannot be written: {error}"))?;
    let property = properties.get(name);
    Ok(property
        .map(|json| json.get().to_owned())
        .unwrap_or_default())
}
