//! The names of the types to be, and of their files.

use std::collections::HashMap;

use super::super::kept::make_unique;
use super::{Declarations, Module};
use crate::lower::Context;
use crate::lower::naming::{Case, Claim, Naming, Rank, Renames, Scope, settle, settle_locked};
use crate::model::TypeModule;
use crate::model::ident::Ident;
use crate::model::types::{Origin, TypeId};
use crate::spec::pointer::Pointer;

impl Declarations {
    /// The files of the types, sorted by name: each is named as the type of its component, or as its
    /// operation.
    pub fn modules(&self, idents: &[Ident], context: &mut Context<'_, '_>) -> Vec<TypeModule> {
        // The files are modules in the namespace of the types. Their names have no capitals, and few types have none.
        let has_none = |name: &&str| !name.contains(|one: char| one.is_ascii_uppercase());
        let types = idents.iter().map(Ident::bare).filter(has_none);
        let reserved: Vec<&str> = ["mod"].into_iter().chain(types).collect();
        let scope = Scope {
            case: Case::Snake,
            reserved: &reserved,
            suffix: "_",
            is_files: true,
        };
        let by_place: HashMap<&Pointer, usize> = self
            .types
            .iter()
            .enumerate()
            .map(|(index, one)| (&one.claim.place, index))
            .rev()
            .collect();
        let mut types_of: Vec<Vec<TypeId>> = vec![Vec::new(); self.modules.len()];
        for (index, one) in self.types.iter().enumerate() {
            types_of[one.module].push(TypeId(index));
        }
        // An operation that only refers to components has no types of its own, and wants no file.
        let (claims, types_of): (Vec<Claim>, Vec<Vec<TypeId>>) = self
            .modules
            .iter()
            .zip(types_of)
            .filter(|(_, types)| !types.is_empty())
            .map(|(module, types)| (self.module_claim(module, &by_place, idents, context), types))
            .unzip();
        let names = settle(&claims, scope, &mut Renames::none(), context.report);
        let mut modules: Vec<TypeModule> = names
            .into_iter()
            .zip(types_of)
            .map(|(ident, types)| TypeModule {
                ident,
                types,
                features: Vec::new(),
            })
            .collect();
        modules.sort_by(|one, other| one.ident.bare().cmp(other.ident.bare()));
        modules
    }

    /// A component's file follows the name of its type, which is settled already: a type that was told
    /// apart from another takes its file along, and the other keeps its own.
    fn module_claim(
        &self,
        module: &Module,
        by_place: &HashMap<&Pointer, usize>,
        idents: &[Ident],
        context: &Context<'_, '_>,
    ) -> Claim {
        let component = by_place.get(&module.owner).copied();
        let Some(component) = component else {
            return Claim {
                place: module.owner.clone(),
                wire: module.wire.clone(),
                wanted: context.naming.words(&module.wire, Case::Snake),
                rank: Rank::Derived,
            };
        };
        let ident = idents[component].bare();
        let wanted = Naming::new(&[]).words(ident, Case::Snake);
        // Of `AB` and `Ab`, whose files would be one, the second is spelled as the file is.
        let is_exact = Naming::new(&[]).words(&wanted, Case::UpperCamel) == ident;
        let wire = if is_exact {
            wanted.clone()
        } else {
            ident.to_owned()
        };
        Claim {
            place: module.owner.clone(),
            wire,
            wanted,
            rank: Rank::Named,
        }
    }

    /// Says what the names of the types are kept for.
    pub fn find_origins(&mut self, context: &mut Context<'_, '_>) {
        let mut shapes = std::mem::take(&mut context.shapes);
        for one in &mut self.types {
            one.origin = Origin {
                place: one.claim.place.to_string(),
                shape: shapes.of(one.schema, context),
            };
        }
        context.shapes = shapes;
        let origins = self.types.iter_mut();
        let mut origins: Vec<(&mut Origin, &str)> = origins
            .map(|one| (&mut one.origin, one.claim.wanted.as_str()))
            .collect();
        make_unique(&mut origins);
    }

    /// The names of the types; some have one already.
    pub fn idents(&self, kept: &[Option<&str>], context: &mut Context<'_, '_>) -> Vec<Ident> {
        const SCOPE: Scope<'_> = Scope {
            case: Case::UpperCamel,
            reserved: &RESERVED,
            suffix: "Schema",
            is_files: false,
        };
        let claims: Vec<Claim> = self.types.iter().map(|one| one.claim.clone()).collect();
        settle_locked(&claims, kept, SCOPE, &mut context.renames, context.report)
    }
}

/// What generated code writes without a path, so that a type of the same name would shadow it.
pub const RESERVED: [&str; 30] = [
    "AsRef",
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Display",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "Maybe",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "SecretString",
    "Send",
    "Serialize",
    "Some",
    "String",
    "UnknownValue",
    "Vec",
];
