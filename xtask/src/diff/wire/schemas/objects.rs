//! The properties that are not named: `additionalProperties` and `patternProperties`.

use super::faced::{Faced, Told};
use super::members;
use crate::diff::catalogue::Code;
use crate::diff::wire::meaning::meaning;

/// Compares what may stand beside the named properties.
pub fn compare(faced: &Faced<'_, '_>, told: &mut Told) {
    let (old, new) = (faced.old, faced.new);
    let mut tell = |keyword: &str, code: Code, message: String| {
        told.findings
            .push(faced.met.keyword(keyword, code, message));
    };
    for pattern in new.patterns.keys() {
        if !old.patterns.contains_key(pattern) {
            let message = format!("properties named like `{pattern}` have a schema now");
            tell("patternProperties", Code::PatternPropertyAdded, message);
        }
    }
    for pattern in old.patterns.keys() {
        if !new.patterns.contains_key(pattern) {
            let message = format!("properties named like `{pattern}` have no schema any longer");
            tell("patternProperties", Code::PatternPropertyRemoved, message);
        }
    }
    for (pattern, (known, before)) in &old.patterns {
        let after = new.patterns.get(pattern);
        // Those that are schemas of their own are compared as such.
        let changed = after.filter(|(after, _)| known.is_none() || after.is_none());
        if changed.is_some_and(|(_, after)| meaning(before) != meaning(after)) {
            let message = format!("properties named like `{pattern}` have another schema");
            tell("patternProperties", Code::KeywordChanged, message);
        }
    }
    let typed = (!old.additional.is_empty(), !new.additional.is_empty());
    let code_and_message = match (old.is_closed, new.is_closed) {
        (true, false) => Some((
            Code::AdditionalPropertiesAllowed,
            "properties that are not listed are allowed now",
        )),
        (false, true) => Some((
            Code::AdditionalPropertiesForbidden,
            "properties that are not listed are not allowed any longer",
        )),
        (true, true) => None,
        (false, false) => match typed {
            (false, true) => Some((
                Code::AdditionalPropertiesTyped,
                "properties that are not listed have a schema now",
            )),
            (true, false) => Some((
                Code::AdditionalPropertiesUntyped,
                "properties that are not listed have no schema any longer",
            )),
            _ => None,
        },
    };
    if let Some((code, message)) = code_and_message {
        tell("additionalProperties", code, message.to_owned());
    }
    if typed == (true, true) {
        members::pair(faced, &old.additional, &new.additional, ".*", told);
    }
    for (pattern, (before, _)) in &old.patterns {
        let after = new.patterns.get(pattern).and_then(|(id, _)| *id);
        if let (Some(before), Some(after)) = (before, after) {
            members::pair(faced, &[*before], &[after], &format!(".{pattern}"), told);
        }
    }
}
