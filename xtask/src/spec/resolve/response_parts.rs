//! What responses say of headers and of the items of streams.

use serde_json::Value;

use super::{Resolver, entries};
use crate::report::Report;
use crate::spec::pointer::Pointer;
use crate::spec::references::{self, Node};
use crate::spec::schema::SchemaId;
use crate::spec::{Header, Item, shape};

impl<'d> Resolver<'d, '_> {
    /// The headers of a response.
    pub(super) fn headers(&mut self, response: &Node<'d>) -> Vec<Header> {
        let place = response.place.child("headers");
        let entries = entries(response.value.get("headers"), &place);
        let headers = entries.into_iter().filter_map(|(name, place, value)| {
            let node = self.follow(&place, value)?;
            shape::HEADER.check(node.value, &node.place, &|_| false, self.report);
            let flag = |field: &str| node.value.get(field).and_then(Value::as_bool);
            let description = node.value.get("description").and_then(Value::as_str);
            let (schema, content) = self.header_schema(&node);
            Some(Header {
                place,
                name,
                description: description.map(str::to_owned),
                required: flag("required").unwrap_or_default(),
                deprecated: flag("deprecated").unwrap_or_default(),
                explode: flag("explode").unwrap_or_default(),
                content,
                schema,
            })
        });
        headers.collect()
    }

    /// The schema of a header, and its media type where it is written as one.
    fn header_schema(&mut self, node: &Node<'d>) -> (Option<SchemaId>, Option<String>) {
        if let Some(schema) = node.value.get("schema").filter(|schema| !schema.is_null()) {
            let place = node.place.child("schema");
            return (self.schemas.id(&place, schema, self.report), None);
        }
        let content = entries(node.value.get("content"), &node.place.child("content"));
        match content.into_iter().next() {
            Some((media_type, place, value)) => {
                let schema = value.get("schema").filter(|schema| !schema.is_null());
                let place = place.child("schema");
                let schema = schema.and_then(|schema| self.schemas.id(&place, schema, self.report));
                (schema, Some(media_type))
            }
            None => (None, None),
        }
    }

    /// What the `itemSchema` of a media type says (3.2, "Sequential Media Types").
    pub(super) fn item(&mut self, name: &str, place: &Pointer, value: &'d Value) -> Option<Item> {
        let item = value.get("itemSchema").filter(|item| item.is_object())?;
        let place = place.child("itemSchema");
        let is_event = name.to_ascii_lowercase().starts_with("text/event-stream");
        let data = is_event.then(|| self.event_data(&place, item)).flatten();
        match data {
            Some(data) => Some(Item::EventData(data)),
            None => self.schemas.id(&place, item, self.report).map(Item::Whole),
        }
    }

    /// The schema of the data of server-sent events (3.2, "Special Considerations for Server-Sent Events"): the
    /// property `data` of an item, or its `contentSchema`, where the data is text that holds JSON.
    fn event_data(&mut self, place: &Pointer, item: &'d Value) -> Option<SchemaId> {
        // A reference that leads nowhere is told with the item itself.
        let follow = |place: &Pointer, value: &'d Value| {
            references::follow(self.document, place, value, &mut Report::new())
        };
        let item = follow(place, item)?;
        let own = item.place.child("properties").child("data");
        let data = item.value.get("properties")?.get("data")?;
        let followed = follow(&own, data)?;
        match followed.value.get("contentSchema") {
            Some(content) if content.is_object() => {
                let place = followed.place.child("contentSchema");
                self.schemas.id(&place, content, self.report)
            }
            _ => self.schemas.id(&own, data, self.report),
        }
    }
}
