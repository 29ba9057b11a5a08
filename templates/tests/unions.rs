//! Unions, strings of a format and enums of integers, over types as codegen writes them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_runtime::runtime::{
    Base64, Body, DecodeFailure, Formatted, RawResponse, Shape, Tagged, TaggedFields, UnionDecoder,
    UnknownVariant, deserialize_integer_enum, deserialize_tagged, serialize_with_tag,
};
use serde::de::{DeserializeOwned, MapAccess};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

macro_rules! union_by_shape {
    ($name:ident { $($variant:ident($ty:ty)),* }) => {
        #[derive(Debug, Clone, PartialEq)]
        enum $name { $($variant($ty),)* Unknown(UnknownVariant) }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let variants = &[$((stringify!($variant), Shape::Any)),*];
                let mut union = UnionDecoder::new(deserializer, variants)?;
                $(union.attempt(Self::$variant);)*
                Ok(union.finish(Self::Unknown))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => value.serialize(serializer),)*
                    Self::Unknown(value) => value.serialize(serializer),
                }
            }
        }
    };
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct A {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    a: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct B {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    b: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nested: Option<Box<Either>>,
}

union_by_shape!(Either { A(A), B(B), Text(String), Integer(i64), Number(f64) });
union_by_shape!(Outer { Inner(Inner), Map(WithMap) });
union_by_shape!(TextOrInteger {
    Text(String),
    Integer(i64)
});

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Inner {
    x: TextOrInteger,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct WithMap {
    x: std::collections::BTreeMap<String, Value>,
}

fn decoded<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_str(&value.to_string()).unwrap()
}

#[test]
fn the_variant_that_keeps_the_most_is_chosen() {
    assert_eq!(
        decoded::<Either>(json!({"a": 1})),
        Either::A(A { a: Some(1) })
    );
    // An `A` would take it too, and lose `b`.
    let b = B {
        b: Some(1),
        nested: None,
    };
    assert_eq!(decoded::<Either>(json!({"b": 1})), Either::B(b));
    // Nothing is kept by either, so it is the first.
    assert_eq!(decoded::<Either>(json!({"c": 1})), Either::A(A { a: None }));
    assert_eq!(
        decoded::<Either>(json!("text")),
        Either::Text("text".to_owned())
    );
    assert_eq!(decoded::<Either>(json!(1)), Either::Integer(1));
    assert_eq!(decoded::<Either>(json!(1.5)), Either::Number(1.5));
}

#[test]
fn a_variant_with_an_unknown_part_comes_after_one_without() {
    // As an `Inner` the object would be an unknown `x`, though nothing of it would be lost.
    let Outer::Map(_) = decoded::<Outer>(json!({"x": {"y": 1}})) else {
        panic!("another variant");
    };
    let Outer::Inner(_) = decoded::<Outer>(json!({"x": 5})) else {
        panic!("another variant");
    };
}

#[test]
fn what_is_no_variant_is_kept_with_the_reasons() {
    let value = json!([true]);
    let Either::Unknown(unknown) = decoded(value.clone()) else {
        panic!("a variant");
    };
    assert_eq!(*unknown.as_json(), value);
    assert_eq!(unknown.reasons().len(), 5);
    assert!(
        unknown.reasons()[2].starts_with("`Text`: "),
        "{:?}",
        unknown.reasons()
    );
    assert_eq!(
        serde_json::to_value(Either::Unknown(unknown)).unwrap(),
        value
    );
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Cat {
    kind: String,
    lives: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Dog {
    tricks: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Dog),
    Unknown(UnknownVariant),
}

impl Serialize for Pet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Cat(value) => value.serialize(serializer),
            Self::Dog(value) => serialize_with_tag(serializer, "kind", &["dog"], value),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_tagged(deserializer)
    }
}

impl Tagged for Pet {
    const TAG: &'static str = "kind";
    fn from_fields<'de, A: MapAccess<'de>>(
        tag: &str,
        fields: TaggedFields<'de, A>,
    ) -> Result<Self, A::Error> {
        match tag {
            "cat" | "7" => fields.decode().map(Self::Cat),
            "dog" => fields.decode().map(Self::Dog),
            _ => fields.unknown().map(Self::Unknown),
        }
    }
    fn unknown(value: UnknownVariant) -> Self {
        Self::Unknown(value)
    }
}

