//! Bodies of XML: the examples of the standard, round trips, and what is told of XML that is no value.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used)]

use bindery_runtime::runtime::{
    Body, DecodeFailure, OperationInfo, RawResponse, RequestBuilder, XmlContent, XmlNode,
    XmlObject, XmlProperty, from_xml, to_xml,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

const fn qualified(
    prefix: Option<&'static str>,
    namespace: &'static str,
    node: XmlNode,
) -> XmlNode {
    XmlNode {
        prefix,
        namespace: Some(namespace),
        ..node
    }
}

/// A root element of one property.
macro_rules! root_of {
    ($property:expr) => {{
        static OBJECT: XmlObject = XmlObject {
            properties: &[$property],
            others: None,
        };
        XmlNode::element("root", XmlContent::Object(|| &OBJECT))
    }};
}

fn written(value: &Value, root: &XmlNode) -> String {
    let xml = String::from_utf8(to_xml(value, root).unwrap()).unwrap();
    xml.strip_prefix(DECLARATION).unwrap().to_owned()
}

fn read<T: DeserializeOwned>(xml: &str, root: &XmlNode) -> Result<T, DecodeFailure> {
    from_xml(xml.as_bytes(), root)
}

fn failure(xml: &str, root: &XmlNode) -> String {
    read::<Value>(xml, root).unwrap_err().to_string()
}

const fn list(is_wrapped: bool, items: &'static XmlNode) -> XmlContent {
    XmlContent::List { is_wrapped, items }
}

/// 3.0.4, XML Object, "XML Object Examples": every one of a string or a list of strings, in its order.
#[test]
fn the_standards_examples() {
    static ANIMALS: XmlNode = XmlNode::element("animals", XmlContent::Text);
    static ANIMAL: XmlNode = XmlNode::element("animal", XmlContent::Text);
    static ALIENS: XmlNode = XmlNode::element("aliens", XmlContent::Text);
    let one = json!({ "animals": "a" });
    let two = json!({ "animals": ["a", "b"] });
    let case = |root: XmlNode, value: &Value, expected: &str| {
        let xml = written(value, &root);
        assert_eq!(xml, format!("<root>{expected}</root>"));
        assert_eq!(read::<Value>(&xml, &root).unwrap(), *value);
    };
    macro_rules! animals {
        ($name:literal, $content:expr) => {
            root_of!(XmlProperty::optional(
                "animals",
                XmlNode::element($name, $content)
            ))
        };
    }
    case(
        animals!("animals", XmlContent::Text),
        &one,
        "<animals>a</animals>",
    );
    case(
        animals!("animals", list(false, &ANIMALS)),
        &two,
        "<animals>a</animals><animals>b</animals>",
    );
    case(
        animals!("animal", XmlContent::Text),
        &one,
        "<animal>a</animal>",
    );
    case(
        animals!("animals", list(false, &ANIMAL)),
        &two,
        "<animal>a</animal><animal>b</animal>",
    );
    // The name of a list without a wrapper says nothing.
    case(
        animals!("aliens", list(false, &ANIMAL)),
        &two,
        "<animal>a</animal><animal>b</animal>",
    );
    case(
        animals!("animals", list(true, &ANIMALS)),
        &two,
        "<animals><animals>a</animals><animals>b</animals></animals>",
    );
    case(
        animals!("animals", list(true, &ANIMAL)),
        &two,
        "<animals><animal>a</animal><animal>b</animal></animals>",
    );
    case(
        animals!("aliens", list(true, &ANIMAL)),
        &two,
        "<aliens><animal>a</animal><animal>b</animal></aliens>",
    );
    case(
        animals!("aliens", list(true, &ALIENS)),
        &two,
        "<aliens><aliens>a</aliens><aliens>b</aliens></aliens>",
    );
}

/// The example "XML Attribute, Prefix and Namespace".
#[test]
fn the_standards_attribute_prefix_and_namespace() {
    const SAMPLE: &str = "https://example.com/schema/sample";
    static PERSON: XmlObject = XmlObject {
        properties: &[
            XmlProperty::required("id", XmlNode::attribute("id", XmlContent::Integer)),
            XmlProperty::required(
                "name",
                qualified(
                    Some("sample"),
                    SAMPLE,
                    XmlNode::element("name", XmlContent::Text),
                ),
            ),
        ],
        others: None,
    };
    let root = XmlNode::element("Person", XmlContent::Object(|| &PERSON));
    let value = json!({ "id": 123, "name": "example" });
    let xml = written(&value, &root);
    assert_eq!(
        xml,
        "<Person id=\"123\"><sample:name xmlns:sample=\"https://example.com/schema/sample\">example</sample:name></Person>"
    );
    assert_eq!(read::<Value>(&xml, &root).unwrap(), value);
    // Another prefix for the same namespace is the same name, and servers forget namespaces.
    for xml in [
        "<Person id='123' xmlns:s='https://example.com/schema/sample'><s:name>example</s:name></Person>",
        "<Person id='123'><name>example</name></Person>",
        "<Person id='123'><sample:name>example</sample:name></Person>",
    ] {
        assert_eq!(read::<Value>(xml, &root).unwrap(), value, "{xml}");
    }
    let other = "<Person id='123' xmlns:s='urn:other'><s:name>other</s:name></Person>";
    assert_eq!(read::<Value>(other, &root).unwrap(), json!({ "id": 123 }));
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Tree {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open: Option<bool>,
    owner: Option<String>,
    children: Vec<Tree>,
}

static TREE: XmlObject = XmlObject {
    properties: &[
        XmlProperty::required("name", XmlNode::attribute("name", XmlContent::Text)),
        XmlProperty::optional("size", XmlNode::element("size", XmlContent::Number)),
        XmlProperty::optional("open", XmlNode::element("open", XmlContent::Boolean)),
        XmlProperty::required("owner", XmlNode::element("owner", XmlContent::Text)),
        XmlProperty::required(
            "children",
            XmlNode::element(
                "children",
                XmlContent::List {
                    is_wrapped: false,
                    items: &TREE_NODE,
                },
            ),
        ),
    ],
    others: None,
};

static TREE_NODE: XmlNode = XmlNode::element("tree", XmlContent::Object(|| &TREE));

fn leaf(name: &str) -> Tree {
    Tree {
        name: name.to_owned(),
        size: None,
        open: None,
        owner: None,
        children: Vec::new(),
    }
}

#[test]
fn a_type_that_holds_itself_round_trips() {
    let tree = Tree {
        size: Some(1.5),
        open: Some(false),
        owner: Some("<Tom & \"Jerry\">\r\n\t]]>".to_owned()),
        children: vec![leaf("two words"), leaf("a\tb\nc\rd'\"<>&\u{e9}\u{1f600}")],
        ..leaf("root")
    };
    let xml = to_xml(&tree, &TREE_NODE).unwrap();
    assert_eq!(from_xml::<Tree>(&xml, &TREE_NODE).unwrap(), tree);
    assert!(String::from_utf8(xml).unwrap().contains(
        "<tree name=\"two words\"><owner xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/></tree>"
    ));
}

#[test]
fn one_element_is_a_list_of_one_and_none_an_empty_list() {
    let xml = "<tree name='a'><owner>x</owner><tree name='b'><owner/></tree></tree>";
    let tree: Tree = read(xml, &TREE_NODE).unwrap();
    assert_eq!(tree.children.len(), 1);
    assert_eq!(tree.children[0].children, []);
    let needed = root_of!(XmlProperty::required(
        "tags",
        XmlNode::element("tags", list(false, &TREE_NODE))
    ));
    let empty = read::<Value>("<root><a/></root>", &needed);
    assert_eq!(empty.unwrap(), json!({ "tags": [] }));
    let optional = root_of!(XmlProperty::optional(
        "tags",
        XmlNode::element("tags", list(false, &TREE_NODE))
    ));
    let absent = read::<Value>("<root><a/></root>", &optional);
    assert_eq!(absent.unwrap(), json!({}));
}

#[test]
fn what_is_known_is_found_among_what_is_not() {
    let xml = "\u{feff}<?xml version='1.0'?><!DOCTYPE tree><!-- a tree --><tree name='a&#x62;&lt;' other='1'>
        <unknown><size>2</size></unknown>
        <?php?><size> 4e1 </size><open>1</open>
        <owner>T<![CDATA[o<]]>m&#33;<!-- between -->&amp;<b>!</b></owner>
    </tree>\n";
    let tree: Tree = read(xml, &TREE_NODE).unwrap();
    let expected = Tree {
        size: Some(40.0),
        open: Some(true),
        owner: Some("To<m!&".to_owned()),
        ..leaf("ab<")
    };
    assert_eq!(tree, expected);
}

#[test]
fn empty_and_nil_elements_are_null() {
    let xml = "<tree xmlns:x='http://www.w3.org/2001/XMLSchema-instance' name=''><size/><open></open><owner x:nil='1'/></tree>";
    assert_eq!(read::<Tree>(xml, &TREE_NODE).unwrap(), leaf(""));
    let xml = "<tree name=''><owner/></tree>";
    assert_eq!(
        read::<Tree>(xml, &TREE_NODE).unwrap().owner.as_deref(),
        Some("")
    );
}

#[test]
fn namespaces_tell_elements_of_one_name_apart() {
    static CHANNEL: XmlObject = XmlObject {
        properties: &[
            XmlProperty::optional("link", XmlNode::element("link", XmlContent::Text)),
            XmlProperty::optional(
                "self",
                qualified(
                    Some("atom"),
                    "urn:atom",
                    XmlNode::element("link", XmlContent::Any),
                ),
            ),
        ],
        others: None,
    };
    let root = qualified(
        None,
        "urn:feed",
        XmlNode::element("channel", XmlContent::Object(|| &CHANNEL)),
    );
    let value = json!({ "link": "/", "self": { "@href": "/feed" } });
    let xml = written(&value, &root);
    assert_eq!(
        xml,
        "<channel xmlns=\"urn:feed\"><link>/</link><atom:link xmlns:atom=\"urn:atom\" href=\"/feed\"></atom:link></channel>"
    );
    assert_eq!(read::<Value>(&xml, &root).unwrap(), value);
    let prefixed = "<f:channel xmlns:f='urn:feed' xmlns:a='urn:atom'><a:link href='/feed'/><f:link>/</f:link></f:channel>";
    assert_eq!(read::<Value>(prefixed, &root).unwrap(), value);
    // Without a word on namespaces in the document they do not matter.
    let root = root_of!(XmlProperty::optional(
        "a",
        XmlNode::element("a", XmlContent::Text),
    ));
    let xml = "<e:root xmlns:e='urn:e' xmlns:b='urn:b'><b:a>1</b:a></e:root>";
    assert_eq!(read::<Value>(xml, &root).unwrap(), json!({ "a": "1" }));
}

#[test]
fn texts_sections_and_lists_in_attributes() {
    static NUMBER: XmlNode = XmlNode::element("n", XmlContent::Integer);
    static NOTE: XmlObject = XmlObject {
        properties: &[
            XmlProperty::optional(
                "sizes",
                XmlNode::attribute(
                    "sizes",
                    XmlContent::List {
                        is_wrapped: false,
                        items: &NUMBER,
                    },
                ),
            ),
            XmlProperty::required("text", XmlNode::text(XmlContent::Text)),
        ],
        others: None,
    };
    static SCRIPT: XmlObject = XmlObject {
        properties: &[XmlProperty::optional(
            "code",
            XmlNode::cdata(XmlContent::Text),
        )],
        others: None,
    };
    let note = XmlNode::element("note", XmlContent::Object(|| &NOTE));
    let value = json!({ "sizes": [1, 2], "text": " a & b " });
    let xml = written(&value, &note);
    assert_eq!(xml, "<note sizes=\"1 2\"> a &amp; b </note>");
    assert_eq!(read::<Value>(&xml, &note).unwrap(), value);
    let script = XmlNode::element("script", XmlContent::Object(|| &SCRIPT));
    let value = json!({ "code": "a < b ]]> c" });
    let xml = written(&value, &script);
    assert!(xml.starts_with("<script><![CDATA[a < b ]]"), "{xml}");
    assert_eq!(read::<Value>(&xml, &script).unwrap(), value);
}

#[test]
fn maps_and_what_no_table_names() {
    let map = XmlNode::element(
        "root",
        XmlContent::Map {
            values: &XmlContent::Integer,
        },
    );
    let value = json!({ "a": 1, "b": 2 });
    let xml = written(&value, &map);
    assert_eq!(xml, "<root><a>1</a><b>2</b></root>");
    assert_eq!(read::<Value>(&xml, &map).unwrap(), value);

    static OPEN: XmlObject = XmlObject {
        properties: &[XmlProperty::optional(
            "id",
            XmlNode::element("id", XmlContent::Integer),
        )],
        others: Some(XmlContent::Any),
    };
    let open = XmlNode::element("open", XmlContent::Object(|| &OPEN));
    let value = json!({
        "id": 1, "list": ["a", "b"], "deep": { "@x": "1", "$text": "t", "y": "z" }, "no": ""
    });
    assert_eq!(
        read::<Value>(&written(&value, &open), &open).unwrap(),
        value
    );
}

#[test]
fn what_is_no_xml_is_told() {
    let cases = [
        ("", "the body is empty"),
        (" \n", "the body is empty"),
        (
            "text",
            "the body is not XML: text stands outside of the root element",
        ),
        ("<!-- a -->", "the body is not XML: it has no element"),
        (
            "<a/><b/>",
            "the body is not XML: it has more than one root element",
        ),
        ("<tree>\n <size>1</tree>", "(line 2, column"),
        (
            "<tree><size>1</size>",
            "the body is not XML: the element `tree` is not closed",
        ),
        ("<tree name='1' name='2'/>", "the body is not XML: "),
        ("<tree name=1/>", "the body is not XML: "),
        ("<tree", "the body is not XML: "),
        (
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><tree>&e;</tree>",
            "the entity `&e;` is none of XML's own",
        ),
        (
            "<!DOCTYPE a [<!ENTITY e 'x'>]><tree name='&e;'/>",
            "the body is not XML: ",
        ),
        ("<tree>&#0;</tree>", "the body is not XML: "),
        (
            "<html><body>Busy</body></html>",
            "the root element is `html`, not `tree`",
        ),
    ];
    for (xml, expected) in cases {
        let root = XmlNode::element("tree", XmlContent::Object(|| &NONE));
        static NONE: XmlObject = XmlObject {
            properties: &[],
            others: None,
        };
        let failure = failure(xml, &root);
        assert!(failure.contains(expected), "{xml}: {failure}");
    }
    let latin = from_xml::<Value>(b"<a>\xe9</a>", &TREE_NODE).unwrap_err();
    assert!(
        latin.message().starts_with("the body is not UTF-8"),
        "{latin}"
    );
}

#[test]
fn the_place_of_a_wrong_value_is_told() {
    let cases = [
        (
            "<tree name='a'><owner/><tree name='b'><owner/><size>big</size></tree></tree>",
            "at `children[0].size`: expected a number, found \"big\"",
        ),
        (
            "<tree name='a'><owner/><size>NaN</size></tree>",
            "at `size`: expected a number, found \"NaN\"",
        ),
        (
            "<tree name='a'><owner/><open>yes</open></tree>",
            "at `open`: expected true or false, found \"yes\"",
        ),
        (
            "<tree name='a'><owner/><size>1</size><size>2</size></tree>",
            "at `size`: expected one element, found 2",
        ),
        (
            "<tree name='a'><owner/><tree><owner/></tree></tree>",
            "at `children[0]`: missing field `name`",
        ),
    ];
    for (xml, expected) in cases {
        let failure = read::<Tree>(xml, &TREE_NODE).unwrap_err();
        assert_eq!(failure.to_string(), expected, "{xml}");
    }
    let integer = XmlNode::element("n", XmlContent::Integer);
    assert_eq!(
        failure("<n>1.5</n>", &integer),
        "expected an integer, found \"1.5\""
    );
    assert_eq!(
        read::<u64>("<n>18446744073709551615</n>", &integer).unwrap(),
        u64::MAX
    );
}

#[test]
fn depth_is_bounded_both_ways() {
    let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    let root = XmlNode::element("a", XmlContent::Any);
    assert!(read::<Value>(&nested(128), &root).is_ok());
    let failure = failure(&nested(100_000), &root);
    assert!(failure.contains("nested deeper than 128"), "{failure}");
    let mut value = json!("end");
    for _ in 0..200 {
        value = json!({ "a": value });
    }
    let error = to_xml(&value, &root).unwrap_err();
    assert!(
        error.message().contains("nested deeper than 128"),
        "{error}"
    );
}

#[test]
fn what_cannot_be_written_is_told() {
    let cases = [
        (
            json!({ "name": "a\u{0}" }),
            "at `name`: the character U+0000 is none of XML",
        ),
        (
            json!({ "owner": "\u{b}" }),
            "at `owner`: the character U+000B is none of XML",
        ),
        (json!({ "a b": 1 }), "at `a b`: \"a b\" is no name in XML"),
        (
            json!({ "name": { "a": 1 } }),
            "at `name`: an object cannot be an attribute",
        ),
        (json!({ "<a>": 1 }), "at `<a>`: \"<a>\" is no name in XML"),
    ];
    for (value, expected) in cases {
        let error = to_xml(&value, &TREE_NODE).unwrap_err();
        let expected = format!("the body cannot be written as XML: {expected}");
        assert_eq!(error.message(), expected);
    }
}

static INFO: OperationInfo =
    OperationInfo::new("plantTree", http::Method::POST, "/trees").accepting("application/xml");

#[test]
fn requests_and_responses_have_bodies_of_xml() {
    let request = RequestBuilder::new(&INFO)
        .xml("application/xml", &leaf("a"), &TREE_NODE)
        .finish()
        .unwrap();
    assert_eq!(request.headers()["content-type"], "application/xml");
    let bytes = request.body().as_bytes().unwrap().clone();
    let response = |content_type: &str, body: Body| {
        let mut response = http::Response::new(body);
        let value = http::HeaderValue::from_str(content_type).unwrap();
        response.headers_mut().insert("content-type", value);
        RawResponse::from(response)
    };
    let tree: Tree = response("text/xml", bytes.into()).xml(&TREE_NODE).unwrap();
    assert_eq!(tree, leaf("a"));
    let refused = response("application/json; charset=utf-8", "{}".into());
    let refused = refused.xml::<Tree>(&TREE_NODE).unwrap_err();
    assert_eq!(
        refused.message(),
        "content type is application/json, not XML"
    );
    let unwritable = RequestBuilder::new(&INFO)
        .xml("application/xml", &leaf("\u{1}"), &TREE_NODE)
        .finish()
        .unwrap_err();
    assert_eq!(unwritable.operation(), Some("plantTree"));
}

#[test]
fn a_small_document_takes_little_memory_and_time() {
    // Each element is in a namespace whose name is long.
    let namespace = "n".repeat(50_000);
    let xml = format!(
        r#"<leaf xmlns="{namespace}">{}</leaf>"#,
        "<unknown/>".repeat(20_000)
    );
    let before = std::time::Instant::now();
    let _ = read::<Value>(&xml, &TREE_NODE);
    assert!(before.elapsed().as_secs() < 10);

    let many: String = (0..100)
        .map(|index| format!(r#" xmlns:a{index}="u""#))
        .collect();
    let error = failure(&format!("<leaf{many}/>"), &TREE_NODE);
    assert!(error.contains("namespace"), "{error}");
}
