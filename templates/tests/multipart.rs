//! How the bodies of requests are written: parts (RFC 7578), JSON lines, and bytes of a named type.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use bindery_runtime::runtime::{
    Body, Multipart, MultipartForm, MultipartWriter, OperationInfo, Part, PartEncoding, RawBody,
    RequestBuilder, Style,
};
use serde::Serialize;
use serde_json::{Value, json};

fn start() -> RequestBuilder {
    RequestBuilder::new(&OperationInfo::new("send", http::Method::POST, "/"))
}

/// The content type, and the content with the boundary written as `B`.
async fn sent(builder: RequestBuilder) -> (String, String) {
    let request = builder.finish().unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap();
    let content_type = content_type.to_owned();
    let length = request.body().length();
    let bytes = request.into_body().collect(u64::MAX).await.unwrap();
    if let Some(length) = length {
        assert_eq!(length, bytes.len() as u64);
    }
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    match content_type.split_once("; boundary=") {
        Some((essence, boundary)) => (essence.to_owned(), text.replace(boundary, "B")),
        None => (content_type, text),
    }
}

fn failure(builder: RequestBuilder) -> String {
    builder.finish().unwrap_err().to_string()
}

/// A struct of parts as it is emitted.
struct Upload {
    file: Part,
    more: Option<Vec<Part>>,
    title: String,
    rating: Option<u8>,
    tags: Vec<&'static str>,
    authors: Vec<Author>,
    extra: BTreeMap<String, Part>,
}

#[derive(Serialize)]
struct Author {
    name: &'static str,
    age: Option<u8>,
}

impl MultipartForm for Upload {
    fn write(&self, writer: &mut MultipartWriter<'_>) {
        writer
            .parts("file", &self.file)
            .parts("more", &self.more)
            .value("title", &self.title)
            .value("rating", &self.rating)
            .value("tags", &self.tags)
            .value("authors", &self.authors)
            .more_parts(&self.extra);
    }
}

fn upload() -> Upload {
    Upload {
        file: Part::new(vec![b'a']).file_name("a.txt"),
        more: None,
        title: "T".to_owned(),
        rating: None,
        tags: vec!["x", "y"],
        authors: vec![Author {
            name: "Ada",
            age: None,
        }],
        extra: BTreeMap::new(),
    }
}

#[tokio::test]
async fn files_texts_lists_and_objects_are_parts() {
    let upload = Upload {
        more: Some(vec![
            Part::new(vec![b'b']),
            Part::text("c").content_type("text/x-c"),
        ]),
        extra: [("z".to_owned(), Part::text("d"))].into(),
        ..upload()
    };
    let (content_type, text) = sent(start().multipart(&upload, &[])).await;
    assert_eq!(content_type, "multipart/form-data");
    assert_eq!(
        text,
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
         Content-Type: application/octet-stream\r\n\r\na\r\n\
         --B\r\nContent-Disposition: form-data; name=\"more\"; filename=\"blob\"\r\n\
         Content-Type: application/octet-stream\r\n\r\nb\r\n\
         --B\r\nContent-Disposition: form-data; name=\"more\"\r\n\
         Content-Type: text/x-c\r\n\r\nc\r\n\
         --B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nT\r\n\
         --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx\r\n\
         --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\ny\r\n\
         --B\r\nContent-Disposition: form-data; name=\"authors\"\r\n\
         Content-Type: application/json\r\n\r\n{\"name\":\"Ada\",\"age\":null}\r\n\
         --B\r\nContent-Disposition: form-data; name=\"z\"\r\n\
         Content-Type: text/plain\r\n\r\nd\r\n\
         --B--\r\n"
    );
}

