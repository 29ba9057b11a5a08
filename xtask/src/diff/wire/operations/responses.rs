//! Responses by their status (OpenAPI 3.0.3, section 4.7.16).

use super::super::Comparer;
use super::both::Both;
use super::media_types::{self, Bodies};
use super::statuses::{Relation, is_success, pairs};
use super::{headers, links};
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::{Operation, Response, StatusPattern};

/// Compares the responses of both.
pub fn compare(comparer: &mut Comparer<'_>, both: &Both<'_>) {
    let statuses = |operation: &Operation| -> Vec<StatusPattern> {
        let responses = operation.responses.iter();
        responses.map(|response| response.status).collect()
    };
    let (old, new) = (statuses(both.old), statuses(both.new));
    let pairs = pairs(&old, &new);
    for (of_old, of_new, relation) in &pairs.both {
        if let (Some(old), Some(response)) = (find(both.old, *of_old), find(both.new, *of_new)) {
            note_relation(
                comparer,
                both,
                (old, response),
                *relation,
                is_success(*of_new, &new),
            );
            of_pair(comparer, both, (old, response));
        }
    }
    for response in pairs
        .gone
        .iter()
        .filter_map(|status| find(both.old, *status))
    {
        let (code, kind) = if is_success(response.status, &old) {
            (Code::SuccessStatusRemoved, "success")
        } else {
            (Code::OtherStatusRemoved, "response")
        };
        let status = response.status.to_string();
        // It did not say of any status that it would come.
        let most = match response.status {
            StatusPattern::Default => Impact::Warning,
            _ => Impact::Breaking,
        };
        let message = format!("the {kind} `{status}` is gone");
        let place = both.new.written.child("responses");
        let finding = both
            .finding(code, Side::Response, &status, message)
            .at_most(most)
            .at(Some(&response.place), Some(&place))
            .values(Some(status.clone()), None);
        comparer.findings.push(finding);
    }
    for response in pairs
        .new
        .iter()
        .filter_map(|status| find(both.new, *status))
    {
        note_new(comparer, both, response, is_success(response.status, &new));
    }
}

fn find(operation: &Operation, status: StatusPattern) -> Option<&Response> {
    let mut responses = operation.responses.iter();
    responses.find(|response| response.status == status)
}

fn note_new(comparer: &mut Comparer<'_>, both: &Both<'_>, response: &Response, is_success: bool) {
    let (code, kind) = if is_success {
        (Code::SuccessStatusAdded, "success")
    } else {
        (Code::OtherStatusAdded, "response")
    };
    let status = response.status.to_string();
    let message = format!("the {kind} `{status}` is new");
    let place = both.old.written.child("responses");
    let finding = both
        .finding(code, Side::Response, &status, message)
        .at(Some(&place), Some(&response.place))
        .values(None, Some(status.clone()));
    comparer.findings.push(finding);
}

/// Tells that a response has other statuses.
fn note_relation(
    comparer: &mut Comparer<'_>,
    both: &Both<'_>,
    (old, new): (&Response, &Response),
    relation: Relation,
    is_success: bool,
) {
    let (code, most) = match relation {
        Relation::Same => return,
        Relation::Split => return note_new(comparer, both, new, is_success),
        Relation::Widened => (Code::StatusWidened, Impact::Breaking),
        Relation::Merged => (Code::StatusWidened, Impact::Info),
        Relation::Narrowed => (Code::StatusNarrowed, Impact::Breaking),
    };
    let (before, after) = (old.status.to_string(), new.status.to_string());
    let message = format!("the response `{before}` is `{after}` now");
    let finding = both
        .finding(code, Side::Response, &after, message)
        .at_most(most)
        .at(Some(&old.place), Some(&new.place))
        .values(Some(before), Some(after.clone()));
    comparer.findings.push(finding);
}

fn of_pair(comparer: &mut Comparer<'_>, both: &Both<'_>, (old, new): (&Response, &Response)) {
    headers::compare(comparer, both, (old, new));
    let part = new.status.to_string();
    let bodies = Bodies {
        old: &old.content,
        new: &new.content,
        old_place: &old.place,
        new_place: &new.place,
        part: &part,
        side: Side::Response,
    };
    media_types::compare(comparer, both, &bodies);
    links::compare(comparer, both, (old, new));
}
