//! Parameters of operations (OpenAPI 3.0.3, section 4.7.12).

use super::super::lifecycle::{self, Stage, What, removal};
use super::super::{Comparer, Finding, Root};
use super::both::Both;
use super::nodes::is_scalar;
use super::parameter_pairs::{ParameterPair, pairs};
use super::styles::word;
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::{Location, Parameter, Style};

/// Compares the parameters of both.
pub fn compare(comparer: &mut Comparer<'_>, both: &Both<'_>) {
    let pairs = pairs(comparer, both);
    for pair in &pairs.both {
        of_pair(comparer, both, pair);
    }
    for old in pairs.gone {
        note_gone(comparer, both, old);
    }
    for new in pairs.new {
        note_new(comparer, both, new);
    }
}

/// What readers know a parameter by, within its operation.
fn part(parameter: &Parameter) -> String {
    format!(
        "{} parameter {}",
        parameter.location.as_str(),
        parameter.name
    )
}

fn noun(parameter: &Parameter) -> String {
    format!(
        "the {} parameter `{}`",
        parameter.location.as_str(),
        parameter.name
    )
}

fn stages(comparer: &Comparer<'_>, both: &Both<'_>, pair: &ParameterPair<'_>) -> (Stage, Stage) {
    let of_operation = Stage::of_operation(comparer.new, both.new);
    let old = Stage::of(comparer.old, &pair.old.place, pair.old.deprecated);
    let new = Stage::of(comparer.new, &pair.new.place, pair.new.deprecated);
    let of_old_operation = Stage::of_operation(comparer.old, both.old);
    // A level of its own alone can change: that of the operation is told of the operation.
    if old.has_level() || new.has_level() {
        (old.within(&of_old_operation), new.within(&of_operation))
    } else {
        (old.within(&of_operation), new.within(&of_operation))
    }
}

fn of_pair(comparer: &mut Comparer<'_>, both: &Both<'_>, pair: &ParameterPair<'_>) {
    let (old, new) = (pair.old, pair.new);
    if let Some(confidence) = pair.renamed {
        let message = format!("{} is called `{}` now", noun(old), new.name);
        let mut finding = found(both, pair, Code::ParameterRenamed, &message, "name")
            .at_most(at_most(new))
            .values(Some(old.name.clone()), Some(new.name.clone()));
        finding.confidence = Some(confidence);
        comparer.findings.push(finding);
    }
    if old.location != new.location {
        let message = format!("{} is a {} parameter now", noun(old), new.location.as_str());
        let finding = found(both, pair, Code::ParameterMoved, &message, "in")
            .at_most(at_most(new))
            .values(
                Some(old.location.as_str().to_owned()),
                Some(new.location.as_str().to_owned()),
            );
        comparer.findings.push(finding);
    }
    if old.required != new.required {
        let (code, rest) = if new.required {
            (Code::ParameterRequired, "is required now")
        } else {
            (Code::ParameterOptional, "is optional now")
        };
        let message = format!("{} {rest}", noun(new));
        let finding = found(both, pair, code, &message, "required").values(
            Some(old.required.to_string()),
            Some(new.required.to_string()),
        );
        comparer.findings.push(finding);
    }
    written(comparer, both, pair);
    let part = part(new);
    let what = What {
        noun: noun(new),
        deprecated: Code::ParameterDeprecated,
        reactivated: Code::ParameterReactivated,
        finding: &|code, message| both.finding(code, Side::Request, &part, message),
    };
    let (old_stage, new_stage) = stages(comparer, both, pair);
    let findings = lifecycle::compare(comparer.options, &what, (&old_stage, &new_stage));
    comparer.findings.extend(findings);
    comparer.meet(
        both,
        (old.schema, new.schema),
        Side::Request,
        Root::Parameter {
            is_optional: !(old.required && new.required),
            is_text: old.content.is_none() && new.content.is_none(),
            is_repeated: [old, new].iter().all(|one| {
                one.location == Location::Query && one.style == Style::Form && one.explode
            }),
        },
    );
}

