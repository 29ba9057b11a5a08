//! Changes of operations, and of the document as a whole.

use serde_json::{Map, Value, json};

use super::{Change, Random, chosen, find, last, operations, rename, set, take_out};

/// The kinds.
pub const KINDS: &[(&str, Change)] = &[
    ("operation-added", |root, _| {
        let path = json!({"get": {
            "operationId": "readBrandNew", "tags": ["brand new"],
            "responses": {"200": text_response(), "404": {"description": "None."}}
        }});
        paths(root)?.insert("/brand-new".to_owned(), path);
        Some("/paths/~1brand-new".to_owned())
    }),
    ("operation-removed", |root, random| {
        let places = operations(root, &|_| true);
        let place = random.choose(&places)?.clone();
        let (path, method) = place.rsplit_once('/')?;
        root.pointer_mut(path)?
            .as_object_mut()?
            .shift_remove(method)?;
        Some(place)
    }),
    ("operation-id-changed", |root, random| {
        let places = operations(root, &|_| true);
        set(
            root,
            &places,
            random,
            "operationId",
            json!("quiteAnotherName"),
        )
    }),
    ("operation-id-removed", |root, random| {
        let places = operations(root, &|one| one.contains_key("operationId"));
        super::unset(root, &places, random, "operationId")
    }),
    ("path-renamed", |root, random| {
        let paths = paths(root)?;
        let path = paths.keys().nth(random.below(paths.len()))?.clone();
        rename(paths, &path, &format!("/moved{path}"));
        Some(path)
    }),
    ("tag-changed", |root, random| {
        let places = operations(root, &|_| true);
        set(root, &places, random, "tags", json!(["another tag"]))
    }),
    ("operation-deprecated", |root, random| {
        let places = operations(root, &|one| !one.contains_key("deprecated"));
        set(root, &places, random, "deprecated", json!(true))
    }),
    ("summary-set", |root, random| {
        let places = operations(root, &|_| true);
        set(
            root,
            &places,
            random,
            "summary",
            json!("Says something else"),
        )
    }),
    ("parameter-added", |root, random| {
        add_parameter(root, random, false)
    }),
    ("required-parameter-added", |root, random| {
        add_parameter(root, random, true)
    }),
    ("parameter-removed", |root, random| {
        let places = parameters(root, &|one| one.get("in").is_some_and(|of| *of != "path"));
        let place = random.choose(&places)?.clone();
        let (list, index) = place.rsplit_once('/')?;
        root.pointer_mut(list)?
            .as_array_mut()?
            .remove(index.parse().ok()?);
        Some(place)
    }),
    ("parameter-required-toggled", |root, random| {
        let places = parameters(root, &|one| one.get("in").is_some_and(|of| *of != "path"));
        let (place, node) = chosen(root, &places, random)?;
        let is_required = node.get("required") == Some(&json!(true));
        node.insert("required".to_owned(), json!(!is_required));
        Some(place)
    }),
    ("parameter-renamed", |root, random| {
        let places = parameters(root, &|one| one.get("in").is_some_and(|of| *of != "path"));
        set(root, &places, random, "name", json!("quiteAnother"))
    }),
    ("parameter-type-changed", |root, random| {
        let places = parameters(root, &|one| one.contains_key("schema"));
        set(
            root,
            &places,
            random,
            "schema",
            json!({"type": "array", "items": {"type": "boolean"}}),
        )
    }),
    ("parameter-deprecated", |root, random| {
        let places = parameters(root, &|one| !one.contains_key("deprecated"));
        set(root, &places, random, "deprecated", json!(true))
    }),
    ("parameters-reversed", |root, random| {
        let places = operations(root, &|one| {
            one.get("parameters")
                .and_then(Value::as_array)
                .is_some_and(|list| list.len() > 1)
        });
        let (place, node) = chosen(root, &places, random)?;
        node.get_mut("parameters")?.as_array_mut()?.reverse();
        Some(place)
    }),
    ("body-added", |root, random| {
        let places = operations(root, &|one| !one.contains_key("requestBody"));
        let places: Vec<String> = places
            .into_iter()
            .filter(|place| !place.ends_with("/get"))
            .collect();
        let body = json!({"content": {"application/json": {"schema": {"type": "object", "properties": {"brandNew": {"type": "string"}}}}}});
        set(root, &places, random, "requestBody", body)
    }),
    ("body-removed", |root, random| {
        let places = operations(root, &|one| one.contains_key("requestBody"));
        super::unset(root, &places, random, "requestBody")
    }),
    ("body-required-toggled", |root, random| {
        let places = find(root, &|pointer, node| {
            pointer.ends_with("/requestBody") && node.get("content").is_some()
        });
        let (place, node) = chosen(root, &places, random)?;
        let is_required = node.get("required") == Some(&json!(true));
        node.insert("required".to_owned(), json!(!is_required));
        Some(place)
    }),
    ("request-media-type-added", |root, random| {
        let places = find(root, &|pointer, node| {
            pointer.ends_with("/requestBody/content") && node.is_object()
        });
        set(
            root,
            &places,
            random,
            "text/csv",
            json!({"schema": {"type": "string"}}),
        )
    }),
    ("response-media-type-added", |root, random| {
        let places = find(root, &|pointer, node| {
            is_response_content(pointer) && node.is_object()
        });
        set(
            root,
            &places,
            random,
            "text/csv",
            json!({"schema": {"type": "string"}}),
        )
    }),
    ("response-media-type-removed", |root, random| {
        let places = find(root, &|pointer, node| {
            is_response_content(pointer) && node.as_object().is_some_and(|map| !map.is_empty())
        });
        let place = random.choose(&places)?.clone();
        let above = place.strip_suffix("/content")?.to_owned();
        take_out(root, &[above], random, "content")
    }),
    ("error-status-added", |root, random| {
        add_response(root, random, "418", json!({"description": "A teapot."}))
    }),
    ("error-with-body-added", |root, random| {
        add_response(root, random, "507", text_response())
    }),
    ("success-added", |root, random| {
        add_response(root, random, "206", text_response())
    }),
    ("empty-success-added", |root, random| {
        add_response(root, random, "205", json!({"description": "Reset."}))
    }),
    ("default-response-added", |root, random| {
        add_response(root, random, "default", text_response())
    }),
    ("status-removed", |root, random| {
        let places = operations(root, &|one| {
            one.get("responses")
                .and_then(Value::as_object)
                .is_some_and(|all| all.len() > 1)
        });
        take_out(root, &places, random, "responses")
    }),
    ("header-added", |root, random| {
        let places = responses(root);
        let header = json!({"brand-new": {"schema": {"type": "integer"}}});
        set(root, &places, random, "headers", header)
    }),
    ("header-removed", |root, random| {
        let places = find(root, &|pointer, node| {
            is_response(pointer) && node.get("headers").is_some()
        });
        super::unset(root, &places, random, "headers")
    }),
    ("callback-added", |root, random| {
        let places = operations(root, &|one| !one.contains_key("callbacks"));
        let callback = json!({"done": {"{$request.body#/url}": {"post": {
            "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {"event": {"type": "string"}}}}}},
            "responses": {"200": {"description": "Fine."}}
        }}}});
        set(root, &places, random, "callbacks", callback)
    }),
    ("security-scheme-added", |root, _| {
        schemes(root)?.insert(
            "brandNew".to_owned(),
            json!({"type": "http", "scheme": "bearer"}),
        );
        Some("/components/securitySchemes/brandNew".to_owned())
    }),
    ("security-scheme-removed", |root, random| {
        let schemes = schemes(root)?;
        let name = schemes.keys().nth(random.below(schemes.len()))?.clone();
        schemes.shift_remove(&name)?;
        let map = root.as_object_mut()?;
        map.shift_remove("security");
        for place in operations(root, &|one| one.contains_key("security")) {
            root.pointer_mut(&place)?
                .as_object_mut()?
                .shift_remove("security");
        }
        Some(name)
    }),
    ("security-set", |root, _| {
        schemes(root)?.insert(
            "brandNew".to_owned(),
            json!({"type": "apiKey", "in": "header", "name": "x-key"}),
        );
        root.as_object_mut()?
            .insert("security".to_owned(), json!([{"brandNew": []}]));
        Some("/security".to_owned())
    }),
    ("oauth2-added", |root, _| {
        let scheme = json!({"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://example.com/token", "scopes": {}}}});
        schemes(root)?.insert("oauthNew".to_owned(), scheme);
        Some("/components/securitySchemes/oauthNew".to_owned())
    }),
    ("server-added", |root, _| {
        let servers = root
            .as_object_mut()?
            .entry("servers")
            .or_insert_with(|| json!([]));
        servers
            .as_array_mut()?
            .push(json!({"url": "https://brand-new.example.com"}));
        Some("/servers".to_owned())
    }),
    ("server-first", |root, _| {
        let servers = root
            .as_object_mut()?
            .entry("servers")
            .or_insert_with(|| json!([]));
        servers.as_array_mut()?.insert(0, json!({"url": "https://{region}.example.com", "variables": {"region": {"default": "eu"}}}));
        Some("/servers".to_owned())
    }),
    ("servers-removed", |root, _| {
        root.as_object_mut()?.shift_remove("servers")?;
        Some("/servers".to_owned())
    }),
    ("document-title-changed", |root, _| {
        root.pointer_mut("/info")?
            .as_object_mut()?
            .insert("title".to_owned(), json!("Quite another"));
        Some("/info/title".to_owned())
    }),
    ("paths-reversed", |root, _| {
        let paths = paths(root)?;
        let entries: Vec<(String, Value)> = std::mem::take(paths).into_iter().collect();
        paths.extend(entries.into_iter().rev());
        Some("/paths".to_owned())
    }),
];

