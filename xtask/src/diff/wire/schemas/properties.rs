//! The named properties of objects.

use super::super::Finding;
use super::faced::{Faced, Told};
use super::flags::Flags;
use super::view::{self, View};
use super::{members, renames};
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::pointer::Pointer;
use crate::spec::schema::{Schema, SchemaId};

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

/// Where a property is described first, and the schema that has it there.
pub struct Described<'v> {
    /// The node of the property itself, whatever it refers to.
    pub place: Pointer,
    holder: &'v Schema,
}

/// Where one version describes a property first.
pub fn described<'v>(version: &'v Version, view: &View<'v>, name: &str) -> Option<Described<'v>> {
    let mut members = view.members.iter().map(|id| version.spec.schema(*id));
    let holder = members.find(|schema| schema.properties.contains_key(name))?;
    Some(Described {
        place: holder.place.child("properties").child(name),
        holder,
    })
}

/// What stands for a schema that has a property in the version that does not have the property.
fn home<'p>(
    version: &'p Version,
    view: &View<'_>,
    holder: &Schema,
    whole: &'p Schema,
) -> &'p Pointer {
    let name = view::component(holder);
    let members = view.members.iter().map(|id| version.spec.schema(*id));
    let same = name.and_then(|name| {
        let mut members = members.filter(|member| view::component(member).as_ref() == Some(&name));
        members.next()
    });
    &same.unwrap_or(whole).place
}

/// What readers know a property by: that of a part of `allOf` is the part's.
fn subject(
    faced: &Faced<'_, '_>,
    described: Option<&Described<'_>>,
    whole: &Schema,
    name: &str,
) -> String {
    let part = described.filter(|described| described.holder.place != whole.place);
    let component = part.and_then(|part| view::component(part.holder));
    match component {
        Some(component) => format!("{component}.{name}"),
        None => faced.below(&format!(".{name}")),
    }
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
            .at(
                described(faced.old_version(), faced.old, name)
                    .map(|one| one.place)
                    .as_ref(),
                described(faced.new_version(), faced.new, name)
                    .map(|one| one.place)
                    .as_ref(),
            )
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
    let was = described(faced.old_version(), faced.old, name);
    let whole = faced.met.new;
    let home = was.as_ref().map_or(&whole.place, |was| {
        home(faced.new_version(), faced.new, was.holder, whole)
    });
    let finding = faced
        .met
        .finding(code, message)
        .at(was.as_ref().map(|was| &was.place), Some(home))
        .about(subject(faced, was.as_ref(), faced.met.old, name));
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
    let is = described(faced.new_version(), faced.new, name);
    let whole = faced.met.old;
    let home = is.as_ref().map_or(&whole.place, |is| {
        home(faced.old_version(), faced.old, is.holder, whole)
    });
    let finding = faced
        .met
        .finding(code, message)
        .at(Some(home), is.as_ref().map(|is| &is.place))
        .about(subject(faced, is.as_ref(), faced.met.new, name));
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
