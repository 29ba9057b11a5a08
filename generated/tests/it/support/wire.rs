//! What the service sends.

use serde_json::{Value, json};

/// The example of the vendor's reference page of getOAuthClientById, value by value.
pub fn page_example() -> Value {
    json!({
        "_links": {
            "parent": {
                "href": "/api/v2/oauth/clients",
                "type": "application/json"
            },
            "self": {
                "href": "/api/v2/oauth/clients/50666563-9144-4125-b822-33f308227e45",
                "type": "application/json"
            }
        },
        "name": "string",
        "_accountId": "string",
        "_clientId": "string",
        "redirectUri": "string",
        "_creationDate": 1,
        "description": "string",
        "_clientSecret": "string"
    })
}

/// A client that has what is required and no more.
pub fn client(name: &str) -> Value {
    json!({
        "_links": {},
        "name": name,
        "_accountId": "57be1db38b75bf0772d11383",
        "_clientId": "50666563-9144-4125-b822-33f308227e45",
        "redirectUri": "https://dashboard.example.com/oauth/callback",
        "_creationDate": 1_700_000_000_000_i64
    })
}

/// A collection of clients.
pub fn collection(items: &[Value]) -> Value {
    json!({
        "_links": { "self": { "href": "/api/v2/oauth/clients", "type": "application/json" } },
        "items": items
    })
}

/// The same object with one member set.
pub fn with(mut object: Value, member: &str, value: Value) -> Value {
    object[member] = value;
    object
}

/// The same object without one member.
pub fn without(mut object: Value, member: &str) -> Value {
    let removed = object
        .as_object_mut()
        .and_then(|members| members.remove(member));
    assert!(removed.is_some(), "there is no `{member}` to take away");
    object
}

/// The body of an error, of whatever status.
pub fn error(code: &str, message: &str) -> Value {
    json!({ "code": code, "message": message })
}