#[test]
fn the_tag_may_stand_anywhere() {
    let cat = Pet::Cat(Cat {
        kind: "cat".to_owned(),
        lives: 9,
    });
    for text in [r#"{"kind":"cat","lives":9}"#, r#"{"lives":9,"kind":"cat"}"#] {
        assert_eq!(serde_json::from_str::<Pet>(text).unwrap(), cat);
    }
    assert_eq!(
        serde_json::to_value(&cat).unwrap(),
        json!({"kind": "cat", "lives": 9})
    );
}

#[test]
fn a_variant_without_the_tag_is_sent_with_it() {
    let value = json!({"kind": "dog", "tricks": ["sit"]});
    let dog: Pet = decoded(value.clone());
    assert_eq!(
        dog,
        Pet::Dog(Dog {
            tricks: vec!["sit".to_owned()]
        })
    );
    assert_eq!(serde_json::to_value(&dog).unwrap(), value);
}

#[test]
fn an_unknown_or_missing_tag_is_no_error() {
    for value in [
        json!({"kind": "horse", "legs": 4}),
        json!({"legs": 4}),
        json!({"kind": null}),
        json!("text"),
        json!([1]),
        json!(5),
    ] {
        let Pet::Unknown(unknown) = decoded(value.clone()) else {
            panic!("a variant: {value}");
        };
        assert_eq!(*unknown.as_json(), value);
    }
    let Pet::Unknown(unknown) = decoded(json!({"kind": "horse"})) else {
        panic!("a variant");
    };
    assert_eq!(
        unknown.reasons(),
        ["`kind` is \"horse\", which is not listed"]
    );
}

