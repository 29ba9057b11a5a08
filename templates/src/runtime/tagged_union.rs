//! Unions with a tag: one property of the value says which variant it is.
//!
//! What stands before the tag is kept as its text, and decoded once the variant is known; the rest goes straight
//! from the source to the variant.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::json_text::JsonText;
use super::{UnknownVariant, json_path};

/// A union with a tag.
pub trait Tagged: Sized {
    /// The property that says which variant a value is.
    const TAG: &'static str;

    /// Decodes the variant of a tag from the properties of the value.
    ///
    /// # Errors
    /// When the properties are not those of the variant.
    fn from_fields<'de, A: MapAccess<'de>>(
        tag: &str,
        fields: TaggedFields<'de, A>,
    ) -> Result<Self, A::Error>;

    /// A value that is none of the variants.
    fn unknown(value: UnknownVariant) -> Self;

    /// A value without a tag.
    fn without_tag(value: Value) -> Self {
        let reason = format!("`{}` is missing", Self::TAG);
        Self::unknown(UnknownVariant::new(value, vec![reason]))
    }
}

/// Decodes a union with a tag.
///
/// # Errors
/// When the value has a known tag, and is not of its variant. A value with a tag that the document does not list
/// is kept as an unknown variant; so is one without a tag, unless the document lets values lack it.
pub fn deserialize_tagged<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Tagged,
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(TaggedVisitor(PhantomData))
}

struct TaggedVisitor<T>(PhantomData<T>);

impl<'de, T: Tagged> Visitor<'de> for TaggedVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with the property `{}`", T::TAG)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut before = Vec::new();
        while let Some(key) = map.next_key_seed(KeyBesides(T::TAG))? {
            let value: JsonText<'de> = map.next_value()?;
            let Some(key) = key else {
                let tag = tag_of(value.0.clone());
                let fields = TaggedFields {
                    before: before.into_iter(),
                    tag: Some(value),
                    tag_name: T::TAG,
                    value: None,
                    rest: map,
                };
                return T::from_fields(&tag, fields);
            };
            before.push((key, value));
        }
        let properties = before.into_iter();
        let properties = properties.map(|(key, value)| Ok((key.into_owned(), value.to_value()?)));
        let properties: Result<Map<String, Value>, serde_json::Error> = properties.collect();
        let properties = properties.map_err(A::Error::custom)?;
        Ok(T::without_tag(Value::Object(properties)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<T, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element::<Value>()? {
            values.push(value);
        }
        Ok(no_object::<T>(Value::Array(values)))
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        Ok(no_object::<T>(Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        Ok(no_object::<T>(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        Ok(no_object::<T>(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        Ok(no_object::<T>(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        Ok(no_object::<T>(value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        Ok(no_object::<T>(value.into()))
    }
}

fn no_object<T: Tagged>(json: Value) -> T {
    let reason = format!("an object with the property `{}` was expected", T::TAG);
    T::unknown(UnknownVariant::new(json, vec![reason]))
}

/// The key of a property, and none for that of the tag.
struct KeyBesides(&'static str);

impl<'de> DeserializeSeed<'de> for KeyBesides {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeyBesides {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property's name")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok((key != self.0).then_some(Cow::Borrowed(key)))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key != self.0).then(|| Cow::Owned(key.to_owned())))
    }
}

/// What the text of a tag says: a string without its quotes, and anything else as it stands.
fn tag_of(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) if !text.contains('\\') => text.trim_matches('"').into(),
        text => match serde_json::from_str(&text) {
            Ok(tag) => Cow::Owned(tag),
            Err(_) => text,
        },
    }
}

/// The properties of a value whose tag is known: those read before it, the tag itself, and those to come.
pub struct TaggedFields<'de, A> {
    before: std::vec::IntoIter<(Cow<'de, str>, JsonText<'de>)>,
    tag: Option<JsonText<'de>>,
    tag_name: &'static str,
    /// Of those that were read, the one whose key was given.
    value: Option<(Cow<'de, str>, JsonText<'de>)>,
    rest: A,
}

impl<'de, A: MapAccess<'de>> TaggedFields<'de, A> {
    /// Decodes a variant.
    ///
    /// # Errors
    /// When the properties are not those of the variant.
    pub fn decode<T: Deserialize<'de>>(self) -> Result<T, A::Error> {
        T::deserialize(self)
    }

    /// Keeps the properties as they are: no variant has the tag.
    ///
    /// # Errors
    /// When the rest of the value cannot be read.
    pub fn unknown(self) -> Result<UnknownVariant, A::Error> {
        let tag = self.tag_name;
        let properties: Map<String, Value> = self.decode()?;
        let found = properties.get(tag).unwrap_or(&Value::Null);
        let reason = format!("`{tag}` is {found}, which is not listed");
        Ok(UnknownVariant::new(Value::Object(properties), vec![reason]))
    }
}

impl<'de, A: MapAccess<'de>> Deserializer<'de> for TaggedFields<'de, A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_some(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for TaggedFields<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let before = self.before.next();
        let tag = |tag| (Cow::Borrowed(self.tag_name), tag);
        self.value = before.or_else(|| self.tag.take().map(tag));
        match &self.value {
            // Whoever keeps the key need not copy what the source holds.
            Some((Cow::Borrowed(key), _)) => seed
                .deserialize(BorrowedStrDeserializer::new(key))
                .map(Some),
            Some((Cow::Owned(key), _)) => {
                let key: StrDeserializer<'_, A::Error> = key.as_str().into_deserializer();
                seed.deserialize(key).map(Some)
            }
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        let Some((key, JsonText(text))) = self.value.take() else {
            return self.rest.next_value_seed(seed);
        };
        let value = match text {
            Cow::Borrowed(text) => seed.deserialize(&mut serde_json::Deserializer::from_str(text)),
            // A variant may borrow from the source, and not from a copy.
            Cow::Owned(ref text) => {
                serde_json::from_str::<Value>(text).and_then(|value| seed.deserialize(value))
            }
        };
        value.map_err(|error| A::Error::custom(json_path::failure_of_property(&text, &error, &key)))
    }
}

/// Encodes a variant whose values may lack the tag, or hold one of another variant: then the first of its own
/// takes the place.
///
/// # Errors
/// When the variant is no object, or cannot be encoded.
#[allow(
    dead_code,
    reason = "only unions of which a variant may lack its tag need it"
)]
pub fn serialize_with_tag<S, T>(
    serializer: S,
    tag: &'static str,
    values: &[&'static str],
    variant: &T,
) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    T: Serialize + ?Sized,
{
    let encoded = serde_json::to_value(variant).map_err(serde::ser::Error::custom)?;
    let Value::Object(properties) = encoded else {
        return Err(serde::ser::Error::custom(format!(
            "a variant with the tag `{tag}` must be an object"
        )));
    };
    let is_known = match properties.get(tag) {
        Some(Value::String(text)) => values.contains(&text.as_str()),
        Some(other) => values.contains(&other.to_string().as_str()),
        None => false,
    };
    if is_known {
        return properties.serialize(serializer);
    }
    let mut tagged = Map::new();
    let first = values.first().copied().unwrap_or_default();
    tagged.insert(tag.to_owned(), first.into());
    tagged.extend(properties.into_iter().filter(|(name, _)| name != tag));
    tagged.serialize(serializer)
}