#[tokio::test]
async fn the_encoding_of_a_property_says_type_style_and_headers() {
    let upload = Upload {
        file: Part::new(vec![b'a']).header("x-own", "mine"),
        rating: Some(3),
        ..upload()
    };
    let encoding = [
        PartEncoding::new("file")
            .content_type("image/png")
            .headers(&[("X-Own", "theirs"), ("X-Other", "o")]),
        PartEncoding::new("title").content_type("application/json"),
        PartEncoding::new("rating").content_type("text/x-rating"),
        PartEncoding::new("tags").style(Style::PipeDelimited, false),
        PartEncoding::new("authors").style(Style::Form, true),
    ];
    let (_, text) = sent(start().multipart(&upload, &encoding)).await;
    assert_eq!(
        text,
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"blob\"\r\n\
         Content-Type: image/png\r\nx-own: mine\r\nX-Other: o\r\n\r\na\r\n\
         --B\r\nContent-Disposition: form-data; name=\"title\"\r\n\
         Content-Type: application/json\r\n\r\n\"T\"\r\n\
         --B\r\nContent-Disposition: form-data; name=\"rating\"\r\n\
         Content-Type: text/x-rating\r\n\r\n3\r\n\
         --B\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx|y\r\n\
         --B\r\nContent-Disposition: form-data; name=\"authors[0][name]\"\r\n\r\nAda\r\n\
         --B--\r\n"
    );
}

#[tokio::test]
async fn a_part_that_names_its_type_keeps_it() {
    let form = Multipart::new().part("p", Part::new(vec![b'a']).content_type("image/gif"));
    let encoding = [PartEncoding::new("p").content_type("image/png")];
    let (_, text) = sent(start().multipart(&form, &encoding)).await;
    assert!(text.contains("Content-Type: image/gif\r\n"), "{text}");
    assert!(!text.contains("image/png"), "{text}");
}

#[tokio::test]
async fn an_object_without_files_is_written_in_its_order() {
    let object =
        json!({ "b": "1", "nothing": null, "list": [1, null, { "c": true }], "empty": [] });
    let (_, text) = sent(start().multipart_values(&object, &[])).await;
    let names: Vec<&str> = text.split("name=\"").skip(1).collect();
    let names: Vec<&str> = names
        .iter()
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(names, ["b", "list", "list"]);

    #[derive(Serialize)]
    struct Fields {
        z: &'static str,
        a: u64,
    }
    let fields = Fields {
        z: "ü",
        a: u64::MAX,
    };
    let (_, text) = sent(start().multipart_values(&fields, &[])).await;
    assert_eq!(
        text,
        "--B\r\nContent-Disposition: form-data; name=\"z\"\r\n\r\nü\r\n\
         --B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n18446744073709551615\r\n\
         --B--\r\n"
    );
    assert!(failure(start().multipart_values(&[1], &[])).contains("is not an object"));
}

#[tokio::test]
async fn names_cannot_break_out_of_their_quotes() {
    let form = Multipart::new().part(
        "a\"\r\nX-Evil: 1",
        Part::new(vec![b'a']).file_name("ü\\\"\n.png"),
    );
    let (_, text) = sent(start().multipart(&form, &[])).await;
    assert_eq!(
        text,
        "--B\r\nContent-Disposition: form-data; name=\"a%22%0D%0AX-Evil: 1\"; filename=\"ü\\%22%0A.png\"\r\n\
         Content-Type: application/octet-stream\r\n\r\na\r\n--B--\r\n"
    );
}

#[test]
fn headers_that_break_a_part_are_errors() {
    let of = |part: Part| failure(start().multipart(&Multipart::new().part("p", part), &[]));
    let part = || Part::new(vec![b'a']);
    let message = of(part().content_type("text/plain\r\nX-Evil: 1"));
    assert!(message.contains("part `p`"), "{message}");
    assert!(!message.contains("Evil"), "{message}");
    assert!(of(part().header("X-A", "a\nb")).contains("part `p`"));
    assert!(of(part().header("X A", "a")).contains("part `p`"));
    assert!(of(part().header("Content-Disposition", "a")).contains("Content-Disposition"));
}

