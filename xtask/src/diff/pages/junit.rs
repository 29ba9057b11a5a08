//! A test report as CI tools read it: a suite for each target, a case for each change.
//!
//! A breaking change fails, an accepted one is skipped, and the others pass with what there is to say. What
//! is Rust's alone breaks nobody over the wire and passes; lines to take out are said beside the cases.

use super::words::{self, escaped, visible, visible_lines};
use crate::diff::change::{Accepted, Change, Comparison, Impact};

/// How many operations, and items of Rust, are named.
const OPERATIONS: usize = 10;

/// The most characters of a value.
const WIDTH: usize = 400;

/// The report as XML 1.0.
pub fn render(comparisons: &[Comparison]) -> String {
    let sums = comparisons.iter().map(Sums::of);
    let all = sums.fold(Sums::default(), |sum, one| Sums {
        tests: sum.tests + one.tests,
        failures: sum.failures + one.failures,
        skipped: sum.skipped + one.skipped,
    });
    let suites: String = comparisons.iter().map(suite).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"API changes\" {}>\n\
         {suites}</testsuites>\n",
        all.attributes()
    )
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl Sums {
    fn of(comparison: &Comparison) -> Self {
        Self {
            tests: comparison.changes.len() + comparison.rust_only.len(),
            failures: comparison.count(Impact::Breaking),
            skipped: words::accepted_count(comparison),
        }
    }

    fn attributes(self) -> String {
        let Self {
            tests,
            failures,
            skipped,
        } = self;
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"")
    }
}

fn suite(comparison: &Comparison) -> String {
    let name = attribute(&comparison.target);
    let mut text = format!(
        "  <testsuite name=\"{name}\" {}>\n",
        Sums::of(comparison).attributes()
    );
    for change in words::ordered(comparison) {
        let class = format!("{}.{}", comparison.target, change.code.as_str());
        let name = format!("{}: {} [{}]", change.subject, change.message, change.id);
        let result = match (&change.accepted, change.impact) {
            (Some(accepted), _) => skipped(accepted),
            (None, Impact::Breaking) => format!(
                "      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                change.code.as_str(),
                attribute(&change.message),
                escaped(&visible_lines(&said(change)))
            ),
            (None, Impact::Warning | Impact::Info) => output("system-out", &said(change)),
        };
        text.push_str(&case(
            &class,
            &name,
            change.new.as_ref().map(|spot| &*spot.file),
            &result,
        ));
    }
    for change in words::ordered_rust(comparison) {
        let class = format!("{}.rust", comparison.target);
        let result = match &change.accepted {
            Some(accepted) => skipped(accepted),
            None => output("system-out", &words::rust(change, WIDTH)),
        };
        let name = format!("{} {}", change.item, change.effect.as_str());
        text.push_str(&case(&class, &name, None, &result));
    }
    let summary = format!("{}\n", words::summary(comparison));
    text.push_str(&output("system-out", summary.trim_end()).replacen("      ", "    ", 1));
    if !comparison.stale.is_empty() {
        let lines: Vec<String> = comparison.stale.iter().map(words::stale).collect();
        text.push_str(&output("system-err", &lines.join("\n")).replacen("      ", "    ", 1));
    }
    text.push_str("  </testsuite>\n");
    text
}

fn case(class: &str, name: &str, file: Option<&str>, result: &str) -> String {
    let file = file.map_or_else(String::new, |file| format!(" file=\"{}\"", attribute(file)));
    let (class, name) = (attribute(class), attribute(name));
    format!("    <testcase classname=\"{class}\" name=\"{name}\"{file}>\n{result}    </testcase>\n")
}

fn said(change: &Change) -> String {
    let head = format!("{}: {}", change.impact.as_str(), visible(&change.message));
    let places = words::places(change).map(|places| format!("at {places}"));
    words::said(change, head, places, OPERATIONS, WIDTH).join("\n")
}

fn skipped(accepted: &Accepted) -> String {
    format!(
        "      <skipped message=\"{}\"/>\n",
        attribute(&words::accepted(accepted))
    )
}

fn output(element: &str, text: &str) -> String {
    format!(
        "      <{element}>{}</{element}>\n",
        escaped(&visible_lines(text))
    )
}

fn attribute(text: &str) -> String {
    escaped(&words::shortened(&visible(text), WIDTH))
}
