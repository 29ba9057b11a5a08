//! Servers of the document, of paths and of operations (OpenAPI 3.0.3, section 4.7.5).

use indexmap::IndexSet;

use super::super::{Comparer, Finding};
use super::both::Both;
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::pointer::Pointer;
use crate::spec::{Server, ServerVariable};

/// Compares the servers of the documents.
pub fn compare_document(comparer: &mut Comparer<'_>, all: &[Both<'_>]) {
    let (old, new) = comparer.versions();
    let heirs = all
        .iter()
        .filter(|both| both.old.servers.is_empty() && both.new.servers.is_empty());
    let operations: IndexSet<_> = heirs.map(|both| both.pair).collect();
    // Where no operation is left to them, they serve none.
    if operations.is_empty() && !all.is_empty() {
        return;
    }
    let found = compared(&of_document(old), &of_document(new));
    comparer
        .findings
        .extend(found.into_iter().map(|finding| Finding {
            operations: operations.clone(),
            ..finding
        }));
}

/// Compares the servers of an operation, where either version has some of its own or of its path.
pub fn compare(comparer: &mut Comparer<'_>, both: &Both<'_>) {
    let (old, new) = comparer.versions();
    if both.old.servers.is_empty() && both.new.servers.is_empty() {
        return;
    }
    let of = |version: &Version, own: &[Server]| match own {
        [] => of_document(version),
        own => own.to_vec(),
    };
    let found = compared(&of(old, &both.old.servers), &of(new, &both.new.servers));
    comparer
        .findings
        .extend(found.into_iter().map(|finding| Finding {
            subject: format!("{}, {}", both.name, finding.subject),
            operations: IndexSet::from([both.pair]),
            ..finding
        }));
}

/// The servers of a document: without any it is served from where it stands (section 4.7.1).
fn of_document(version: &Version) -> Vec<Server> {
    if !version.spec.servers.is_empty() {
        return version.spec.servers.clone();
    }
    vec![Server {
        place: Pointer::root(),
        url: "/".to_owned(),
        template: "/".to_owned(),
        variables: Vec::new(),
        description: None,
    }]
}

/// An address as it is compared: whether it ends with a slash makes no difference to what is below it.
fn plain(url: &str) -> &str {
    url.trim_end_matches('/')
}

fn compared(old: &[Server], new: &[Server]) -> Vec<Finding> {
    let mut gone: Vec<&Server> = old.iter().collect();
    let mut added: Vec<&Server> = new.iter().collect();
    let mut pairs = Vec::new();
    let tests: [fn(&Server, &Server) -> bool; 2] = [
        |old, new| plain(&old.template) == plain(&new.template),
        |old, new| plain(&old.url) == plain(&new.url),
    ];
    for is_pair in tests {
        gone.retain(|old| {
            let found = added.iter().position(|new| is_pair(old, new));
            if let Some(index) = found {
                pairs.push((*old, added.remove(index)));
            }
            found.is_none()
        });
    }
    // One that is listed twice is one.
    gone.retain(|one| {
        new.iter()
            .all(|other| plain(&other.template) != plain(&one.template))
    });
    added.retain(|one| {
        old.iter()
            .all(|other| plain(&other.template) != plain(&one.template))
    });
    let mut findings = Vec::new();
    for (old, new) in pairs {
        of_pair(old, new, &mut findings);
    }
    if let ([one], [other], [_], [_]) = (&gone[..], &added[..], old, new) {
        let message = format!("the server `{}` is `{}` now", one.template, other.template);
        let finding = found(Code::ServerChanged, message, other)
            .at(Some(&one.place), Some(&other.place))
            .values(Some(one.template.clone()), Some(other.template.clone()));
        findings.push(finding);
        return findings;
    }
    let home = |servers: &[Server]| {
        let first = servers.first().and_then(|server| server.place.parent());
        first.unwrap_or_else(Pointer::root)
    };
    for one in gone {
        let message = format!("the server `{}` is gone", one.template);
        let finding = found(Code::ServerRemoved, message, one)
            .at(Some(&one.place), Some(&home(new)))
            .values(Some(one.template.clone()), None);
        findings.push(finding);
    }
    for one in added {
        let message = format!("the server `{}` is new", one.template);
        let finding = found(Code::ServerAdded, message, one)
            .at(Some(&home(old)), Some(&one.place))
            .values(None, Some(one.template.clone()));
        findings.push(finding);
    }
    findings
}

fn found(code: Code, message: String, server: &Server) -> Finding {
    Finding::new(code, Side::Document, message).about(format!("server {}", server.template))
}

/// Compares the variables of a server.
fn of_pair(old: &Server, new: &Server, findings: &mut Vec<Finding>) {
    let find = |server: &'_ Server, name: &str| -> Option<usize> {
        let mut variables = server.variables.iter();
        variables.position(|variable| variable.name == name)
    };
    for variable in &old.variables {
        match find(new, &variable.name) {
            Some(index) => of_variable(new, (variable, &new.variables[index]), findings),
            None => {
                let message = format!("the variable `{}` is gone", variable.name);
                let finding = found(Code::ServerVariableRemoved, message, new)
                    .at(Some(&variable.place), Some(&new.place));
                findings.push(finding);
            }
        }
    }
    for variable in &new.variables {
        if find(old, &variable.name).is_none() {
            let message = format!("the variable `{}` is new", variable.name);
            let finding = found(Code::ServerVariableAdded, message, new)
                .at(Some(&old.place), Some(&variable.place));
            findings.push(finding);
        }
    }
}

fn of_variable(
    server: &Server,
    (old, new): (&ServerVariable, &ServerVariable),
    findings: &mut Vec<Finding>,
) {
    let name = &new.name;
    if old.default != new.default {
        let message = format!("the variable `{name}` is `{}` by default now", new.default);
        let (before, after) = (old.place.child("default"), new.place.child("default"));
        let finding = found(Code::ServerDefaultChanged, message, server)
            .at(Some(&before), Some(&after))
            .values(Some(old.default.clone()), Some(new.default.clone()));
        findings.push(finding);
    }
    let (before, after) = (old.place.child("enum"), new.place.child("enum"));
    // Without a list any value will do.
    let change =
        |code: Code, message: String| found(code, message, server).at(Some(&before), Some(&after));
    match (old.values.is_empty(), new.values.is_empty()) {
        (true, true) => {}
        (true, false) => {
            let message = format!("the variable `{name}` may have listed values alone now");
            findings.push(change(Code::ServerValueRemoved, message).at_most(Impact::Warning));
        }
        (false, true) => {
            let message = format!("the variable `{name}` may have any value now");
            findings.push(change(Code::ServerValueAdded, message));
        }
        (false, false) => {
            for value in old
                .values
                .iter()
                .filter(|value| !new.values.contains(value))
            {
                let message = format!("the variable `{name}` may not be `{value}` any longer");
                let finding = change(Code::ServerValueRemoved, message);
                findings.push(finding.values(Some(value.clone()), None));
            }
            for value in new
                .values
                .iter()
                .filter(|value| !old.values.contains(value))
            {
                let message = format!("the variable `{name}` may be `{value}` too");
                let finding = change(Code::ServerValueAdded, message);
                findings.push(finding.values(None, Some(value.clone())));
            }
        }
    }
}
