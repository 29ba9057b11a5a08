//! What in a document hurts its clients, beside what is wrong with it: [`Spec`] to diagnostics.
//!
//! One function a rule, in [`RULES`]. How much each matters and why stands with its code, in `report/codes.rs`.

mod casing;
mod components;
mod paths;
mod responses;
mod servers;
mod unions;

use crate::report::{Code, Report};
use crate::spec::Spec;
use crate::spec::load::Document;

/// What rules look at.
struct Subject<'d> {
    document: &'d Document,
    spec: &'d Spec,
}

/// A rule: the code of what it finds, and how it looks for it.
type Rule = (Code, fn(&Subject<'_>, &mut Report));

const RULES: [Rule; 8] = [
    (Code::ResponseWithoutSchema, responses::without_schema),
    (Code::AmbiguousUnion, unions::ambiguous),
    (Code::UndocumentedErrors, responses::without_errors),
    (Code::UnusedComponent, components::unused),
    (Code::InconsistentCasing, casing::inconsistent),
    (Code::InsecureServer, servers::insecure),
    (Code::CollidingPaths, paths::colliding),
    (Code::NoSuccess, responses::without_success),
];

/// Looks for everything that the rules know.
pub fn check(document: &Document, spec: &Spec, report: &mut Report) {
    let subject = Subject { document, spec };
    for (_, rule) in RULES {
        rule(&subject, report);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of the rules are those that the table of codes has for them.
    #[test]
    fn every_code_of_a_rule_has_one() {
        let of_rules = Code::ALL
            .iter()
            .filter(|code| code.as_str().starts_with("B06"));
        let of_rules: Vec<Code> = of_rules.copied().collect();
        assert_eq!(RULES.map(|(code, _)| code).to_vec(), of_rules);
    }
}
