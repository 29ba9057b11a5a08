//! How parameters are written: OpenAPI's table of styles (3.0.4, "Style Examples") and what it leaves
//! open.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_runtime::runtime::{BuildError, OperationInfo, RequestBuilder, Style};
use serde::Serialize;
use serde_json::json;

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Colour {
    r: u8,
    g: u8,
    b: u8,
}

const COLOUR: Colour = Colour {
    r: 100,
    g: 200,
    b: 150,
};
const COLOURS: [&str; 3] = ["blue", "black", "brown"];

fn start(path: &'static str) -> RequestBuilder {
    RequestBuilder::new(&OperationInfo::new("getThing", http::Method::GET, path))
}

fn finish(builder: RequestBuilder) -> Result<String, String> {
    let finished = builder.finish();
    finished
        .map(|request| request.uri().to_string())
        .map_err(|error: BuildError| error.to_string())
}

fn in_path<T: Serialize + ?Sized>(style: Style, explode: bool, value: &T) -> String {
    let uri = finish(start("/p/x{color}").path("color", style, explode, value)).unwrap();
    uri.strip_prefix("/p/x").unwrap().to_owned()
}

fn in_query<T: Serialize + ?Sized>(style: Style, explode: bool, value: &T) -> String {
    let uri = finish(start("/p").query("color", style, explode, value)).unwrap();
    uri.strip_prefix("/p").unwrap().to_owned()
}

#[test]
fn the_table_of_styles_in_paths() {
    let row = |style, explode| {
        [
            in_path(style, explode, "blue"),
            in_path(style, explode, &COLOURS),
            in_path(style, explode, &COLOUR),
        ]
    };
    assert_eq!(
        row(Style::Matrix, false),
        [
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150"
        ]
    );
    assert_eq!(
        row(Style::Matrix, true),
        [
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150"
        ]
    );
    // 3.0.0 to 3.0.3 print this row with dots; 3.0.4 mended it, as RFC 6570 section 3.2.5 has commas.
    assert_eq!(
        row(Style::Label, false),
        [".blue", ".blue,black,brown", ".R,100,G,200,B,150"]
    );
    assert_eq!(
        row(Style::Label, true),
        [".blue", ".blue.black.brown", ".R=100.G=200.B=150"]
    );
    assert_eq!(
        row(Style::Simple, false),
        ["blue", "blue,black,brown", "R,100,G,200,B,150"]
    );
    assert_eq!(
        row(Style::Simple, true),
        ["blue", "blue,black,brown", "R=100,G=200,B=150"]
    );
    assert_eq!(in_path(Style::Matrix, false, ""), ";color");
    assert_eq!(in_path(Style::Matrix, true, ""), ";color");
    assert_eq!(in_path(Style::Label, false, ""), ".");
    assert_eq!(in_path(Style::Label, true, ""), ".");
}

#[test]
fn the_table_of_styles_in_queries() {
    let row = |style, explode| {
        [
            in_query(style, explode, ""),
            in_query(style, explode, "blue"),
            in_query(style, explode, &COLOURS),
            in_query(style, explode, &COLOUR),
        ]
    };
    assert_eq!(
        row(Style::Form, false),
        [
            "?color=",
            "?color=blue",
            "?color=blue,black,brown",
            "?color=R,100,G,200,B,150"
        ]
    );
    assert_eq!(
        row(Style::Form, true),
        [
            "?color=",
            "?color=blue",
            "?color=blue&color=black&color=brown",
            "?R=100&G=200&B=150"
        ]
    );
    let space = row(Style::SpaceDelimited, false);
    assert_eq!(space[2], "?color=blue%20black%20brown");
    assert_eq!(space[3], "?color=R%20100%20G%20200%20B%20150");
    let pipe = row(Style::PipeDelimited, false);
    assert_eq!(pipe[2], "?color=blue%7Cblack%7Cbrown");
    assert_eq!(pipe[3], "?color=R%7C100%7CG%7C200%7CB%7C150");
    let deep = row(Style::DeepObject, true);
    assert_eq!(
        deep[3],
        "?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"
    );
}

