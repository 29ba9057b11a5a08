//! Bodies of the type `application/x-www-form-urlencoded`.

use serde::Serialize;

use super::parameter_value::ParameterValue;
use super::percent_encode::encode;
use super::{Style, parameter_style};

/// Writes each property as a query parameter of the style `form`, exploded, which is OpenAPI's default
/// (3.0.4, Encoding Object). What that style cannot write becomes a `deepObject`: OpenAPI leaves it open.
///
/// # Errors
/// The end of a sentence that begins with the body: "is not an object …".
pub(crate) fn text<T: Serialize + ?Sized>(body: &T) -> Result<String, String> {
    let value = ParameterValue::new(body).map_err(|error| format!("cannot be written: {error}"))?;
    let ParameterValue::Object(properties) = value else {
        return Err("is not an object, so it cannot be written as a form".to_owned());
    };
    let mut pairs = Vec::new();
    for (name, value) in properties {
        let style = if value.is_deep() {
            Style::DeepObject
        } else {
            Style::Form
        };
        pairs.extend(parameter_style::pairs(&name, style, true, &value, encode)?);
    }
    Ok(pairs.join("&"))
}
