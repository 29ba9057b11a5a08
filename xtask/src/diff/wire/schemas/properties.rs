//! The named properties of objects.

use super::super::Finding;
use super::faced::{Faced, Told};
use super::flags::Flags;
use super::{members, renames};
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::pointer::Pointer;
use crate::spec::schema::SchemaId;

/// Compares which properties there are, and which of them must be there.
pub fn compare(faced: &Faced<'_, '_>, told: &mut Told) {
    let (old, new) = (faced.old, faced.new);
    let renamed = renames::find(faced);
    for (name, before) in &old.properties {
        if let Some(after) = new.properties.get(name) {
            kept(faced, name, before, after, told);
        } else if let Some(rename) = renamed.iter().find(|rename| rename.old == *name) {
            let after = &new.properties[rename.new];
            told.findings.push(rename.finding(faced));
            members::pair(faced, before, after, &format!(".{}", rename.new), told);
        } else {
            gone(faced, name, before, told);
        }
    }
    for (name, after) in &new.properties {
        let is_known = old.properties.contains_key(name);
        if !is_known && renamed.iter().all(|rename| rename.new != *name) {
            added(faced, name, after, told);
        }
    }
    undescribed(faced, told);
}

/// Where a property is described first.
pub fn place<'p>(faced: &Faced<'_, 'p>, ids: &[SchemaId], is_old: bool) -> Option<&'p Pointer> {
    let id = *ids.first()?;
    let schema = if is_old {
        faced.old_schema(id)
    } else {
        faced.new_schema(id)
    };
    Some(&schema.place)
}

fn kept(
    faced: &Faced<'_, '_>,
    name: &str,
    before: &[SchemaId],
    after: &[SchemaId],
    told: &mut Told,
) {
    let flags = Flags::of(faced.new_version(), after);
    let told_of = |code, message: String| {
        let finding = faced.met.finding(code, message);
        finding
            .at(place(faced, before, true), place(faced, after, false))
            .about(faced.below(&format!(".{name}")))
    };
    let is_required = faced.new.required.contains(name);
    let code_and_message = match (faced.old.required.contains(name), is_required) {
        (false, true) => Some((
            Code::PropertyBecameRequired,
            format!("the property `{name}` is required now"),
        )),
        (true, false) => Some((
            Code::PropertyBecameOptional,
            format!("the property `{name}` is optional now"),
        )),
        _ => None,
    };
    if let Some((code, message)) = code_and_message {
        let finding = told_of(code, message);
        told.findings.push(flags.weaken(finding, faced.met.side));
    }
    let was = Flags::of(faced.old_version(), before);
    for (code, message) in was.changes(&flags, name) {
        let finding = told_of(code, message);
        let is_ended = code == Code::WriteOnlyEnded && !is_required;
        let most = if is_ended {
            Impact::Info
        } else {
            Impact::Breaking
        };
        told.findings.push(finding.at_most(most));
    }
    members::pair(faced, before, after, &format!(".{name}"), told);
}

fn gone(faced: &Faced<'_, '_>, name: &str, before: &[SchemaId], told: &mut Told) {
    let is_forbidden = faced.new.forbidden.contains(name);
    let (code, message) = if is_forbidden && faced.met.side == Side::Request {
        let message = format!("the property `{name}` must not be there any longer");
        (Code::PropertyForbidden, message)
    } else {
        let message = format!("the property `{name}` is gone");
        (Code::PropertyRemoved, message)
    };
    let finding = faced
        .met
        .finding(code, message)
        .at(place(faced, before, true), Some(&faced.met.new.place))
        .about(faced.below(&format!(".{name}")));
    // Clients had to do without an optional one before.
    let is_spared = faced.met.side != Side::Request && !faced.old.required.contains(name);
    let most = if is_spared {
        Impact::Warning
    } else {
        Impact::Breaking
    };
    let flags = Flags::of(faced.old_version(), before);
    told.findings
        .push(flags.weaken(finding.at_most(most), faced.met.side));
}

fn added(faced: &Faced<'_, '_>, name: &str, after: &[SchemaId], told: &mut Told) {
    let was_required = faced.old.required.contains(name);
    let (code, message) = if faced.old.forbidden.contains(name) {
        let message = format!("the property `{name}` may be there now");
        (Code::PropertyAllowed, message)
    } else if faced.new.required.contains(name) && !was_required {
        let message = format!("the required property `{name}` is new");
        (Code::RequiredPropertyAdded, message)
    } else {
        (Code::PropertyAdded, format!("the property `{name}` is new"))
    };
    let finding = faced
        .met
        .finding(code, message)
        .at(Some(&faced.met.old.place), place(faced, after, false))
        .about(faced.below(&format!(".{name}")));
    let flags = Flags::of(faced.new_version(), after);
    told.findings.push(flags.weaken(finding, faced.met.side));
}

/// Names that must be there, or must not, without a schema.
fn undescribed(faced: &Faced<'_, '_>, told: &mut Told) {
    let (old, new) = (faced.old, faced.new);
    let is_described =
        |name: &&&str| old.properties.contains_key(**name) || new.properties.contains_key(**name);
    let about = |name: &str, finding: Finding| finding.about(faced.below(&format!(".{name}")));
    let mut tell = |name: &str, keyword: &str, code: Code, message: String| {
        let finding = faced.met.keyword(keyword, code, message);
        told.findings.push(about(name, finding));
    };
    let required = new.required.difference(&old.required);
    for name in required.filter(|name| !is_described(name)) {
        let message = format!("the property `{name}` is required now");
        tell(name, "required", Code::PropertyBecameRequired, message);
    }
    let optional = old.required.difference(&new.required);
    for name in optional.filter(|name| !is_described(name)) {
        let message = format!("the property `{name}` is optional now");
        tell(name, "required", Code::PropertyBecameOptional, message);
    }
    let forbidden = new.forbidden.difference(&old.forbidden);
    for name in forbidden.filter(|name| !is_described(name)) {
        let message = format!("the property `{name}` must not be there");
        tell(name, "properties", Code::PropertyForbidden, message);
    }
    let allowed = old.forbidden.difference(&new.forbidden);
    for name in allowed.filter(|name| !is_described(name)) {
        let message = format!("the property `{name}` may be there now");
        tell(name, "properties", Code::PropertyAllowed, message);
    }
}
