//! What the keywords of a schema say, as they stand in the document.

use serde_json::{Map, Number, Value};

use super::super::meaning;
use super::super::operations::nodes::shown;
use crate::diff::Version;
use crate::spec::schema::Schema;

/// The keywords that are compared by a code of their own, here or with the schemas within; and those that say nothing
/// of values.
const KNOWN: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$id",
    "$recursiveAnchor",
    "$ref",
    "$schema",
    "$vocabulary",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "definitions",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "discriminator",
    "else",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "id",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "then",
    "title",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "writeOnly",
];

/// Whether something else is told of a keyword, or nothing.
pub fn is_known(keyword: &str) -> bool {
    keyword.starts_with("x-") || KNOWN.contains(&keyword)
}

/// The keywords of one version.
pub struct Said<'v> {
    version: &'v Version,
    /// The schema.
    pub schema: &'v Schema,
    node: Option<&'v Map<String, Value>>,
}

impl<'v> Said<'v> {
    /// Those of a schema.
    pub fn of(version: &'v Version, schema: &'v Schema) -> Self {
        let node = version.document.find(&schema.place);
        Self {
            version,
            schema,
            node: node.and_then(Value::as_object),
        }
    }

    /// Whether it stands in the document as a schema with keywords.
    pub fn is_written(&self) -> bool {
        self.node.is_some()
    }

    /// The keywords that it has.
    pub fn names(&self) -> impl Iterator<Item = &'v String> {
        self.node.into_iter().flat_map(Map::keys)
    }

    /// The value of a keyword.
    pub fn value(&self, keyword: &str) -> Option<&'v Value> {
        self.node?.get(keyword)
    }

    /// The value of a keyword, as readers see it.
    pub fn text(&self, keyword: &str) -> Option<String> {
        self.value(keyword).map(shown)
    }

    /// The value of a keyword that is a text.
    pub fn word(&self, keyword: &str) -> Option<&'v str> {
        self.value(keyword)?.as_str()
    }

    /// The value of a keyword that is a number.
    pub fn number(&self, keyword: &str) -> Option<&'v Number> {
        self.value(keyword)?.as_number()
    }

    /// The value of a keyword, with what it refers to.
    pub fn meaning(&self, keyword: &str) -> Option<Value> {
        meaning::followed(&self.version.document, &self.schema.place.child(keyword))
    }

    /// The same of an entry of a keyword that is a map.
    pub fn meaning_of(&self, keyword: &str, name: &str) -> Option<Value> {
        let place = self.schema.place.child(keyword).child(name);
        meaning::followed(&self.version.document, &place)
    }
}
