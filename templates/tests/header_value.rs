//! Headers of responses, decoded as their schemas say.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use bindery_runtime::runtime::{
    DecodeFailure, HeaderValues, Maybe, SecretString, deserialize_string_enum,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde::de::DeserializeOwned;

fn headers(entries: &[(&str, &[u8])]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in entries {
        let name: HeaderName = name.parse().unwrap();
        headers.append(name, HeaderValue::from_bytes(value).unwrap());
    }
    headers
}

fn simple<T: DeserializeOwned>(values: &[&str]) -> Result<Option<T>, String> {
    exploded(values, false)
}

fn exploded<T: DeserializeOwned>(values: &[&str], explode: bool) -> Result<Option<T>, String> {
    let entries: Vec<(&str, &[u8])> = values
        .iter()
        .map(|value| ("x-a", value.as_bytes()))
        .collect();
    let answer = HeaderValues::new(&headers(&entries)).simple("X-A", explode);
    answer.map_err(|failure: DecodeFailure| failure.to_string())
}

fn of<T>(expected: &str) -> Result<Option<T>, String> {
    Err(format!("header `X-A`: it is not {expected}"))
}

#[test]
fn values_without_members() {
    assert_eq!(simple::<String>(&[]), Ok(None));
    assert_eq!(simple::<String>(&[""]), Ok(Some(String::new())));
    assert_eq!(simple::<String>(&[" a b\t"]), Ok(Some("a b".to_owned())));
    // One value that was sent in two parts.
    assert_eq!(simple::<String>(&["a", "b"]), Ok(Some("a, b".to_owned())));
    assert_eq!(simple::<i64>(&["-5"]), Ok(Some(-5)));
    assert_eq!(simple::<u64>(&["18446744073709551615"]), Ok(Some(u64::MAX)));
    assert_eq!(simple::<f64>(&["2.5"]), Ok(Some(2.5)));
    assert_eq!(simple::<bool>(&["true"]), Ok(Some(true)));
    assert_eq!(simple::<Option<i64>>(&["5"]), Ok(Some(Some(5))));
    assert_eq!(simple::<i64>(&["5.5"]), of("an integer of 64 bits"));
    assert_eq!(simple::<i8>(&["300"]), of("an integer of 8 bits"));
    assert_eq!(simple::<u8>(&["-1"]), of("a positive integer of 8 bits"));
    assert_eq!(simple::<i64>(&["5", "6"]), of("an integer of 64 bits"));
    assert_eq!(simple::<bool>(&["yes"]), of("`true` or `false`"));
    assert_eq!(simple::<f64>(&[""]), of("a number"));
    let secret = simple::<SecretString>(&["s3cret"]).unwrap().unwrap();
    assert_eq!(secret.expose(), "s3cret");
}

#[derive(Debug, PartialEq)]
struct State(String);

