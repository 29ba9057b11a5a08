//! What oasdiff (github.com/oasdiff/oasdiff) expects of pairs of documents, where those lie beside the
//! repository.
//!
//! `oasdiff/rules.tsv` says which code of ours each of its rules is, `oasdiff/unread.tsv` which pairs are not
//! documents, `oasdiff/explained.tsv` where we find that clients break and it does not, and
//! `oasdiff/harmless.tsv` where it finds that they break and nothing changes for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bindery::diff::Version;
use bindery::diff::catalogue::Code;
use bindery::diff::change::{Impact, Side};
use bindery::diff::wire::{self, Finding, options::Options};
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load;
use serde_json::Value;

use crate::fixture;

/// Of so many of what breaks clients, in percent, we know.
const LEAST: usize = 95;

/// What we have no setting for.
const NO_SETTING: [(&str, &str); 1] = [(
    "WithStability",
    "asks for the changes of some levels of stability alone; ours are those of all levels",
)];

/// A row of the table of rules.
struct Rule {
    /// Any of these is the rule; none where we have no such code.
    codes: Vec<Code>,
    /// On this side alone.
    side: Option<Side>,
}

impl Rule {
    fn is(&self, finding: &Finding) -> bool {
        self.codes.contains(&finding.code) && self.side.is_none_or(|side| side == finding.side)
    }
}

/// The rows of a table below its heading.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.split('\t').collect())
}

fn rules() -> BTreeMap<&'static str, Rule> {
    let mut rules = BTreeMap::new();
    for row in rows(include_str!("oasdiff/rules.tsv")) {
        let [id, codes, side, note] = row[..] else {
            panic!("{row:?}");
        };
        let codes: Vec<Code> = codes
            .split('|')
            .filter(|code| *code != "-")
            .map(|code| Code::by_name(code).unwrap_or_else(|| panic!("{id}: {code} is no code")))
            .collect();
        assert!(
            !codes.is_empty() || !matches!(note, "" | "to do"),
            "{id}: why is there none?"
        );
        let side = match side {
            "-" => None,
            "request" => Some(Side::Request),
            "response" => Some(Side::Response),
            other => panic!("{id}: {other}"),
        };
        assert!(
            rules.insert(id, Rule { codes, side }).is_none(),
            "{id} twice"
        );
    }
    rules
}

fn folder() -> Option<PathBuf> {
    let folder = fixture::workspace().join("../shared/oasdiff");
    if !folder.is_dir() {
        println!("{} is absent", folder.display());
        return None;
    }
    Some(folder)
}

#[test]
fn every_rule_has_a_code_or_a_reason() {
    let ours = rules();
    let Some(folder) = folder() else {
        return;
    };
    let text = fs::read_to_string(folder.join("rules.tsv")).unwrap();
    let theirs: BTreeSet<&str> = rows(&text).map(|row| row[0]).collect();
    assert_eq!(ours.keys().copied().collect::<BTreeSet<_>>(), theirs);
}

/// One expectation.
struct Case {
    test: String,
    pair: (String, String),
    /// Rules with the impact of each.
    expected: Vec<(String, Impact)>,
    absent: Vec<String>,
    /// The only rules that were looked for.
    scope: Option<Vec<String>>,
    is_exact: bool,
    options: String,
}

fn cases(folder: &Path) -> Vec<Case> {
    let text = fs::read_to_string(folder.join("cases/expected.jsonl")).unwrap();
    let strings = |value: &Value| -> Vec<String> {
        let all = value.as_array().into_iter().flatten();
        all.map(|one| one.as_str().unwrap().to_owned()).collect()
    };
    let case = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        let expected = strings(&row["expected"]).into_iter().map(|one| {
            let (rule, level) = one.split_once('=').unwrap();
            let impact = match level {
                "ERR" => Impact::Breaking,
                "WARN" => Impact::Warning,
                _ => Impact::Info,
            };
            (rule.to_owned(), impact)
        });
        let text = |name: &str| row[name].as_str().unwrap().to_owned();
        Case {
            test: text("test"),
            pair: (text("base"), text("revision")),
            expected: expected.collect(),
            absent: strings(&row["absent"]),
            scope: (text("scope") != "all").then(|| strings(&row["scope_rule_ids"])),
            is_exact: text("match") == "exact",
            options: strings(&row["options"]).join(" "),
        }
    };
    text.lines().map(case).collect()
}

impl Case {
    fn options(&self) -> Options {
        let mut options = Options::on("2026-08-08".parse().unwrap());
        if let Some((_, rest)) = self.options.split_once("WithDeprecation(") {
            let days = rest.split(')').next().unwrap();
            let (beta, stable) = days.split_once(',').unwrap();
            options.beta_deprecation_days = beta.trim().parse().unwrap();
            options.stable_deprecation_days = stable.trim().parse().unwrap();
        }
        options
    }

    /// Whether a finding could be one of the rules that were looked for and say that clients break.
    fn looks_for(&self, finding: &Finding, rules: &BTreeMap<&str, Rule>) -> bool {
        if !self.is_exact {
            let mut absent = self.absent.iter();
            return absent.any(|rule| rules[rule.as_str()].is(finding));
        }
        let scope = self.scope.as_ref();
        scope.is_none_or(|scope| scope.iter().any(|rule| rules[rule.as_str()].is(finding)))
    }
}

