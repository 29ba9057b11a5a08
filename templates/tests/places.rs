//! The places that failures of decoding name: `items[2].name`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Debug;

use bindery_runtime::runtime::{
    Body, Formatted, RawResponse, Shape, Tagged, TaggedFields, UnionDecoder, UnknownVariant,
    deserialize_tagged,
};
use serde::de::{DeserializeOwned, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Item {
    name: String,
    #[serde(default)]
    size: u8,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    labels: BTreeMap<String, i64>,
    #[serde(default)]
    parent: Option<Box<Item>>,
    #[serde(default)]
    even: Option<Even>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Even(u64);

impl<'de> Deserialize<'de> for Even {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EvenVisitor;

        impl Visitor<'_> for EvenVisitor {
            type Value = Even;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an even number")
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Even, E> {
                let is_even = number.is_multiple_of(2);
                is_even
                    .then_some(Even(number))
                    .ok_or_else(|| E::custom("it is odd"))
            }
        }

        deserializer.deserialize_u64(EvenVisitor)
    }
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Page {
    items: Vec<Item>,
}

fn place<T: DeserializeOwned + Debug>(text: &str) -> (String, String) {
    let response = RawResponse::from(http::Response::new(Body::from(text.to_owned())));
    let failure = response.json::<T>().unwrap_err();
    (failure.path().to_owned(), failure.message().to_owned())
}

#[track_caller]
fn assert_at<T: DeserializeOwned + Debug>(text: &str, path: &str, message: &str) {
    let (at, what) = place::<T>(text);
    assert_eq!(at, path, "{what}: {text}");
    assert!(what.starts_with(message), "{what}: {text}");
}

#[test]
fn a_value_of_another_type() {
    let at = assert_at::<Page>;
    at(
        r#"{"items":[{"name":"a"},{"name":5}]}"#,
        "items[1].name",
        "invalid type: integer `5`",
    );
    at(
        r#"{"items":[{"name":"a"},{"name": null }]}"#,
        "items[1].name",
        "invalid type: null",
    );
    at(
        r#"{"items":[{"name":{"a":[1]}}]}"#,
        "items[0].name",
        "invalid type: map",
    );
    at(
        r#"{"items":[{"name": ["a"]}]}"#,
        "items[0].name",
        "invalid type: sequence",
    );
    at(r#"{"items":{"a":1}}"#, "items", "invalid type: map");
    at(r#"{"items":"x"}"#, "items", "invalid type: string");
    at(
        r#"{"items":[{"name":"a","tags":["b",true]}]}"#,
        "items[0].tags[1]",
        "invalid type: boolean",
    );
    at(
        r#"{"items":[{"name":"a","tags":["b" , [1]]}]}"#,
        "items[0].tags[1]",
        "invalid type: seq",
    );
    at(
        r#"{"items":[{"name":"a","tags":[{}]}]}"#,
        "items[0].tags[0]",
        "invalid type: map",
    );
    at(
        r#"{"items":[{"name":"a","labels":{"x":1,"y":"z"}}]}"#,
        "items[0].labels.y",
        "invalid type",
    );
    at(
        "{\"items\":[\n  {\"name\":\"a\",\n   \"labels\":{\"x\": 1.5 }}\n]}",
        "items[0].labels.x",
        "invalid",
    );
    at(
        r#"{"items":[{"name":"a","parent":{"name":"b","parent":{"name":[]}}}]}"#,
        "items[0].parent.parent.name",
        "invalid type: sequence",
    );
    at("[1]", "[0]", "invalid type: integer `1`");
    at("5", "", "invalid type: integer `5`");
    assert_at::<BTreeMap<String, i64>>("[1]", "", "invalid type: sequence");
    assert_at::<Vec<i64>>(r#"{"a":1}"#, "", "invalid type: map");
    assert_at::<Vec<i64>>(" [1, \"a\"]", "[1]", "invalid type: string");
    assert_at::<Vec<Vec<i64>>>("[[],[0,null]]", "[1][1]", "invalid type: null");
}

#[test]
fn a_value_out_of_range_or_refused() {
    let at = assert_at::<Page>;
    at(
        r#"{"items":[{"name":"a","size":256}]}"#,
        "items[0].size",
        "invalid value: integer `256`",
    );
    at(
        r#"{"items":[{"name":"a","even":2},{"name":"a","even":3}]}"#,
        "items[1].even",
        "it is odd",
    );
    at(
        r#"{"items":[{"name":"a","even": 3 , "size":1}]}"#,
        "items[0].even",
        "it is odd",
    );
    assert_at::<Vec<f64>>("[1,1e999]", "[1]", "number out of range");
    assert_at::<(i64, i64)>("[1]", "", "invalid length 1");
}

#[test]
fn a_property_that_lacks_or_comes_twice() {
    let at = assert_at::<Page>;
    at("{}", "", "missing field `items`");
    at(
        r#"{"items":[{"name":"a"},{"size":1}]}"#,
        "items[1]",
        "missing field `name`",
    );
    at(
        r#"{"items":[{"size":1} , {"name":"a"}]}"#,
        "items[0]",
        "missing field `name`",
    );
    at(
        r#"{"items":[{"name":"a","parent":{ }}]}"#,
        "items[0].parent",
        "missing field `name`",
    );
    at(
        r#"{"items":[{"name":"a","name":"b"}]}"#,
        "items[0].name",
        "duplicate field `name`",
    );
}

#[test]
fn a_text_that_is_no_json() {
    let at = assert_at::<Page>;
    at(
        r#"{"items":[{"name":"a\q"}]}"#,
        "items[0].name",
        "invalid escape",
    );
    at(
        "{\"items\":[{\"name\":\"a\u{1}\"}]}",
        "items[0].name",
        "control character",
    );
    at(
        r#"{"items":[{"name":tru}]}"#,
        "items[0].name",
        "expected ident",
    );
    at(
        r#"{"items":[{"name":"a","tags":["b",]}]}"#,
        "items[0].tags",
        "trailing comma",
    );
    at(
        r#"{"items":[{"name":"a" "size":1}]}"#,
        "items[0]",
        "expected `,` or `}`",
    );
    at(
        r#"{"items":[{"name":"a","size":1x}]}"#,
        "items[0]",
        "expected `,` or `}`",
    );
    at(
        r#"{"items":[{"name":"a","tags":["b" "c"]}]}"#,
        "items[0].tags",
        "expected `,` or `]`",
    );
    at(r#"{"items":[{"na\me":"a"}]}"#, "items[0]", "invalid escape");
    at(
        r#"{"items":[{name:"a"}]}"#,
        "items[0]",
        "key must be a string",
    );
    at(
        r#"{"items":[{"name":x}]}"#,
        "items[0].name",
        "expected value",
    );
    at(r#"{"items":[x]}"#, "items[0]", "expected value");
    at(r#"{"items":[]}]"#, "", "trailing characters");
    at("{\"items\":[]}\n {\"items\":[]}", "", "trailing characters");
}

#[test]
fn a_text_that_breaks_off() {
    let at = assert_at::<Page>;
    at("{", "", "EOF");
    at(r#"{"items""#, "items", "EOF");
    at(r#"{"items":"#, "items", "EOF");
    at(r#"{"items":["#, "items", "EOF while parsing a list");
    at(
        r#"{"items":[{"name":"a"#,
        "items[0].name",
        "EOF while parsing a string",
    );
    at(
        r#"{"items":[{"name":"a""#,
        "items[0]",
        "EOF while parsing an object",
    );
    at(
        r#"{"items":[{"name":"a"}"#,
        "items",
        "EOF while parsing a list",
    );
    at(r#"{"items":[{"name":"a"},"#, "items", "EOF while parsing");
    at(r#"{"items":[]"#, "", "EOF while parsing an object");
    at(
        r#"{"items":[{"size":1."#,
        "items[0].size",
        "EOF while parsing",
    );
    at(
        r#"{"items":[{"name":tru"#,
        "items[0].name",
        "EOF while parsing",
    );
}

#[test]
fn keys_are_shown_as_they_are() {
    let at = assert_at::<BTreeMap<String, BTreeMap<String, i64>>>;
    at(
        r#"{"a\"}b":{"\u00e4\\":"x"}}"#,
        "a\"}b.\u{e4}\\",
        "invalid type: string",
    );
    at(
        "{\"\u{e4}[\":{\"{:,\":[]}}",
        "\u{e4}[.{:,",
        "invalid type: sequence",
    );
    at(r#"{"":{"":"x"}}"#, "", "invalid type: string");
    assert_at::<BTreeMap<i64, i64>>(r#"{"1":2,"x":3}"#, "", "invalid value: expected key");
}

/// What `serde` buffers has no position of its own: the object is the place.
#[test]
fn what_serde_buffers_fails_where_its_object_is() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Flat {
        #[serde(flatten)]
        item: Item,
    }
    assert_at::<Vec<Flat>>(
        r#"[{"name":"a"},{"name":5}]"#,
        "[1]",
        "invalid type: integer `5`",
    );
    assert_at::<Vec<Flat>>(r#"[{"size":1}]"#, "[0]", "missing field `name`");
}

#[derive(Debug)]
#[allow(dead_code)]
enum Thing {
    Item(Item),
    Other(Other),
    Unknown(UnknownVariant),
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Other {
    id: Formatted<i64>,
    list: Vec<Thing>,
}

impl<'de> Deserialize<'de> for Thing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_tagged(deserializer)
    }
}

impl Tagged for Thing {
    const TAG: &'static str = "kind";
    fn from_fields<'de, A: MapAccess<'de>>(
        tag: &str,
        fields: TaggedFields<'de, A>,
    ) -> Result<Self, A::Error> {
        match tag {
            "item" => fields.decode().map(Self::Item),
            "other" => fields.decode().map(Self::Other),
            _ => fields.unknown().map(Self::Unknown),
        }
    }
    fn unknown(value: UnknownVariant) -> Self {
        Self::Unknown(value)
    }
}

#[test]
fn unions_with_a_tag_are_no_border() {
    let at = assert_at::<Vec<Thing>>;
    for text in [
        r#"[{"kind":"item","name":"a","tags":["b",{}]}]"#,
        r#"[{"name":"a","tags":["b",{}],"kind":"item"}]"#,
        r#"[{"name":"a","tags":["b",{}],"kind":"item","size":1}]"#,
        r#"[{"name":"a","tags":["b",{}], "kind" : "item" , "size":1}]"#,
    ] {
        at(text, "[0].tags[1]", "invalid type: map, expected a string");
    }
    for text in [
        r#"[{"kind":"item","size":1}]"#,
        r#"[{"size":1,"kind":"item"}]"#,
        r#"[{"size":1,"kind":"item", "tags":[]}]"#,
    ] {
        at(text, "[0]", "missing field `name`");
    }
    for text in [
        r#"[{"kind":"other","id":"1","list":[{"kind":"item","name":1}]}]"#,
        r#"[{"id":"1","list":[{"kind":"item","name":1}],"kind":"other"}]"#,
        r#"[{"id":"1","list":[{"name":1,"kind":"item"}],"kind":"other"}]"#,
        r#"[{"list":[{"name":1,"kind":"item"}],"kind":"other","id":"1"}]"#,
    ] {
        at(
            text,
            "[0].list[0].name",
            "invalid type: integer `1`, expected a string",
        );
    }
    at(
        r#"[{"kind":"other","list":[],"id":7}]"#,
        "[0].id",
        "invalid type: integer `7`",
    );
    at(
        r#"[{"list":[],"id":7,"kind":"other"}]"#,
        "[0].id",
        "invalid type: integer `7`",
    );
}

#[derive(Debug)]
#[allow(dead_code)]
enum Either {
    Item(Item),
    Text(String),
    Things(Vec<Item>),
    Unknown(UnknownVariant),
}

impl<'de> Deserialize<'de> for Either {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let variants = &[
            ("Item", Shape::Object(&["name"])),
            ("Text", Shape::Text),
            ("Things", Shape::List),
        ];
        let mut union = UnionDecoder::new(deserializer, variants)?;
        union.attempt(Self::Item);
        union.attempt(Self::Text);
        union.attempt(Self::Things);
        Ok(union.finish(Self::Unknown))
    }
}

#[test]
fn unions_by_shape_say_what_they_failed_with() {
    let reasons = |text: &str| match serde_json::from_str(text).unwrap() {
        Either::Unknown(unknown) => unknown.reasons().to_vec(),
        known => panic!("{known:?}"),
    };
    let other = "the value has another type, or lacks a property";
    assert_eq!(
        reasons(r#"{"name":"a","tags":[1]}"#),
        [
            "`Item`: at `tags[0]`: invalid type: integer `1`, expected a string".to_owned(),
            format!("`Text`: {other}"),
            format!("`Things`: {other}"),
        ]
    );
    // None fits, so all are tried.
    assert_eq!(
        reasons("{}"),
        [
            "`Item`: missing field `name`",
            "`Text`: invalid type: map, expected a string",
            "`Things`: invalid type: map, expected a sequence"
        ]
    );
    assert!(matches!(
        serde_json::from_str(r#"{"n\u0061me":"a"}"#).unwrap(),
        Either::Item(_)
    ));
}

/// Each value that is read from its text counts its depth anew, and must not do so without end.
#[test]
fn nothing_nests_without_end() {
    let nested = |before: &str, after: &str| before.repeat(400) + "1" + &after.repeat(400);
    let text = nested(r#"{"list":["#, r#"],"kind":"other","id":"1"}"#);
    let (_, message) = place::<Thing>(&text);
    assert!(message.starts_with("recursion limit exceeded"), "{message}");
    let text = nested(r#"{"x":"#, "}");
    let (_, message) = place::<Either>(&text);
    assert!(message.starts_with("recursion limit exceeded"), "{message}");
}

/// What nests as deep as any JSON may is decoded, whatever it holds before its tags.
#[test]
fn unions_nest_as_deep_as_json() {
    let (before, after) = (r#"{"list":["#, r#"],"kind":"other","id":"1"}"#);
    let text = before.repeat(60) + &after.repeat(60);
    let mut things = vec![serde_json::from_str::<Thing>(&text).unwrap()];
    let mut depth = 0;
    while let Some(Thing::Other(other)) = things.pop() {
        depth += 1;
        things = other.list;
    }
    assert_eq!(depth, 60);
}

/// Unions are decoded from other sources than text, too.
#[test]
fn unions_are_decoded_from_whatever_has_them() {
    #[derive(Debug, Deserialize)]
    struct Flat {
        #[serde(flatten)]
        rest: BTreeMap<String, Either>,
        #[serde(flatten)]
        thing: Thing,
    }
    let flat: Flat = serde_json::from_str(r#"{"name":"a","size":"b","kind":"item"}"#)
        .unwrap_or_else(|_| serde_json::from_str(r#"{"name":"a","kind":"item"}"#).unwrap());
    assert!(matches!(flat.rest["name"], Either::Text(_)));
    assert!(matches!(flat.thing, Thing::Item(_)));
    let word: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
        serde::de::IntoDeserializer::into_deserializer("word");
    assert!(matches!(Either::deserialize(word), Ok(Either::Text(_))));
    let value = serde_json::json!({"size": 1, "name": "a", "kind": "item"});
    assert!(matches!(Thing::deserialize(&value), Ok(Thing::Item(_))));
    assert!(matches!(Either::deserialize(value), Ok(Either::Item(_))));
}
