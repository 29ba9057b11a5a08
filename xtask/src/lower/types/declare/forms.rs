//! The types of the parts of `multipart/form-data` bodies.

use std::collections::HashMap;

use super::super::super::Context;
use super::super::super::naming::{Claim, Rank};
use super::super::places::Owners;
use super::{Declaration, Declarations};
use crate::model::types::{Origin, TypeId};
use crate::spec::schema::SchemaId;

/// What the schema of the parts of a `multipart/form-data` body is beside that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormOf {
    /// Nothing: its type is that of the parts.
    PartsAlone,
    /// A type of JSON, which has the name.
    JsonToo,
}

impl Declarations {
    /// Which schema becomes which type of the parts of a body.
    pub fn forms(&self) -> HashMap<SchemaId, TypeId> {
        let forms = self.types.iter().enumerate();
        let forms = forms.filter(|(_, one)| one.form.is_some());
        forms
            .map(|(index, one)| (one.schema, TypeId(index)))
            .collect()
    }

    /// Whether the type of a schema is that of the parts of a body.
    pub(super) fn own_form(&self, id: SchemaId) -> Option<FormOf> {
        (self.forms.get(&id) == Some(&false)).then_some(FormOf::PartsAlone)
    }

    /// The types of the parts of bodies: those of schemas that are declared already because they are JSON too, and
    /// of those that only operations hold.
    pub(super) fn second_forms(&mut self, owners: &Owners<'_>, context: &Context<'_, '_>) {
        let mut forms: Vec<(SchemaId, bool)> = self
            .forms
            .iter()
            .map(|(id, is_json)| (*id, *is_json))
            .collect();
        forms.sort();
        for (id, is_json) in forms {
            self.elsewhere(id, owners, context);
            if !is_json {
                continue;
            }
            let mut all = self.types.iter();
            let Some(own) = all.find(|one| one.schema == id && !one.is_second_name) else {
                continue;
            };
            let wanted = format!("{}Multipart", own.claim.wanted);
            let claim = Claim {
                place: own.claim.place.child("multipart"),
                wire: wanted.clone(),
                wanted,
                rank: Rank::Derived,
            };
            self.types.push(Declaration {
                schema: id,
                claim,
                origin: Origin::default(),
                is_second_name: false,
                form: Some(FormOf::JsonToo),
                module: own.module,
            });
        }
    }
}
