//! Which nodes of XML the values of schemas become (3.0.4, XML Object).

use std::collections::{BTreeMap, HashSet};

use indexmap::IndexMap;

use super::Context;
use super::classify::{Class, classify, resolve};
use super::types::TypeTable;
use crate::model::types::{TypeId, TypeRef};
use crate::model::xml::{XmlContent, XmlNode, XmlNodeKind, XmlObject, XmlProperty};
use crate::report::Code;
use crate::spec::pointer::Pointer;
use crate::spec::schema::{AdditionalProperties, Schema, SchemaId, Xml, XmlNodeType};
use crate::spec::{MediaType, Spec};

/// What a root element is called that the document does not name.
const UNNAMED_ROOT: &str = "root";

/// How deep lists and maps may be nested without an object between them.
const DEEPEST: usize = 16;

/// The objects that bodies of XML hold, as far as they were met.
#[derive(Debug, Default)]
pub struct XmlObjects {
    met: BTreeMap<TypeId, SchemaId>,
    waiting: Vec<(TypeId, SchemaId)>,
    /// The schemas of which it was said that their nodes are others than they ask for.
    told: HashSet<SchemaId>,
}

/// Tells where a request's body has a root element that the document does not name.
pub fn report_unnamed_root(media_type: &MediaType, context: &mut Context<'_, '_>) {
    let Some(said) = media_type.schema.map(|id| said(id, context.spec)) else {
        return;
    };
    if said.xml.name.is_none() && said.component.is_none() {
        let message = "the document does not name the root element of the body";
        context
            .report
            .warning(Code::Unsupported, &media_type.place.child("schema"), message)
            .help(format!(
                "it is sent as `{UNNAMED_ROOT}`; give the schema an `xml` with a `name`, or make it a component"
            ));
    }
}

/// The root element of a body.
pub fn root(id: SchemaId, table: &TypeTable, context: &mut Context<'_, '_>) -> XmlNode {
    let said = said(id, context.spec);
    let own = said.xml.name.clone();
    let name = own
        .clone()
        .or_else(|| said.component.clone())
        .unwrap_or_else(|| UNNAMED_ROOT.to_owned());
    let content = match said.class {
        Class::List(Some(items)) => {
            let component = self::said(items, context.spec).component;
            let name = own.or(component).unwrap_or_else(|| name.clone());
            XmlContent::List {
                is_wrapped: true,
                items: Box::new(node(items, &name, table, context, 1)),
            }
        }
        _ => content(&said, &name, table, context, 0),
    };
    XmlNode {
        kind: XmlNodeKind::Element,
        name,
        prefix: said.xml.prefix,
        namespace: said.xml.namespace,
        content,
    }
}

/// The objects that the bodies hold, in the order of their types.
pub fn objects(table: &TypeTable, context: &mut Context<'_, '_>) -> Vec<XmlObject> {
    let mut objects = BTreeMap::new();
    // Each object meets others in its turn.
    while let Some((ty, schema)) = context.xml_objects.waiting.pop() {
        objects.insert(ty, object(ty, schema, table, context));
    }
    objects.into_values().collect()
}

/// What a schema, and those that it is just the same as, say of XML.
struct Said {
    xml: Xml,
    component: Option<String>,
    id: SchemaId,
    class: Class,
}

fn said(id: SchemaId, spec: &Spec) -> Said {
    let end = resolve(spec, id);
    let mut said = Said {
        xml: Xml::default(),
        component: None,
        id: end.id,
        class: end.class,
    };
    let mut id = id;
    // A chain that has no end was cut there too.
    for _ in 0..64 {
        let schema = spec.schema(id);
        if let Some(xml) = schema.xml.as_deref().cloned() {
            said.xml.node_type = said.xml.node_type.or(xml.node_type);
            said.xml.name = said.xml.name.or(xml.name);
            said.xml.namespace = said.xml.namespace.or(xml.namespace);
            said.xml.prefix = said.xml.prefix.or(xml.prefix);
        }
        said.component = said.component.or_else(|| component(schema));
        match classify(schema) {
            Class::Same(same) => id = same,
            _ => break,
        }
    }
    said
}

