//! `readOnly` and `writeOnly` (OpenAPI 3.0.3, section 4.7.24): a required property that one direction does not
//! have is optional in a type that goes this way.

use crate::model::types::{Presence, TypeDef, TypeKind};

/// Makes optional what a request does not have to send, and what a response need not bring back.
pub fn follow_reach(types: &mut [TypeDef]) {
    for one in types {
        let reach = one.reach;
        let TypeKind::Struct(structure) = &mut one.kind else {
            continue;
        };
        for field in &mut structure.fields {
            let may_be_absent = (field.docs.read_only && reach.request)
                || (field.docs.write_only && reach.response);
            if may_be_absent {
                field.presence = match field.presence {
                    Presence::Required => Presence::Optional,
                    Presence::Nullable => Presence::OptionalNullable,
                    other => other,
                };
                // Absence has a meaning of its own now.
                field.default = None;
                field.constant = None;
            }
        }
    }
}
