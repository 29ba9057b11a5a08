//! Changes of schemas.

use serde_json::{Map, Value, json};

use super::{Change, Random, chosen, find, rename, schemas, set, take_out, unset};

/// The kinds.
pub const KINDS: &[(&str, Change)] = &[
    ("property-added", |root, random| {
        add_property(root, random, false)
    }),
    ("required-property-added", |root, random| {
        add_property(root, random, true)
    }),
    ("property-removed", |root, random| {
        let places = schemas(root, &|one| has_some(one, "properties"));
        take_out(root, &places, random, "properties")
    }),
    ("property-renamed", |root, random| {
        let places = schemas(root, &|one| has_some(one, "properties"));
        let (place, node) = chosen(root, &places, random)?;
        let properties = node.get_mut("properties")?.as_object_mut()?;
        let index = random.below(properties.len());
        let name = properties.keys().nth(index)?.clone();
        rename(properties, &name, &format!("{name}Renamed"));
        Some(format!("{place}/properties/{name}"))
    }),
    ("properties-reversed", |root, random| {
        let places = schemas(root, &|one| has_some(one, "properties"));
        let (place, node) = chosen(root, &places, random)?;
        let properties = node.get_mut("properties")?.as_object_mut()?;
        let entries: Vec<(String, Value)> = std::mem::take(properties).into_iter().collect();
        properties.extend(entries.into_iter().rev());
        Some(place)
    }),
    ("required-toggled", |root, random| {
        let places = schemas(root, &|one| has_some(one, "properties"));
        let (place, node) = chosen(root, &places, random)?;
        let properties = node.get("properties")?.as_object()?;
        let name = properties
            .keys()
            .nth(random.below(properties.len()))?
            .clone();
        let required = node
            .entry("required")
            .or_insert_with(|| json!([]))
            .as_array_mut()?;
        let before = required.len();
        required.retain(|one| *one != name.as_str());
        if required.len() == before {
            required.push(json!(name));
        }
        Some(format!("{place}/properties/{name}"))
    }),
    ("nullable-added", |root, random| {
        let places = schemas(root, &|one| one.get("type").is_some_and(Value::is_string));
        let is_new = is_31(root);
        let (place, node) = chosen(root, &places, random)?;
        if is_new {
            let ty = node.get("type")?.clone();
            node.insert("type".to_owned(), json!([ty, "null"]));
        } else {
            node.insert("nullable".to_owned(), json!(true));
        }
        Some(place)
    }),
    ("nullable-removed", |root, random| {
        let places = schemas(root, &|one| {
            one.get("nullable") == Some(&json!(true))
                || one.get("type").is_some_and(Value::is_array)
        });
        let (place, node) = chosen(root, &places, random)?;
        node.shift_remove("nullable");
        if let Some(Value::Array(types)) = node.get("type") {
            let ty = types.iter().find(|one| **one != "null")?.clone();
            node.insert("type".to_owned(), ty);
        }
        Some(place)
    }),
    ("type-changed", |root, random| {
        let places = schemas(root, &|one| {
            one.get("type")
                .and_then(Value::as_str)
                .is_some_and(is_scalar)
        });
        let (place, node) = chosen(root, &places, random)?;
        let ty = match node.get("type")?.as_str()? {
            "string" => "integer",
            "integer" => "number",
            "number" => "boolean",
            _ => "string",
        };
        for key in [
            "format", "enum", "default", "const", "minimum", "maximum", "pattern",
        ] {
            node.shift_remove(key);
        }
        node.insert("type".to_owned(), json!(ty));
        Some(place)
    }),
    ("format-changed", |root, random| {
        let places = schemas(root, &|one| {
            is_type(one, "string") || is_type(one, "integer")
        });
        let (place, node) = chosen(root, &places, random)?;
        let format = match (node.get("format"), is_type(node, "string")) {
            (Some(_), _) => None,
            (None, true) => Some("date-time"),
            (None, false) => Some("int32"),
        };
        match format {
            Some(format) => node.insert("format".to_owned(), json!(format)),
            None => node.shift_remove("format"),
        };
        Some(place)
    }),
    ("enum-value-added", |root, random| {
        let places = schemas(root, &|one| has_some(one, "enum"));
        let (place, node) = chosen(root, &places, random)?;
        let is_integer = is_type(node, "integer");
        let values = node.get_mut("enum")?.as_array_mut()?;
        values.push(if is_integer {
            json!(977)
        } else {
            json!("brand-new")
        });
        Some(place)
    }),
    ("enum-value-removed", |root, random| {
        let places = schemas(root, &|one| {
            one.get("enum")
                .and_then(Value::as_array)
                .is_some_and(|values| values.len() > 1)
        });
        take_out(root, &places, random, "enum")
    }),
    ("became-enum", |root, random| {
        let places = schemas(root, &|one| {
            is_type(one, "string") && !has_some(one, "enum") && !one.contains_key("format")
        });
        set(root, &places, random, "enum", json!(["one", "two"]))
    }),
    ("branch-added", |root, random| {
        let places = schemas(root, &|one| {
            has_some(one, "oneOf") || has_some(one, "anyOf")
        });
        let (place, node) = chosen(root, &places, random)?;
        let key = if node.contains_key("oneOf") {
            "oneOf"
        } else {
            "anyOf"
        };
        let branch = json!({
            "title": "Newcomer", "type": "object", "required": ["newcomer"],
            "properties": {"newcomer": {"type": "string"}}
        });
        node.get_mut(key)?.as_array_mut()?.push(branch);
        Some(place)
    }),
    ("branch-removed", |root, random| {
        let places = schemas(root, &|one| {
            one.get("oneOf")
                .and_then(Value::as_array)
                .is_some_and(|branches| branches.len() > 1)
        });
        take_out(root, &places, random, "oneOf")
    }),
    ("title-set", |root, random| {
        let places = schemas(root, &|one| {
            one.contains_key("type") || one.contains_key("oneOf")
        });
        set(root, &places, random, "title", json!("Quite Another Title"))
    }),
    ("description-set", |root, random| {
        let places = schemas(root, &|one| one.contains_key("type"));
        set(
            root,
            &places,
            random,
            "description",
            json!("Another description."),
        )
    }),
    ("deprecated", |root, random| {
        let places = schemas(root, &|one| {
            one.contains_key("type") && !one.contains_key("deprecated")
        });
        set(root, &places, random, "deprecated", json!(true))
    }),
    ("default-set", |root, random| {
        let places = schemas(root, &|one| {
            one.get("type")
                .and_then(Value::as_str)
                .is_some_and(is_scalar)
                && !one.contains_key("enum")
                && !one.contains_key("format")
        });
        let (place, node) = chosen(root, &places, random)?;
        let value = match node.get("type")?.as_str()? {
            "string" => json!("usual"),
            "boolean" => json!(true),
            _ => json!(7),
        };
        node.insert("default".to_owned(), value);
        Some(place)
    }),
    ("default-removed", |root, random| {
        let places = schemas(root, &|one| one.contains_key("default"));
        unset(root, &places, random, "default")
    }),
    ("limits-set", |root, random| {
        let places = schemas(root, &|one| {
            is_type(one, "string") || is_type(one, "integer")
        });
        let (place, node) = chosen(root, &places, random)?;
        if is_type(node, "string") {
            node.insert("maxLength".to_owned(), json!(99));
            node.insert("pattern".to_owned(), json!("^.*$"));
        } else {
            node.insert("minimum".to_owned(), json!(0));
            node.insert("maximum".to_owned(), json!(250));
        }
        Some(place)
    }),
    ("read-only", |root, random| {
        let places = schemas(root, &|one| is_type(one, "string"));
        set(root, &places, random, "readOnly", json!(true))
    }),
    ("unique-items", |root, random| {
        let places = schemas(root, &|one| is_type(one, "array"));
        set(root, &places, random, "uniqueItems", json!(true))
    }),
    ("additional-properties-set", |root, random| {
        let places = schemas(root, &|one| {
            is_type(one, "object") && !one.contains_key("additionalProperties")
        });
        set(
            root,
            &places,
            random,
            "additionalProperties",
            json!({"type": "string"}),
        )
    }),
    ("additional-properties-removed", |root, random| {
        let places = schemas(root, &|one| one.contains_key("additionalProperties"));
        unset(root, &places, random, "additionalProperties")
    }),
    ("discriminator-removed", |root, random| {
        let places = schemas(root, &|one| one.contains_key("discriminator"));
        unset(root, &places, random, "discriminator")
    }),
    ("cycle-added", |root, random| {
        let places = find(root, &|pointer, node| {
            pointer.starts_with("/components/schemas/")
                && pointer.matches('/').count() == 3
                && node.get("properties").is_some()
        });
        let (place, node) = chosen(root, &places, random)?;
        let to_itself = json!({"$ref": format!("#{place}")});
        node.get_mut("properties")?
            .as_object_mut()?
            .insert("itself".to_owned(), to_itself);
        Some(place)
    }),
    ("component-added", |root, _| {
        let components = components(root)?;
        let schema = json!({"type": "object", "properties": {"unused": {"type": "string"}}});
        components.insert("BrandNewComponent".to_owned(), schema);
        Some("/components/schemas/BrandNewComponent".to_owned())
    }),
    ("components-reversed", |root, _| {
        let components = components(root)?;
        let entries: Vec<(String, Value)> = std::mem::take(components).into_iter().collect();
        components.extend(entries.into_iter().rev());
        Some("/components/schemas".to_owned())
    }),
    ("component-renamed", |root, random| {
        let components = components(root)?;
        let name = components
            .keys()
            .nth(random.below(components.len()))?
            .clone();
        let new = format!("{name}Anew");
        rename(components, &name, &new);
        let (old, new) = (
            format!("\"#/components/schemas/{name}\""),
            format!("\"#/components/schemas/{new}\""),
        );
        let text = root.to_string().replace(&old, &new);
        *root = serde_json::from_str(&text).ok()?;
        Some(format!("/components/schemas/{name}"))
    }),
    ("component-inlined", |root, random| {
        let places = find(root, &|pointer, node| {
            node.get("$ref").is_some() && pointer.contains("/properties/")
        });
        let place = random.choose(&places)?.clone();
        let reference = root.pointer(&place)?.get("$ref")?.as_str()?.to_owned();
        let target = root.pointer(reference.strip_prefix('#')?)?.clone();
        *root.pointer_mut(&place)? = target;
        Some(place)
    }),
    ("component-extracted", |root, random| {
        let places = schemas(root, &|one| one.contains_key("type"));
        let places: Vec<String> = places
            .into_iter()
            .filter(|place| place.contains("/properties/"))
            .collect();
        let place = random.choose(&places)?.clone();
        let node = root.pointer_mut(&place)?;
        let schema = std::mem::replace(node, json!({"$ref": "#/components/schemas/ExtractedPart"}));
        components(root)?.insert("ExtractedPart".to_owned(), schema);
        Some(place)
    }),
];

