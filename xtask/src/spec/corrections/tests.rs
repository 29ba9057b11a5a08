//! Corrections one by one: what becomes of a tree, and what is said.

use serde_json::json;

use super::*;
use crate::report::formats::{Repeated, text};
use crate::spec::load::{self, Document};

/// A document that is corrected by some texts, with all that is said of it.
fn corrected(document: &str, corrections: &[&str]) -> (Value, String) {
    corrected_within(&Limits::default(), document, corrections)
}

fn corrected_within(limits: &Limits, document: &str, corrections: &[&str]) -> (Value, String) {
    let source = source(document, corrections);
    let mut report = Report::new();
    let read = |document: Document| document.root;
    let root = load::parse(&source, limits, &mut report).map(read);
    let said = text::render(&report, (&source).into(), Repeated::Told, 120);
    let said = anstream::adapter::strip_str(&said).to_string();
    (root.unwrap_or_default(), said)
}

fn source(document: &str, corrections: &[&str]) -> Source {
    let corrections = corrections.iter().enumerate();
    Source {
        name: "spec/pets.yaml".to_owned(),
        text: document.to_owned(),
        corrections: corrections
            .map(|(index, text)| Correction {
                name: format!("spec/{index}.yaml"),
                file: SourceFile {
                    path: format!("{index}.yaml"),
                    text: (*text).to_owned(),
                },
            })
            .collect(),
        ..Source::default()
    }
}

fn overlay(version: &str, actions: &str) -> String {
    format!("overlay: {version}\ninfo: {{title: a, version: '1'}}\nactions:\n{actions}")
}

/// What an overlay makes of a tree, as the value of `x` in a document.
fn updated(version: &str, x: &str, actions: &str) -> Value {
    let document = format!("openapi: 3.0.3\nx: {x}\n");
    let (root, said) = corrected(&document, &[&overlay(version, actions)]);
    assert_eq!(said, "");
    root["x"].clone()
}

#[test]
fn files_are_named_from_the_folder_of_the_document() {
    assert_eq!(
        path_from("spec/a.yaml", "spec/a.overlay.yaml"),
        "a.overlay.yaml"
    );
    assert_eq!(
        path_from("spec/v1/a.yaml", "spec/fixes/b.yaml"),
        "../fixes/b.yaml"
    );
    assert_eq!(path_from("a.yaml", "fixes/b.yaml"), "fixes/b.yaml");
    assert_eq!(path_from("/s/a.yaml", "b.yaml"), "b.yaml");
    assert_eq!(path_from("/s/a.yaml", "/s/b.yaml"), "b.yaml");
    assert_eq!(path_from("../a.yaml", "b.yaml"), "b.yaml");
}

#[test]
fn objects_are_merged_and_arrays_appended_to() {
    let x = "{a: {b: 1, list: [1]}, c: 2}";
    let actions = "  - target: $.x\n    update: {a: {b: 3, list: [2, 3], new: {deep: true}}}\n";
    assert_eq!(
        updated("1.0.0", x, actions),
        json!({"a": {"b": 3, "list": [1, 2, 3], "new": {"deep": true}}, "c": 2})
    );
    let actions = "  - target: $.x.a.list\n    update: [2, 3]\n";
    assert_eq!(
        updated("1.0.0", x, actions)["a"]["list"],
        json!([1, [2, 3]])
    );
    assert_eq!(updated("1.1.0", x, actions)["a"]["list"], json!([1, 2, 3]));
    let actions = "  - target: $.x.a.list\n    update: {name: n}\n";
    assert_eq!(
        updated("1.1.0", x, actions)["a"]["list"],
        json!([1, {"name": "n"}])
    );
}

