//! Which properties of a `multipart/form-data` body are parts of their own, and which schemas become types of
//! such parts and are no JSON.
//!
//! OpenAPI 3.0.4, section 4.7.14 ("Considerations for File Uploads"); 3.1.1, section 4.8.14.

use std::collections::{HashMap, HashSet};

use super::classify::{Class, resolve};
use super::compose::Union;
use super::operations::media_type_names::is_form_data;
use crate::model::types::TypeRef;
use crate::spec::schema::{AdditionalProperties, Schema, SchemaId};
use crate::spec::{self, Spec};

/// The document as far as this file looks at it.
#[derive(Clone, Copy)]
pub struct Schemas<'s> {
    /// The document, its compositions resolved.
    pub spec: &'s Spec,
    /// Its choices.
    pub unions: &'s HashMap<SchemaId, Union>,
}

impl Schemas<'_> {
    /// The type of a binary property: a part, or a list of parts.
    pub fn part(&self, id: SchemaId) -> Option<TypeRef> {
        let end = resolve(self.spec, id);
        match end.class {
            Class::List(Some(items)) => self
                .is_binary(items)
                .then(|| TypeRef::List(Box::new(TypeRef::Part))),
            // A file or several of them.
            Class::Union => {
                let variants = &self.unions.get(&end.id)?.variants;
                let variants: Option<Vec<TypeRef>> = variants
                    .iter()
                    .map(|variant| match resolve(self.spec, variant.schema).class {
                        Class::Union => None,
                        _ => self.part(variant.schema),
                    })
                    .collect();
                let variants = variants?;
                let list = variants.iter().find(|variant| **variant != TypeRef::Part);
                list.or(variants.first()).cloned()
            }
            _ => self.is_binary(id).then_some(TypeRef::Part),
        }
    }

    /// Whether values are bytes: by `format: binary`, or in 3.1 by a media type or no type at all.
    fn is_binary(&self, id: SchemaId) -> bool {
        let end = resolve(self.spec, id);
        let schema = self.spec.schema(end.id);
        match end.class {
            Class::Text => {
                let media_type = schema.content_media_type.as_deref();
                schema.format.as_deref() == Some("binary") || media_type.is_some_and(is_no_text)
            }
            Class::Any => schema.ty.is_none(),
            _ => false,
        }
    }

    /// The type of the values of `additionalProperties` in a body of parts, where they are binary.
    pub fn additional_part(&self, schema: &Schema) -> Option<TypeRef> {
        match schema.additional_properties {
            AdditionalProperties::Any => Some(TypeRef::Part),
            AdditionalProperties::Typed(values) => self.part(values),
            AdditionalProperties::Unsaid | AdditionalProperties::Forbidden => None,
        }
    }

    /// The object that a body of parts is, where a property of it is binary.
    pub fn form(&self, id: SchemaId) -> Option<SchemaId> {
        let end = resolve(self.spec, id);
        (end.class == Class::Struct && self.has_part(end.id)).then_some(end.id)
    }

    fn has_part(&self, id: SchemaId) -> bool {
        let schema = self.spec.schema(id);
        let mut properties = schema.properties.values();
        properties.any(|property| self.part(*property).is_some())
            || matches!(schema.additional_properties, AdditionalProperties::Typed(values) if self.part(values).is_some())
    }

    /// Whether a schema is a choice of objects of which any has a binary property.
    pub fn is_choice_of_forms(&self, id: SchemaId) -> bool {
        let end = resolve(self.spec, id);
        let Some(union) = self.unions.get(&end.id) else {
            return false;
        };
        let mut variants = union.variants.iter();
        end.class == Class::Union && variants.any(|variant| self.form(variant.schema).is_some())
    }

    /// The schemas of all bodies of parts: whether any value of JSON is of them too.
    pub fn forms(
        &self,
        operations: &[&spec::Operation],
        webhooks: &[&spec::Operation],
    ) -> HashMap<SchemaId, bool> {
        let contents = |operation: &spec::Operation| {
            let bodies = operation.request_body.iter().map(|body| &body.content);
            let responses = operation.responses.iter().map(|response| &response.content);
            let contents: Vec<_> = bodies.chain(responses).flatten().cloned().collect();
            contents
        };
        let bodies = operations
            .iter()
            .filter_map(|one| one.request_body.as_ref());
        let multipart = bodies
            .flat_map(|body| &body.content)
            .filter(|media_type| is_form_data(media_type));
        let forms: HashSet<SchemaId> = multipart
            .filter_map(|media_type| self.form(media_type.schema?))
            .collect();
        if forms.is_empty() {
            return HashMap::new();
        }
        let mut waiting: Vec<SchemaId> = Vec::new();
        for operation in operations {
            waiting.extend(operation.parameters.iter().map(|one| one.schema));
        }
        for (index, operation) in operations.iter().chain(webhooks).enumerate() {
            let is_sent = index < operations.len();
            for media_type in contents(operation) {
                let is_form = media_type
                    .schema
                    .is_some_and(|id| self.form(id).is_some() && is_form_data(&media_type));
                if !(is_form && is_sent) {
                    waiting.extend(
                        media_type
                            .schema
                            .into_iter()
                            .chain(media_type.item_schema()),
                    );
                }
            }
        }
        let components = self.spec.component_schemas.values().copied();
        waiting.extend(components.filter(|id| !forms.contains(&resolve(self.spec, *id).id)));
        for form in &forms {
            let children = self.children(*form).into_iter();
            waiting.extend(children.filter(|child| self.part(*child).is_none()));
        }
        let mut reached: HashSet<SchemaId> = HashSet::new();
        while let Some(id) = waiting.pop() {
            if reached.insert(id) {
                waiting.extend(self.children(id));
            }
        }
        let is_json = |id: SchemaId| reached.contains(&id);
        forms.into_iter().map(|id| (id, is_json(id))).collect()
    }

    fn children(&self, id: SchemaId) -> Vec<SchemaId> {
        let schema = self.spec.schema(id);
        let additional = match schema.additional_properties {
            AdditionalProperties::Typed(values) => Some(values),
            _ => None,
        };
        let variants = self.unions.get(&id).into_iter();
        let variants = variants.flat_map(|union| union.variants.iter().map(|one| one.schema));
        let lists = [
            &schema.prefix_items,
            &schema.all_of,
            &schema.one_of,
            &schema.any_of,
        ];
        let lists = lists.into_iter().flatten().copied();
        let properties = schema.properties.values().copied();
        let parts = properties.chain(schema.items).chain(additional);
        parts.chain(lists).chain(variants).collect()
    }
}

/// Whether what a string holds is of a media type that is no text.
fn is_no_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let is_text =
        essence.starts_with("text/") || essence.contains("json") || essence.contains("xml");
    !is_text
}
