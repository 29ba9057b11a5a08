//! Documents of any size, for measuring: the same text for the same size, everywhere.
//!
//! They are as the documents of large APIs are: a tag has a few tens of operations, an operation has parameters and
//! prose, and takes or answers a component; components refer to each other, have values to choose from, and some are
//! unions.

use std::fmt::Write;

const PROSE: &str =
    "What stands here is as long as what is said of a thing that people have questions about.";

/// Operations of one tag.
const OF_A_TAG: usize = 25;

/// The JSON text of a document with this many operations, and a component for every two of them.
pub fn document(operations: usize) -> String {
    let things = operations.div_ceil(2);
    let paths: Vec<String> = (0..things)
        .map(|index| path(index, 2 * index + 1 < operations))
        .collect();
    let schemas: Vec<String> = (0..things).map(schema).collect();
    format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "Synthetic", "version": "1"}}, "servers": [{{"url": "https://api.example.com"}}], "paths": {{
{}
}}, "components": {{"schemas": {{
{}
}}}}}}
"#,
        paths.join(",\n"),
        schemas.join(",\n")
    )
}

/// The path of a thing: reading it, and changing it where both are wanted.
fn path(index: usize, is_writable: bool) -> String {
    let tag = 2 * index / OF_A_TAG;
    let mut text = format!(
        r##""/things{index}/{{id}}": {{"parameters": [{{"name": "id", "in": "path", "required": true, "schema": {{"type": "string"}}}}], "get": {{"operationId": "getThing{index}", "tags": ["Tag {tag}"], "summary": "Get the thing {index}", "description": "{PROSE}", "parameters": [{{"name": "page", "in": "query", "description": "{PROSE}", "schema": {{"type": "integer"}}}}, {{"name": "sort", "in": "query", "schema": {{"type": "string", "enum": ["up", "down"]}}}}], "responses": {{"200": {{"description": "It.", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/Thing{index}"}}}}}}}}, "404": {{"description": "None."}}}}}}"##
    );
    if is_writable {
        let _ = write!(
            text,
            r##", "put": {{"operationId": "putThing{index}", "tags": ["Tag {tag}"], "summary": "Change the thing {index}", "requestBody": {{"required": true, "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/Thing{index}"}}}}}}}}, "responses": {{"200": {{"description": "It.", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/Thing{index}"}}}}}}}}}}}}"##
        );
    }
    text.push('}');
    text
}

fn schema(index: usize) -> String {
    let mut fields: Vec<String> = (0..6)
        .map(|field| {
            let ty = ["string", "integer", "boolean"][field % 3];
            format!(r#""field{field}": {{"type": "{ty}", "description": "{PROSE}"}}"#)
        })
        .collect();
    fields.push(r#""state": {"type": "string", "enum": ["new", "ready", "gone"]}"#.to_owned());
    fields.push(
        r#""labels": {"type": "object", "additionalProperties": {"type": "string"}}"#.to_owned(),
    );
    // Each thing has parts of the one before it.
    if let Some(before) = index.checked_sub(1) {
        fields.push(format!(
            r##""parts": {{"type": "array", "items": {{"$ref": "#/components/schemas/Thing{before}"}}}}"##
        ));
    }
    if index % 10 == 9 {
        fields.push(format!(
            r##""origin": {{"oneOf": [{{"$ref": "#/components/schemas/Thing{}"}}, {{"type": "string"}}]}}"##,
            index - 2
        ));
    }
    format!(
        r#""Thing{index}": {{"type": "object", "description": "{PROSE}", "required": ["field0", "field1", "state"], "properties": {{{}}}}}"#,
        fields.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn a_document_has_as_many_operations_as_it_is_asked_for() {
        for operations in [1, 2, 25, 60] {
            let text = document(operations);
            assert_eq!(text.matches("operationId").count(), operations);
            let tree = serde_json::from_str::<serde_json::Value>(&text);
            assert!(tree.is_ok(), "{text}");
        }
    }
}
