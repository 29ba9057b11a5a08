//! The Discriminator Object (OpenAPI 3.0.3, section 4.7.25): what tells alternatives apart.

use indexmap::IndexMap;

use super::faced::{Faced, Part, Told};
use super::view::{self, View};
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::spec::schema::{Discriminator, SchemaId};

/// Compares which property tells alternatives apart, and by which values.
pub fn compare(faced: &Faced<'_, '_>, told: &mut Told) {
    let met = faced.met;
    let (before, after) = match (&faced.old.discriminator, &faced.new.discriminator) {
        (None, None) => return,
        (None, Some((discriminator, place))) => {
            let message = format!(
                "the property `{}` tells the alternatives apart now",
                discriminator.property
            );
            let finding = met.finding(Code::DiscriminatorAdded, message);
            told.findings
                .push(finding.at(Some(&met.old.place), Some(place)));
            return;
        }
        (Some((discriminator, place)), None) => {
            let message = format!(
                "the property `{}` does not tell the alternatives apart any longer",
                discriminator.property
            );
            let finding = met.finding(Code::DiscriminatorRemoved, message);
            told.findings
                .push(finding.at(Some(place), Some(&met.new.place)));
            return;
        }
        (Some(before), Some(after)) => (before, after),
    };
    let mut tell = |code: Code, message: String, old: Option<String>, new: Option<String>| {
        let finding = met.finding(code, message);
        let finding = finding.at(Some(&before.1), Some(&after.1));
        told.findings.push(finding.values(old, new));
    };
    let (old, new) = (before.0, after.0);
    if old.property != new.property {
        let message = format!(
            "the property `{}` tells the alternatives apart now, and `{}` did",
            new.property, old.property
        );
        let values = (Some(old.property.clone()), Some(new.property.clone()));
        tell(
            Code::DiscriminatorPropertyChanged,
            message,
            values.0,
            values.1,
        );
    }
    let old_values = mapping(faced.old_version(), faced.old, old);
    let new_values = mapping(faced.new_version(), faced.new, new);
    let name_of_old = |id| target(faced.old_version(), id);
    let name_of_new = |id| target(faced.new_version(), id);
    for (value, before) in old.mapping.iter() {
        let Some(after) = new_values.get(value.as_str()) else {
            let message = format!("the value `{value}` stands for no alternative any longer");
            let code = Code::DiscriminatorMappingRemoved;
            tell(code, message, Some(name_of_old(*before)), None);
            continue;
        };
        let (old_name, new_name) = (name_of_old(*before), name_of_new(*after));
        // An alternative that says the same under another name was renamed.
        if old_name != new_name && !faced.classes.same(*before, *after) {
            let message = format!("the value `{value}` stands for `{new_name}` now");
            let code = Code::DiscriminatorMappingChanged;
            tell(code, message, Some(old_name), Some(new_name));
        }
    }
    for (value, after) in new.mapping.iter() {
        if !old_values.contains_key(value.as_str()) {
            let name = name_of_new(*after);
            let message = format!("the value `{value}` stands for `{name}`");
            let code = Code::DiscriminatorMappingAdded;
            tell(code, message, None, Some(name));
        }
    }
    for (value, before) in &old_values {
        if let Some(after) = new_values.get(value) {
            told.parts.push(Part {
                old: *before,
                new: *after,
                subject: faced.below(&format!(", {value}")),
            });
        }
    }
}

/// The values with what they stand for: where none does, the name of a component does.
fn mapping<'v>(
    version: &'v Version,
    view: &View<'v>,
    discriminator: &'v Discriminator,
) -> IndexMap<String, SchemaId> {
    let mut mapping: IndexMap<String, SchemaId> = discriminator
        .mapping
        .iter()
        .map(|(value, id)| (value.clone(), *id))
        .collect();
    for id in view.choices.iter().flat_map(|choice| &choice.branches) {
        let is_mapped = discriminator.mapping.values().any(|target| target == id);
        if let (false, Some(name)) = (is_mapped, view::component(version.spec.schema(*id))) {
            mapping.entry(name).or_insert(*id);
        }
    }
    mapping
}

fn target(version: &Version, id: SchemaId) -> String {
    let schema = version.spec.schema(id);
    view::component(schema).unwrap_or_else(|| schema.place.to_string())
}