/// The name of a component.
fn component(schema: &Schema) -> Option<String> {
    let components = Pointer::root().child("components").child("schemas");
    let is_component = schema.place.parent() == Some(components);
    schema.place.last().filter(|_| is_component)
}

/// The node of a property or item, which is called `name` where the document names it not otherwise.
fn node(
    id: SchemaId,
    name: &str,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
    depth: usize,
) -> XmlNode {
    let said = said(id, context.spec);
    let name = said.xml.name.clone().unwrap_or_else(|| name.to_owned());
    let content = content(&said, &name, table, context, depth);
    let is_text = match &content {
        XmlContent::List { items, .. } => is_scalar(&items.content),
        content => is_scalar(content),
    };
    let kind = match said.xml.node_type {
        Some(XmlNodeType::Attribute) if is_text => XmlNodeKind::Attribute,
        Some(XmlNodeType::Text) if is_scalar(&content) => XmlNodeKind::Text,
        Some(XmlNodeType::Cdata) if is_scalar(&content) => XmlNodeKind::Cdata,
        _ => XmlNodeKind::Element,
    };
    let is_followed = match said.xml.node_type {
        None | Some(XmlNodeType::Element) => true,
        Some(XmlNodeType::None) => matches!(content, XmlContent::List { .. }),
        Some(_) => kind != XmlNodeKind::Element,
    };
    if !is_followed && context.xml_objects.told.insert(id) {
        let message = "a value with parts is an element in XML, and no other node";
        context
            .report
            .warning(Code::Unsupported, &context.spec.schema(id).place, message)
            .help("its `xml` is followed but for the kind of node");
    }
    XmlNode {
        kind,
        name,
        prefix: said.xml.prefix,
        namespace: said.xml.namespace,
        content,
    }
}

fn is_scalar(content: &XmlContent) -> bool {
    matches!(
        content,
        XmlContent::Text | XmlContent::Integer | XmlContent::Number | XmlContent::Boolean
    )
}

/// What an element of a name holds.
fn content(
    said: &Said,
    name: &str,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
    depth: usize,
) -> XmlContent {
    if depth > DEEPEST {
        return XmlContent::Any;
    }
    match &said.class {
        Class::Struct => of_type(said.id, table, context),
        Class::Union => choice(said.id, table, context),
        Class::Map(values) => XmlContent::Map(Box::new(values.map_or(XmlContent::Any, |id| {
            // An element is called as its key.
            node(id, "", table, context, depth + 1).content
        }))),
        Class::List(items) => XmlContent::List {
            is_wrapped: said.xml.node_type == Some(XmlNodeType::Element),
            items: Box::new(match items {
                Some(items) => node(*items, name, table, context, depth + 1),
                None => any_node(name),
            }),
        },
        Class::Tuple(items) => XmlContent::List {
            is_wrapped: said.xml.node_type == Some(XmlNodeType::Element),
            items: Box::new(XmlNode {
                content: same_of(items, table, context),
                ..any_node(name)
            }),
        },
        Class::Text | Class::StringEnum => XmlContent::Text,
        Class::IntegerEnum | Class::Scalar(TypeRef::Integer(_)) => XmlContent::Integer,
        Class::Scalar(TypeRef::Float64) => XmlContent::Number,
        Class::Scalar(TypeRef::Bool) => XmlContent::Boolean,
        Class::Scalar(_) => XmlContent::Text,
        Class::Same(_) | Class::Any | Class::Untyped(_) => XmlContent::Any,
    }
}

fn any_node(name: &str) -> XmlNode {
    XmlNode {
        kind: XmlNodeKind::Element,
        name: name.to_owned(),
        prefix: None,
        namespace: None,
        content: XmlContent::Any,
    }
}

/// A choice: an object of all properties, where every variant is an object.
fn choice(id: SchemaId, table: &TypeTable, context: &mut Context<'_, '_>) -> XmlContent {
    if let TypeRef::Named(ty) = table.type_ref(id, context).0
        && context.xml_objects.met.contains_key(&ty)
    {
        return XmlContent::Object(ty);
    }
    let variants = variants(id, context);
    let is_object = |id: &SchemaId| {
        let class = resolve(context.spec, *id).class;
        matches!(class, Class::Struct | Class::Map(_))
    };
    if variants.iter().all(is_object) {
        of_type(id, table, context)
    } else {
        same_of(&variants, table, context)
    }
}

