//! Request bodies (OpenAPI 3.0.3, section 4.7.13).

use super::super::Comparer;
use super::both::Both;
use super::media_types::{self, Bodies};
use crate::diff::catalogue::Code;
use crate::diff::change::Side;
use crate::spec::RequestBody;

const PART: &str = "request body";

/// Compares the bodies that are sent.
pub fn compare(comparer: &mut Comparer<'_>, both: &Both<'_>) {
    match (&both.old.request_body, &both.new.request_body) {
        (None, None) => {}
        (None, Some(new)) => {
            let (code, word) = if new.required {
                (Code::RequiredBodyAdded, "required")
            } else {
                (Code::BodyAdded, "optional")
            };
            let message = format!("the {word} request body is new");
            let finding = both
                .finding(code, Side::Request, PART, message)
                .at(Some(&both.old.written), Some(&new.place));
            comparer.findings.push(finding);
        }
        (Some(old), None) => {
            let message = "the request body is gone";
            let finding = both
                .finding(Code::BodyRemoved, Side::Request, PART, message)
                .at(Some(&old.place), Some(&both.new.written));
            comparer.findings.push(finding);
        }
        (Some(old), Some(new)) => of_both(comparer, both, (old, new)),
    }
}

fn of_both(comparer: &mut Comparer<'_>, both: &Both<'_>, (old, new): (&RequestBody, &RequestBody)) {
    if old.required != new.required {
        let (code, message) = if new.required {
            (Code::BodyRequired, "the request body is required now")
        } else {
            (Code::BodyOptional, "the request body is optional now")
        };
        let place = |body: &RequestBody| body.place.child("required");
        let finding = both
            .finding(code, Side::Request, PART, message)
            .at(Some(&place(old)), Some(&place(new)))
            .values(
                Some(old.required.to_string()),
                Some(new.required.to_string()),
            );
        comparer.findings.push(finding);
    }
    let bodies = Bodies {
        old: &old.content,
        new: &new.content,
        old_place: &old.place,
        new_place: &new.place,
        part: PART,
        side: Side::Request,
    };
    media_types::compare(comparer, both, &bodies);
}
