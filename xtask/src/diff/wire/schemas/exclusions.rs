//! What `not` excludes. What is within is not compared: there, what tightens loosens.

use super::faced::{Faced, Told};
use crate::diff::catalogue::Code;

/// Compares what is excluded. `is_same` tells whether two schemas mean the same.
pub fn compare(
    faced: &Faced<'_, '_>,
    is_same: impl Fn(crate::spec::schema::SchemaId, crate::spec::schema::SchemaId) -> bool,
    told: &mut Told,
) {
    let pairs = faced.pair_up(&faced.old.nots, &faced.new.nots);
    for (old, new) in pairs.pairs {
        if is_same(old, new) {
            continue;
        }
        let places = (&faced.old_schema(old).place, &faced.new_schema(new).place);
        let finding = faced
            .met
            .finding(Code::NotChanged, "other values are excluded now");
        told.findings
            .push(finding.at(Some(places.0), Some(places.1)));
    }
    for id in pairs.old {
        let message = "values are not excluded any longer";
        let finding = faced.met.finding(Code::NotRemoved, message);
        let place = &faced.old_schema(id).place;
        told.findings
            .push(finding.at(Some(place), Some(&faced.met.new.place)));
    }
    for id in pairs.new {
        let finding = faced.met.finding(Code::NotAdded, "values are excluded now");
        let place = &faced.new_schema(id).place;
        told.findings
            .push(finding.at(Some(&faced.met.old.place), Some(place)));
    }
}
