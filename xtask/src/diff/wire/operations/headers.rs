//! Headers of responses (OpenAPI 3.0.3, section 4.7.21).

use super::super::{Comparer, Finding, Root};
use super::both::Both;
use super::nodes::is_scalar;
use super::parameters::is_other_content;
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::{Header, Response};

/// Compares the headers of a response.
pub fn compare(comparer: &mut Comparer<'_>, both: &Both<'_>, (old, new): (&Response, &Response)) {
    let find = |response: &'_ Response, name: &str| -> Option<usize> {
        // A document may have two whose names differ in nothing but case.
        let headers = || response.headers.iter();
        let written = headers().position(|header| header.name == name);
        written.or_else(|| headers().position(|header| header.name.eq_ignore_ascii_case(name)))
    };
    // The type of the content is said elsewhere (section 4.7.17.1).
    let is_compared = |header: &&Header| !header.name.eq_ignore_ascii_case("content-type");
    for header in old.headers.iter().filter(is_compared) {
        match find(new, &header.name) {
            Some(index) => of_pair(comparer, both, new, (header, &new.headers[index])),
            None => {
                let message = format!("the {} is gone", noun(header));
                let most = if header.required {
                    Impact::Breaking
                } else {
                    Impact::Warning
                };
                let place = new.place.child("headers");
                let finding = both
                    .finding(
                        Code::HeaderRemoved,
                        Side::Response,
                        &part(old, header),
                        message,
                    )
                    .at_most(most)
                    .at(Some(&header.place), Some(&place));
                comparer.findings.push(finding);
            }
        }
    }
    let added = new.headers.iter().filter(is_compared);
    for header in added.filter(|header| find(old, &header.name).is_none()) {
        let message = format!("the {} is new", noun(header));
        let most = if header.required {
            Impact::Breaking
        } else {
            Impact::Info
        };
        let place = old.place.child("headers");
        let finding = both
            .finding(
                Code::HeaderAdded,
                Side::Response,
                &part(new, header),
                message,
            )
            .at_most(most)
            .at(Some(&place), Some(&header.place));
        comparer.findings.push(finding);
    }
}

fn part(response: &Response, header: &Header) -> String {
    format!("{}, header {}", response.status, header.name)
}

fn noun(header: &Header) -> String {
    let word = if header.required {
        "required"
    } else {
        "optional"
    };
    format!("{word} header `{}`", header.name)
}

fn of_pair(
    comparer: &mut Comparer<'_>,
    both: &Both<'_>,
    response: &Response,
    (old, new): (&Header, &Header),
) {
    let part = part(response, new);
    let found = |code: Code, field: &str, rest: &str| -> Finding {
        let (before, after) = (old.place.child(field), new.place.child(field));
        let message = format!("the header `{}` {rest}", new.name);
        both.finding(code, Side::Response, &part, message)
            .at(Some(&before), Some(&after))
    };
    if old.required != new.required {
        let (code, rest) = if new.required {
            (Code::HeaderRequired, "is always there now")
        } else {
            (Code::HeaderOptional, "may be missing now")
        };
        let values = (
            Some(old.required.to_string()),
            Some(new.required.to_string()),
        );
        let finding = found(code, "required", rest).values(values.0, values.1);
        comparer.findings.push(finding);
    }
    if old.deprecated != new.deprecated {
        let (code, rest) = if new.deprecated {
            (Code::HeaderDeprecated, "is deprecated")
        } else {
            (Code::HeaderReactivated, "is no longer deprecated")
        };
        comparer.findings.push(found(code, "deprecated", rest));
    }
    let is_other = is_other_content(old.content.as_deref(), new.content.as_deref());
    if is_other {
        let rest = match &new.content {
            Some(content) => format!("is written as `{content}` now"),
            None => "is not written as a media type any longer".to_owned(),
        };
        let finding = found(Code::HeaderContentChanged, "content", &rest)
            .values(old.content.clone(), new.content.clone());
        comparer.findings.push(finding);
    }
    let (Some(of_old), Some(of_new)) = (old.schema, new.schema) else {
        return;
    };
    let has_parts =
        !is_scalar(&comparer.old.spec, of_old) || !is_scalar(&comparer.new.spec, of_new);
    if !is_other && has_parts && new.content.is_none() && old.explode != new.explode {
        let rest = if new.explode {
            "has its parts written with their names now"
        } else {
            "has its parts written without `=` now"
        };
        let values = (Some(old.explode.to_string()), Some(new.explode.to_string()));
        let finding = found(Code::HeaderExplodeChanged, "explode", rest).values(values.0, values.1);
        comparer.findings.push(finding);
    }
    comparer.meet(both, (of_old, of_new), Side::Response, Root::Header);
}
