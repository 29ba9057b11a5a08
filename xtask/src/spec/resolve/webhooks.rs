//! What the API sends by itself: webhooks (OpenAPI 3.1, section 4.8.1) and callbacks (3.0.3, section 4.7.18).
//!
//! Both are Path Item Objects whose roles are turned round: the API sends the request, and its client
//! receives the body.

use serde_json::Value;

use super::operations::METHODS;
use super::{Resolver, entries};
use crate::spec::pointer::Pointer;
use crate::spec::references::Node;
use crate::spec::{Operation, shape};

impl<'d> Resolver<'d, '_> {
    /// The operations of `webhooks`, each under its name.
    pub(super) fn webhooks(&mut self) {
        let place = Pointer::root().child("webhooks");
        for (name, place, node) in entries(self.document.root.get("webhooks"), &place) {
            self.sent_item(&name, &format!("{name} webhook"), &place, node);
        }
    }

    /// The operations of the `callbacks` of an operation, each under the expression of its URL.
    pub(super) fn callbacks(&mut self, operation: &Operation, node: &Node<'d>) {
        let place = node.place.child("callbacks");
        for (name, place, node) in entries(node.value.get("callbacks"), &place) {
            let Some(callback) = self.follow(&place, node) else {
                continue;
            };
            let id = format!("{} {name} callback", operation.id);
            for (expression, place, node) in entries(Some(callback.value), &callback.place) {
                if !expression.starts_with("x-") {
                    self.sent_item(&expression, &id, &place, node);
                }
            }
        }
    }

    /// The operations of one path item. The name of its place is enough for one; several need their methods.
    fn sent_item(&mut self, path: &str, id: &str, place: &Pointer, node: &'d Value) {
        let concerned = self.report.operation().cloned();
        self.report.set_operation(Some(place));
        let followed = self.follow(place, node);
        self.report.set_operation(concerned.as_ref());
        let Some(item) = followed else {
            return;
        };
        shape::PATH_ITEM.check(item.value, &item.place, &|_| false, self.report);
        let operations: Vec<_> = entries(Some(item.value), &item.place)
            .into_iter()
            .filter(|(method, ..)| METHODS.contains(&method.as_str()))
            .collect();
        let is_only = operations.len() == 1;
        for (method, own_place, value) in operations {
            // What callbacks share is one operation.
            let known = self.webhooks.iter();
            if known.into_iter().any(|known| known.written == own_place) {
                continue;
            }
            let id = if is_only {
                id.to_owned()
            } else {
                format!("{id} {method}")
            };
            let place = place.child(&method);
            // Its mistakes are no reason to leave out the operation that it belongs to.
            self.report.set_operation(Some(&place));
            let followed = self.follow(&own_place, value);
            let operation =
                followed.and_then(|node| self.operation(path, &method, Some(&id), &node, &[], &[]));
            self.webhooks.extend(operation.map(|operation| Operation {
                place: place.clone(),
                ..operation
            }));
            self.report.set_operation(concerned.as_ref());
        }
    }
}