fn version(path: &Path) -> Option<Version> {
    let mut target = Target::of_document(path.to_owned(), "out".into(), "case".to_owned());
    target.keep_going = true;
    let mut report = Report::new();
    let source = load::read(path, "case.yaml", &target.limits, &mut report);
    bindery::version_of(source, &target, "case", &mut report)
}

/// How many of an impact are expected, and found.
#[derive(Default)]
struct Tally {
    expected: usize,
    found: usize,
    /// Those that change nothing for clients.
    harmless: usize,
    /// Of another impact.
    other: usize,
    lacking: Vec<String>,
}

impl Tally {
    fn percent(&self) -> usize {
        self.found * 100 / (self.expected - self.harmless).max(1)
    }
}

/// The rows of a table of reasons, and whether each was needed.
fn explanations(text: &str) -> BTreeMap<(String, String), bool> {
    let rows = rows(text).map(|row| {
        assert!(row.len() == 3 && !row[2].is_empty(), "{row:?}");
        ((row[0].to_owned(), row[1].to_owned()), false)
    });
    rows.collect()
}

#[test]
fn what_oasdiff_expects_is_found() {
    let Some(folder) = folder() else {
        return;
    };
    let rules = rules();
    let mut unread: BTreeSet<String> = rows(include_str!("oasdiff/unread.tsv"))
        .map(|row| row[0].to_owned())
        .collect();
    let mut explained = explanations(include_str!("oasdiff/explained.tsv"));
    let mut harmless = explanations(include_str!("oasdiff/harmless.tsv"));
    let mut tallies: BTreeMap<Impact, Tally> = BTreeMap::new();
    let (mut wrong, mut skipped, mut compared) = (BTreeSet::new(), 0, 0);
    let mut not_read = BTreeSet::new();
    for case in cases(&folder) {
        if NO_SETTING
            .iter()
            .any(|(name, _)| case.options.contains(name))
        {
            skipped += 1;
            continue;
        }
        let read = |file: &String| {
            let version = version(&folder.join("cases").join(file));
            if version.is_none() {
                not_read.insert(file.clone());
            }
            version
        };
        let [Some(old), Some(new)] = [&case.pair.0, &case.pair.1].map(read) else {
            skipped += 1;
            continue;
        };
        compared += 1;
        let findings = wire::compare(&old, &new, &case.options()).findings;
        // One of ours is one of theirs for each operation.
        let mut left: Vec<usize> = findings
            .iter()
            .map(|one| one.operations.len().max(1))
            .collect();
        for (id, impact) in &case.expected {
            let tally = tallies.entry(*impact).or_default();
            tally.expected += 1;
            let rule = &rules[id.as_str()];
            let mut all = findings.iter().enumerate();
            let found = all
                .position(|(index, one)| rule.is(one) && one.impact == *impact && left[index] > 0);
            if let Some(index) = found {
                left[index] -= 1;
                tally.found += 1;
                continue;
            }
            let key = (case.test.clone(), id.clone());
            if let Some(is_used) = harmless
                .get_mut(&key)
                .filter(|_| *impact == Impact::Breaking)
            {
                *is_used = true;
                tally.harmless += 1;
                continue;
            }
            let impacts: BTreeSet<&str> = findings
                .iter()
                .filter(|one| rule.is(one))
                .map(|one| one.impact.as_str())
                .collect();
            tally.other += usize::from(!impacts.is_empty());
            let codes: BTreeSet<&str> = findings.iter().map(|one| one.code.as_str()).collect();
            tally.lacking.push(format!(
                "{}: {id}; with other impacts {impacts:?}; all {codes:?}; {} {}",
                case.test, case.pair.0, case.pair.1
            ));
        }
        for finding in findings.iter().filter(|one| one.impact == Impact::Breaking) {
            let mut expected = case.expected.iter();
            let is_expected = expected
                .any(|(id, impact)| *impact == Impact::Breaking && rules[id.as_str()].is(finding));
            if is_expected || !case.looks_for(finding, &rules) {
                continue;
            }
            let key = (case.test.clone(), finding.code.as_str().to_owned());
            match explained.get_mut(&key) {
                Some(is_used) => *is_used = true,
                None => {
                    wrong.insert(format!(
                        "{}\t{}\t{} {}: {}",
                        key.0,
                        key.1,
                        finding.side.as_str(),
                        finding.subject,
                        finding.message
                    ));
                }
            }
        }
    }
    println!("{compared} pairs compared, {skipped} not");
    for (impact, tally) in tallies.iter().rev() {
        println!(
            "{}: {} of {} found, {} change nothing for clients ({} % of the others), {} with another impact",
            impact.as_str(),
            tally.found,
            tally.expected,
            tally.harmless,
            tally.percent(),
            tally.other
        );
        for line in &tally.lacking {
            println!("    {line}");
        }
    }
    not_read.retain(|file| !unread.remove(file));
    assert!(
        not_read.is_empty() && unread.is_empty(),
        "not read: {not_read:#?}; read: {unread:#?}"
    );
    let unused: Vec<_> = explained
        .iter()
        .chain(&harmless)
        .filter(|(_, is_used)| !**is_used)
        .map(|(key, _)| key)
        .collect();
    println!("{} explained", explained.len());
    assert!(
        wrong.is_empty(),
        "{} breaking changes that it lacks: {wrong:#?}",
        wrong.len()
    );
    assert!(unused.is_empty(), "explained, and not so: {unused:#?}");
    let breaking = &tallies[&Impact::Breaking];
    assert!(breaking.percent() >= LEAST, "{} %", breaking.percent());
}
