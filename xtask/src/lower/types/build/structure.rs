//! Objects with named properties.

use serde_json::Value;

use super::super::super::Context;
use super::super::super::classify::{Class, classify, resolve};
use super::super::super::multipart::Schemas;
use super::super::super::naming::{Case, Claim, Rank, Scope, settle_locked};
use super::super::declare::Declarations;
use super::super::{TypeTable, docs};
use crate::model::types::{
    Additional, Docs, Field, IntegerType, Literal, Others, Presence, Struct, TypeDef, TypeKind,
    TypeRef,
};
use crate::report::Code;
use crate::spec::pointer::Pointer;
use crate::spec::schema::{AdditionalProperties, Schema, SchemaId};

/// The struct of an object with named properties. `owner` is the name by which the lock knows it.
pub(super) fn structure(
    schema: &Schema,
    owner: &str,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Struct {
    fields(schema, (owner, None), table, context)
}

/// The struct of a `multipart/form-data` body. `own` is that of the same schema in JSON, where there is one.
pub(super) fn form(
    schema: &Schema,
    (owner, own): (&str, Option<Struct>),
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Struct {
    let parts = context.schemas();
    let mut form = own.unwrap_or_else(|| fields(schema, (owner, Some(parts)), table, context));
    for field in &mut form.fields {
        let property = schema.properties.get(&field.wire);
        if let Some(part) = property.and_then(|property| parts.part(*property)) {
            field.ty = part;
        }
        // A part is there or it is not.
        field.presence = match field.presence {
            Presence::Required => Presence::Required,
            _ => Presence::Optional,
        };
        field.default = None;
    }
    if let (Some(additional), Some(part)) = (&mut form.additional, parts.additional_part(schema)) {
        additional.ty = part;
    }
    form.is_multipart = true;
    form
}

fn fields(
    schema: &Schema,
    (owner, parts): (&str, Option<Schemas<'_>>),
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Struct {
    // `new` is the constructor, and setters are named as their fields.
    const SCOPE: Scope<'_> = Scope {
        case: Case::Snake,
        reserved: &["new"],
        suffix: "_",
        is_files: false,
    };
    for name in &schema.required {
        if !schema.properties.contains_key(name) {
            context
                .report
                .warning(
                    Code::UnknownRequired,
                    &schema.place.child("required"),
                    format!("`required` names `{name}`, which is not among the properties"),
                )
                .help("it is ignored; add the property or take the name out");
        }
    }
    let mut claims: Vec<Claim> = schema
        .properties
        .keys()
        .map(|name| Claim {
            place: schema.place.child("properties").child(name),
            wire: name.clone(),
            wanted: context.naming.words(name, Case::Snake),
            rank: Rank::Named,
        })
        .collect();
    let kept = schema.properties.keys();
    let kept: Vec<Option<&str>> = kept.map(|name| context.kept.member(owner, name)).collect();
    claims.push(Claim {
        place: schema.place.child("additionalProperties"),
        wire: String::new(),
        wanted: "additional_properties".to_owned(),
        rank: Rank::Derived,
    });
    let mut idents = settle_locked(&claims, &kept, SCOPE, &mut context.renames, context.report);
    let additional_ident = idents.pop();
    let fields = schema
        .properties
        .iter()
        .zip(idents)
        .map(|((name, property), ident)| {
            let part = parts.and_then(|parts| parts.part(*property));
            let (mut ty, nullable) = match part {
                Some(part) => (part, resolve(context.spec, *property).nullable),
                None => table.type_ref(*property, context),
            };
            let place = schema.place.child("properties").child(name);
            if context.secrets.contains(&place) {
                if ty != TypeRef::String && ty != TypeRef::Secret {
                    context.report.error(
                        Code::SettingValue,
                        &place,
                        "only a string can be among the `secrets`",
                    );
                }
                ty = TypeRef::Secret;
            }
            let ty = context.boxed(&place, ty);
            let attributes = context.attributes.get(&place).cloned();
            let required = schema.required.contains(name);
            let schema = context.spec.schema(*property);
            let end = context.spec.schema(resolve(context.spec, *property).id);
            // What stands behind a reference is documented there; which way it goes is said here too.
            let docs = Docs {
                read_only: schema.read_only || end.read_only,
                write_only: schema.write_only || end.write_only,
                ..if is_own(&schema.place, &place) {
                    docs(schema)
                } else {
                    Docs::default()
                }
            };
            Field {
                ident,
                wire: name.clone(),
                presence: presence(required, nullable && ty != TypeRef::Json),
                ty,
                docs,
                default: None,
                constant: None,
                attributes: attributes.unwrap_or_default(),
            }
        });
    let fields = fields.collect();
    let values = match schema.additional_properties {
        AdditionalProperties::Unsaid | AdditionalProperties::Forbidden => None,
        AdditionalProperties::Any => Some(None),
        AdditionalProperties::Typed(values) => Some(Some(values)),
    };
    let additional = values
        .zip(additional_ident)
        .map(|(values, ident)| Additional {
            ident,
            ty: match parts.and_then(|parts| parts.additional_part(schema)) {
                Some(part) => part,
                None => table.element(values, context),
            },
        });
    Struct {
        fields,
        additional,
        constructors_by: None,
        is_multipart: false,
    }
}

fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (false, false) => Presence::Optional,
        (true, true) => Presence::Nullable,
        (false, true) => Presence::OptionalNullable,
    }
}

/// Whether a schema stands at the property itself, and not behind a reference. A property of a merged schema
/// stands where it was written.
fn is_own(place: &Pointer, property: &Pointer) -> bool {
    let is_property = |place: &Pointer| {
        let section = place.parent().and_then(|parent| parent.last());
        section.as_deref() == Some("properties")
    };
    place.is_within(property) || (place.last() == property.last() && is_property(place))
}

/// Adds what fields are where they are absent, and what constructors need not ask for. The types of all
/// fields have to be known.
pub(super) fn add_literals(
    types: &mut [TypeDef],
    declarations: &Declarations,
    context: &mut Context<'_, '_>,
) {
    for (index, declaration) in declarations.types.iter().enumerate() {
        let schema = context.spec.schema(declaration.schema);
        if declaration.is_second_name || classify(schema) != Class::Struct {
            continue;
        }
        let TypeKind::Struct(structure) = &types[index].kind else {
            continue;
        };
        let literals: Vec<(Option<Literal>, Option<Literal>)> = structure
            .fields
            .iter()
            .map(|field| {
                let property = schema.properties.get(&field.wire).copied();
                property.map_or((None, None), |property| {
                    // What is only sent needs nothing in place of what is absent.
                    let is_read = declaration.form.is_none();
                    (
                        is_read
                            .then(|| default(field, property, types, context))
                            .flatten(),
                        constant(field, property, types, context),
                    )
                })
            })
            .collect();
        if let TypeKind::Struct(structure) = &mut types[index].kind {
            for (field, (default, constant)) in structure.fields.iter_mut().zip(literals) {
                field.default = default;
                field.constant = constant;
            }
        }
    }
}

/// What is decoded where a property is absent: its default where it is required all the same, and where
/// the settings ask for it.
fn default(
    field: &Field,
    property: SchemaId,
    types: &[TypeDef],
    context: &mut Context<'_, '_>,
) -> Option<Literal> {
    let is_required = matches!(field.presence, Presence::Required | Presence::Nullable);
    let schema = context.spec.schema(property);
    let end = context.spec.schema(resolve(context.spec, property).id);
    let (place, value) = [schema, end]
        .into_iter()
        .find_map(|schema| Some((&schema.place, schema.default.as_ref()?)))?;
    if value.is_null() {
        // Absent is null where the document promises it.
        return (field.presence == Presence::Nullable).then_some(Literal::Null);
    }
    let literal = literal(value, &field.ty, types);
    let is_of_type = literal.is_some() || fits(value, &field.ty, types);
    if !is_of_type {
        context
            .report
            .warning(
                Code::Keyword,
                &place.child("default"),
                format!("the default {value} is not a value of its schema"),
            )
            .help("it is documented and otherwise ignored; correct it or take it out");
    }
    if is_of_type && literal.is_none() && (is_required || context.apply_defaults) {
        context
            .report
            .warning(
                Code::Unsupported,
                &place.child("default"),
                "a default that is an object, or holds one, is not applied",
            )
            .help("it is documented; where the property is absent, decoding says so");
    }
    literal.filter(|_| is_required || context.apply_defaults)
}

/// Whether a value could be of a type, as far as its kind tells.
fn fits(value: &Value, ty: &TypeRef, types: &[TypeDef]) -> bool {
    match ty {
        TypeRef::Named(id) | TypeRef::Boxed(id) => match &types[id.0].kind {
            TypeKind::Alias(ty) | TypeKind::Wrapper(ty) => fits(value, ty, types),
            TypeKind::Struct(_) => value.is_object(),
            TypeKind::StringEnum(_) => value.is_string(),
            TypeKind::IntegerEnum(_) => value.is_i64(),
            TypeKind::Union(_) => true,
        },
        TypeRef::Nullable(inner) => value.is_null() || fits(value, inner, types),
        TypeRef::List(_) | TypeRef::Set(_) | TypeRef::Tuple(_) => value.is_array(),
        TypeRef::Map(_) => value.is_object(),
        TypeRef::Bool => value.is_boolean(),
        TypeRef::Integer(ty) => match value.as_i64() {
            Some(value) => ty.holds(value),
            None => value.is_u64() && *ty == IntegerType::U64,
        },
        TypeRef::Float64 => value.is_number(),
        TypeRef::String | TypeRef::Secret | TypeRef::Formatted(_) => value.is_string(),
        TypeRef::Json | TypeRef::External(_) => true,
        TypeRef::Part => false,
    }
}

/// The one value of a `const`: nobody has to be asked for it.
fn constant(
    field: &Field,
    property: SchemaId,
    types: &[TypeDef],
    context: &Context<'_, '_>,
) -> Option<Literal> {
    let end = context.spec.schema(resolve(context.spec, property).id);
    match (end.enumeration.as_slice(), field.presence) {
        ([only], Presence::Required) if end.is_constant => {
            literal(only, &field.ty, types).filter(|literal| !literal.is_decoded())
        }
        _ => None,
    }
}

/// A value as it stands in code; `None` where it is no value of the type, or needs more than a literal.
fn literal(value: &Value, ty: &TypeRef, types: &[TypeDef]) -> Option<Literal> {
    match ty {
        TypeRef::Named(id) => match &types[id.0].kind {
            TypeKind::Alias(ty) => literal(value, ty, types),
            TypeKind::StringEnum(one) if one.others == Others::None => {
                let text = value.as_str()?;
                let mut variants = one.variants.iter();
                let variant = variants.find(|variant| variant.wire == text)?;
                Some(Literal::Variant {
                    of: types[id.0].ident.clone(),
                    variant: variant.ident.clone(),
                    wire: text.to_owned(),
                })
            }
            TypeKind::IntegerEnum(one) if one.others == Others::None => {
                let number = value.as_i64()?;
                let mut variants = one.variants.iter();
                let variant = variants.find(|variant| variant.wire == number)?;
                Some(Literal::Variant {
                    of: types[id.0].ident.clone(),
                    variant: variant.ident.clone(),
                    wire: number.to_string(),
                })
            }
            TypeKind::StringEnum(_) => value.as_str().map(|text| Literal::Text(text.to_owned())),
            TypeKind::IntegerEnum(_) => value.as_i64().map(Literal::EnumInteger),
            TypeKind::Wrapper(TypeRef::External(_)) => Some(Literal::Decoded(value.to_string())),
            TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Wrapper(_) => None,
        },
        TypeRef::External(_) => Some(Literal::Decoded(value.to_string())),
        TypeRef::Bool => value.as_bool().map(Literal::Bool),
        TypeRef::Integer(ty) => value
            .as_i64()
            .filter(|value| ty.holds(*value))
            .map(Literal::Integer),
        TypeRef::Float64 => value.as_f64().map(Literal::Number),
        TypeRef::String | TypeRef::Secret | TypeRef::Formatted(_) => {
            value.as_str().map(|text| Literal::Text(text.to_owned()))
        }
        TypeRef::List(_) | TypeRef::Set(_) if value.as_array().is_some_and(Vec::is_empty) => {
            Some(Literal::Empty)
        }
        TypeRef::List(of) | TypeRef::Set(of) => {
            let items = value
                .as_array()?
                .iter()
                .map(|item| literal(item, of, types));
            items.collect::<Option<_>>().map(Literal::List)
        }
        TypeRef::Map(_) if value.as_object().is_some_and(serde_json::Map::is_empty) => {
            Some(Literal::Empty)
        }
        TypeRef::Map(of) => {
            let entries = value.as_object()?.iter();
            let entries =
                entries.map(|(key, value)| Some((key.clone(), literal(value, of, types)?)));
            entries.collect::<Option<_>>().map(Literal::Map)
        }
        TypeRef::Tuple(_)
        | TypeRef::Nullable(_)
        | TypeRef::Boxed(_)
        | TypeRef::Json
        | TypeRef::Part => None,
    }
}
