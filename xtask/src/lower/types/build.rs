//! Declarations to types.

use serde_json::Value;

use super::super::Context;
use super::super::classify::{Class, classify};
use super::super::naming::{Case, Claim, Rank, Renames, Scope, settle};
use super::declare::{Declaration, Declarations};
use super::{TypeTable, docs};
use crate::model::ident::Ident;
use crate::model::types::{
    Additional, Field, Presence, Reach, StringEnum, Struct, TypeDef, TypeId, TypeKind, TypeRef,
    Variant,
};
use crate::report::{Code, Report};
use crate::spec::schema::{AdditionalProperties, Schema};

/// Builds every declared type, in the order of the declarations.
pub fn build(
    declarations: &Declarations,
    idents: Vec<Ident>,
    table: &mut TypeTable,
    context: &mut Context<'_, '_>,
) {
    for (declaration, ident) in declarations.types.iter().zip(idents) {
        let schema = context.spec.schema(declaration.schema);
        let kind = kind(declaration, schema, table, context);
        table.types.push(TypeDef {
            ident,
            place: declaration.claim.place.to_string(),
            docs: docs(schema),
            kind,
            reach: Reach::default(),
        });
    }
    break_alias_cycles(&mut table.types, declarations, context);
}

fn kind(
    declaration: &Declaration,
    schema: &Schema,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> TypeKind {
    if declaration.is_second_name {
        let (ty, _) = table.type_ref(declaration.schema, context);
        return TypeKind::Alias(ty);
    }
    match classify(schema) {
        Class::Struct => TypeKind::Struct(structure(schema, table, context)),
        Class::StringEnum => TypeKind::StringEnum(string_enum(schema, context)),
        _ => {
            let (ty, _) = table.structure(declaration.schema, context);
            TypeKind::Alias(ty)
        }
    }
}

fn structure(schema: &Schema, table: &TypeTable, context: &mut Context<'_, '_>) -> Struct {
    // `new` is the constructor, and setters are named as their fields.
    const SCOPE: Scope<'_> = Scope {
        case: Case::Snake,
        reserved: &["new"],
        suffix: "_",
        is_files: false,
    };
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
    claims.push(Claim {
        place: schema.place.child("additionalProperties"),
        wire: String::new(),
        wanted: "additional_properties".to_owned(),
        rank: Rank::Derived,
    });
    let mut idents = settle(&claims, SCOPE, &mut context.renames, context.report);
    let additional_ident = idents.pop();
    let fields = schema
        .properties
        .iter()
        .zip(idents)
        .map(|((name, property), ident)| {
            let (mut ty, nullable) = table.type_ref(*property, context);
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
            let required = schema.required.contains(name);
            let property = context.spec.schema(*property);
            // What stands behind a reference is documented there.
            let docs = if property.place.is_within(&place) {
                docs(property)
            } else {
                Default::default()
            };
            Field {
                ident,
                wire: name.clone(),
                presence: presence(required, nullable && ty != TypeRef::Json),
                ty,
                docs,
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
            ty: table.element(values, context),
        });
    Struct {
        fields,
        additional,
        constructors_by: None,
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

fn string_enum(schema: &Schema, context: &mut Context<'_, '_>) -> StringEnum {
    // `Unknown` holds the values that the document does not list.
    const VARIANTS: Scope<'_> = Scope {
        case: Case::UpperCamel,
        reserved: &["Unknown", "Self"],
        suffix: "Value",
        is_files: false,
    };
    const CONSTRUCTORS: Scope<'_> = Scope {
        case: Case::Snake,
        reserved: &["new"],
        suffix: "_",
        is_files: false,
    };
    let mut values: Vec<&str> = Vec::new();
    for value in schema.enumeration.iter().filter_map(Value::as_str) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let claims = |case: Case| -> Vec<Claim> {
        values
            .iter()
            .enumerate()
            .map(|(index, value)| Claim {
                place: schema.place.child("enum").child(index),
                wire: (*value).to_owned(),
                wanted: context.naming.words(value, case),
                rank: Rank::Named,
            })
            .collect()
    };
    let (variants, constructors) = (claims(Case::UpperCamel), claims(Case::Snake));
    let idents = settle(&variants, VARIANTS, &mut context.renames, context.report);
    // Constructors are told apart exactly where variants are, and reported there.
    let constructors = settle(
        &constructors,
        CONSTRUCTORS,
        &mut Renames::none(),
        &mut Report::new(),
    );
    let variants = values
        .iter()
        .zip(idents)
        .zip(constructors)
        .map(|((value, ident), constructor)| Variant {
            ident,
            constructor,
            wire: (*value).to_owned(),
        })
        .collect();
    StringEnum { variants }
}

/// Rust has no alias that contains itself; such a one becomes any JSON.
fn break_alias_cycles(
    types: &mut [TypeDef],
    declarations: &Declarations,
    context: &mut Context<'_, '_>,
) {
    for index in 0..types.len() {
        if !is_alias_cycle(TypeId(index), types) {
            continue;
        }
        types[index].kind = TypeKind::Alias(TypeRef::Json);
        context.report_untyped(
            context.spec.schema(declarations.types[index].schema),
            "a schema that is only itself, or a list or map of itself,",
        );
    }
}

fn is_alias_cycle(start: TypeId, types: &[TypeDef]) -> bool {
    let mut waiting = vec![start];
    let mut visited = Vec::new();
    while let Some(id) = waiting.pop() {
        if let TypeKind::Alias(ty) = &types[id.0].kind {
            let mut reached = Vec::new();
            ty.for_each_named(&mut |id| reached.push(id));
            if reached.contains(&start) {
                return true;
            }
            waiting.extend(reached.into_iter().filter(|id| !visited.contains(id)));
            visited.push(id);
        }
    }
    false
}
