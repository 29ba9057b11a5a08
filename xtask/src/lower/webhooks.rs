//! What the API sends by itself, and its clients read.

use super::Context;
use super::operations::media_types::{Kind, kind, payload, preferred, raw};
use super::types::TypeTable;
use crate::model::Webhook;
use crate::spec;

/// The bodies of webhooks and callbacks; those without one say nothing that a client could read.
pub fn lower(
    webhooks: &[&spec::Operation],
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Vec<Webhook> {
    let bodies = webhooks.iter().filter_map(|webhook| {
        let content = &webhook.request_body.as_ref()?.content;
        let media_type = preferred(content, context.spec)?;
        Some(Webhook {
            name: webhook.id.clone(),
            summary: webhook.summary.clone(),
            media_type: media_type.name.clone(),
            // The tables of XML are for what the crate itself sends and reads.
            payload: match kind(media_type, context.spec) {
                Kind::Xml => raw(media_type, context),
                _ => payload(media_type, table, context),
            },
        })
    });
    bodies.collect()
}