/// What all of several schemas are; anything, where they differ, or are lists or choices in their turn: what
/// those hold is not asked for, as it could be these again.
fn same_of(schemas: &[SchemaId], table: &TypeTable, context: &mut Context<'_, '_>) -> XmlContent {
    let contents = schemas.iter().map(|id| {
        let said = said(*id, context.spec);
        match said.class {
            Class::Union | Class::Map(_) | Class::List(_) | Class::Tuple(_) => XmlContent::Any,
            _ => content(&said, "", table, context, 0),
        }
    });
    contents.reduce(both).unwrap_or(XmlContent::Any)
}

/// What is one of two.
fn both(one: XmlContent, other: XmlContent) -> XmlContent {
    match (one, other) {
        (one, other) if one == other => one,
        (XmlContent::Integer, XmlContent::Number) | (XmlContent::Number, XmlContent::Integer) => {
            XmlContent::Number
        }
        _ => XmlContent::Any,
    }
}

/// An object with a type of its own.
fn of_type(id: SchemaId, table: &TypeTable, context: &mut Context<'_, '_>) -> XmlContent {
    match table.type_ref(id, context).0 {
        TypeRef::Named(ty) => {
            if context.xml_objects.met.insert(ty, id).is_none() {
                context.xml_objects.waiting.push((ty, id));
            }
            XmlContent::Object(ty)
        }
        _ => XmlContent::Any,
    }
}

/// The schemas of a choice that are no choices themselves, in the order of the document.
fn variants(id: SchemaId, context: &Context<'_, '_>) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut visited = HashSet::from([id]);
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        let union = context.unions.get(&id);
        let ends = union.into_iter().flat_map(|union| &union.variants);
        let ends: Vec<_> = ends.map(|one| resolve(context.spec, one.schema)).collect();
        // The last is taken first.
        for end in ends.into_iter().rev() {
            if visited.insert(end.id) {
                waiting.push(end.id);
            }
        }
        if union.is_none() {
            found.push(id);
        }
    }
    found
}

fn object(
    ty: TypeId,
    schema: SchemaId,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> XmlObject {
    let mut object = XmlObject {
        ty,
        properties: Vec::new(),
        others: None,
    };
    let parts = match classify(context.spec.schema(schema)) {
        Class::Union => variants(schema, context),
        _ => vec![schema],
    };
    let mut properties: IndexMap<String, XmlProperty> = IndexMap::new();
    let count = parts.len();
    let mut required: IndexMap<String, usize> = IndexMap::new();
    for part in parts {
        let part = resolve(context.spec, part).id;
        let part = context.spec.schema(part);
        for (name, id) in &part.properties {
            let node = node(*id, name, table, context, 0);
            let is_required = part.required.contains(name);
            *required.entry(name.clone()).or_default() += usize::from(is_required);
            match properties.get_mut(name) {
                None => {
                    let property = XmlProperty {
                        name: name.clone(),
                        is_required: false,
                        node,
                    };
                    properties.insert(name.clone(), property);
                }
                Some(before) => {
                    before.node.content = both(before.node.content.clone(), node.content);
                }
            }
        }
        let others = match part.additional_properties {
            AdditionalProperties::Typed(id) => Some(node(id, "", table, context, 0).content),
            AdditionalProperties::Any => Some(XmlContent::Any),
            AdditionalProperties::Unsaid | AdditionalProperties::Forbidden => None,
        };
        object.others = match (object.others.take(), others) {
            (None, others) | (others, None) => others,
            (Some(one), Some(other)) => Some(both(one, other)),
        };
    }
    for (name, property) in &mut properties {
        property.is_required = required.get(name) == Some(&count);
    }
    // The tag of a choice is sent with every value, whether its type has the property or not.
    if let Some(tag) = context.unions.get(&schema).and_then(|one| one.tag.clone()) {
        properties
            .entry(tag.clone())
            .or_insert_with(|| XmlProperty {
                is_required: true,
                node: XmlNode {
                    content: XmlContent::Text,
                    ..any_node(&tag)
                },
                name: tag,
            });
    }
    object.properties = properties.into_values().collect();
    object
}