/// Compares how values are written.
fn written(comparer: &mut Comparer<'_>, both: &Both<'_>, pair: &ParameterPair<'_>) {
    let (old, new) = (pair.old, pair.new);
    if is_other_content(old.content.as_deref(), new.content.as_deref()) {
        let text = |content: &Option<String>| content.clone();
        let message = match (&old.content, &new.content) {
            (None, Some(content)) => format!("{} is written as `{content}` now", noun(new)),
            (_, None) => format!("{} is not written as a media type any longer", noun(new)),
            (Some(old), Some(content)) => {
                format!(
                    "{} is written as `{content}` now, not as `{old}`",
                    noun(new)
                )
            }
        };
        let finding = found(
            both,
            pair,
            Code::ParameterContentChanged,
            &message,
            "content",
        )
        .values(text(&old.content), text(&new.content));
        comparer.findings.push(finding);
        return;
    }
    // Where it travels says how it is written, as far as a document does not.
    if old.content.is_some() || old.location != new.location {
        return;
    }
    let has_parts =
        !is_scalar(&comparer.old.spec, old.schema) || !is_scalar(&comparer.new.spec, new.schema);
    // Of the styles of a query all write a value without parts alike.
    let is_seen = has_parts || old.location == Location::Path;
    if old.style != new.style && is_seen {
        let (before, after) = (word(old.style), word(new.style));
        let message = format!("{} is written in the style `{after}` now", noun(new));
        let finding = found(both, pair, Code::ParameterStyleChanged, &message, "style")
            .values(Some(before.to_owned()), Some(after.to_owned()));
        comparer.findings.push(finding);
    } else if old.explode != new.explode && has_parts {
        let rest = if new.explode {
            "has its items written apart now"
        } else {
            "has its items written together now"
        };
        let message = format!("{} {rest}", noun(new));
        let finding = found(
            both,
            pair,
            Code::ParameterExplodeChanged,
            &message,
            "explode",
        )
        .values(Some(old.explode.to_string()), Some(new.explode.to_string()));
        comparer.findings.push(finding);
    }
    if old.allows_reserved != new.allows_reserved {
        let rest = if new.allows_reserved {
            "may hold reserved characters as they are now"
        } else {
            "may not hold reserved characters as they are any longer"
        };
        let message = format!("{} {rest}", noun(new));
        let code = Code::ParameterReservedChanged;
        let finding = found(both, pair, code, &message, "allowReserved").values(
            Some(old.allows_reserved.to_string()),
            Some(new.allows_reserved.to_string()),
        );
        comparer.findings.push(finding);
    }
}

/// Whether a value is of another media type, or is one where it was none.
pub fn is_other_content(old: Option<&str>, new: Option<&str>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => super::media_types::key(old) != super::media_types::key(new),
        (old, new) => old.is_some() != new.is_some(),
    }
}

/// Calls without an optional parameter go on working.
const fn at_most(new: &Parameter) -> Impact {
    if new.required {
        Impact::Breaking
    } else {
        Impact::Warning
    }
}

fn found(
    both: &Both<'_>,
    pair: &ParameterPair<'_>,
    code: Code,
    message: &str,
    field: &str,
) -> Finding {
    let (old, new) = (pair.old.place.child(field), pair.new.place.child(field));
    both.finding(code, Side::Request, &part(pair.new), message)
        .at(Some(&old), Some(&new))
}

fn note_gone(comparer: &mut Comparer<'_>, both: &Both<'_>, old: &Parameter) {
    let stage = Stage::of(comparer.old, &old.place, old.deprecated);
    let (most, why) = removal(&stage, comparer.options.today);
    let code = if old.deprecated && most == Impact::Breaking {
        Code::ParameterRemovedBeforeSunset
    } else {
        Code::ParameterRemoved
    };
    let message = format!("{} is gone{why}", noun(old));
    let finding = both
        .finding(code, Side::Request, &part(old), message)
        .at_most(most)
        .at(Some(&old.place), Some(&both.new_home(&old.place)));
    comparer.findings.push(finding);
}

fn note_new(comparer: &mut Comparer<'_>, both: &Both<'_>, new: &Parameter) {
    let (code, word) = if new.required {
        (Code::RequiredParameterAdded, "required")
    } else {
        (Code::ParameterAdded, "optional")
    };
    let message = format!(
        "the {word} {} parameter `{}` is new",
        new.location.as_str(),
        new.name
    );
    let finding = both
        .finding(code, Side::Request, &part(new), message)
        .at(Some(&both.old_home(&new.place)), Some(&new.place));
    comparer.findings.push(finding);
}
