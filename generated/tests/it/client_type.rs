//! `types::Client`: the page's own example, and what absent, null and a value are.

use launchdarkly_oauth::runtime::{Maybe, SecretString};
use launchdarkly_oauth::types::{Client, ClientCollection, Link};
use serde_json::{Value, json};

use crate::support::wire;

fn decode(value: Value) -> Client {
    serde_json::from_value(value).unwrap()
}

fn encode(client: &Client) -> Value {
    serde_json::to_value(client).unwrap()
}

fn page_link(href: &str) -> Link {
    serde_json::from_value(json!({"href": href, "type": "application/json"})).unwrap()
}

#[test]
fn the_example_of_the_page_decodes_with_every_field_right() {
    let client = decode(wire::page_example());

    assert_eq!(client.links.len(), 2);
    assert_eq!(client.links["parent"], page_link("/api/v2/oauth/clients"));
    assert_eq!(
        client.links["self"],
        page_link("/api/v2/oauth/clients/50666563-9144-4125-b822-33f308227e45")
    );
    assert_eq!(client.name, "string");
    assert_eq!(client.account_id, "string");
    assert_eq!(client.client_id, "string");
    assert_eq!(client.redirect_uri, "string");
    assert_eq!(client.creation_date, 1);
    assert_eq!(client.description, Maybe::Value("string".to_owned()));
    let secret = client.client_secret.as_option().unwrap();
    assert_eq!(secret.expose(), "string");
}

#[test]
fn the_example_of_the_page_is_encoded_as_it_was() {
    let text = wire::page_example().to_string();
    let client: Client = serde_json::from_str(&text).unwrap();
    assert_eq!(encode(&client), wire::page_example());
    let again: Client = serde_json::from_str(&serde_json::to_string(&client).unwrap()).unwrap();
    assert_eq!(again, client);
}

#[test]
fn a_client_that_a_test_changes_is_the_one_of_the_page() {
    let mut client = decode(wire::client("ci"));
    assert_ne!(client, decode(wire::page_example()));
    client.links = [
        ("parent".to_owned(), page_link("/api/v2/oauth/clients")),
        (
            "self".to_owned(),
            page_link("/api/v2/oauth/clients/50666563-9144-4125-b822-33f308227e45"),
        ),
    ]
    .into();
    client.name = "string".to_owned();
    client.account_id = "string".to_owned();
    client.client_id = "string".to_owned();
    client.redirect_uri = "string".to_owned();
    client.creation_date = 1;
    client.description = "string".into();
    client.client_secret = "string".into();
    assert_eq!(encode(&client), wire::page_example());
    assert_eq!(client, decode(wire::page_example()));
}

/// Both ways, for both properties that are optional and nullable.
#[test]
fn absent_null_and_a_value_are_three_things() {
    for member in ["description", "_clientSecret"] {
        let absent = wire::client("ci");
        let null = wire::with(wire::client("ci"), member, json!(null));
        let empty = wire::with(wire::client("ci"), member, json!(""));
        let value = wire::with(wire::client("ci"), member, json!("text"));
        for json in [absent, null, empty, value] {
            assert_eq!(encode(&decode(json.clone())), json);
        }
    }
    let description =
        |value| decode(wire::with(wire::client("ci"), "description", value)).description;
    assert_eq!(decode(wire::client("ci")).description, Maybe::Absent);
    assert_eq!(description(json!(null)), Maybe::Null);
    assert_eq!(description(json!("")), Maybe::Value(String::new()));
    assert_eq!(description(json!("text")), Maybe::Value("text".to_owned()));
}

#[test]
fn absent_null_and_a_value_are_set_by_hand() {
    let member = |description: Maybe<String>| {
        let mut client = decode(wire::client("ci"));
        client.description = description;
        encode(&client).get("description").cloned()
    };
    assert_eq!(member(Maybe::Absent), None);
    assert_eq!(member("text".into()), Some(json!("text")));
    assert_eq!(member("text".to_owned().into()), Some(json!("text")));
    assert_eq!(member(Some("text".to_owned()).into()), Some(json!("text")));
    assert_eq!(member(None.into()), Some(json!(null)));
    assert_eq!(member(Maybe::Null), Some(json!(null)));

    let mut client = decode(wire::client("ci"));
    client.client_secret = SecretString::from("text").into();
    assert_eq!(encode(&client)["_clientSecret"], "text");
}

#[test]
fn a_required_property_that_is_missing_is_named() {
    for member in [
        "_links",
        "name",
        "_accountId",
        "_clientId",
        "redirectUri",
        "_creationDate",
    ] {
        let json = wire::without(wire::page_example(), member);
        let error = serde_json::from_value::<Client>(json).unwrap_err();
        assert_eq!(error.to_string(), format!("missing field `{member}`"));

        let json = wire::with(wire::page_example(), member, json!(null));
        let error = serde_json::from_value::<Client>(json).unwrap_err();
        assert!(
            error.to_string().contains("invalid type: null"),
            "{member}: {error}"
        );
    }
}

/// The service may say more tomorrow than the document says today.
#[test]
fn members_that_the_document_does_not_list_are_ignored() {
    let json = wire::with(wire::page_example(), "_etag", json!({ "a": [1] }));
    assert_eq!(decode(json), decode(wire::page_example()));
}

#[test]
fn a_collection_is_encoded_as_it_was() {
    for items in [vec![], vec![wire::page_example(), wire::client("ci")]] {
        let json = wire::collection(&items);
        let collection: ClientCollection = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(collection.items.len(), items.len());
        assert_eq!(serde_json::to_value(&collection).unwrap(), json);
    }
    for member in ["_links", "items"] {
        let json = wire::without(wire::collection(&[]), member);
        let error = serde_json::from_value::<ClientCollection>(json).unwrap_err();
        assert_eq!(error.to_string(), format!("missing field `{member}`"));
    }
}

#[test]
fn a_link_has_what_it_was_given() {
    for json in [
        json!({}),
        json!({ "href": "/a" }),
        json!({ "type": "text/html" }),
        json!({ "href": "", "type": "" }),
    ] {
        let link: Link = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&link).unwrap(), json);
    }
}
