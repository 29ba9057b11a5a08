//! [`Style`]: how a parameter's value is written into a path, a query, a header or a cookie.
//!
//! OpenAPI 3.0.4, Parameter Object, "Style Values", which follows RFC 6570. Undefined (null) members are left out, a
//! list or object without members is undefined itself (RFC 6570 section 2.3). An error here is the end
//! of a sentence that begins with the parameter: "has style …".

use super::parameter_value::ParameterValue;
use super::percent_encode::encode;

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

/// The text of a path parameter; `None` if the value is undefined.
pub(crate) fn path_text(
    name: &str,
    style: Style,
    explode: bool,
    value: &ParameterValue<'_>,
) -> Result<Option<String>, String> {
    let Some(members) = Members::of(value, &encode)? else {
        return Ok(None);
    };
    let name = encode(name);
    let text = match style {
        Style::Simple | Style::Json => members.join(",", explode),
        Style::Label if explode => format!(".{}", members.join(".", explode)),
        Style::Label => format!(".{}", members.join(",", explode)),
        Style::Matrix => members
            .pairs(&name, ",", explode)
            .into_iter()
            .map(|(name, value)| match value.as_str() {
                "" => format!(";{name}"),
                value => format!(";{name}={value}"),
            })
            .collect(),
        _ => {
            return Err(format!(
                "has style {style:?}, which does not exist in paths"
            ));
        }
    };
    Ok(Some(text))
}

/// The text of a header, in style simple and without percent-encoding; `None` if the value is
/// undefined.
pub(crate) fn header_text(
    style: Style,
    explode: bool,
    value: &ParameterValue<'_>,
) -> Result<Option<String>, String> {
    if !matches!(style, Style::Simple | Style::Json) {
        return Err(format!(
            "has style {style:?}, which does not exist in headers"
        ));
    }
    let members = Members::of(value, &str::to_owned)?;
    Ok(members.map(|members| members.join(",", explode)))
}

/// The pairs `name=value` of a parameter in a query or a cookie; none if the value is undefined.
pub(crate) fn pairs(
    name: &str,
    style: Style,
    explode: bool,
    value: &ParameterValue<'_>,
    encode_value: &dyn Fn(&str) -> String,
) -> Result<Vec<String>, String> {
    if style == Style::DeepObject {
        let mut pairs = Vec::new();
        push_deep_object(&encode(name), value, encode_value, &mut pairs);
        return Ok(pairs);
    }
    let delimiter = match style {
        Style::Form | Style::Json => ",",
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => {
            return Err(format!(
                "has style {style:?}, which does not exist in queries and cookies"
            ));
        }
    };
    let Some(members) = Members::of(value, encode_value)? else {
        return Ok(Vec::new());
    };
    let pairs = members.pairs(&encode(name), delimiter, explode);
    Ok(pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect())
}

fn push_deep_object(
    name: &str,
    value: &ParameterValue<'_>,
    encode_value: &dyn Fn(&str) -> String,
    pairs: &mut Vec<String>,
) {
    match value {
        ParameterValue::Null => {}
        ParameterValue::Text(text) => pairs.push(format!("{name}={}", encode_value(text))),
        ParameterValue::List(items) => {
            for (index, item) in items.iter().enumerate() {
                push_deep_object(&format!("{name}%5B{index}%5D"), item, encode_value, pairs);
            }
        }
        ParameterValue::Object(entries) => {
            for (key, value) in entries {
                let name = format!("{name}%5B{}%5D", encode(key));
                push_deep_object(&name, value, encode_value, pairs);
            }
        }
    }
}

/// The value with its texts encoded: one text, or the members of a list or an object.
enum Members {
    Text(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

impl Members {
    /// `None` if the value is undefined; an error if a member has members, which no style but
    /// `deepObject` can write.
    fn of(
        value: &ParameterValue<'_>,
        encode: &dyn Fn(&str) -> String,
    ) -> Result<Option<Self>, String> {
        let members = match value {
            ParameterValue::Null => return Ok(None),
            ParameterValue::Text(text) => Self::Text(encode(text)),
            ParameterValue::List(items) => {
                let mut list = Vec::new();
                for item in items {
                    list.extend(member(item, encode)?);
                }
                Self::List(list)
            }
            ParameterValue::Object(entries) => {
                let mut object = Vec::new();
                for (key, value) in entries {
                    object.extend(member(value, encode)?.map(|value| (encode(key), value)));
                }
                Self::Object(object)
            }
        };
        let is_undefined = match &members {
            Self::Text(_) => false,
            Self::List(list) => list.is_empty(),
            Self::Object(object) => object.is_empty(),
        };
        Ok((!is_undefined).then_some(members))
    }

    /// One text: `blue,black`, `R,100,G,200` or, exploded, `R=100,G=200`.
    fn join(self, delimiter: &str, explode: bool) -> String {
        match self {
            Self::Text(text) => text,
            Self::List(list) => list.join(delimiter),
            Self::Object(object) => {
                let between = if explode { "=" } else { delimiter };
                let entries = object
                    .into_iter()
                    .map(|(key, value)| key + between + &value);
                entries.collect::<Vec<_>>().join(delimiter)
            }
        }
    }

    /// Named pairs: one for the parameter or, exploded, one for each member.
    fn pairs(self, name: &str, delimiter: &str, explode: bool) -> Vec<(String, String)> {
        match self {
            Self::List(list) if explode => list
                .into_iter()
                .map(|item| (name.to_owned(), item))
                .collect(),
            Self::Object(object) if explode => object,
            members => vec![(name.to_owned(), members.join(delimiter, false))],
        }
    }
}

fn member(
    value: &ParameterValue<'_>,
    encode: &dyn Fn(&str) -> String,
) -> Result<Option<String>, String> {
    match value {
        ParameterValue::Null => Ok(None),
        ParameterValue::Text(text) => Ok(Some(encode(text))),
        ParameterValue::List(_) | ParameterValue::Object(_) => {
            Err("has a list or an object inside another, which its style cannot write".to_owned())
        }
    }
}
