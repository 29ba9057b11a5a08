//! Whether two models have a type alike: then its code is the same but for its docs, and none need be made.

use crate::emit::is_built;
use crate::model::Api;
use crate::model::types::{
    Additional, Field, IntegerEnum, IntegerVariant, StringEnum, Struct, TypeDef, TypeId, TypeKind,
    TypeRef, Union, UnionVariant, Variant,
};

/// The models that ids are of. What has no bearing on code is left out by name, so that whatever a model comes to
/// hold has to be considered here.
#[derive(Clone, Copy)]
pub struct Models<'a> {
    /// The old model.
    pub old: &'a Api,
    /// The new model.
    pub new: &'a Api,
}

impl Models<'_> {
    /// Whether all of a type is alike.
    pub fn have_alike(self, old: TypeId, new: TypeId) -> bool {
        // How a type is written as XML stands beside it, by ids; few documents have such types.
        let has_table = |api: &Api, id| api.xml_objects.iter().any(|one| one.ty == id);
        if has_table(self.old, old) || has_table(self.new, new) {
            return false;
        }
        // A former name stands beside the type that has it.
        let is_other_now = |api: &Api, id| api.former_types.iter().any(|one| one.now == id);
        if is_other_now(self.old, old) || is_other_now(self.new, new) {
            return false;
        }
        let (old, new) = (self.old.type_def(old), self.new.type_def(new));
        let TypeDef {
            ident,
            place: _,
            origin: _,
            docs,
            kind,
            derives,
            attributes,
            // Constructors follow from it.
            reach: _,
        } = old;
        *ident == new.ident
            && is_built(old, self.old) == is_built(new, self.new)
            && docs.deprecated == new.docs.deprecated
            && *derives == new.derives
            && *attributes == new.attributes
            && self.kinds(kind, &new.kind)
    }

    fn kinds(self, old: &TypeKind, new: &TypeKind) -> bool {
        match (old, new) {
            (TypeKind::Struct(old), TypeKind::Struct(new)) => self.structs(old, new),
            (TypeKind::StringEnum(old), TypeKind::StringEnum(new)) => string_enums(old, new),
            (TypeKind::IntegerEnum(old), TypeKind::IntegerEnum(new)) => integer_enums(old, new),
            (TypeKind::Union(old), TypeKind::Union(new)) => self.unions(old, new),
            (TypeKind::Alias(old), TypeKind::Alias(new))
            | (TypeKind::Wrapper(old), TypeKind::Wrapper(new)) => self.refs(old, new),
            _ => false,
        }
    }

    fn structs(self, old: &Struct, new: &Struct) -> bool {
        let Struct {
            fields,
            additional,
            constructors_by,
            is_multipart,
        } = old;
        let additional = match (additional, &new.additional) {
            (Some(Additional { ident, ty }), Some(new)) => {
                let are_maps = self.old.maps == self.new.maps;
                are_maps && *ident == new.ident && self.refs(ty, &new.ty)
            }
            (old, new) => old.is_none() && new.is_none(),
        };
        *constructors_by == new.constructors_by
            && *is_multipart == new.is_multipart
            && additional
            && all(fields, &new.fields, |old, new| self.fields(old, new))
    }

    fn fields(self, old: &Field, new: &Field) -> bool {
        let Field {
            ident,
            wire,
            ty,
            presence,
            docs,
            default,
            constant,
            attributes,
        } = old;
        *ident == new.ident
            && *wire == new.wire
            && *presence == new.presence
            && docs.deprecated == new.docs.deprecated
            && *default == new.default
            && *constant == new.constant
            && *attributes == new.attributes
            && self.refs(ty, &new.ty)
    }

    fn unions(self, old: &Union, new: &Union) -> bool {
        let Union {
            tag,
            is_tag_optional,
            variants,
        } = old;
        *tag == new.tag
            && *is_tag_optional == new.is_tag_optional
            && all(variants, &new.variants, |old, new| {
                self.union_variants(old, new)
            })
    }

    fn union_variants(self, old: &UnionVariant, new: &UnionVariant) -> bool {
        let UnionVariant {
            ident,
            ty,
            tags,
            adds_tag,
            description: _,
            origin: _,
        } = old;
        *ident == new.ident
            && *tags == new.tags
            && *adds_tag == new.adds_tag
            && self.refs(ty, &new.ty)
    }

    /// Whether code that names a type is alike.
    fn refs(self, old: &TypeRef, new: &TypeRef) -> bool {
        match (old, new) {
            (TypeRef::List(old), TypeRef::List(new))
            | (TypeRef::Set(old), TypeRef::Set(new))
            | (TypeRef::Nullable(old), TypeRef::Nullable(new)) => self.refs(old, new),
            (TypeRef::Map(old), TypeRef::Map(new)) => {
                self.old.maps == self.new.maps && self.refs(old, new)
            }
            (TypeRef::Tuple(old), TypeRef::Tuple(new)) => {
                all(old, new, |old, new| self.refs(old, new))
            }
            (TypeRef::Named(old), TypeRef::Named(new))
            | (TypeRef::Boxed(old), TypeRef::Boxed(new)) => self.named(*old, *new),
            (TypeRef::Named(_) | TypeRef::Boxed(_), _)
            | (_, TypeRef::Named(_) | TypeRef::Boxed(_)) => false,
            // Nothing else holds ids.
            (old, new) => old == new,
        }
    }

    /// Whether a type is alike as far as the code of those that name it goes: that looks behind aliases, and at
    /// the values of an enumeration.
    fn named(self, old: TypeId, new: TypeId) -> bool {
        let (old, new) = (self.old.type_def(old), self.new.type_def(new));
        let kinds = match (&old.kind, &new.kind) {
            (TypeKind::Struct(_), TypeKind::Struct(_))
            | (TypeKind::Union(_), TypeKind::Union(_))
            | (TypeKind::Wrapper(_), TypeKind::Wrapper(_)) => true,
            (old, new) => self.kinds(old, new),
        };
        old.ident == new.ident && kinds
    }
}

fn string_enums(old: &StringEnum, new: &StringEnum) -> bool {
    let StringEnum { others, variants } = old;
    let are_alike = |old: &Variant, new: &Variant| {
        let Variant {
            ident,
            constructor,
            wire,
            description: _,
            attributes,
        } = old;
        *ident == new.ident
            && *constructor == new.constructor
            && *wire == new.wire
            && *attributes == new.attributes
    };
    *others == new.others && all(variants, &new.variants, are_alike)
}

fn integer_enums(old: &IntegerEnum, new: &IntegerEnum) -> bool {
    let IntegerEnum { others, variants } = old;
    let are_alike = |old: &IntegerVariant, new: &IntegerVariant| {
        let IntegerVariant {
            ident,
            wire,
            description: _,
            attributes,
        } = old;
        *ident == new.ident && *wire == new.wire && *attributes == new.attributes
    };
    *others == new.others && all(variants, &new.variants, are_alike)
}

/// Whether two lists are alike, item by item.
fn all<T>(old: &[T], new: &[T], are_alike: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| are_alike(old, new))
}
