//! Security requirements (OpenAPI 3.0.3, section 4.7.30), with the scopes that the specs do not have.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use serde_json::Value;

use super::super::{Comparer, Finding, OperationPair};
use super::both::Both;
use super::schemes::Schemes;
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::Operation;
use crate::spec::pointer::Pointer;

/// One way to prove who calls.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Alternative {
    place: Pointer,
    /// The schemes, by the names of the old version, and the scopes of each.
    schemes: BTreeMap<String, BTreeSet<String>>,
}

/// What is enough to call: any of these, and nothing where there are none.
struct Requirement {
    place: Pointer,
    alternatives: Vec<Alternative>,
}

/// What a node says; `None` where it says nothing.
fn requirement(
    version: &Version,
    node: &Pointer,
    schemes: Option<&Schemes>,
) -> Option<Requirement> {
    let place = node.child("security");
    let listed = version.document.find(&place)?.as_array()?;
    let objects = listed
        .iter()
        .enumerate()
        .filter_map(|(index, value)| Some((place.child(index), value.as_object()?)));
    let alternatives = objects.map(|(place, object)| {
        let of_scheme = |(name, scopes): (&String, &Value)| {
            let name = schemes.map_or(name.as_str(), |schemes| schemes.old_name(name));
            let scopes = scopes.as_array().into_iter().flatten();
            let scopes = scopes.filter_map(|scope| scope.as_str().map(str::to_owned));
            (name.to_owned(), scopes.collect())
        };
        let schemes = object.iter().map(of_scheme).collect();
        Alternative { place, schemes }
    });
    let mut alternatives: Vec<Alternative> = alternatives.collect();
    // Nothing alone is as good as none.
    if alternatives.iter().all(|one| one.schemes.is_empty()) {
        alternatives.clear();
    }
    Some(Requirement {
        place,
        alternatives,
    })
}

fn of_document(version: &Version, schemes: Option<&Schemes>) -> Requirement {
    let own = requirement(version, &Pointer::root(), schemes);
    own.unwrap_or_else(|| Requirement {
        place: Pointer::root(),
        alternatives: Vec::new(),
    })
}

fn inherits(version: &Version, operation: &Operation) -> bool {
    requirement(version, &operation.written, None).is_none()
}

/// Compares what operations need that say nothing of it, where there are such operations.
pub fn compare_document(comparer: &mut Comparer<'_>, schemes: &Schemes, all: &[Both<'_>]) {
    let (old, new) = comparer.versions();
    let heirs = all
        .iter()
        .filter(|both| inherits(old, both.old) && inherits(new, both.new));
    let operations: IndexSet<OperationPair> = heirs.map(|both| both.pair).collect();
    if operations.is_empty() {
        return;
    }
    let requirements = (of_document(old, None), of_document(new, Some(schemes)));
    let found = compared(&requirements.0, &requirements.1, "the API");
    comparer
        .findings
        .extend(found.into_iter().map(|finding| Finding {
            subject: "security".to_owned(),
            operations: operations.clone(),
            ..finding
        }));
}

/// Compares what an operation needs, where either version says it of that operation.
pub fn compare(comparer: &mut Comparer<'_>, schemes: &Schemes, both: &Both<'_>) {
    let (old, new) = comparer.versions();
    let of_old = requirement(old, &both.old.written, None);
    let of_new = requirement(new, &both.new.written, Some(schemes));
    if of_old.is_none() && of_new.is_none() {
        return;
    }
    let inherited =
        |version: &Version, schemes: Option<&Schemes>, operation: &Operation| Requirement {
            place: operation.written.clone(),
            ..of_document(version, schemes)
        };
    let of_old = of_old.unwrap_or_else(|| inherited(old, None, both.old));
    let of_new = of_new.unwrap_or_else(|| inherited(new, Some(schemes), both.new));
    let found = compared(&of_old, &of_new, "the operation");
    comparer
        .findings
        .extend(found.into_iter().map(|finding| Finding {
            subject: format!("{}, security", both.name),
            operations: IndexSet::from([both.pair]),
            ..finding
        }));
}