#[test]
fn the_table_of_styles_in_headers_and_cookies() {
    let header = |explode, value: &serde_json::Value| {
        let request = start("/p")
            .header("Color", Style::Simple, explode, value)
            .finish()
            .unwrap();
        request
            .headers()
            .get("color")
            .map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(header(false, &json!("")).unwrap(), "");
    assert_eq!(header(false, &json!("a b/%")).unwrap(), "a b/%");
    assert_eq!(header(false, &json!(COLOURS)).unwrap(), "blue,black,brown");
    assert_eq!(
        header(false, &json!({ "R": 100, "g": 2 })).unwrap(),
        "R,100,g,2"
    );
    assert_eq!(
        header(true, &json!({ "R": 100, "g": 2 })).unwrap(),
        "R=100,g=2"
    );
    assert_eq!(header(true, &json!(null)), None);

    let request = start("/p")
        .cookie("one", Style::Form, true, "a=b; c,é")
        .cookie("none", Style::Form, true, &None::<String>)
        .cookie("colors", Style::Form, false, &COLOURS)
        .finish()
        .unwrap();
    assert_eq!(
        request.headers()["cookie"],
        "one=a=b%3B%20c%2C%C3%A9; colors=blue,black,brown"
    );
}

#[test]
fn values_are_percent_encoded() {
    let every = "AZaz09-._~ !\"#$%&'()*+,/:;<=>?@[\\]^`{|}é\u{1f600}\0\n";
    let encoded = "AZaz09-._~%20%21%22%23%24%25%26%27%28%29%2A%2B%2C%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D\
                   %5E%60%7B%7C%7D%C3%A9%F0%9F%98%80%00%0A";
    assert_eq!(in_path(Style::Simple, false, every), encoded);
    assert_eq!(
        in_query(Style::Form, true, every),
        format!("?color={encoded}")
    );
    assert_eq!(
        in_query(Style::Form, false, &["a,b", "c&d"]),
        "?color=a%2Cb,c%26d"
    );
    assert_eq!(
        in_query(Style::Form, true, &json!({ "a b": "&" })),
        "?a%20b=%26"
    );
    let uri = start("/p")
        .query_allowing_reserved("f", Style::Form, true, "a/b?c=:@&+#[]")
        .finish();
    assert_eq!(uri.unwrap().uri(), "/p?f=a/b?c=:@%26%2B%23%5B%5D");
}

#[test]
fn numbers_and_booleans_are_written_as_in_json() {
    assert_eq!(
        in_query(Style::Form, true, &u64::MAX),
        "?color=18446744073709551615"
    );
    assert_eq!(in_query(Style::Form, true, &-1), "?color=-1");
    assert_eq!(in_query(Style::Form, true, &0.1_f32), "?color=0.1");
    assert_eq!(in_query(Style::Form, true, &100.0), "?color=100");
    assert_eq!(in_query(Style::Form, true, &true), "?color=true");
}

#[test]
fn what_is_undefined_is_left_out() {
    assert_eq!(in_query(Style::Form, true, &None::<i64>), "");
    assert_eq!(in_query(Style::Form, true, &[""; 0]), "");
    assert_eq!(in_query(Style::Form, false, &json!({})), "");
    assert_eq!(
        in_query(Style::Form, false, &json!(["a", null])),
        "?color=a"
    );
    assert_eq!(
        in_query(Style::DeepObject, true, &json!({ "a": null, "b": 1 })),
        "?color%5Bb%5D=1"
    );
    assert_eq!(in_query(Style::Json, false, &None::<i64>), "");
}

#[test]
fn what_openapi_leaves_open() {
    let nested = json!({ "a": { "b": [1, 2] } });
    assert_eq!(
        in_query(Style::DeepObject, true, &nested),
        "?color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D=2"
    );
    assert_eq!(
        in_query(Style::Json, false, &nested),
        "?color=%7B%22a%22%3A%7B%22b%22%3A%5B1%2C2%5D%7D%7D"
    );
    assert_eq!(
        finish(start("/p").query("color", Style::Form, true, &nested)).unwrap_err(),
        "getThing: query parameter `color` has a list or an object inside another, which its style \
         cannot write"
    );
    assert_eq!(
        finish(start("/p/{a}").path("a", Style::Form, true, "x")).unwrap_err(),
        "getThing: path parameter `a` has style Form, which does not exist in paths"
    );
}

#[test]
fn a_segment_may_have_several_parameters() {
    let uri = |path, a: &str, b: &str| {
        finish(
            start(path)
                .path("a", Style::Simple, false, a)
                .path("b", Style::Simple, false, b),
        )
    };
    assert_eq!(uri("/x/{a}.{b}/y", "1", "2").unwrap(), "/x/1.2/y");
    assert_eq!(uri("/x/{a}:{b}", "1", "2").unwrap(), "/x/1:2");
    assert_eq!(uri("/{b}/{a}{b}", ".", "b").unwrap(), "/b/.b");
    assert_eq!(
        uri("/a b/{a}/é/{b}", "1", "2").unwrap(),
        "/a%20b/1/%C3%A9/2"
    );
    assert_eq!(
        uri("/x/{a}{b}", ".", ".").unwrap_err(),
        "getThing: path parameter `a`, `b` would make a segment of dots, which URL parsers remove"
    );
}

#[test]
fn no_value_leads_to_another_route() {
    let uri = |path, value: &str| finish(start(path).path("a", Style::Simple, false, value));
    let dots =
        "getThing: path parameter `a` would make a segment of dots, which URL parsers remove";
    assert_eq!(uri("/x/{a}", ".").unwrap_err(), dots);
    assert_eq!(uri("/x/{a}/y", "..").unwrap_err(), dots);
    assert_eq!(uri("/x/{a}?fixed=1", "..").unwrap_err(), dots);
    assert_eq!(uri("/x/.{a}", ".").unwrap_err(), dots);
    assert_eq!(uri("/x/%2E{a}", ".").unwrap_err(), dots);
    assert_eq!(uri("/x/{a}", "...").unwrap(), "/x/...");
    assert_eq!(uri("/x/{a}", "%2e%2e").unwrap(), "/x/%252e%252e");
    assert_eq!(
        uri("/x/{a}", "").unwrap_err(),
        "getThing: path parameter `a` is empty"
    );
    assert_eq!(
        uri("/x/{b}", "1").unwrap_err(),
        "getThing: path parameter `b` has no value"
    );
    let label = finish(start("/x/{a}").path("a", Style::Label, false, ""));
    assert_eq!(label.unwrap_err(), dots);
    let none = finish(start("/x/{a}").path("a", Style::Simple, false, &None::<String>));
    assert_eq!(none.unwrap_err(), "getThing: path parameter `a` is empty");
}

#[test]
fn a_fixed_query_of_a_template_is_kept() {
    let builder = start("/x?act=go").query("limit", Style::Form, true, &1);
    assert_eq!(finish(builder).unwrap(), "/x?act=go&limit=1");
}

#[test]
fn bodies_have_their_content_type() {
    let sent = |builder: RequestBuilder| {
        let request = builder.finish().unwrap();
        let content_type = request.headers().get("content-type").cloned();
        let text = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
        (
            content_type.map_or_else(String::new, |value| value.to_str().unwrap().to_owned()),
            text,
        )
    };
    let pair = |content_type: &str, text: &str| (content_type.to_owned(), text.to_owned());
    assert_eq!(sent(start("/p")), pair("", ""));
    assert_eq!(
        sent(start("/p").json(&[1])),
        pair("application/json", "[1]")
    );
    let merge_patch = "application/merge-patch+json";
    assert_eq!(
        sent(start("/p").json_as(merge_patch, &[1])),
        pair(merge_patch, "[1]")
    );
    assert_eq!(
        sent(start("/p").body("text/plain", "hi")),
        pair("text/plain", "hi")
    );
    assert_eq!(
        sent(start("/p").optional(None::<&i64>, RequestBuilder::json)),
        pair("", "")
    );
    assert_eq!(
        sent(start("/p").optional(Some(&1), RequestBuilder::json)),
        pair("application/json", "1")
    );
    assert_eq!(
        sent(start("/p").form(
            &json!({ "a": "x y&", "b": [1, 2], "c": null, "d": { "e": "f" }, "g": [{ "h": 1 }] }),
            &[]
        )),
        pair(
            "application/x-www-form-urlencoded",
            "a=x%20y%26&b=1&b=2&d%5Be%5D=f&g%5B0%5D%5Bh%5D=1"
        )
    );
    assert_eq!(
        sent(start("/p").form(
            &json!({ "a": [1, 2], "b": [1, 2], "c": [1, 2], "d": { "e": [1, "x"] }, "g": { "h": 1 } }),
            &[
                ("a", Style::Form, false),
                ("b", Style::DeepObject, true),
                ("c", Style::PipeDelimited, false),
                ("d", Style::Json, true),
            ]
        )),
        pair(
            "application/x-www-form-urlencoded",
            "a=1,2&b%5B0%5D=1&b%5B1%5D=2&c=1%7C2&d=%7B%22e%22%3A%5B1%2C%22x%22%5D%7D&g%5Bh%5D=1"
        )
    );
    assert_eq!(
        finish(start("/p").form(&1, &[])).unwrap_err(),
        "getThing: the body is not an object, so it cannot be written as a form"
    );
}
