//! The keywords that limit or describe a value by themselves, without the schemas below.
//!
//! What has no code of its own is told as [`Code::KeywordChanged`], so that nothing changes in silence.

mod conditions;
mod limits;
mod said;
mod texts;
mod values;

use super::super::catalogue::Code;
use super::Finding;
use super::lifecycle::{self, Stage, What};
use super::met::Met;
use crate::diff::change::{Impact, Side};
use said::Said;

/// Two versions of a schema, and what the keywords of both say.
struct Both<'b, 'v> {
    met: &'b Met<'b, 'v>,
    old: Said<'v>,
    new: Said<'v>,
}

impl Both<'_, '_> {
    /// A change of a keyword with both values, as they are written.
    fn finding(&self, keyword: &str, code: Code, message: impl Into<String>) -> Finding {
        self.met
            .keyword(keyword, code, message)
            .values(self.old.text(keyword), self.new.text(keyword))
    }
}

/// Compares what the keywords of two schemas say, and adds what changed.
pub fn compare(met: &Met<'_, '_>, findings: &mut Vec<Finding>) {
    let both = Both {
        met,
        old: Said::of(met.comparer.old, met.old),
        new: Said::of(met.comparer.new, met.new),
    };
    // What is but a part of a schema, such as one of several types, has no keywords of its own.
    if !both.old.is_written() || !both.new.is_written() {
        return;
    }
    let mut found = Vec::new();
    limits::compare(&both, &mut found);
    texts::compare(&both, &mut found);
    values::compare(&both, &mut found);
    conditions::compare(&both, &mut found);
    others(&both, &mut found);
    found.extend(lifecycle(met));
    let is_left_out = match met.side {
        Side::Request => met.old.read_only || met.new.read_only,
        Side::Response => met.old.write_only || met.new.write_only,
        Side::Document => false,
    };
    findings.extend(found.into_iter().map(|finding| {
        if is_left_out {
            finding.at_most(Impact::Info)
        } else {
            finding
        }
    }));
}

fn lifecycle(met: &Met<'_, '_>) -> Vec<Finding> {
    let (old, new) = (met.comparer.old, met.comparer.new);
    let old = Stage::of(old, &met.old.place, met.old.deprecated);
    let new = Stage::of(new, &met.new.place, met.new.deprecated);
    let what = What {
        noun: "the value".to_owned(),
        deprecated: Code::SchemaDeprecated,
        reactivated: Code::SchemaReactivated,
        finding: &|code, message| met.finding(code, message),
    };
    lifecycle::compare(met.comparer.options, &what, (&old, &new))
}

/// Keywords that have no code of their own.
fn others(both: &Both<'_, '_>, findings: &mut Vec<Finding>) {
    let mut names: Vec<&String> = both.old.names().chain(both.new.names()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names.into_iter().filter(|name| !said::is_known(name)) {
        if both.old.meaning(name) != both.new.meaning(name) {
            let message = format!("the keyword `{name}` says something else");
            findings.push(both.finding(name, Code::KeywordChanged, message));
        }
    }
}
