//! [`Style`]: how a parameter's value is written into a path, a query, a header or a cookie.
//!
//! OpenAPI 3.0.4, Parameter Object, "Style Values", which follows RFC 6570. Undefined (null) members are left out, a
//! list or object without members is undefined itself (RFC 6570 section 2.3). An error here is the end
//! of a sentence that begins with the parameter: "has style …".

use super::parameter_value::ParameterValue;
use super::percent_encode::{encode, push_encoded};

/// How a parameter's value is written: the `style` of the parameter in the API's document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// `blue,black,brown`, in paths and headers.
    Simple,
    /// `.blue.black.brown`, in paths.
    Label,
    /// `;color=blue,black,brown`, in paths.
    Matrix,
    /// `color=blue,black,brown`, in queries and cookies.
    Form,
    /// `color=blue%20black%20brown`, in queries.
    SpaceDelimited,
    /// `color=blue%7Cblack%7Cbrown`, in queries.
    PipeDelimited,
    /// `color%5BR%5D=100&color%5BG%5D=200`, in queries. What OpenAPI leaves open is written this
    /// way: objects inside objects as further brackets, items of lists by their index.
    DeepObject,
    /// Not a style of OpenAPI: the parameter is described by `content`, its value is JSON text.
    Json,
}

/// Writes a text as its place may hold it: percent-encoded, or as it is.
pub(crate) type Push = fn(&mut String, &str);

/// Writes what stands before a pair of a query or of cookies.
pub(crate) type Separate = fn(&mut String);

/// Writes a path parameter; nothing if the value is undefined.
pub(crate) fn push_in_path(
    path: &mut String,
    name: &str,
    style: Style,
    explode: bool,
    value: &ParameterValue<'_>,
) -> Result<(), String> {
    let Some(members) = Members::of(value)? else {
        return Ok(());
    };
    match style {
        Style::Simple | Style::Json => members.push(path, ",", explode, push_encoded),
        Style::Label => {
            path.push('.');
            members.push(path, if explode { "." } else { "," }, explode, push_encoded);
        }
        Style::Matrix => {
            let separate = |path: &mut String| {
                leave_name_alone(path);
                path.push(';');
            };
            members.push_pairs(path, separate, name, ",", explode, push_encoded);
            leave_name_alone(path);
        }
        _ => {
            return Err(format!(
                "has style {style:?}, which does not exist in paths"
            ));
        }
    }
    Ok(())
}

/// In the style matrix a name without a value has no `=` either. An `=` within a text is encoded.
fn leave_name_alone(path: &mut String) {
    if path.ends_with('=') {
        path.pop();
    }
}

/// Writes a header, in style simple and without percent-encoding; whether there is any, as the value may be
/// undefined.
pub(crate) fn push_header(
    text: &mut String,
    style: Style,
    explode: bool,
    value: &ParameterValue<'_>,
) -> Result<bool, String> {
    if !matches!(style, Style::Simple | Style::Json) {
        return Err(format!(
            "has style {style:?}, which does not exist in headers"
        ));
    }
    let members = Members::of(value)?;
    if let Some(members) = &members {
        members.push(text, ",", explode, String::push_str);
    }
    Ok(members.is_some())
}

/// Writes the pairs `name=value` of a parameter in a query or a cookie; none if the value is undefined.
pub(crate) fn push_pairs(
    pairs: &mut String,
    separate: Separate,
    name: &str,
    style: Style,
    explode: bool,
    value: &ParameterValue<'_>,
    push: Push,
) -> Result<(), String> {
    let delimiter = match style {
        Style::DeepObject => {
            push_deep_object(pairs, separate, &encode(name), value, push);
            return Ok(());
        }
        Style::Form | Style::Json => ",",
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => {
            return Err(format!(
                "has style {style:?}, which does not exist in queries and cookies"
            ));
        }
    };
    if let Some(members) = Members::of(value)? {
        members.push_pairs(pairs, separate, name, delimiter, explode, push);
    }
    Ok(())
}

fn push_deep_object(
    pairs: &mut String,
    separate: Separate,
    name: &str,
    value: &ParameterValue<'_>,
    push: Push,
) {
    match value {
        ParameterValue::Null => {}
        ParameterValue::Text(text) => {
            separate(pairs);
            pairs.push_str(name);
            pairs.push('=');
            push(pairs, text);
        }
        ParameterValue::List(items) => {
            for (index, item) in items.iter().enumerate() {
                push_deep_object(pairs, separate, &format!("{name}%5B{index}%5D"), item, push);
            }
        }
        ParameterValue::Object(entries) => {
            for (key, value) in entries {
                let name = format!("{name}%5B{}%5D", encode(key));
                push_deep_object(pairs, separate, &name, value, push);
            }
        }
    }
}

/// A value that is defined: one text, or the members of a list or an object that are.
enum Members<'v> {
    Text(&'v str),
    List(Vec<&'v str>),
    Object(Vec<(&'v str, &'v str)>),
}

impl<'v> Members<'v> {
    /// `None` if the value is undefined; an error if a member has members, which no style but
    /// `deepObject` can write.
    fn of(value: &'v ParameterValue<'_>) -> Result<Option<Self>, String> {
        match value {
            ParameterValue::Null => Ok(None),
            ParameterValue::Text(text) => Ok(Some(Self::Text(text))),
            ParameterValue::List(items) => {
                let items = items.iter().filter_map(|item| member(item).transpose());
                let items: Vec<&str> = items.collect::<Result<_, _>>()?;
                Ok((!items.is_empty()).then_some(Self::List(items)))
            }
            ParameterValue::Object(entries) => {
                let entries = entries.iter().filter_map(|(key, value)| {
                    let value = member(value).transpose()?;
                    Some(value.map(|value| (key.as_str(), value)))
                });
                let entries: Vec<(&str, &str)> = entries.collect::<Result<_, _>>()?;
                Ok((!entries.is_empty()).then_some(Self::Object(entries)))
            }
        }
    }

    /// As one text: `blue,black`, `R,100,G,200` or, exploded, `R=100,G=200`.
    fn push(&self, out: &mut String, delimiter: &str, explode: bool, push: Push) {
        match self {
            Self::Text(text) => push(out, text),
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { delimiter });
                    push(out, item);
                }
            }
            Self::Object(entries) => {
                for (index, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { delimiter });
                    push(out, key);
                    out.push_str(if explode { "=" } else { delimiter });
                    push(out, value);
                }
            }
        }
    }

    /// As named pairs: one for the parameter or, exploded, one for each member.
    fn push_pairs(
        &self,
        out: &mut String,
        separate: Separate,
        name: &str,
        delimiter: &str,
        explode: bool,
        push: Push,
    ) {
        let start = |out: &mut String| {
            separate(out);
            push_encoded(out, name);
            out.push('=');
        };
        match self {
            Self::List(items) if explode => {
                for item in items {
                    start(out);
                    push(out, item);
                }
            }
            Self::Object(entries) if explode => {
                for (key, value) in entries {
                    separate(out);
                    push(out, key);
                    out.push('=');
                    push(out, value);
                }
            }
            members => {
                start(out);
                members.push(out, delimiter, false, push);
            }
        }
    }
}

fn member<'v>(value: &'v ParameterValue<'_>) -> Result<Option<&'v str>, String> {
    match value {
        ParameterValue::Null => Ok(None),
        ParameterValue::Text(text) => Ok(Some(text)),
        ParameterValue::List(_) | ParameterValue::Object(_) => {
            Err("has a list or an object inside another, which its style cannot write".to_owned())
        }
    }
}
