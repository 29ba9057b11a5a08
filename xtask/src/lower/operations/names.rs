//! The names of what stands in a group: a method and several types an operation.

use super::{Known, RESERVED_METHODS, RESERVED_TYPES};
use crate::lower::Context;
use crate::lower::naming::{Case, Claim, Rank, Scope, settle_locked};
use crate::lower::responses::Answers;
use crate::model::ident::Ident;
use crate::names::Role;
use crate::spec;
use crate::spec::pointer::Pointer;

/// The names of one operation.
pub(super) struct Names {
    pub request: Ident,
    pub method: Ident,
    pub error: Ident,
    pub output: Ident,
    pub headers: Ident,
    /// The enum of the body's media types, where it may have several.
    pub body: Option<Ident>,
    /// Of each view: its request value, and its successes.
    pub views: Vec<(Ident, Ident)>,
}

/// The names of the operations of a group; those that the lock knows by the same id have theirs.
pub(super) fn names(
    known: &[Known<'_>],
    answers: &[Answers],
    group: &str,
    context: &mut Context<'_, '_>,
) -> Vec<Names> {
    let mut types = Vec::new();
    let mut methods = Vec::new();
    // The names that they have already, in the order of the claims.
    let (mut kept_types, mut kept_methods) = (Vec::new(), Vec::new());
    for (Known { operation, line }, answers) in known.iter().zip(answers) {
        // One that is called something else now has new names, and the old ones as aliases.
        let line = line.filter(|line| line.id == operation.id);
        let item = |role: Role| line.map(|line| context.kept.item(role, line));
        kept_methods.push(line.map(|line| line.name.as_str()));
        kept_types.push(line.map(|line| line.request.clone()));
        kept_types.extend([item(Role::Error), item(Role::Output)]);
        if has_choice(operation) {
            kept_types.push(item(Role::Body));
        }
        kept_types.push(item(Role::Headers));
        for view in &answers.views {
            let words = format!("as {}", view.words);
            let words = context.naming.words(&words, Case::UpperCamel);
            let view = line.map(|line| format!("{}{words}", line.request));
            kept_types.push(view.clone());
            kept_types.push(view.map(|view| format!("{view}Output")));
        }
        let camel = context.naming.words(&operation.id, Case::UpperCamel);
        let claim = |place: Pointer, wanted: String, rank: Rank| Claim {
            place,
            wire: operation.id.clone(),
            wanted,
            rank,
        };
        types.push(claim(operation.place.clone(), camel.clone(), Rank::Named));
        types.push(claim(
            operation.place.child("error"),
            format!("{camel}Error"),
            Rank::Derived,
        ));
        types.push(claim(
            operation.place.child("output"),
            format!("{camel}Output"),
            Rank::Derived,
        ));
        if has_choice(operation) {
            let place = operation.place.child("requestBody").child("content");
            types.push(claim(place, format!("{camel}Body"), Rank::Derived));
        }
        types.push(claim(
            operation.place.child("headers"),
            format!("{camel}Headers"),
            Rank::Derived,
        ));
        for view in &answers.views {
            let place = operation.place.child("as").child(&view.words);
            let words = format!("as {}", view.words);
            let view = format!("{camel}{}", context.naming.words(&words, Case::UpperCamel));
            let output = format!("{view}Output");
            types.push(claim(place.clone(), view, Rank::Derived));
            types.push(claim(place.child("output"), output, Rank::Derived));
        }
        let snake = context.naming.words(&operation.id, Case::Snake);
        methods.push(claim(
            operation.place.child("operationId"),
            snake,
            Rank::Named,
        ));
    }
    let reserved: Vec<&str> = RESERVED_TYPES.iter().copied().chain([group]).collect();
    let type_scope = Scope {
        case: Case::UpperCamel,
        reserved: &reserved,
        suffix: "Request",
        is_files: false,
    };
    let method_scope = Scope {
        case: Case::Snake,
        reserved: &RESERVED_METHODS,
        suffix: "_",
        is_files: false,
    };
    let kept_types: Vec<Option<&str>> = kept_types.iter().map(Option::as_deref).collect();
    let (renames, report) = (&mut context.renames, &mut *context.report);
    let types = settle_locked(&types, &kept_types, type_scope, renames, report);
    let methods = settle_locked(&methods, &kept_methods, method_scope, renames, report);
    let mut types = types.into_iter();
    let mut next = || {
        let name = types.next();
        name.unwrap_or_else(|| unreachable!("every claim is given a name"))
    };
    let named = known.iter().zip(methods).zip(answers);
    named
        .map(|((Known { operation, .. }, method), answers)| Names {
            request: next(),
            method,
            error: next(),
            output: next(),
            body: has_choice(operation).then(&mut next),
            headers: next(),
            views: answers.views.iter().map(|_| (next(), next())).collect(),
        })
        .collect()
}

/// Whether the body of an operation may be of several media types.
fn has_choice(operation: &spec::Operation) -> bool {
    let body = operation.request_body.as_ref();
    body.is_some_and(|body| body.content.len() > 1)
}
