//! Decoding of bodies, and of values whose presence, secrecy or openness needs care.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use bindery_runtime::runtime::{
    Body, DecodeFailure, Maybe, RawResponse, SecretString, deserialize_string_enum,
};
use serde::Deserialize;

fn raw(content_type: &str, body: &'static [u8]) -> RawResponse {
    let response = http::Response::builder().header("content-type", content_type);
    response.body(Body::from(body.to_vec())).unwrap().into()
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Page {
    items: Vec<BTreeMap<String, String>>,
}

fn failure(content_type: &str, body: &'static [u8]) -> (String, String) {
    let failure: DecodeFailure = raw(content_type, body).json::<Page>().unwrap_err();
    (failure.path().to_owned(), failure.message().to_owned())
}

#[test]
fn failures_say_where_and_why() {
    let at = |path: &str, message: &str| (path.to_owned(), message.to_owned());
    let json = "application/json";
    assert_eq!(
        failure(json, br#"{"items":[{},{},{"name":5}]}"#),
        at(
            "items[2].name",
            "invalid type: integer `5`, expected a string at line 1 column 25"
        )
    );
    assert_eq!(
        failure(json, b"{}"),
        at("", "missing field `items` at line 1 column 2")
    );
    assert_eq!(failure(json, b" \n"), at("", "the body is empty"));
    assert_eq!(failure("text/html", b""), at("", "the body is empty"));
    assert_eq!(
        failure("text/html; charset=utf-8", b"<html>"),
        at("", "content type is text/html, not JSON")
    );
    assert_eq!(
        failure(json, br#"{"items":[]} x"#),
        at("", "trailing characters at line 1 column 14")
    );
    assert_eq!(
        failure(json, br#"{"items":["#),
        at("items", "EOF while parsing a list at line 1 column 10")
    );
    let (path, message) = failure(json, b"{\"items\":[{\"a\":\"\xE9\"}]}");
    assert_eq!(path, "items[0].a");
    assert!(
        message.starts_with("invalid unicode code point"),
        "{message}"
    );
    // Good JSON under another name is judged as JSON.
    assert_eq!(
        failure("text/plain", b"{}"),
        at("", "missing field `items` at line 1 column 2")
    );
}

#[derive(Debug, Deserialize)]
#[allow(dead_code)]
struct Order {
    id: u8,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    lines: Vec<(u8, String)>,
    #[serde(default)]
    parts: BTreeMap<String, Order>,
}

/// The place of a failure is that of the value which is wrong, wherever the decoder notices.
#[test]
fn failures_have_the_place_of_the_value() {
    let mut misplaced = Vec::new();
    for (text, place) in [
        // Scalars, objects and arrays in the place of others.
        (r#"{"id":"x"}"#, "id"),
        (r#"{"id":300}"#, "id"),
        (r#"{"id": 1.5 }"#, "id"),
        (r#"{"id":{"a":1}}"#, "id"),
        (r#"{"id":[1]}"#, "id"),
        (r#"{"id":null}"#, "id"),
        (r#"{"id":1,"lines":{}}"#, "lines"),
        (r#"{"id":1,"lines":[5]}"#, "lines[0]"),
        (r#"{"id":1,"lines":[[1,"a"],{}]}"#, "lines[1]"),
        (r#"{"id":1,"lines":[[1,"a"],[1,2]]}"#, "lines[1][1]"),
        ("5", ""),
        ("[]", ""),
        // What is missing lacks from an object or array.
        (r#"{"id":1,"parts":{"a":{"id":2},"b":{}}}"#, "parts.b"),
        (r#"{"id":1,"lines":[[1,"a"],[1]]}"#, "lines[1]"),
        ("{}", ""),
        // Names with escapes, quotes and brackets, and several lines.
        (
            r#"{"id":1,"parts":{"a\"b\u00e9":{"id":""}}}"#,
            "parts.a\"b\u{e9}.id",
        ),
        (
            r#"{"note":"}]\\","id":1,"parts":{"{[\"":{"id":""}}}"#,
            "parts.{[\".id",
        ),
        (
            "{\n  \"id\": 1,\r\n  \"parts\": {\n    \"a\": { \"id\":\n\n true }\n  }\n}",
            "parts.a.id",
        ),
        // A name that is there twice.
        (r#"{"id":1,"id":2}"#, "id"),
        // What is no JSON.
        (r#"{"id":1,"note":"\q"}"#, "note"),
        (r#"{"id":-x}"#, "id"),
        (r#"{"id":1,"note":"abc"#, "note"),
        (r#"{"id":1,"parts":{"a":{"id":1 x"#, "parts.a"),
        (r#"{"id":1,"parts":{"a":{"i"#, "parts.a"),
        (r#"{"id":1,"parts":{"a":"#, "parts.a"),
        (r#"{"id":1,"lines":[[1,"a"],"#, "lines"),
        (r#"{"id":1,"lines":[[1,"a"] 5"#, "lines"),
        (r#"{"id":1}}"#, ""),
    ] {
        let response = http::Response::new(Body::from(text.as_bytes().to_vec()));
        let failure = RawResponse::from(response).json::<Order>().unwrap_err();
        if failure.path() != place {
            misplaced.push(format!("{text}: {failure}, where `{place}` is right"));
        }
    }
    assert!(misplaced.is_empty(), "{misplaced:#?}");
}

#[test]
fn bodies_are_decoded() {
    assert_eq!(
        raw("application/json", b"\xEF\xBB\xBF[1]").json::<Vec<i64>>(),
        Ok(vec![1])
    );
    assert_eq!(raw("text/plain", b" 1 ").json::<i64>(), Ok(1));
    assert_eq!(
        raw("text/plain", b"caf\xC3\xA9").text().unwrap(),
        "caf\u{e9}"
    );
    assert!(
        raw("text/plain", b"caf\xE9")
            .text()
            .unwrap_err()
            .message()
            .starts_with("the body is")
    );
    assert_eq!(raw("x/y", b"\0").bytes(), b"\0".as_slice());
}

#[test]
fn maybe_is_made_of_what_one_has() {
    let maybe = |value: Maybe<String>| value;
    assert_eq!(maybe("x".into()), Maybe::Value("x".to_owned()));
    assert_eq!(maybe("x".to_owned().into()), Maybe::Value("x".to_owned()));
    assert_eq!(
        maybe(Some("x".to_owned()).into()),
        Maybe::Value("x".to_owned())
    );
    assert_eq!(maybe(None.into()), Maybe::Null);
    assert_eq!(maybe(Maybe::Absent), Maybe::default());
    assert_eq!(
        Maybe::<SecretString>::from("x")
            .into_option()
            .unwrap()
            .expose(),
        "x"
    );
    assert_eq!(maybe("x".into()).as_deref(), Maybe::Value("x"));
    assert_eq!(maybe("x".into()).as_option().map(String::len), Some(1));
    assert_eq!(Maybe::Value(1).map(|one| one + 1), Maybe::Value(2));
    assert!(Maybe::<i64>::Null.is_null() && !Maybe::<i64>::Null.is_absent());
    assert_eq!(
        serde_json::to_string(&Maybe::<i64>::Absent).unwrap(),
        "null"
    );
}

#[test]
fn secrets_are_not_shown() {
    let secret: SecretString = serde_json::from_str(r#""s\u0033cret""#).unwrap();
    assert_eq!(secret, SecretString::from("s3cret"));
    assert_eq!(format!("{secret:?}"), "[redacted]");
    assert_eq!(serde_json::to_string(&secret).unwrap(), r#""s3cret""#);
    assert_eq!(secret.into_inner(), "s3cret");
    for json in [
        "31337",
        "-31337",
        "31337.5",
        "3.1337e300",
        "true",
        "[31337]",
        r#"{"31337":1}"#,
    ] {
        let error = serde_json::from_str::<SecretString>(json)
            .unwrap_err()
            .to_string();
        assert!(
            !error.contains("1337") && !error.contains("`true`"),
            "{error}"
        );
        assert!(error.contains("expected a string at line 1"), "{error}");
    }

    // serde holds the value back while it tries the variants.
    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[allow(dead_code)]
    enum Either {
        Secret(SecretString),
        Secrets(Vec<SecretString>),
    }
    let error = serde_json::from_str::<Either>("31337")
        .unwrap_err()
        .to_string();
    assert!(!error.contains("31337"), "{error}");
}

#[test]
fn string_enums_take_every_string() {
    #[derive(Debug, PartialEq)]
    enum Open {
        Known,
        Other(String),
    }
    impl From<&str> for Open {
        fn from(value: &str) -> Self {
            if value == "known" {
                Self::Known
            } else {
                Self::Other(value.to_owned())
            }
        }
    }
    let decode = |json| deserialize_string_enum(&mut serde_json::Deserializer::from_str(json));
    let decode = |json| -> Result<Open, serde_json::Error> { decode(json) };
    assert_eq!(decode(r#""known""#).unwrap(), Open::Known);
    assert_eq!(decode(r#""\u006bnown""#).unwrap(), Open::Known);
    assert_eq!(decode(r#""new""#).unwrap(), Open::Other("new".to_owned()));
    assert!(
        decode("1")
            .unwrap_err()
            .to_string()
            .contains("expected a string")
    );
}

#[test]
fn text_is_utf_8() {
    let text = |content_type: &str, body: &'static [u8]| {
        let text = raw(content_type, body).text();
        text.map_err(|failure| failure.message().to_owned())
    };
    assert_eq!(
        text("text/csv", "\u{e4}".as_bytes()),
        Ok("\u{e4}".to_owned())
    );
    assert_eq!(
        text("text/csv; charset=\"UTF-8\"", b"a"),
        Ok("a".to_owned())
    );
    assert_eq!(
        text("text/csv; charset=iso-8859-1", b"a"),
        Ok("a".to_owned())
    );
    assert_eq!(
        text("text/csv; header=present; Charset=ISO-8859-1", b"\xe4"),
        Err("the charset is iso-8859-1, and only UTF-8 is decoded".to_owned())
    );
    assert_eq!(
        text("text/csv; charset=utf-16le", b"a\0"),
        Err("the charset is utf-16le, and only UTF-8 is decoded".to_owned())
    );
    assert_eq!(
        text("text/csv", b"\xe4"),
        Err("the body is not text: incomplete utf-8 byte sequence from index 0".to_owned())
    );
}

#[test]
fn another_listed_media_type_is_said() {
    let message = |failure: DecodeFailure| failure.message().to_owned();
    let listed = |essence: &str| {
        format!(
            "content type is {essence}, which the document lists beside the one that is decoded: see the raw body"
        )
    };
    let html = raw("text/html; charset=utf-8", b"<p>");
    let json = html.json_beside::<Page>(&["text/HTML"]).map_err(message);
    assert_eq!(json.unwrap_err(), listed("text/html"));
    let json = html.json_beside::<Page>(&["text/csv"]).map_err(message);
    assert_eq!(json.unwrap_err(), "content type is text/html, not JSON");
    // A body that is what is decoded is taken, whatever it is called.
    let json = raw("text/plain", br#"{"items":[]}"#);
    assert!(
        json.json_beside::<Page>(&["text/plain"])
            .unwrap()
            .items
            .is_empty()
    );

    let image = raw("image/png", b"\x89");
    assert_eq!(
        image.text_beside(&["image/*"]).map_err(message),
        Err(listed("image/png"))
    );
    assert_eq!(
        image.bytes_beside(&["image/*"]).map_err(message),
        Err(listed("image/png"))
    );
    assert_eq!(
        image.bytes_beside(&["application/json"]).unwrap(),
        &b"\x89"[..]
    );
    assert_eq!(html.text_beside(&["image/*"]).unwrap(), "<p>");
}
