//! Which values the settings put on the heap.

use super::super::super::Context;
use crate::model::types::TypeRef;
use crate::report::Code;
use crate::spec::pointer::Pointer;

impl Context<'_, '_> {
    /// The type, boxed where the settings want the values at a place on the heap.
    pub(super) fn boxed(&mut self, place: &Pointer, ty: TypeRef) -> TypeRef {
        if !self.boxed.contains(place) {
            return ty;
        }
        match ty {
            TypeRef::Named(id) => TypeRef::Boxed(id),
            ty if self.target.is_of_other_version => ty,
            ty => {
                self.report
                    .error(
                        Code::SettingValue,
                        place,
                        "the setting `boxed` names a value that is no type of the crate",
                    )
                    .help("lists, maps, strings and numbers gain nothing by a box; take it out");
                ty
            }
        }
    }
}