#[tokio::test]
async fn a_body_without_parts_is_a_last_boundary() {
    let (_, text) = sent(start().multipart(&Multipart::new(), &[])).await;
    assert_eq!(text, "--B--\r\n");
}

#[test]
fn boundaries_differ_and_are_valid() {
    let boundary = || {
        let request = start().multipart(&Multipart::new(), &[]).finish().unwrap();
        let content_type = request.headers()["content-type"].to_str().unwrap();
        content_type.split_once("boundary=").unwrap().1.to_owned()
    };
    let (one, other) = (boundary(), boundary());
    assert_ne!(one, other);
    // RFC 2046, section 5.1.1: at most 70 characters; these need no quotes.
    assert!(one.len() <= 70 && one.bytes().all(|byte| byte.is_ascii_alphanumeric()));
}

#[tokio::test]
async fn large_bytes_are_not_copied_and_a_stream_has_no_length() {
    let large = bytes::Bytes::from(vec![b'x'; 1 << 20]);
    let form = Multipart::new()
        .part("a", large.clone())
        .part("b", vec![b'y']);
    let mut request = start().multipart(&form, &[]).finish().unwrap();
    let length = request.body().length().unwrap();
    let mut chunks = Vec::new();
    while let Some(chunk) = request.body_mut().chunk().await.unwrap() {
        chunks.push(chunk);
    }
    assert_eq!(
        chunks.iter().map(|chunk| chunk.len() as u64).sum::<u64>(),
        length
    );
    assert!(chunks.iter().any(|chunk| chunk.as_ptr() == large.as_ptr()));

    let unknown = form
        .clone()
        .part("c", Body::from_reader(std::io::Cursor::new("z")));
    let request = start().multipart(&unknown, &[]).finish().unwrap();
    assert_eq!(request.body().length(), None);
    let reader = Body::from_reader(std::io::Cursor::new("z")).with_length(1);
    let known = form.part("c", reader);
    let request = start().multipart(&known, &[]).finish().unwrap();
    assert!(request.body().length().is_some());
}

#[test]
fn debug_shows_no_content() {
    let part = Part::new(b"s3cret".as_slice()).header("x-key", "s3cret");
    let form = Multipart::new().part("p", part.clone()).text("t", "s3cret");
    assert!(!format!("{part:?} {form:?}").contains("s3cret"));
    assert_eq!(form.clone(), form);
    assert_ne!(form, Multipart::new());
}

#[tokio::test]
async fn values_are_lines_or_records_of_json() {
    let items = [json!({ "a": "x\ny" }), Value::Null];
    let lines = sent(start().json_lines("application/x-ndjson", &items)).await;
    let expected = "{\"a\":\"x\\ny\"}\nnull\n";
    assert_eq!(
        lines,
        ("application/x-ndjson".to_owned(), expected.to_owned())
    );
    let (content_type, text) = sent(start().json_sequence("application/json-seq", &items)).await;
    assert_eq!(content_type, "application/json-seq");
    assert_eq!(text, "\u{1e}{\"a\":\"x\\ny\"}\n\u{1e}null\n");
    let none: [Value; 0] = [];
    assert_eq!(sent(start().json_lines("a/b", &none)).await.1, "");
    let bad = [BTreeMap::from([((1, 2), 3)])];
    assert!(failure(start().json_lines("a/b", &bad)).contains("item 0 of the body"));
}

#[tokio::test]
async fn a_raw_body_has_the_type_that_its_caller_names() {
    let sent_as = async |body: RawBody| sent(start().raw_body(&body)).await.0;
    assert_eq!(sent_as(RawBody::new("image/png", "a")).await, "image/png");
    let octets = "application/octet-stream";
    assert_eq!(sent_as(vec![1].into()).await, octets);
    assert_eq!(sent_as(Body::from("a").into()).await, octets);
    assert_eq!(sent_as("a".into()).await, "text/plain; charset=utf-8");
    assert!(failure(start().raw_body(&RawBody::new("a\r\nb", "a"))).contains("content-type"));
}