impl From<String> for State {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl<'a> From<&'a str> for State {
    fn from(text: &'a str) -> Self {
        Self(text.to_owned())
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_string_enum(deserializer)
    }
}

#[derive(Debug, Deserialize, PartialEq)]
struct Size {
    #[serde(rename = "w")]
    width: i64,
    #[serde(default)]
    height: Maybe<i64>,
}

#[test]
fn values_of_several_members() {
    let list = |items: &[i64]| Ok(Some(items.to_vec()));
    assert_eq!(simple(&["1,2 , 3"]), list(&[1, 2, 3]));
    assert_eq!(simple(&["1", "2, 3"]), list(&[1, 2, 3]));
    assert_eq!(simple(&[""]), list(&[]));
    assert_eq!(simple(&[", 1,,2,"]), list(&[1, 2]));
    assert_eq!(simple(&["1,2"]), Ok(Some((1_i64, 2_i64))));
    let states = vec![State("a".to_owned()), State("b".to_owned())];
    assert_eq!(simple(&["a,b"]), Ok(Some(states)));
    assert_eq!(
        simple::<Vec<i64>>(&["1,x"]),
        Err("header `X-A`: it is not an integer of 64 bits".to_owned())
    );

    let size = |width, height| Ok(Some(Size { width, height }));
    assert_eq!(simple(&["w,100,height,200"]), size(100, Maybe::Value(200)));
    assert_eq!(
        exploded(&["w=100, height=200"], true),
        size(100, Maybe::Value(200))
    );
    assert_eq!(
        exploded(&["w=100", "other=1"], true),
        size(100, Maybe::Absent)
    );
    let map = BTreeMap::from([("a".to_owned(), "x=y".to_owned())]);
    assert_eq!(exploded(&["a=x=y"], true), Ok(Some(map)));
    assert_eq!(
        exploded::<Size>(&["w"], true),
        Err("header `X-A`: `key=value` is expected between the commas".to_owned())
    );
    assert_eq!(
        simple::<Size>(&["w,1,height"]),
        Err("header `X-A`: the last key has no value".to_owned())
    );
    assert_eq!(
        simple::<Size>(&["height,1"]),
        Err("header `X-A`: missing field `w`".to_owned())
    );
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
enum After {
    Seconds(i64),
    Date(String),
}

#[test]
fn values_of_several_types_are_told_apart() {
    assert_eq!(simple(&["120"]), Ok(Some(After::Seconds(120))));
    let date = "Fri, 31 Dec 1999 23:59:59 GMT";
    assert_eq!(simple(&[date]), Ok(Some(After::Date(date.to_owned()))));
}

#[test]
fn what_is_no_text_and_what_cannot_be_joined_is_said() {
    let one = headers(&[("x-a", b"\xff")]);
    let failure = HeaderValues::new(&one)
        .simple::<String>("X-A", false)
        .unwrap_err();
    assert_eq!(failure.to_string(), "header `X-A`: it is not UTF-8");
    let one = headers(&[("x-a", "\u{e4}".as_bytes())]);
    let text = HeaderValues::new(&one).simple::<String>("X-A", false);
    assert_eq!(text.unwrap().unwrap(), "\u{e4}");

    let cookies = headers(&[
        ("set-cookie", b"a=1; Expires=Fri, 31 Dec"),
        ("set-cookie", b"b=2"),
    ]);
    let all = HeaderValues::new(&cookies).simple::<Vec<String>>("Set-Cookie", false);
    assert_eq!(all.unwrap().unwrap(), ["a=1; Expires=Fri, 31 Dec", "b=2"]);
    let one = HeaderValues::new(&cookies).simple::<String>("Set-Cookie", false);
    assert_eq!(
        one.unwrap_err().to_string(),
        "header `Set-Cookie`: it is sent several times"
    );
    assert_eq!(
        HeaderValues::new(&cookies)
            .simple::<String>("no name", false)
            .unwrap(),
        None
    );
    assert!(!format!("{:?}", HeaderValues::new(&cookies)).contains("b=2"));
}

#[test]
fn values_that_are_json() {
    let json = headers(&[
        ("x-a", br#"{"w":1,"height":null}"#),
        ("x-b", br#"{"w":"1"}"#),
    ]);
    let json = HeaderValues::new(&json);
    assert_eq!(
        json.json("X-A").unwrap(),
        Some(Size {
            width: 1,
            height: Maybe::Null
        })
    );
    assert_eq!(json.json::<Size>("X-C").unwrap(), None);
    let failure = json.json::<Size>("X-B").unwrap_err();
    assert_eq!(failure.path(), "w");
    assert!(
        failure.message().starts_with("header `X-B`: invalid type"),
        "{failure}"
    );
}

#[test]
fn a_secret_is_text_whatever_it_reads_as() {
    for text in ["abc", "0123", "true", "1e3"] {
        let secret: SecretString = simple(&[text]).unwrap().unwrap();
        assert_eq!(secret.expose(), text);
    }
}

#[test]
fn a_property_may_be_empty() {
    let object: BTreeMap<String, String> = simple(&["R,,G,2"]).unwrap().unwrap();
    let expected = [("R", ""), ("G", "2")];
    let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(object, BTreeMap::from(expected));
}
