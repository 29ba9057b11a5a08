//! An Overlay Object (Overlay Specification 1.0 and 1.1, section "Overlay Object"): reading it, with everything
//! that is wrong in it.

use serde_json::{Map, Value};

use super::tree::kind;
use crate::report::{Code, Report};
use crate::similar::nearest;
use crate::spec::pointer::Pointer;

/// An overlay, without the actions that could not be read.
#[derive(Debug)]
pub struct Overlay<'v> {
    /// The version of the standard.
    pub version: Version,
    /// The document that it is for.
    pub extends: Option<&'v str>,
    /// What to do, in this order.
    pub actions: Vec<Action<'v>>,
}

/// A version of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 1.0: updates are of objects and arrays, and a value is appended to an array as one item.
    One,
    /// 1.1: updates are of primitive values too, arrays are concatenated, and there is `copy`.
    OneOne,
}

/// An Action Object.
#[derive(Debug)]
pub struct Action<'v> {
    /// Where it stands.
    pub place: Pointer,
    /// The nodes that it is about, as a JSONPath.
    pub target: &'v str,
    /// What becomes of them.
    pub change: Change<'v>,
}

/// What becomes of the nodes of an action.
#[derive(Debug)]
pub enum Change<'v> {
    /// They are merged with a value.
    Update(&'v Value),
    /// They are merged with the node that a JSONPath means.
    Copy(&'v str),
    /// They are taken out.
    Remove,
}

const ROOT: &[&str] = &["overlay", "info", "extends", "actions"];

/// Reads an overlay. `None`, with an error, when it has no version that is known.
pub fn read<'v>(
    tree: &'v Map<String, Value>,
    root: &Pointer,
    report: &mut Report,
) -> Option<Overlay<'v>> {
    let version = version(tree.get("overlay"), root, report)?;
    check_keys(tree, root, "an overlay", ROOT, report);
    check_info(tree.get("info"), root, version, report);
    let extends = tree.get("extends");
    let extends = extends.and_then(|value| text(value, &root.child("extends"), report));
    let place = root.child("actions");
    let mut actions = Vec::new();
    match tree.get("actions") {
        Some(Value::Array(items)) => {
            if items.is_empty() {
                let message = "the overlay has no actions, and at least one is asked for";
                report.error(Code::Correction, &place, message);
            }
            for (index, item) in items.iter().enumerate() {
                actions.extend(action(item, place.child(index), version, report));
            }
        }
        Some(other) => {
            let message = format!("`actions` must be an array, found {}", kind(other));
            report.error(Code::Correction, &place, message);
        }
        None => {
            report
                .error(Code::Correction, root, "the overlay has no `actions`")
                .help("an action is `{target: $.info, update: {title: Pets}}` or `{target: $.info.contact, remove: true}`");
        }
    }
    Some(Overlay {
        version,
        extends,
        actions,
    })
}

