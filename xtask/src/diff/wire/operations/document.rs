//! What a document says of itself: its title and its tags.

use serde_json::Value;

use super::super::{Comparer, Finding};
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::Side;
use crate::spec::pointer::Pointer;

/// Compares what stands at the roots, apart from what operations inherit.
pub fn compare(comparer: &mut Comparer<'_>) {
    title(comparer);
    tags(comparer);
}

fn title(comparer: &mut Comparer<'_>) {
    let (old, new) = comparer.versions();
    let (before, after) = (old.spec.info.title.trim(), new.spec.info.title.trim());
    if before == after {
        return;
    }
    let place = Pointer::root().child("info").child("title");
    let message = format!("the API `{before}` is called `{after}` now");
    let finding = Finding::new(Code::TitleChanged, Side::Document, message)
        .about("title")
        .at(Some(&place), Some(&place))
        .values(Some(before.to_owned()), Some(after.to_owned()));
    comparer.findings.push(finding);
}

fn tags(comparer: &mut Comparer<'_>) {
    let place = Pointer::root().child("tags");
    let (old, new) = (names(comparer.old), names(comparer.new));
    let is_in = |all: &[(usize, &str)], name: &str| all.iter().any(|(_, own)| *own == name);
    for (index, name) in old.iter().filter(|(_, name)| !is_in(&new, name)) {
        let message = format!("the tag `{name}` is gone");
        let finding = Finding::new(Code::TagRemoved, Side::Document, message)
            .about(format!("tag {name}"))
            .at(Some(&place.child(index)), Some(&place))
            .values(Some((*name).to_owned()), None);
        comparer.findings.push(finding);
    }
    for (index, name) in new.iter().filter(|(_, name)| !is_in(&old, name)) {
        let message = format!("the tag `{name}` is new");
        let finding = Finding::new(Code::TagAdded, Side::Document, message)
            .about(format!("tag {name}"))
            .at(Some(&place), Some(&place.child(index)))
            .values(None, Some((*name).to_owned()));
        comparer.findings.push(finding);
    }
}

/// The names of the tags, each once, with their indices.
fn names(version: &Version) -> Vec<(usize, &str)> {
    let tags = version.document.root.get("tags").and_then(Value::as_array);
    let mut names: Vec<(usize, &str)> = Vec::new();
    for (index, tag) in tags.into_iter().flatten().enumerate() {
        if let Some(name) = tag.get("name").and_then(Value::as_str)
            && names.iter().all(|(_, known)| *known != name)
        {
            names.push((index, name));
        }
    }
    names
}
