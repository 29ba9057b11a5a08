//! Choices between schemas.

use super::super::super::Context;
use super::super::super::compose;
use super::super::super::naming::{Case, Claim, Item, Rank, Scope, matched, settle_locked};
use super::super::TypeTable;
use super::super::kept::make_unique;
use super::super::variants;
use crate::model::types::{
    Literal, Origin, Presence, TypeDef, TypeKind, TypeRef, Union, UnionVariant,
};
use crate::spec::pointer::Pointer;
use crate::spec::schema::SchemaId;

/// The enum of a choice. `owner` is the name by which the lock knows it.
pub(super) fn union(
    id: SchemaId,
    owner: &str,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> Union {
    const SCOPE: Scope<'_> = Scope {
        case: Case::UpperCamel,
        reserved: &["Unknown", "Self"],
        suffix: "Variant",
        is_files: false,
    };
    let union = context.unions.get(&id).cloned().unwrap_or_default();
    let labels = variants::labels(&union, context);
    let claims: Vec<Claim> = union
        .variants
        .iter()
        .zip(&labels)
        .map(|(variant, label)| Claim {
            place: context.spec.schema(variant.schema).place.clone(),
            wire: label.clone(),
            wanted: context.naming.words(label, Case::UpperCamel),
            rank: Rank::Named,
        })
        .collect();
    // A variant has the name of its component, whose place a rename means; its own place is where it is listed.
    let listed: Vec<Option<Pointer>> = union
        .variants
        .iter()
        .map(|variant| listed(id, variant.schema, context))
        .collect();
    let mut renames = context.renames.of_others(claims.iter().zip(&listed));
    let origins = origins(&claims, &union, context);
    let lines = context.kept.variants(owner);
    let items: Vec<Item> = origins
        .iter()
        .zip(&claims)
        .map(|(origin, claim)| Item {
            place: origin.place.clone(),
            shape: origin.shape,
            wanted: claim.wanted.clone(),
        })
        .collect();
    let kept = matched(lines, &items, &|_| None).lines.into_iter();
    let kept: Vec<Option<&str>> = kept
        .map(|line| line.map(|line| lines[line].name.as_str()))
        .collect();
    let idents = settle_locked(&claims, &kept, SCOPE, &mut renames, context.report);
    let variants = union
        .variants
        .into_iter()
        .zip(listed)
        .zip(idents.into_iter().zip(origins))
        .map(|((variant, listed), (ident, origin))| {
            let schema = context.spec.schema(variant.schema);
            let description = schema.description.clone();
            let (ty, _) = table.type_ref(variant.schema, context);
            let ty = match &listed {
                Some(place) => context.boxed(place, ty),
                None => ty,
            };
            UnionVariant {
                ident,
                origin,
                ty,
                tags: variant.tags,
                adds_tag: false,
                description,
            }
        });
    Union {
        variants: variants.collect(),
        tag: union.tag,
        is_tag_optional: false,
    }
}

/// Where a choice lists a variant, as `#/components/schemas/Shape/oneOf/0`; `None` where it stands in a choice within
/// the choice, or was made of several.
fn listed(id: SchemaId, variant: SchemaId, context: &Context<'_, '_>) -> Option<Pointer> {
    let choice = context.written.schemas.get(id.0)?;
    let lists = [("oneOf", &choice.one_of), ("anyOf", &choice.any_of)];
    lists.into_iter().find_map(|(keyword, list)| {
        let index = list.iter().position(|one| *one == variant)?;
        Some(choice.place.child(keyword).child(index))
    })
}

/// What the names of the variants are kept for.
fn origins(claims: &[Claim], union: &compose::Union, context: &mut Context<'_, '_>) -> Vec<Origin> {
    let mut shapes = std::mem::take(&mut context.shapes);
    let variants = claims.iter().zip(&union.variants);
    let origins = variants.map(|(claim, variant)| Origin {
        place: claim.place.to_string(),
        shape: shapes.of(variant.schema, context),
    });
    let mut origins: Vec<Origin> = origins.collect();
    let named = origins.iter_mut().zip(claims);
    let mut named: Vec<(&mut Origin, &str)> = named
        .map(|(origin, claim)| (origin, claim.wanted.as_str()))
        .collect();
    make_unique(&mut named);
    context.shapes = shapes;
    origins
}

/// Marks the variants whose values may lack the tag, or hold another; and the choices whose values may lack it. The types of all variants, and what their
/// constructors do not ask for, have to be known.
pub(super) fn add_tags(types: &mut [TypeDef]) {
    let marks: Vec<(bool, Vec<bool>)> = types
        .iter()
        .map(|one| match &one.kind {
            TypeKind::Union(Union {
                tag: Some(tag),
                variants,
                ..
            }) => {
                let mut all = variants.iter();
                let is_optional = all.any(|variant| may_lack(&variant.ty, tag, types, 0));
                let marks = variants
                    .iter()
                    .map(|variant| !is_sure(&variant.ty, tag, &variant.tags, types, 0));
                (is_optional, marks.collect())
            }
            _ => (false, Vec::new()),
        })
        .collect();
    for (one, (is_optional, marks)) in types.iter_mut().zip(marks) {
        if let TypeKind::Union(union) = &mut one.kind {
            union.is_tag_optional = is_optional;
            for (variant, mark) in union.variants.iter_mut().zip(marks) {
                variant.adds_tag = mark;
            }
        }
    }
}

/// Whether a type has a property that its values may lack.
fn may_lack(ty: &TypeRef, property: &str, types: &[TypeDef], depth: usize) -> bool {
    const DEEPEST: usize = 64;
    let (TypeRef::Named(id) | TypeRef::Boxed(id)) = ty else {
        return false;
    };
    match &types[id.0].kind {
        TypeKind::Struct(one) => one.fields.iter().any(|field| {
            let is_optional = matches!(
                field.presence,
                Presence::Optional | Presence::OptionalNullable
            );
            field.wire == property && is_optional
        }),
        TypeKind::Alias(ty) if depth < DEEPEST => may_lack(ty, property, types, depth + 1),
        _ => false,
    }
}

/// Whether values of a type always have one of these values of a property, or are choices that see to it
/// themselves.
fn is_sure(ty: &TypeRef, property: &str, tags: &[String], types: &[TypeDef], depth: usize) -> bool {
    const DEEPEST: usize = 64;
    let (TypeRef::Named(id) | TypeRef::Boxed(id)) = ty else {
        return true;
    };
    match &types[id.0].kind {
        TypeKind::Struct(one) => one
            .fields
            .iter()
            .find(|field| field.wire == property && field.presence == Presence::Required)
            .is_some_and(|field| match &field.constant {
                Some(Literal::Text(value) | Literal::Variant { wire: value, .. }) => {
                    tags.contains(value)
                }
                Some(constant) => tags.contains(&constant.to_string()),
                None => holds_only(&field.ty, tags, types),
            }),
        TypeKind::Alias(ty) if depth < DEEPEST => is_sure(ty, property, tags, types, depth + 1),
        _ => true,
    }
}

/// Whether a type is an enumeration of just these values.
fn holds_only(ty: &TypeRef, tags: &[String], types: &[TypeDef]) -> bool {
    match ty {
        TypeRef::Named(id) => match &types[id.0].kind {
            TypeKind::StringEnum(one) => one
                .variants
                .iter()
                .all(|variant| tags.contains(&variant.wire)),
            TypeKind::Alias(TypeRef::Named(id)) => match &types[id.0].kind {
                TypeKind::StringEnum(one) => one
                    .variants
                    .iter()
                    .all(|variant| tags.contains(&variant.wire)),
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}
