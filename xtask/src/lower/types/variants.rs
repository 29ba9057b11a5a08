//! What the variants of a choice are called.

use serde_json::Value;

use super::super::Context;
use super::super::classify::{Class, resolve};
use super::super::compose::Union;
use super::kind_name;
use super::places::component_name;
use crate::model::types::TypeRef;
use crate::spec::schema::{Schema, SchemaId, SchemaType};

/// Longer titles are sentences, and no names.
const LONGEST_TITLE: usize = 40;

/// A name for each variant, in the spelling of the document: its component, its title, the value of its tag,
/// else what tells it from the others.
pub fn labels(union: &Union, context: &Context<'_, '_>) -> Vec<String> {
    union
        .variants
        .iter()
        .map(|variant| {
            named(variant.schema, context)
                .or_else(|| variant.tags.first().filter(|tag| !tag.is_empty()).cloned())
                .or_else(|| own_value(variant.schema, context))
                .unwrap_or_else(|| shape(variant.schema, union, context, 0))
        })
        .collect()
}

/// The value of a property that has only one.
fn own_value(id: SchemaId, context: &Context<'_, '_>) -> Option<String> {
    let schema = context.spec.schema(resolve(context.spec, id).id);
    schema.properties.values().find_map(|property| {
        let property = context.spec.schema(resolve(context.spec, *property).id);
        match property.enumeration.as_slice() {
            [Value::String(only)] if !only.is_empty() => Some(only.clone()),
            _ => None,
        }
    })
}

/// The component's name or the title of a schema.
fn named(id: SchemaId, context: &Context<'_, '_>) -> Option<String> {
    let schema = context.spec.schema(id);
    let end = context.spec.schema(resolve(context.spec, id).id);
    component_name(&schema.place)
        .or_else(|| title(schema))
        .or_else(|| component_name(&end.place))
        .or_else(|| title(end))
}

fn title(schema: &Schema) -> Option<String> {
    let title = schema.title.as_deref()?.trim();
    (!title.is_empty() && title.len() <= LONGEST_TITLE).then(|| title.to_owned())
}

/// What kind of value a variant is; for an object, a property that the other variants do not have.
fn shape(id: SchemaId, union: &Union, context: &Context<'_, '_>, depth: usize) -> String {
    const DEEPEST: usize = 3;
    let resolved = resolve(context.spec, id);
    let of_element = |element: Option<SchemaId>, kind: &str| {
        let name = element.filter(|_| depth < DEEPEST).map(|element| {
            named(element, context)
                .unwrap_or_else(|| shape(element, &Union::default(), context, depth + 1))
        });
        name.map_or_else(|| kind.to_owned(), |name| format!("{name} {kind}"))
    };
    match resolved.class {
        Class::StringEnum | Class::Text => kind_name(SchemaType::String).to_owned(),
        Class::IntegerEnum | Class::Scalar(TypeRef::Integer(_)) => {
            kind_name(SchemaType::Integer).to_owned()
        }
        Class::Scalar(TypeRef::Bool) => kind_name(SchemaType::Boolean).to_owned(),
        Class::Scalar(TypeRef::Secret) => kind_name(SchemaType::String).to_owned(),
        Class::Scalar(_) => kind_name(SchemaType::Number).to_owned(),
        Class::List(items) => of_element(items, "list"),
        Class::Map(values) => of_element(values, "map"),
        Class::Tuple(_) => "tuple".to_owned(),
        Class::Union => "choice".to_owned(),
        Class::Any | Class::Untyped(_) | Class::Same(_) => "other".to_owned(),
        Class::Struct => own_property(resolved.id, union, context)
            .unwrap_or_else(|| kind_name(SchemaType::Object).to_owned()),
    }
}

/// A property that only this variant has; one that it requires, if there is such a one.
fn own_property(id: SchemaId, union: &Union, context: &Context<'_, '_>) -> Option<String> {
    let schema = context.spec.schema(id);
    let others: Vec<&Schema> = union
        .variants
        .iter()
        .map(|variant| {
            context
                .spec
                .schema(resolve(context.spec, variant.schema).id)
        })
        .filter(|other| other.place != schema.place)
        .collect();
    if others.is_empty() {
        return None;
    }
    let is_own = |name: &&String| {
        others
            .iter()
            .all(|other| !other.properties.contains_key(*name))
    };
    let mut own = schema.properties.keys().filter(is_own);
    own.clone()
        .find(|name| schema.required.contains(name))
        .or_else(|| own.next())
        .cloned()
}
