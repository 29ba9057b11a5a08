//! The results of all documents as a table: Markdown for people, TSV for programs.

use std::fs;
use std::io;
use std::path::Path;

use super::run::Row;

const COLUMNS: [&str; 19] = [
    "document",
    "operations",
    "types",
    "untyped",
    "warnings",
    "left out",
    "generation s",
    "peak MB",
    "lines",
    "check s",
    "compiler errors",
    "compiler warnings",
    "features alone",
    "features failed",
    "examples passed",
    "examples failed",
    "examples invalid",
    "result",
    "first problem",
];

/// Writes both forms, those that fail first. Answers the total in one line.
pub fn write(work: &Path, mut rows: Vec<Row>) -> io::Result<String> {
    rows.sort_by(|one, other| (one.is_clean(), &one.name).cmp(&(other.is_clean(), &other.name)));
    let cells: Vec<[String; 19]> = rows.iter().map(cells).collect();
    let mut markdown = format!(
        "| {} |\n|{}\n",
        COLUMNS.join(" | "),
        "---|".repeat(COLUMNS.len())
    );
    let mut tsv = format!("{}\n", COLUMNS.join("\t"));
    for row in &cells {
        let escaped: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        markdown.push_str(&format!("| {} |\n", escaped.join(" | ")));
        tsv.push_str(&format!("{}\n", row.join("\t")));
    }
    let total = total(&rows);
    markdown.push_str(&format!("\n{total}\n"));
    let failures: Vec<String> = rows
        .iter()
        .flat_map(|row| row.examples.iter().map(move |examples| (row, examples)))
        .flat_map(|(row, examples)| {
            let failed = examples.failed.iter();
            failed.map(move |failure| format!("- {}: {failure}\n", row.name))
        })
        .collect();
    if !failures.is_empty() {
        markdown.push_str(&format!(
            "\n## Examples that failed\n\n{}",
            failures.concat()
        ));
    }
    fs::write(work.join("corpus.md"), markdown)?;
    fs::write(work.join("corpus.tsv"), tsv)?;
    Ok(total)
}

fn cells(row: &Row) -> [String; 19] {
    let unknown = || "–".to_owned();
    let figure = |value: Option<usize>| value.map_or_else(unknown, |value| value.to_string());
    let figures = row.figures.as_ref();
    let check = row.check.as_ref();
    let features = row.features.as_ref();
    let examples = row.examples.as_ref();
    let first = row
        .failure
        .clone()
        .or_else(|| check.and_then(|check| check.first.clone()))
        .or_else(|| features.and_then(|features| features.failed.first().cloned()));
    [
        row.name.clone(),
        figure(figures.map(|one| one.operations)),
        figure(figures.map(|one| one.types)),
        figure(figures.map(|one| one.untyped)),
        figure(figures.map(|one| one.warnings)),
        figure(figures.map(|one| one.left_out)),
        format!("{:.2}", row.generation),
        figures
            .and_then(|one| one.peak_kilobytes)
            .map_or_else(unknown, |peak| (peak / 1024).to_string()),
        row.lines.to_string(),
        check.map_or_else(unknown, |check| format!("{:.2}", check.seconds)),
        figure(check.map(|check| check.errors)),
        figure(check.map(|check| check.warnings)),
        figure(features.map(|features| features.checked)),
        figure(features.map(|features| features.failed.len())),
        figure(examples.map(|one| one.passed)),
        figure(examples.map(|one| one.failed.len())),
        figure(figures.map(|one| one.invalid_examples)),
        if row.is_clean() { "clean" } else { "fails" }.to_owned(),
        first.unwrap_or_default().replace(['\t', '\n'], " "),
    ]
}

fn total(rows: &[Row]) -> String {
    let figures = |of: fn(&super::super::figures::Figures) -> usize| -> usize {
        rows.iter()
            .filter_map(|row| row.figures.as_ref())
            .map(of)
            .sum()
    };
    let clean = rows.iter().filter(|row| row.is_clean()).count();
    let checks = rows.iter().filter_map(|row| row.check.as_ref());
    let (errors, warnings) = checks.fold((0, 0), |(errors, warnings), check| {
        (errors + check.errors, warnings + check.warnings)
    });
    let examples = rows.iter().filter_map(|row| row.examples.as_ref());
    let (passed, failed) = examples.fold((0, 0), |(passed, failed), one| {
        (passed + one.passed, failed + one.failed.len())
    });
    let slowest = rows.iter().map(|row| row.generation).fold(0.0, f64::max);
    let peak = rows
        .iter()
        .filter_map(|row| row.figures.as_ref()?.peak_kilobytes)
        .max()
        .unwrap_or(0)
        / 1024;
    format!(
        "{clean} of {} documents clean, {} operations, {} types, {} untyped, {} left out, {errors} compiler errors, {warnings} compiler warnings, examples: {passed} passed, {failed} failed, {} invalid; slowest {slowest:.1} s, most memory {peak} MB",
        rows.len(),
        figures(|one| one.operations),
        figures(|one| one.types),
        figures(|one| one.untyped),
        figures(|one| one.left_out),
        figures(|one| one.invalid_examples),
    )
}
