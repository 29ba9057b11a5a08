//! Applying an overlay (Overlay Specification 1.0 and 1.1, section "Action Object").

use serde_json::Value;

use super::overlay::{Action, Change, Overlay, Version};
use super::targets;
use super::tree::{Refusal, Tree, kind};
use crate::report::{Code, Report};
use crate::spec::pointer::Pointer;
use crate::spec::written::Origin;

/// Applies the actions of an overlay to a file, each to what the one before left.
pub fn apply(overlay: &Overlay<'_>, file: &str, tree: &mut Tree<'_>, report: &mut Report) {
    for action in &overlay.actions {
        let Some(nodes) = selected(action.target, "target", action, file, tree, report) else {
            continue;
        };
        match action.change {
            Change::Remove => remove(&nodes, action, tree, report),
            Change::Update(value) => {
                let origin = Origin::at(action.place.child("update"));
                let merge = Merge {
                    version: overlay.version,
                    place: action.place.child("update"),
                };
                merge.all(&nodes, value, &origin, tree, report);
            }
            Change::Copy(path) => {
                let Some(sources) = selected(path, "copy", action, file, tree, report) else {
                    continue;
                };
                let place = action.place.child("copy");
                let [source] = sources.as_slice() else {
                    let message =
                        format!("`{path}` means {} nodes, and one is copied", sources.len());
                    report.error(Code::CorrectionMisfit, &place, message);
                    continue;
                };
                let (Some(value), origin) =
                    (tree.find(source).cloned(), tree.written.origin(source))
                else {
                    continue;
                };
                let merge = Merge {
                    version: overlay.version,
                    place,
                };
                merge.all(&nodes, &value, &origin, tree, report);
            }
        }
    }
}

/// The nodes that a path means. `None` after saying that it is none, or that nothing is there.
fn selected(
    text: &str,
    key: &str,
    action: &Action<'_>,
    file: &str,
    tree: &Tree<'_>,
    report: &mut Report,
) -> Option<Vec<Pointer>> {
    let place = action.place.child(key);
    let root = tree.of_file(file)?;
    let path = match targets::parse(text) {
        Ok(path) => path,
        Err(wrong) => {
            let diagnostic = report.error(Code::Correction, &place, wrong.message);
            diagnostic.help(wrong.help);
            return None;
        }
    };
    let nodes = targets::select(&path, root, file);
    if nodes.is_empty() {
        let message = format!("`{text}` matches nothing in the document");
        report
            .warning(Code::CorrectionWithoutTarget, &place, message)
            .help(targets::near_misses(text, root));
        return None;
    }
    Some(nodes)
}

fn remove(nodes: &[Pointer], action: &Action<'_>, tree: &mut Tree<'_>, report: &mut Report) {
    // From the last on, so that those before keep their indices.
    for node in nodes.iter().rev() {
        if let Err(Refusal::Root) = tree.remove(node) {
            let message = "the document itself cannot be removed";
            report.error(
                Code::CorrectionMisfit,
                &action.place.child("target"),
                message,
            );
        }
    }
}

/// A value on its way into nodes.
struct Merge {
    version: Version,
    /// Where the action says what is merged.
    place: Pointer,
}

impl Merge {
    fn all(
        &self,
        nodes: &[Pointer],
        value: &Value,
        origin: &Origin,
        tree: &mut Tree<'_>,
        report: &mut Report,
    ) {
        for node in nodes {
            let Some(found) = tree.find(node) else {
                continue;
            };
            match (found, value) {
                (Value::Object(_), Value::Object(_)) => {
                    self.merge(node, value, origin, tree, report);
                }
                // In 1.0 the value is an entry, whatever it is.
                (Value::Array(_), Value::Array(_)) if self.version == Version::OneOne => {
                    self.merge(node, value, origin, tree, report);
                }
                (Value::Array(_), value) => {
                    let added = tree.add(&node.child("-"), value.clone(), origin.clone());
                    self.refused(added.err(), report);
                }
                (Value::Object(_), _) => {
                    let message = format!(
                        "what is merged with an object must be an object, found {}",
                        kind(value)
                    );
                    self.misfit(node, message, report);
                }
                (_, Value::Object(_) | Value::Array(_)) if self.version == Version::OneOne => {
                    let message =
                        format!("{} does not take the place of {}", kind(value), kind(found));
                    self.misfit(node, message, report);
                }
                (_, _) if self.version == Version::OneOne => {
                    let replaced = tree.replace(node, value.clone(), origin.clone());
                    self.refused(replaced.err(), report);
                }
                (found, _) => {
                    let message = format!(
                        "the target is {}, and version 1.0 updates objects and arrays only",
                        kind(found)
                    );
                    let help = "select the object that holds it and name the key in `update`, or write `overlay: 1.1.0`";
                    self.misfit(node, message, report);
                    if let Some(told) = report.last_at(&self.place) {
                        told.help(help);
                    }
                }
            }
        }
    }

    /// Merges objects key by key, and appends the items of arrays.
    fn merge(
        &self,
        node: &Pointer,
        value: &Value,
        origin: &Origin,
        tree: &mut Tree<'_>,
        report: &mut Report,
    ) {
        let refused = match (tree.find(node), value) {
            (None, _) => tree.add(node, value.clone(), origin.clone()).err(),
            (Some(Value::Object(_)), Value::Object(entries)) => {
                for (key, value) in entries {
                    let child = node.child(key);
                    self.merge(&child, value, &origin.child(key), tree, report);
                }
                None
            }
            (Some(Value::Array(_)), Value::Array(items)) => {
                items.iter().enumerate().find_map(|(index, item)| {
                    let origin = origin.child(&index.to_string());
                    tree.add(&node.child("-"), item.clone(), origin).err()
                })
            }
            // A key of YAML without a value, as in the first example of the standard.
            (Some(found @ (Value::Object(_) | Value::Array(_))), Value::Null) => {
                let message = format!(
                    "nothing is merged with {}, which stays as it is",
                    kind(found)
                );
                report
                    .warning(Code::CorrectionMisfit, &origin.place(), message)
                    .help("remove the key; what is to go is removed by an action of its own")
                    .related(node, "stays");
                None
            }
            (Some(Value::Null), value) => tree.replace(node, value.clone(), origin.clone()).err(),
            (Some(found), value)
                if [found, value]
                    .iter()
                    .any(|one| one.is_object() || one.is_array()) =>
            {
                let message = format!("{} cannot be merged with {}", kind(value), kind(found));
                report
                    .error(Code::CorrectionMisfit, &origin.place(), message)
                    .help("where it is to take the place, remove what stands there by an action before this one")
                    .related(node, "what stands there");
                None
            }
            (Some(_), value) => tree.replace(node, value.clone(), origin.clone()).err(),
        };
        self.refused(refused, report);
    }

    fn misfit(&self, node: &Pointer, message: String, report: &mut Report) {
        report
            .error(Code::CorrectionMisfit, &self.place, message)
            .related(node, "the target");
    }

    /// Says that a change was refused; only limits refuse one where a target was found.
    fn refused(&self, refusal: Option<Refusal>, report: &mut Report) {
        if let Some(Refusal::Limit(message)) = refusal {
            report.error(Code::Limit, &self.place, message);
        }
    }
}
