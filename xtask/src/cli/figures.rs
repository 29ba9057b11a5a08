//! What is measured of one run of codegen, for the tables of `corpus` and `bench`.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::model::Api;
use crate::report::{Report, Severity};

/// The figures of one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Operations that are generated.
    pub operations: usize,
    /// Types that are generated.
    pub types: usize,
    /// Schemas whose values are any JSON.
    pub untyped: usize,
    /// Warnings.
    pub warnings: usize,
    /// Errors.
    pub errors: usize,
    /// Operations that were left out because errors concern them.
    pub left_out: usize,
    /// Examples that have a test.
    pub examples: usize,
    /// Examples that do not satisfy their own schemas.
    pub invalid_examples: usize,
    /// The first error: its code and message.
    pub first_error: Option<String>,
    /// The most memory that the process held, in KiB; `None` where the system does not tell.
    pub peak_kilobytes: Option<u64>,
}

impl Figures {
    /// The figures of a run that is about to end.
    pub fn of(api: Option<&Api>, report: &Report) -> Self {
        let mut figures = Self {
            warnings: report.count(Severity::Warning),
            errors: report.errors(),
            left_out: report.left_out(),
            peak_kilobytes: peak_kilobytes(),
            ..Self::default()
        };
        let first = report
            .diagnostics()
            .iter()
            .find(|diagnostic| diagnostic.severity == Severity::Error);
        figures.first_error =
            first.map(|first| format!("{}: {}", first.code.as_str(), first.message));
        if let Some(api) = api {
            figures.operations = api.groups.iter().map(|group| group.operations.len()).sum();
            figures.types = api.types.len();
            figures.untyped = api.untyped.len();
            figures.examples = api.examples.len();
            figures.invalid_examples = api.invalid_examples;
        }
        figures
    }

    /// Writes them as JSON.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        std::fs::write(path, serde_json::to_string_pretty(self)?)
    }
}

/// The high-water mark of the process's memory, as Linux tells it.
fn peak_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