fn text_response() -> Value {
    json!({"description": "Text.", "content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}})
}

fn paths(root: &mut Value) -> Option<&mut Map<String, Value>> {
    root.get_mut("paths")?.as_object_mut()
}

fn schemes(root: &mut Value) -> Option<&mut Map<String, Value>> {
    let components = root
        .as_object_mut()?
        .entry("components")
        .or_insert_with(|| json!({}));
    let schemes = components
        .as_object_mut()?
        .entry("securitySchemes")
        .or_insert_with(|| json!({}));
    schemes.as_object_mut()
}

fn add_parameter(root: &mut Value, random: &mut Random, is_required: bool) -> Option<String> {
    let places = operations(root, &|_| true);
    let location = if random.below(2) == 0 {
        "query"
    } else {
        "header"
    };
    let (place, node) = chosen(root, &places, random)?;
    let parameter = json!({"name": "brandNew", "in": location, "required": is_required, "schema": {"type": "string"}});
    let parameters = node.entry("parameters").or_insert_with(|| json!([]));
    parameters.as_array_mut()?.push(parameter);
    Some(place)
}

fn add_response(
    root: &mut Value,
    random: &mut Random,
    status: &str,
    response: Value,
) -> Option<String> {
    let places = operations(root, &|one| {
        one.get("responses")
            .is_some_and(|responses| responses.get(status).is_none())
    });
    let (place, node) = chosen(root, &places, random)?;
    node.get_mut("responses")?
        .as_object_mut()?
        .insert(status.to_owned(), response);
    Some(place)
}

fn parameters(root: &Value, question: &dyn Fn(&Map<String, Value>) -> bool) -> Vec<String> {
    find(root, &|pointer, node| {
        let is_one =
            pointer.rsplit('/').nth(1) == Some("parameters") && pointer.starts_with("/paths");
        is_one && node.as_object().is_some_and(question)
    })
}

fn is_response(pointer: &str) -> bool {
    pointer.rsplit('/').nth(1) == Some("responses") && pointer.starts_with("/paths")
}

fn is_response_content(pointer: &str) -> bool {
    last(pointer) == "content" && pointer.strip_suffix("/content").is_some_and(is_response)
}

fn responses(root: &Value) -> Vec<String> {
    find(root, &|pointer, node| {
        is_response(pointer) && node.get("description").is_some()
    })
}