#[test]
fn a_known_tag_with_another_body_is_an_error_with_its_place() {
    // What stands before the tag is decoded later than what stands behind it; the place is the same.
    for text in [
        r#"[{"kind":"dog","tricks":["sit",5]}]"#,
        r#"[{"tricks":["sit",5],"kind":"dog"}]"#,
        r#"[{"tricks":["sit",5],"kind":"dog","age":1}]"#,
    ] {
        let failure = failure::<Vec<Pet>>(text);
        assert_eq!(failure.path(), "[0].tricks[1]", "{failure}");
        assert!(failure.message().contains("expected a string"), "{failure}");
    }
    let failure = failure::<Pet>(r#"{"kind":"dog","tricks":[5]}"#);
    assert_eq!(failure.path(), "tricks[0]");
}

fn failure<T: DeserializeOwned + std::fmt::Debug>(text: &'static str) -> DecodeFailure {
    let response = RawResponse::from(http::Response::new(Body::from(text)));
    response.json::<T>().unwrap_err()
}

#[test]
fn nothing_is_buffered_behind_the_tag() {
    // A variant that stops at its first property leaves the rest of the text unread.
    let text = r#"{"kind":"dog","tricks":5,"rest":this is not JSON}"#;
    let error = serde_json::from_str::<Pet>(text).unwrap_err();
    assert!(
        error.to_string().contains("invalid type: integer `5`"),
        "{error}"
    );
}

/// What codegen writes has a variant for the others, which only the crate itself can make.
#[derive(Debug, PartialEq)]
struct Level(i64);

impl From<i64> for Level {
    fn from(value: i64) -> Self {
        Self(value)
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_integer_enum(deserializer)
    }
}

#[test]
fn an_enum_of_integers_takes_integers_alone() {
    assert_eq!(decoded::<Level>(json!(-7)), Level(-7));
    assert!(serde_json::from_str::<Level>("1.5").is_err());
    assert!(serde_json::from_str::<Level>("18446744073709551615").is_err());
}

#[test]
fn a_string_of_a_format_keeps_its_text() {
    let time: Formatted<jiff::Timestamp> = decoded(json!("2024-01-02T03:04:05.000+00:00"));
    assert_eq!(time.as_str(), "2024-01-02T03:04:05.000+00:00");
    assert_eq!(time.parse().unwrap().to_string(), "2024-01-02T03:04:05Z");
    let sloppy: Formatted<jiff::Timestamp> = decoded(json!("yesterday"));
    assert!(sloppy.parse().is_err());
    assert_eq!(serde_json::to_value(&sloppy).unwrap(), json!("yesterday"));
    let id = uuid::Uuid::from_u128(7);
    assert_eq!(Formatted::of(id).parse().unwrap(), id);
    assert_eq!(Formatted::<i64>::from("12").parse(), Ok(12));
    assert!(serde_json::from_str::<Formatted<i64>>("12").is_err());
}

/// The vectors of RFC 4648, section 10.
#[test]
fn base64_is_that_of_the_standard() {
    let vectors = [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ];
    for (bytes, text) in vectors {
        let value = Base64::from(bytes.as_bytes());
        assert_eq!(value.to_string(), text);
        assert_eq!(text.parse::<Base64>().unwrap(), value);
        assert_eq!(text.trim_end_matches('=').parse::<Base64>().unwrap(), value);
    }
    assert_eq!("-_-_".parse::<Base64>().unwrap(), "+/+/".parse().unwrap());
    for (text, position) in [("Zg=x", 3), ("Z*", 1), ("Z", 1)] {
        assert_eq!(text.parse::<Base64>().unwrap_err().position(), position);
    }
}

union_by_shape!(Deep { Left(Left), Right(Right) });

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Left {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    x: Option<Box<Deep>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Right {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    x: Option<Box<Deep>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    y: Option<i64>,
}

#[test]
fn unions_within_unions_take_no_time_without_end() {
    let mut value = json!({"new": 1});
    for _ in 0..40 {
        value = json!({ "x": value });
    }
    let start = std::time::Instant::now();
    let decoded: Deep = serde_json::from_value(value).unwrap();
    assert!(matches!(decoded, Deep::Left(_) | Deep::Right(_)));
    assert!(start.elapsed() < std::time::Duration::from_secs(10));
    // The next value has tries of its own.
    let next: Deep = serde_json::from_value(json!({"x": {"y": 1}})).unwrap();
    let Deep::Left(Left { x: Some(inner) }) = next else {
        panic!("{next:?}");
    };
    assert!(matches!(*inner, Deep::Right(_)));
}

#[test]
fn an_integer_that_no_float_holds_is_no_float() {
    let value = json!(18446744073709551615_u64);
    let decoded: Either = serde_json::from_value(value.clone()).unwrap();
    assert!(!matches!(decoded, Either::Integer(_)));
    let small: Either = serde_json::from_value(json!(2.5)).unwrap();
    assert_eq!(small, Either::Number(2.5));
}

#[test]
fn a_value_without_a_tag_is_told_by_its_shape_where_it_may_lack_it() {
    let variants = &[("Left", Shape::Any), ("Right", Shape::Any)];
    let mut union = UnionDecoder::of(&json!({"y": 1}), variants);
    union.attempt(Deep::Left);
    union.attempt(Deep::Right);
    let decoded = union.finish(Deep::Unknown);
    assert_eq!(
        decoded,
        Deep::Right(Right {
            x: None,
            y: Some(1)
        })
    );
}

#[test]
fn a_variant_is_sent_with_a_tag_of_its_own() {
    let encoded = |value: Value, values: &[&'static str]| {
        let mut bytes = Vec::new();
        let mut serializer = serde_json::Serializer::new(&mut bytes);
        serialize_with_tag(&mut serializer, "kind", values, &value).unwrap();
        serde_json::from_slice::<Value>(&bytes).unwrap()
    };
    let dogs = ["dog", "puppy"];
    assert_eq!(
        encoded(json!({"a": 1}), &dogs),
        json!({"kind": "dog", "a": 1})
    );
    assert_eq!(
        encoded(json!({"kind": "puppy"}), &dogs),
        json!({"kind": "puppy"})
    );
    assert_eq!(
        encoded(json!({"kind": "cat"}), &dogs),
        json!({"kind": "dog"})
    );
    assert_eq!(encoded(json!({"kind": 7}), &["7"]), json!({"kind": 7}));
}

#[test]
fn a_long_list_of_unions_within_a_union_is_decoded_to_its_end() {
    let items: Vec<Value> = (0..25_000).map(|_| json!({"b": 1})).collect();
    let decoded: Long = serde_json::from_value(json!({ "items": items })).unwrap();
    let Long::Page(page) = decoded else {
        panic!("not a page");
    };
    assert!(page.items.iter().all(|item| matches!(item, Either::B(_))));
}

union_by_shape!(Long { Page(Page), Text(String) });

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Page {
    items: Vec<Either>,
}
