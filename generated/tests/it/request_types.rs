//! The types of request bodies: what their setters send, and what they leave out.

use launchdarkly_oauth::types::{JsonPatch, OauthClientPost, PatchOperation, PatchOperationOp};
use serde_json::{Value, json};

fn encode(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn a_registration_sends_what_was_set() {
    assert_eq!(encode(&OauthClientPost::new()), json!({}));
    assert_eq!(
        encode(&OauthClientPost::new().name("ci")),
        json!({ "name": "ci" })
    );
    assert_eq!(
        encode(&OauthClientPost::new().redirect_uri("https://a.example")),
        json!({ "redirectUri": "https://a.example" })
    );
    assert_eq!(
        encode(&OauthClientPost::new().description("")),
        json!({ "description": "" })
    );
    let all = OauthClientPost::new()
        .name("first")
        .name("ci")
        .redirect_uri("https://a.example")
        .description("for builds");
    assert_eq!(
        encode(&all),
        json!({ "name": "ci", "redirectUri": "https://a.example", "description": "for builds" })
    );
    let decoded: OauthClientPost = serde_json::from_value(encode(&all)).unwrap();
    assert_eq!(decoded, all);
}

#[test]
fn a_patch_operation_has_a_constructor_by_the_name_of_its_op() {
    for (operation, op) in [
        (PatchOperation::add("/a"), "add"),
        (PatchOperation::remove("/a"), "remove"),
        (PatchOperation::replace("/a"), "replace"),
        (PatchOperation::r#move("/a"), "move"),
        (PatchOperation::copy("/a"), "copy"),
        (PatchOperation::test("/a"), "test"),
        (PatchOperation::new("add", "/a"), "add"),
        (PatchOperation::new(PatchOperationOp::Test, "/a"), "test"),
    ] {
        assert_eq!(encode(&operation), json!({ "op": op, "path": "/a" }));
    }
}

#[test]
fn the_value_of_a_patch_operation_is_any_json() {
    let with_value = |operation: PatchOperation| encode(&operation).get("value").cloned();
    let replace = || PatchOperation::replace("/description");
    assert_eq!(with_value(replace().value("x")), Some(json!("x")));
    assert_eq!(
        with_value(replace().value(String::from("x"))),
        Some(json!("x"))
    );
    assert_eq!(with_value(replace().value(7)), Some(json!(7)));
    assert_eq!(with_value(replace().value(true)), Some(json!(true)));
    assert_eq!(
        with_value(replace().value(vec!["a", "b"])),
        Some(json!(["a", "b"]))
    );
    let object = json!({ "a": [null, 1.5] });
    assert_eq!(with_value(replace().value(object.clone())), Some(object));
}

#[test]
fn the_value_null_is_sent_and_an_absent_one_is_not() {
    for json in [
        json!({ "op": "replace", "path": "/description", "value": null }),
        json!({ "op": "remove", "path": "/description" }),
    ] {
        let decoded: PatchOperation = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(encode(&decoded), json);
    }
    let null = PatchOperation::replace("/description").value(Value::Null);
    assert_eq!(null.value, Some(Value::Null));
    assert_eq!(
        serde_json::to_string(&null).unwrap(),
        r#"{"op":"replace","path":"/description","value":null}"#
    );
    assert_eq!(PatchOperation::remove("/description").value, None);
}

#[test]
fn an_op_that_the_document_does_not_list_is_kept() {
    let json = json!({ "op": "fly", "path": "/name" });
    let decoded: PatchOperation = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(encode(&decoded), json);
    assert_eq!(decoded, PatchOperation::new("fly", "/name"));
    assert!(matches!(decoded.op, PatchOperationOp::Unknown(_)));
    assert_eq!(decoded.op.as_str(), "fly");
    assert_eq!(decoded.op.to_string(), "fly");
    assert!(format!("{:?}", decoded.op).contains("fly"));
}

#[test]
fn an_op_is_compared_to_the_letter() {
    assert_eq!(PatchOperationOp::from("move"), PatchOperationOp::Move);
    for other in ["Move", "MOVE", " move", ""] {
        let op = PatchOperationOp::from(other);
        assert!(matches!(op, PatchOperationOp::Unknown(_)), "{other:?}");
        assert_eq!(op.as_str(), other);
    }
    for wrong in [json!(1), json!(null), json!({ "add": 1 })] {
        assert!(serde_json::from_value::<PatchOperationOp>(wrong).is_err());
    }
}

#[test]
fn a_patch_is_a_list_in_order() {
    let patch: JsonPatch = vec![
        PatchOperation::test("/name").value("old"),
        PatchOperation::replace("/name").value("new"),
    ];
    let json = json!([
        { "op": "test", "path": "/name", "value": "old" },
        { "op": "replace", "path": "/name", "value": "new" }
    ]);
    assert_eq!(encode(&patch), json);
    assert_eq!(serde_json::from_value::<JsonPatch>(json).unwrap(), patch);
}

#[test]
fn a_required_property_that_is_missing_is_named() {
    for (json, member) in [
        (json!({ "path": "/a" }), "op"),
        (json!({ "op": "add" }), "path"),
    ] {
        let error = serde_json::from_value::<PatchOperation>(json).unwrap_err();
        assert_eq!(error.to_string(), format!("missing field `{member}`"));
    }
}