/// The `overlay` field. The patch of a version says nothing (section "Versions").
fn version(value: Option<&Value>, root: &Pointer, report: &mut Report) -> Option<Version> {
    const HELP: &str = "overlays of 1.0 and 1.1 are read, as `overlay: 1.0.0`";
    let place = root.child("overlay");
    let text = match value {
        Some(Value::String(text)) => text.clone(),
        // YAML reads `1.0` as a number.
        Some(Value::Number(number)) => number.to_string(),
        Some(other) => {
            let message = format!("`overlay` must be a version, found {}", kind(other));
            report.error(Code::Correction, &place, message).help(HELP);
            return None;
        }
        None => {
            report
                .error(Code::Correction, root, "the overlay has no `overlay` field")
                .help(HELP);
            return None;
        }
    };
    let is_of = |version: &str| {
        let rest = text.strip_prefix(version);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    if is_of("1.0") {
        return Some(Version::One);
    }
    if is_of("1.1") {
        return Some(Version::OneOne);
    }
    let message = format!("`overlay: {text}` is not a version that is read");
    report.error(Code::Correction, &place, message).help(HELP);
    None
}

/// The Info Object, which says nothing that matters here.
fn check_info(value: Option<&Value>, root: &Pointer, version: Version, report: &mut Report) {
    const HELP: &str = "write `info: {title: What it corrects, version: 1.0.0}`";
    let place = root.child("info");
    let Some(info) = value else {
        let message = "the overlay has no `info`, which the standard asks for";
        report.warning(Code::Correction, root, message).help(HELP);
        return;
    };
    let Some(info) = info.as_object() else {
        let message = format!("`info` must be an object, found {}", kind(info));
        report.error(Code::Correction, &place, message).help(HELP);
        return;
    };
    let keys: &[&str] = match version {
        Version::One => &["title", "version"],
        Version::OneOne => &["title", "version", "description"],
    };
    check_keys(info, &place, "`info`", keys, report);
    for key in ["title", "version"] {
        if !info.contains_key(key) {
            let message = format!("`info` has no `{key}`, which the standard asks for");
            report.warning(Code::Correction, &place, message).help(HELP);
        }
    }
}

/// An Action Object. `None`, with an error, when it does nothing that can be known.
fn action<'v>(
    value: &'v Value,
    place: Pointer,
    version: Version,
    report: &mut Report,
) -> Option<Action<'v>> {
    let Some(entries) = value.as_object() else {
        let message = format!("an action must be an object, found {}", kind(value));
        report.error(Code::Correction, &place, message);
        return None;
    };
    let keys: &[&str] = match version {
        Version::One => &["target", "description", "update", "remove"],
        Version::OneOne => &["target", "description", "update", "copy", "remove"],
    };
    check_keys(entries, &place, "an action", keys, report);
    let target = match entries.get("target") {
        Some(target) => text(target, &place.child("target"), report),
        None => {
            report
                .error(Code::Correction, &place, "the action has no `target`")
                .help("the target is a JSONPath, such as `$.paths['/pets'].get`");
            None
        }
    };
    let is_removed = match entries.get("remove") {
        None => false,
        Some(Value::Bool(is_removed)) => *is_removed,
        Some(other) => {
            let message = format!("`remove` must be true or false, found {}", kind(other));
            report.error(Code::Correction, &place.child("remove"), message);
            return None;
        }
    };
    let copied = entries
        .get("copy")
        .filter(|_| version == Version::OneOne)
        .map(|copied| text(copied, &place.child("copy"), report));
    let change = match (is_removed, entries.get("update"), copied) {
        (true, update, copied) => {
            for (key, _) in [("update", update.is_some()), ("copy", copied.is_some())]
                .iter()
                .filter(|(_, is_there)| *is_there)
            {
                report
                    .warning(
                        Code::Correction,
                        &place.child(key),
                        format!("`{key}` does nothing beside `remove: true`"),
                    )
                    .help("make two actions of it: the first removes, the second puts another value there");
            }
            Change::Remove
        }
        (false, Some(_), Some(_)) => {
            let message = "`update` and `copy` stand beside each other, and neither counts";
            report
                .error(Code::Correction, &place.child("copy"), message)
                .help("make two actions of it");
            return None;
        }
        (false, Some(update), None) => Change::Update(update),
        (false, None, Some(copied)) => Change::Copy(copied?),
        (false, None, None) => {
            report
                .error(Code::Correction, &place, "the action changes nothing")
                .help("give it an `update` or `remove: true`");
            return None;
        }
    };
    Some(Action {
        target: target?,
        place,
        change,
    })
}

/// Reports the keys that the standard does not know; those with `x-` are extensions.
fn check_keys(
    entries: &Map<String, Value>,
    place: &Pointer,
    name: &str,
    keys: &[&str],
    report: &mut Report,
) {
    let unknown = entries
        .keys()
        .filter(|key| !keys.contains(&key.as_str()) && !key.starts_with("x-"));
    for key in unknown {
        let message = format!("{name} has no key `{key}`");
        let diagnostic = report.error(Code::Correction, &place.child(key), message);
        let known = keys.join("`, `");
        match (key.as_str(), nearest(key, keys.iter().copied()).first()) {
            ("copy", _) => diagnostic.help("`copy` is of version 1.1: write `overlay: 1.1.0`"),
            (_, Some(near)) => {
                diagnostic.help(format!("did you mean `{near}`? The keys are `{known}`"))
            }
            (_, None) => diagnostic.help(format!(
                "the keys are `{known}`; those of extensions begin with `x-`"
            )),
        };
    }
}

fn text<'v>(value: &'v Value, place: &Pointer, report: &mut Report) -> Option<&'v str> {
    if value.is_string() {
        return value.as_str();
    }
    let key = place.last().unwrap_or_default();
    let message = format!("`{key}` must be a string, found {}", kind(value));
    report.error(Code::Correction, place, message);
    None
}