#[test]
fn actions_see_what_those_before_left() {
    let x = "{a: {old: 1}, b: 2}";
    let actions = "  - target: $.x.a\n    remove: true\n  - target: $.x\n    update: {a: {new: 1}}\n  - target: $.x.a\n    update: {more: 2}\n";
    let x = updated("1.0.0", x, actions);
    assert_eq!(x.to_string(), r#"{"b":2,"a":{"new":1,"more":2}}"#);
}

#[test]
fn several_items_are_removed_at_once() {
    let x = "[{n: dummy}, {n: a}, {n: dummy}, {n: b}, {n: dummy}]";
    let actions = "  - target: $.x[?@.n == 'dummy']\n    remove: true\n";
    assert_eq!(
        updated("1.0.0", x, actions),
        json!([{"n": "a"}, {"n": "b"}])
    );
    let actions = "  - target: $.x[4, 0, 4, 2]\n    remove: true\n";
    assert_eq!(
        updated("1.0.0", x, actions),
        json!([{"n": "a"}, {"n": "b"}])
    );
    let actions = "  - target: $.x..*\n    remove: true\n";
    assert_eq!(updated("1.0.0", x, actions), json!([]));
    let actions = "  - target: $.x[?@ == 'dummy']\n    remove: true\n";
    assert_eq!(updated("1.1.0", "[a, dummy]", actions), json!(["a"]));
}

#[test]
fn version_1_1_replaces_primitive_values_and_copies() {
    let actions = "  - target: $.x.a.title\n    update: New\n";
    assert_eq!(
        updated("1.1.0", "{a: {title: Old}}", actions)["a"]["title"],
        "New"
    );
    let actions = "  - target: $.x.b\n    copy: $.x.a\n";
    assert_eq!(
        updated(
            "1.1.0",
            "{a: {p: {q: 1}, l: [1]}, b: {p: {r: 2}, l: [0]}}",
            actions
        )["b"],
        json!({"p": {"r": 2, "q": 1}, "l": [0, 1]})
    );
}

fn patched(x: &str, operations: &str) -> (Value, String) {
    let document = format!("openapi: 3.0.3\nx: {x}\n");
    let (root, said) = corrected(&document, &[operations]);
    (root["x"].clone(), said)
}

/// The cases of RFC 6902, appendix A, with other values.
#[test]
fn patches_do_what_their_standard_says() {
    #[rustfmt::skip]
    let cases = [
        // A.1, A.2: members and items are added.
        ("{a: 1}", r#"[{"op": "add", "path": "/x/b", "value": 2}]"#, json!({"a": 1, "b": 2})),
        ("{l: [a, c]}", r#"[{"op": "add", "path": "/x/l/1", "value": "b"}]"#, json!({"l": ["a", "b", "c"]})),
        // A.3, A.4: they are removed.
        ("{a: 1, b: 2}", r#"[{"op": "remove", "path": "/x/b"}]"#, json!({"a": 1})),
        ("{l: [a, b, c]}", r#"[{"op": "remove", "path": "/x/l/1"}]"#, json!({"l": ["a", "c"]})),
        // A.5: a value is replaced.
        ("{a: 1, b: 2}", r#"[{"op": "replace", "path": "/x/a", "value": 3}]"#, json!({"a": 3, "b": 2})),
        // A.6, A.7: a value is moved.
        ("{a: {p: 1, q: 2}, b: {}}", r#"[{"op": "move", "from": "/x/a/p", "path": "/x/b/r"}]"#, json!({"a": {"q": 2}, "b": {"r": 1}})),
        ("[all, grass, cows, eat]", r#"[{"op": "move", "from": "/x/1", "path": "/x/3"}]"#, json!(["all", "cows", "eat", "grass"])),
        ("{a: 1}", r#"[{"op": "move", "from": "/x/a", "path": "/x/a"}]"#, json!({"a": 1})),
        // A.8: what is tested holds.
        ("{a: q, l: [1, z, 2]}", r#"[{"op": "test", "path": "/x/a", "value": "q"}, {"op": "test", "path": "/x/l/1", "value": "z"}]"#, json!({"a": "q", "l": [1, "z", 2]})),
        // A.10: an object with an object.
        ("{a: 1}", r#"[{"op": "add", "path": "/x/c", "value": {"d": {}}}]"#, json!({"a": 1, "c": {"d": {}}})),
        // A.11: what is not known is ignored.
        ("{a: 1}", r#"[{"op": "add", "path": "/x/b", "value": 2, "note": 9}]"#, json!({"a": 1, "b": 2})),
        // A.14: escaped keys are unescaped once.
        ("{'~1': 5, '/': 6}", r#"[{"op": "test", "path": "/x/~01", "value": 5}, {"op": "replace", "path": "/x/~1", "value": 7}]"#, json!({"~1": 5, "/": 7})),
        // A.16: an array is one value.
        ("{l: [a]}", r#"[{"op": "add", "path": "/x/l/-", "value": ["b", "c"]}]"#, json!({"l": ["a", ["b", "c"]]})),
        // Sections 4.1, 4.5 and 4.6: an existing member is replaced, copies are values, numbers are what they are worth.
        ("{a: 1}", r#"[{"op": "add", "path": "/x/a", "value": 2}]"#, json!({"a": 2})),
        ("{a: {p: 1}}", r#"[{"op": "copy", "from": "/x/a", "path": "/x/b"}, {"op": "replace", "path": "/x/b/p", "value": 2}]"#, json!({"a": {"p": 1}, "b": {"p": 2}})),
        ("{a: {p: 1, q: [1.0]}}", r#"[{"op": "test", "path": "/x/a", "value": {"q": [1], "p": 1.0}}]"#, json!({"a": {"p": 1, "q": [1.0]}})),
        // YAML is read too.
        ("{a: 1}", "- {op: add, path: /x/b, value: 2}\n", json!({"a": 1, "b": 2})),
    ];
    for (x, operations, expected) in cases {
        let (found, said) = patched(x, operations);
        assert_eq!(said, "", "{operations}");
        assert_eq!(found, expected, "{operations}");
    }
}

#[test]
fn a_patch_is_applied_as_a_whole_or_not_at_all() {
    #[rustfmt::skip]
    let cases = [
        // A.9: a test fails.
        (r#"{"op": "test", "path": "/x/a", "value": "1"}"#, "B0108"),
        // A.12: nothing stands above.
        (r#"{"op": "add", "path": "/x/no/b", "value": 1}"#, "B0107"),
        // A.15: a text is no number.
        (r#"{"op": "test", "path": "/x/~01", "value": "10"}"#, "B0107"),
        (r#"{"op": "remove", "path": "/x/no"}"#, "B0107"),
        (r#"{"op": "replace", "path": "/x/no", "value": 1}"#, "B0107"),
        (r#"{"op": "move", "from": "/x/no", "path": "/x/b"}"#, "B0107"),
        (r#"{"op": "copy", "from": "/x/no", "path": "/x/b"}"#, "B0107"),
        (r#"{"op": "move", "from": "/x/l", "path": "/x/l/0"}"#, "B0108"),
        (r#"{"op": "add", "path": "/x/l/3", "value": 1}"#, "B0108"),
        (r#"{"op": "add", "path": "/x/l/01", "value": 1}"#, "B0108"),
        (r#"{"op": "add", "path": "/x/a/b", "value": 1}"#, "B0108"),
        (r#"{"op": "remove", "path": "/x/l/-"}"#, "B0108"),
        (r#"{"op": "remove", "path": ""}"#, "B0108"),
        (r#"{"op": "remove"}"#, "B0106"),
        (r#"{"op": "add", "path": "/x/b"}"#, "B0106"),
        (r#"{"op": "added", "path": "/x/b", "value": 1}"#, "B0106"),
        (r#"{"op": "add", "path": "x/b", "value": 1}"#, "B0106"),
        (r#"{"op": "add", "path": "/x/~2", "value": 1}"#, "B0106"),
        (r#"{"op": 1, "path": "/x/b"}"#, "B0106"),
        ("3", "B0106"),
    ];
    for (operation, code) in cases {
        let before = "{a: 1, l: [1, 2]}";
        let first = r#"{"op": "remove", "path": "/x/l/0"}"#;
        let (found, said) = patched(before, &format!("[{first},\n{operation}]"));
        assert_eq!(found, json!({"a": 1, "l": [1, 2]}), "{operation}");
        assert!(said.contains(code), "{operation}: {said}");
        assert!(said.contains("spec/0.yaml:2:"), "{operation}: {said}");
    }
}

#[test]
fn a_patch_of_nothing_is_told() {
    let (root, said) = corrected("openapi: 3.0.3\n", &["[]\n"]);
    assert_eq!(root, json!({"openapi": "3.0.3"}));
    assert!(
        said.contains("warning[B0106]: the patch has no operation"),
        "{said}"
    );
}

#[test]
fn the_root_may_become_another_document() {
    let patch = r#"[{"op": "replace", "path": "", "value": {"openapi": "3.1.0"}}]"#;
    let (root, said) = corrected("openapi: 3.0.3\n", &[patch]);
    assert_eq!((root, said.as_str()), (json!({"openapi": "3.1.0"}), ""));
}

#[test]
fn copies_of_copies_end_at_a_limit() {
    let deeper = r#"{"op": "copy", "from": "/x", "path": "/x/a"}"#;
    let patch = format!("[{}]", [deeper; 120].join(", "));
    let (found, said) = patched("{l: [1, 2, 3]}", &patch);
    assert_eq!(found, json!({"l": [1, 2, 3]}));
    assert!(
        said.contains("B0105") && said.contains("100 levels"),
        "{said}"
    );
    let wider = (0..40).map(|index| {
        format!(r#"{{"op": "copy", "from": "/x", "path": "/y"}}, {{"op": "add", "path": "/x/{index}", "value": 1}}, {{"op": "move", "from": "/y", "path": "/x/c{index}"}}"#)
    });
    let patch = format!("[{}]", wider.collect::<Vec<_>>().join(", "));
    let limits = Limits {
        nodes: 10_000,
        ..Limits::default()
    };
    let document = "openapi: 3.0.3\nx: {}\n";
    let (root, said) = corrected_within(&limits, document, &[&patch]);
    assert_eq!(root["x"], json!({}));
    assert!(said.contains("B0105") && said.contains("nodes"), "{said}");
}

/// The places of all problems, as `file:line:column`.
fn places(said: &str) -> Vec<&str> {
    let arrows = said.lines().filter_map(|line| line.split("--> ").nth(1));
    arrows.collect()
}

#[test]
fn what_a_correction_wrote_stands_in_it() {
    let document = "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      parameters:\n        - {$ref: '#/one'}\n        - {$ref: '#/two'}\n      responses: {}\n";
    let overlay = overlay(
        "1.0.0",
        "  - target: $.paths['/a'].get.parameters[0]\n    remove: true\n  - target: $.paths['/a'].get\n    update:\n      parameters:\n        - $ref: '#/three'\n",
    );
    let source = source(document, &[&overlay]);
    let mut report = Report::new();
    let document = load::parse(&source, &Limits::default(), &mut report);
    let written = &document
        .map(|document| document.written)
        .unwrap_or_default();
    let at = |text: &str| {
        let pointer = Pointer::parse(text).unwrap_or_default();
        written.place(&pointer).to_string()
    };
    assert_eq!(
        at("#/paths/~1a/get/parameters/0/$ref"),
        "#/paths/~1a/get/parameters/1/$ref"
    );
    assert_eq!(
        at("#/paths/~1a/get/parameters/1/$ref"),
        "0.yaml#/actions/1/update/parameters/0/$ref"
    );
    report.warning(
        Code::Shape,
        &Pointer::parse("#/paths/~1a/get/parameters/1/$ref").unwrap_or_default(),
        "in the overlay",
    );
    report.warning(
        Code::Shape,
        &Pointer::parse("#/paths/~1a/get/parameters/0/$ref").unwrap_or_default(),
        "in the document",
    );
    let said = text::render(&report, (&source).into(), Repeated::Told, 120);
    let said = anstream::adapter::strip_str(&said).to_string();
    assert_eq!(places(&said), ["spec/0.yaml:9:11", "spec/pets.yaml:7:12"]);
}