fn add_property(root: &mut Value, random: &mut Random, is_required: bool) -> Option<String> {
    let places = schemas(root, &|one| has_some(one, "properties"));
    let (place, node) = chosen(root, &places, random)?;
    let schema = match random.below(5) {
        0 => json!({"type": "string"}),
        1 => json!({"type": "array", "items": {"type": "integer"}}),
        2 => json!({"type": "string", "enum": ["low", "high"]}),
        3 => json!({"type": "string", "format": "binary"}),
        _ => json!({"type": "object", "properties": {"inner": {"type": "boolean"}}}),
    };
    node.get_mut("properties")?
        .as_object_mut()?
        .insert("brandNew".to_owned(), schema);
    if is_required {
        let required = node.entry("required").or_insert_with(|| json!([]));
        required.as_array_mut()?.push(json!("brandNew"));
    }
    Some(format!("{place}/properties/brandNew"))
}

fn components(root: &mut Value) -> Option<&mut Map<String, Value>> {
    root.pointer_mut("/components/schemas")?.as_object_mut()
}

fn has_some(schema: &Map<String, Value>, key: &str) -> bool {
    match schema.get(key) {
        Some(Value::Object(map)) => !map.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        _ => false,
    }
}

fn is_type(schema: &Map<String, Value>, ty: &str) -> bool {
    schema.get("type").is_some_and(|one| *one == ty)
}

fn is_scalar(ty: &str) -> bool {
    matches!(ty, "string" | "integer" | "number" | "boolean")
}

fn is_31(root: &Value) -> bool {
    let version = root.get("openapi").and_then(Value::as_str);
    version.is_some_and(|version| !version.starts_with("3.0"))
}