impl Requirement {
    fn is_open(&self) -> bool {
        let mut alternatives = self.alternatives.iter();
        self.alternatives.is_empty() || alternatives.any(|one| one.schemes.is_empty())
    }

    /// Whether those who prove who they are in one way are let in.
    fn lets_in(&self, way: &Alternative) -> bool {
        self.is_open()
            || self.alternatives.iter().any(|one| {
                let mut asked = one.schemes.iter();
                asked.all(|(scheme, scopes)| {
                    let own = way.schemes.get(scheme);
                    own.is_some_and(|own| scopes.is_subset(own))
                })
            })
    }
}

impl Alternative {
    fn noun(&self) -> String {
        let names: Vec<String> = self
            .schemes
            .keys()
            .map(|name| format!("`{name}`"))
            .collect();
        match names.len() {
            0 => "no credentials".to_owned(),
            _ => names.join(" with "),
        }
    }

    fn text(&self) -> String {
        let schemes = self.schemes.iter().map(|(name, scopes)| {
            let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
            format!("{name}: [{}]", scopes.join(", "))
        });
        let schemes: Vec<String> = schemes.collect();
        format!("{{{}}}", schemes.join(", "))
    }
}

fn compared(old: &Requirement, new: &Requirement, noun: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_in = |all: &Requirement, one: &Alternative| {
        let mut alternatives = all.alternatives.iter();
        // Who need not prove anything may not care in which words that is said.
        one.schemes.is_empty() && all.is_open()
            || alternatives.any(|other| other.schemes == one.schemes)
    };
    let mut gone: Vec<&Alternative> = Vec::new();
    let mut added: Vec<&Alternative> = new
        .alternatives
        .iter()
        .filter(|one| !is_in(old, one))
        .collect();
    for one in old.alternatives.iter().filter(|one| !is_in(new, one)) {
        let with_other_scopes = added
            .iter()
            .position(|other| one.schemes.keys().eq(other.schemes.keys()));
        match with_other_scopes {
            Some(index) => {
                let is_let_in = new.lets_in(one);
                scopes(one, added.remove(index), noun, is_let_in, &mut findings);
            }
            None => gone.push(one),
        }
    }
    for one in gone {
        let message = format!("{noun} can no longer be called with {}", one.noun());
        let most = if new.lets_in(one) {
            Impact::Info
        } else {
            Impact::Breaking
        };
        let finding = Finding::new(Code::SecurityRemoved, Side::Document, message)
            .at_most(most)
            .at(Some(&one.place), Some(&new.place))
            .values(Some(one.text()), None);
        findings.push(finding);
    }
    let is_closed_now = old.is_open() && !new.is_open();
    for one in added {
        let (word, most) = if is_closed_now {
            ("needs", Impact::Breaking)
        } else {
            ("can be called with", Impact::Info)
        };
        let message = format!("{noun} {word} {} now", one.noun());
        let finding = Finding::new(Code::SecurityAdded, Side::Document, message)
            .at_most(most)
            .at(Some(&old.place), Some(&one.place))
            .values(None, Some(one.text()));
        findings.push(finding);
    }
    findings
}

/// Compares the scopes of one way.
fn scopes(
    old: &Alternative,
    new: &Alternative,
    noun: &str,
    is_let_in: bool,
    findings: &mut Vec<Finding>,
) {
    for (scheme, before) in &old.schemes {
        let Some(after) = new.schemes.get(scheme) else {
            continue;
        };
        for scope in before.difference(after) {
            let message =
                format!("{noun} does not need the scope `{scope}` of `{scheme}` any longer");
            let finding = Finding::new(Code::SecurityScopeRemoved, Side::Document, message)
                .at(Some(&old.place), Some(&new.place))
                .values(Some(scope.clone()), None);
            findings.push(finding);
        }
        for scope in after.difference(before) {
            let message = format!("{noun} needs the scope `{scope}` of `{scheme}` too");
            let most = if is_let_in {
                Impact::Info
            } else {
                Impact::Breaking
            };
            let finding = Finding::new(Code::SecurityScopeAdded, Side::Document, message)
                .at_most(most)
                .at(Some(&old.place), Some(&new.place))
                .values(None, Some(scope.clone()));
            findings.push(finding);
        }
    }
}
