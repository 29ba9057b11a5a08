//! Bodies that are several values of JSON, one after the other.

use serde::Serialize;

use super::{BuildError, RequestBuilder};

impl RequestBuilder {
    /// A body of JSON, a value a line, such as `application/x-ndjson` (JSON Lines).
    #[must_use]
    pub fn json_lines<T: Serialize>(self, content_type: &str, items: &[T]) -> Self {
        self.json_items(content_type, "", items)
    }

    /// A body of the type `application/json-seq`: each value between a record separator and a line feed (RFC 7464,
    /// section 2.2).
    #[must_use]
    pub fn json_sequence<T: Serialize>(self, content_type: &str, items: &[T]) -> Self {
        self.json_items(content_type, "\u{1e}", items)
    }

    fn json_items<T: Serialize>(self, content_type: &str, before: &str, items: &[T]) -> Self {
        let mut text = Vec::new();
        for (index, item) in items.iter().enumerate() {
            text.extend_from_slice(before.as_bytes());
            if let Err(error) = serde_json::to_writer(&mut text, item) {
                let message =
                    format!("item {index} of the body cannot be written as JSON: {error}");
                return self.fail(BuildError::new(message).with_source(error));
            }
            text.push(b'\n');
        }
        self.body(content_type, text)
    }
}
