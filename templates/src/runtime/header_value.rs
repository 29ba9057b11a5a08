//! [`HeaderValues`]: headers of a response, decoded as the API's document types them.
//!
//! OpenAPI 3.0.4, Header Object: the style is `simple`, so a list is `blue,black` and an object is
//! `R,100,G,200` or, exploded, `R=100,G=200`; nothing is percent-encoded. A header that is sent several times is
//! one list (RFC 9110, section 5.3).

use std::fmt;

use http::HeaderMap;
use http::header::SET_COOKIE;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};

use super::{DecodeFailure, header, json};

/// Headers of a response, to be decoded. `Debug` shows their names only, as they hold secrets.
#[derive(Clone, Copy)]
pub struct HeaderValues<'a>(&'a HeaderMap);

impl<'a> HeaderValues<'a> {
    /// Takes the headers of a response or of an error.
    #[must_use]
    pub fn new(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// A header in style simple; `None` if the response does not have it. `explode` tells how the properties of
    /// an object stand.
    ///
    /// # Errors
    /// When the value is not of the type. The failure names the header.
    pub fn simple<T>(self, name: &str, explode: bool) -> Result<Option<T>, DecodeFailure>
    where
        T: DeserializeOwned,
    {
        let Some(values) = self.texts(name)? else {
            return Ok(None);
        };
        // The one header that may hold commas and cannot be joined (RFC 9110, section 5.3).
        let is_whole = name.eq_ignore_ascii_case(SET_COOKIE.as_str());
        let value = Simple {
            values,
            is_whole,
            explode,
        };
        match T::deserialize(value) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(DecodeFailure::new(format!("header `{name}`: {error}"))),
        }
    }

    /// A header that is JSON text; `None` if the response does not have it.
    ///
    /// # Errors
    /// When the value is not JSON of the type. The failure names the header, and the place in the value.
    pub fn json<T: DeserializeOwned>(self, name: &str) -> Result<Option<T>, DecodeFailure> {
        let Some(values) = self.texts(name)? else {
            return Ok(None);
        };
        match json::decode_text(&values.join(", ")) {
            Ok(value) => Ok(Some(value)),
            Err(failure) => {
                let message = format!("header `{name}`: {}", failure.message());
                Err(DecodeFailure::new(message).at(failure.path()))
            }
        }
    }

    /// The values of a header, of which there may be several.
    fn texts(self, name: &str) -> Result<Option<Vec<&'a str>>, DecodeFailure> {
        let mut texts = Vec::new();
        // A name that no header can have is that of none.
        for value in self.0.get_all(name) {
            let text = std::str::from_utf8(value.as_bytes())
                .map_err(|_| DecodeFailure::new(format!("header `{name}`: it is not UTF-8")))?;
            texts.push(text.trim_ascii());
        }
        Ok((!texts.is_empty()).then_some(texts))
    }
}

impl fmt::Debug for HeaderValues<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("HeaderValues")
            .field(&header::Names(self.0))
            .finish()
    }
}

/// The values of a header.
struct Simple<'a> {
    values: Vec<&'a str>,
    /// Whether a comma separates nothing.
    is_whole: bool,
    explode: bool,
}

impl<'a> Simple<'a> {
    /// The members of a list, without the empty ones that a list of HTTP may hold (RFC 9110, section 5.6.1).
    fn members(self) -> Vec<Text<'a>> {
        let mut members = self.all_members();
        members.retain(|text| !text.0.is_empty());
        members
    }

    fn all_members(self) -> Vec<Text<'a>> {
        let is_whole = self.is_whole;
        let split = move |value: &'a str| -> Vec<&'a str> {
            if is_whole {
                vec![value]
            } else {
                value.split(',').map(str::trim_ascii).collect()
            }
        };
        self.values.into_iter().flat_map(split).map(Text).collect()
    }

    fn pairs(self) -> Result<Vec<(&'a str, Text<'a>)>, Error> {
        let explode = self.explode;
        if explode {
            let members = self.members();
            let pairs = members.into_iter().map(|Text(member)| {
                let (key, value) = member.split_once('=').ok_or_else(|| {
                    Error("`key=value` is expected between the commas".to_owned())
                })?;
                Ok((key, Text(value)))
            });
            return pairs.collect();
        }
        // A value may be empty.
        let members = self.all_members();
        let pairs = members.chunks(2).map(|pair| match pair {
            [Text(key), value] => Ok((*key, *value)),
            _ => Err(Error("the last key has no value".to_owned())),
        });
        pairs.collect()
    }

    fn with_text<R>(&self, then: impl FnOnce(Text<'_>) -> Result<R, Error>) -> Result<R, Error> {
        match self.values.as_slice() {
            [] => then(Text("")),
            [one] => then(Text(one)),
            _ if self.is_whole => Err(Error("it is sent several times".to_owned())),
            several => then(Text(&several.join(", "))),
        }
    }
}

/// One text that stands for a value without members.
#[derive(Clone, Copy)]
struct Text<'a>(&'a str);

impl Text<'_> {
    fn parsed<T: std::str::FromStr>(self, expected: &str) -> Result<T, Error> {
        let parsed = self.0.parse();
        // The value is left out: it may be a secret.
        parsed.map_err(|_| Error(format!("it is not {expected}")))
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $expected:literal)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.parsed($expected)?)
        })*
    };
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Error;

    /// For a value of several types: what reads as a number or a truth value is one.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match serde_json::from_str::<serde_json::Value>(self.0) {
            Ok(serde_json::Value::Bool(value)) => visitor.visit_bool(value),
            Ok(serde_json::Value::Number(number)) => match (number.as_i64(), number.as_u64()) {
                (Some(value), _) => visitor.visit_i64(value),
                (_, Some(value)) => visitor.visit_u64(value),
                _ => visitor.visit_f64(number.as_f64().unwrap_or_default()),
            },
            _ => visitor.visit_str(self.0),
        }
    }

    numbers! {
        deserialize_bool visit_bool "`true` or `false`"
        deserialize_i8 visit_i8 "an integer of 8 bits"
        deserialize_i16 visit_i16 "an integer of 16 bits"
        deserialize_i32 visit_i32 "an integer of 32 bits"
        deserialize_i64 visit_i64 "an integer of 64 bits"
        deserialize_u8 visit_u8 "a positive integer of 8 bits"
        deserialize_u16 visit_u16 "a positive integer of 16 bits"
        deserialize_u32 visit_u32 "a positive integer of 32 bits"
        deserialize_u64 visit_u64 "a positive integer of 64 bits"
        deserialize_f32 visit_f32 "a number"
        deserialize_f64 visit_f64 "a number"
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.0)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        // A secret is text, also where it reads as a number.
        if name == super::secret::SECRET {
            return visitor.visit_str(self.0);
        }
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! texts {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.with_text(|text| text.$method(visitor))
        })*
    };
}

impl<'de> Deserializer<'de> for Simple<'_> {
    type Error = Error;

    texts! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64
        deserialize_str deserialize_string
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == super::secret::SECRET {
            return self.with_text(|text| text.deserialize_newtype_struct(name, visitor));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(SeqDeserializer::new(self.members().into_iter()))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(MapDeserializer::new(self.pairs()?.into_iter()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    serde::forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct tuple_struct enum identifier ignored_any
    }
}

/// The end of a sentence that begins with the header.
#[derive(Debug)]
struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
