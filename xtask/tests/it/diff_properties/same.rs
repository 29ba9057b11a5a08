//! Other ways to write the same document.

use serde_json::{Map, Value, json};

use crate::random::Random;

/// Where a schema stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It is the whole value of a parameter, a header or a body, or a property: a component could be there.
    Movable,
    /// It is a component, or a part of another schema.
    Fixed,
}

/// Visits the schemas below a node that is not one, the innermost first.
fn each_schema(node: &mut Value, visit: &mut impl FnMut(&mut Value, Place)) {
    match node {
        Value::Object(entries) => {
            for (key, value) in entries.iter_mut() {
                match key.as_str() {
                    "schema" | "itemSchema" if value.is_object() => {
                        within(value, Place::Movable, visit)
                    }
                    "schemas" | "definitions" => each(value, Place::Fixed, visit),
                    "example" | "examples" => {}
                    _ if key.starts_with("x-") => {}
                    _ => each_schema(value, visit),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_schema(item, visit)),
        _ => {}
    }
}

fn each(named: &mut Value, place: Place, visit: &mut impl FnMut(&mut Value, Place)) {
    for schema in named.as_object_mut().into_iter().flat_map(Map::values_mut) {
        within(schema, place, visit);
    }
}

/// Visits the schemas of a schema, and then the schema.
fn within(schema: &mut Value, place: Place, visit: &mut impl FnMut(&mut Value, Place)) {
    for (key, value) in schema.as_object_mut().into_iter().flatten() {
        match key.as_str() {
            "properties" => each(value, Place::Movable, visit),
            "patternProperties" | "$defs" | "dependentSchemas" => each(value, Place::Fixed, visit),
            "items"
            | "not"
            | "additionalProperties"
            | "contains"
            | "propertyNames"
            | "if"
            | "then"
            | "else"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "contentSchema"
                if value.is_object() =>
            {
                within(value, Place::Fixed, visit);
            }
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                for branch in value.as_array_mut().into_iter().flatten() {
                    within(branch, Place::Fixed, visit);
                }
            }
            _ => {}
        }
    }
    visit(schema, place);
}

/// The document in another order, where order has no meaning.
pub fn reordered(root: &Value, seed: u64) -> Value {
    let mut root = root.clone();
    reorder(&mut root, &mut Random(seed));
    root
}

fn reorder(node: &mut Value, random: &mut Random) {
    match node {
        Value::Object(entries) => {
            let mut all: Vec<(String, Value)> = std::mem::take(entries).into_iter().collect();
            random.shuffle(&mut all);
            for (key, value) in &mut all {
                let is_data = matches!(key.as_str(), "example" | "examples" | "default")
                    || key.starts_with("x-");
                if is_data {
                    continue;
                }
                reorder(value, random);
                let is_set = matches!(
                    key.as_str(),
                    "required" | "enum" | "type" | "allOf" | "anyOf" | "oneOf" | "parameters"
                );
                if let Some(items) = value.as_array_mut().filter(|_| is_set) {
                    random.shuffle(items);
                }
            }
            entries.extend(all);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| reorder(item, random)),
        _ => {}
    }
}

/// Whether references lead to components alone.
fn refers_to_components(root: &Value) -> bool {
    let text = root.to_string();
    let plain = |reference: &str| {
        let reference = reference.split('"').next().unwrap_or_default();
        reference.starts_with("#/components/") && reference.matches('/').count() == 3
    };
    !["\"$id\"", "\"$anchor\"", "\"$dynamicRef\""]
        .iter()
        .any(|word| text.contains(word))
        && text.split("\"$ref\":\"").skip(1).all(plain)
}

/// The document with a copy of the component at each reference, where that ends. `None` where it has none.
pub fn inlined(root: &Value) -> Option<Value> {
    if !refers_to_components(root) {
        return None;
    }
    let mut inlined = root.clone();
    inline(&mut inlined, root, false);
    (inlined != *root).then_some(inlined)
}

fn inline(node: &mut Value, root: &Value, is_named: bool) {
    if let Some(component) = component(node, root).filter(|_| !is_named) {
        *node = component.clone();
        return;
    }
    match node {
        Value::Object(entries) => {
            // What a discriminator tells apart, it tells apart by name.
            let has_discriminator = entries.contains_key("discriminator");
            for (key, value) in entries.iter_mut() {
                match key.as_str() {
                    "example" | "examples" | "default" | "mapping" if !value.is_object() => {}
                    "example" | "mapping" => {}
                    "oneOf" | "anyOf" if has_discriminator => {
                        for branch in value.as_array_mut().into_iter().flatten() {
                            inline(branch, root, true);
                        }
                    }
                    _ => inline(value, root, false),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| inline(item, root, false)),
        _ => {}
    }
}

/// What a reference leads to, where nothing but the reference is there and a copy says the same.
fn component<'r>(node: &Value, root: &'r Value) -> Option<&'r Value> {
    let entries = node.as_object().filter(|entries| entries.len() == 1)?;
    let reference = entries.get("$ref")?.as_str()?;
    let component = root.pointer(reference.strip_prefix('#')?)?;
    let mut reached = vec![reference.to_owned()];
    let mut next = 0;
    while let Some(one) = reached.get(next) {
        let text = root.pointer(one.strip_prefix('#')?)?.to_string();
        if text.contains("\"discriminator\":") {
            return None;
        }
        for reference in text.split("\"$ref\":\"").skip(1) {
            let reference = reference.split('"').next().unwrap_or_default().to_owned();
            if reference == reached[0] {
                return None;
            }
            if !reached.contains(&reference) {
                reached.push(reference);
            }
        }
        next += 1;
    }
    Some(component)
}

/// The document with the schemas of parameters, bodies and properties as components.
pub fn extracted(root: &Value) -> Option<Value> {
    if !refers_to_components(root) || root.get("openapi").is_none() {
        return None;
    }
    let mut root = root.clone();
    let mut components = Map::new();
    each_schema(&mut root, &mut |schema, place| {
        let is_inline = schema.as_object().is_some_and(|entries| {
            !entries.contains_key("$ref") && !entries.contains_key("discriminator")
        });
        if place == Place::Movable && is_inline {
            let name = format!("Zzq{}", components.len());
            let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
            components.insert(name, std::mem::replace(schema, reference));
        }
    });
    if components.is_empty() {
        return None;
    }
    let sections = root
        .as_object_mut()?
        .entry("components")
        .or_insert_with(|| json!({}));
    let schemas = sections
        .as_object_mut()?
        .entry("schemas")
        .or_insert_with(|| json!({}));
    schemas.as_object_mut()?.extend(components);
    Some(root)
}

/// A document of OpenAPI 3.0 as 3.1 writes it. `None` where one of the two has no way to write it.
pub fn as_3_1(root: &Value) -> Option<Value> {
    let version = root.get("openapi")?.as_str()?;
    if !version.starts_with("3.0") {
        return None;
    }
    let mut root = root.clone();
    root["openapi"] = json!("3.1.0");
    let mut is_clear = true;
    each_schema(&mut root, &mut |schema, _| {
        if let Some(entries) = schema.as_object_mut() {
            is_clear &= convert(entries);
        }
    });
    is_clear.then_some(root)
}

fn convert(entries: &mut Map<String, Value>) -> bool {
    if let Some(reference) = entries.get("$ref").cloned() {
        // Nothing beside a reference had a meaning, and yet this is read as it must be meant.
        if entries.contains_key("nullable") {
            return false;
        }
        *entries = Map::from_iter([("$ref".to_owned(), reference)]);
        return true;
    }
    if entries.shift_remove("nullable") == Some(json!(true)) {
        let Some(kind) = entries.get_mut("type") else {
            return false;
        };
        *kind = json!([kind.clone(), "null"]);
        if let Some(values) = entries.get_mut("enum").and_then(Value::as_array_mut)
            && !values.contains(&Value::Null)
        {
            values.push(Value::Null);
        }
    }
    for (exclusive, limit) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match entries.get(exclusive) {
            Some(Value::Bool(true)) => {
                let Some(limit) = entries.shift_remove(limit) else {
                    return false;
                };
                entries.insert(exclusive.to_owned(), limit);
            }
            Some(Value::Bool(false)) => {
                entries.shift_remove(exclusive);
            }
            _ => {}
        }
    }
    if let Some(example) = entries.shift_remove("example") {
        entries.insert("examples".to_owned(), json!([example]));
    }
    true
}
