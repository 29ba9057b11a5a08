//! Links of responses (OpenAPI 3.0.3, section 4.7.20), which the specs do not have.

use serde_json::Value;

use super::super::{Comparer, Finding};
use super::both::Both;
use super::nodes::{entries, shown};
use crate::diff::catalogue::Code;
use crate::diff::change::Side;
use crate::spec::Response;

/// Compares the links of a response.
pub fn compare(comparer: &mut Comparer<'_>, both: &Both<'_>, (old, new): (&Response, &Response)) {
    let (old_place, new_place) = (old.place.child("links"), new.place.child("links"));
    let old_links = entries(comparer.old, &old_place);
    let new_links = entries(comparer.new, &new_place);
    let finding = |code: Code, name: &str, rest: &str| -> Finding {
        let part = format!("{}, link {name}", new.status);
        let message = format!("the link `{name}` {rest}");
        both.finding(code, Side::Document, &part, message)
    };
    for (name, place, value) in &old_links {
        let found = match new_links.iter().find(|(own, ..)| own == name) {
            None => finding(Code::LinkRemoved, name, "is gone")
                .at(Some(place), Some(&new_place))
                .values(Some(shown(value)), None),
            Some((_, new_place, other)) if meaning(value) != meaning(other) => {
                finding(Code::LinkChanged, name, "is another")
                    .at(Some(place), Some(new_place))
                    .values(Some(shown(value)), Some(shown(other)))
            }
            Some(_) => continue,
        };
        comparer.findings.push(found);
    }
    for (name, place, value) in &new_links {
        if old_links.iter().all(|(own, ..)| own != name) {
            let found = finding(Code::LinkAdded, name, "is new")
                .at(Some(&old_place), Some(place))
                .values(None, Some(shown(value)));
            comparer.findings.push(found);
        }
    }
}

/// What a link says to those who follow it.
fn meaning(link: &Value) -> Vec<(&str, &Value)> {
    let fields = link.as_object().into_iter().flatten();
    let mut fields: Vec<(&str, &Value)> = fields
        .map(|(field, value)| (field.as_str(), value))
        .filter(|(field, _)| *field != "description" && !field.starts_with("x-"))
        .collect();
    fields.sort_by_key(|(field, _)| *field);
    fields
}
