//! How structs are read from JSON objects and written as such, by one table a struct: see [`object!`].
//!
//! What serde's derives write for a struct takes the compiler most of the time that it spends on a crate of
//! types. Here that is written once, and a struct adds what is its own: which property is which field.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "only the types of generated crates use it"
)]

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Implements [`Serialize`] and [`Deserialize`] for a struct, by the presence, the field and the name on the
/// wire of each property:
///
/// ```text
/// object! {
///     Pet {
///         required name = "name",
///         optional tag = "petTag" or default_tag_,
///         ..additional_properties
///     }
/// }
/// ```
///
/// - `required`: reading fails where the property is missing.
/// - `optional`, an `Option`: `None` is not written, and null is read as `None`.
/// - `optional_json`, an `Option` of any JSON: `None` is not written, and null is read as `Some(null)`.
/// - `optional_nullable`, a `Maybe`: absent, null and a value are three things.
///
/// `or` names an associated function that gives the value of a property which is not there. `..` names the map
/// of the properties that have no field; where there is none, these are skipped.
macro_rules! object {
    ($name:ident { $($presence:ident $field:ident = $key:literal $(or $default:ident)?,)* $(..$rest:ident)? }) => {
        impl<'de> $crate::runtime::Object<'de> for $name {
            const NAME: &'static str = stringify!($name);

            fn read<A: serde::de::MapAccess<'de>>(
                mut members: $crate::runtime::MemberReader<A>,
            ) -> Result<Self, A::Error> {
                $(let mut $field = None;)*
                $(let mut $rest = Default::default();)?
                while let Some(key) = members.next()? {
                    match &*key {
                        $($key => members.$presence($key, &mut $field),)*
                        _ => $crate::runtime::object!(@other members key $($rest)?),
                    }?;
                }
                $($(let $field = $field.or_else(Self::$default);)?)*
                Ok(Self {
                    $($field: $crate::runtime::object!(@value $presence $key $field),)*
                    $($rest,)?
                })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::read_object(deserializer)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[allow(unused_mut, reason = "a struct may have no members")]
                let mut members = $crate::runtime::MemberWriter::new(serializer);
                $(members.$presence($key, &self.$field);)*
                $(members.additional(&self.$rest);)?
                members.end()
            }
        }
    };
    (@other $members:ident $key:ident) => { $members.skip() };
    (@other $members:ident $key:ident $rest:ident) => { $members.additional($key, &mut $rest) };
    (@value required $key:literal $field:ident) => { $crate::runtime::present($key, $field)? };
    (@value optional $key:literal $field:ident) => { $field };
    (@value optional_json $key:literal $field:ident) => { $field };
    (@value optional_nullable $key:literal $field:ident) => { $field.unwrap_or_default() };
}
pub(crate) use object;

/// A struct that is read from a JSON object.
pub(crate) trait Object<'de>: Sized {
    /// The name of the struct.
    const NAME: &'static str;

    /// Reads the members of an object.
    ///
    /// # Errors
    /// When a property is not of its field's type, is there twice, or is required and missing.
    fn read<A: MapAccess<'de>>(members: MemberReader<A>) -> Result<Self, A::Error>;
}

/// Reads a struct.
///
/// # Errors
/// When there is no object, and as of [`Object::read`].
pub(crate) fn read_object<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Object<'de>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(MemberReader { map })
    }
}

/// The members of an object that is being read (RFC 8259 section 4).
pub(crate) struct MemberReader<A> {
    map: A,
}

impl<'de, A: MapAccess<'de>> MemberReader<A> {
    /// The name of the next member, which is not copied unless it has escapes.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        self.map.next_key_seed(Key)
    }

    #[inline]
    pub(crate) fn required<T: Deserialize<'de>>(
        &mut self,
        key: &'static str,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        if field.is_some() {
            return Err(A::Error::duplicate_field(key));
        }
        *field = Some(self.map.next_value()?);
        Ok(())
    }

    #[inline]
    pub(crate) fn optional<T: Deserialize<'de>>(
        &mut self,
        key: &'static str,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        if field.is_some() {
            return Err(A::Error::duplicate_field(key));
        }
        *field = self.map.next_value()?;
        Ok(())
    }

    /// Null is a value of any JSON, and no absence.
    #[inline]
    pub(crate) fn optional_json<T: Deserialize<'de>>(
        &mut self,
        key: &'static str,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        self.required(key, field)
    }

    /// As [`required`](Self::required), for a [`Maybe`](super::Maybe) takes null; what is not there at all is
    /// its default.
    #[inline]
    pub(crate) fn optional_nullable<T: Deserialize<'de>>(
        &mut self,
        key: &'static str,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        self.required(key, field)
    }

    /// Keeps a member that has no field, in a map of any type.
    #[inline]
    pub(crate) fn additional<T: Deserialize<'de>, M: Extend<(String, T)>>(
        &mut self,
        key: Cow<'de, str>,
        rest: &mut M,
    ) -> Result<(), A::Error> {
        rest.extend([(key.into_owned(), self.map.next_value()?)]);
        Ok(())
    }

    /// Passes by a member that has no field.
    #[inline]
    pub(crate) fn skip(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }
}

/// What was read of a required property.
#[inline]
pub(crate) fn present<T, E: Error>(key: &'static str, field: Option<T>) -> Result<T, E> {
    match field {
        Some(value) => Ok(value),
        None => Err(E::missing_field(key)),
    }
}

/// The name of a member.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }

    fn visit_string<E: Error>(self, key: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key))
    }
}

/// The members of an object that is being written. The first error ends the writing, and comes out at the end.
pub(crate) struct MemberWriter<S: Serializer> {
    map: Result<S::SerializeMap, S::Error>,
}

impl<S: Serializer> MemberWriter<S> {
    pub(crate) fn new(serializer: S) -> Self {
        Self {
            map: serializer.serialize_map(None),
        }
    }

    #[inline]
    pub(crate) fn required<T: Serialize>(&mut self, key: &str, field: &T) {
        if let Ok(map) = &mut self.map
            && let Err(error) = map.serialize_entry(key, field)
        {
            self.map = Err(error);
        }
    }

    #[inline]
    pub(crate) fn optional<T: Serialize>(&mut self, key: &str, field: &Option<T>) {
        if let Some(value) = field {
            self.required(key, value);
        }
    }

    #[inline]
    pub(crate) fn optional_json<T: Serialize>(&mut self, key: &str, field: &Option<T>) {
        self.optional(key, field);
    }

    #[inline]
    pub(crate) fn additional<'a, T: Serialize + 'a>(
        &mut self,
        rest: impl IntoIterator<Item = (&'a String, &'a T)>,
    ) {
        for (key, value) in rest {
            self.required(key, value);
        }
    }

    #[inline]
    pub(crate) fn end(self) -> Result<S::Ok, S::Error> {
        self.map?.end()
    }
}
