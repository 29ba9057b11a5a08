//! All that was measured in one sitting, as tables, as bars of a chart, and as JSON.

use std::process::Command;

use serde::Serialize;

use super::calling::Call;
use super::chart::{Bar, Panel};
use super::compiling::Compiling;
use super::generating::Generating;
use super::measure::Timing;
use super::peers::OfPeer;
use super::table::Table;

/// All that was measured in one sitting.
#[derive(Debug, Clone, Serialize)]
pub struct Results {
    /// Where.
    pub machine: Machine,
    /// How many runs each figure is the median of.
    pub runs: usize,
    /// Generating, a document each.
    pub generating: Vec<Generating>,
    /// Generating from synthetic documents of growing size.
    pub linear: Vec<Generating>,
    /// Compiling, a document each.
    pub compiling: Vec<Compiling>,
    /// Calling, a case each.
    pub calling: Vec<Call>,
    /// Other generators.
    pub peers: Vec<OfPeer>,
    /// What was not measured, and why.
    pub not_run: Vec<String>,
}

/// Where something is measured.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    /// The version of the compiler.
    pub rustc: String,
    /// The system and its processor.
    pub system: String,
    /// How many processors it has.
    pub processors: usize,
}

impl Machine {
    /// This one.
    pub fn here() -> Self {
        let output = Command::new("rustc").arg("--version").output();
        let version =
            output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        Self {
            rustc: version.unwrap_or_else(|_| "rustc of an unknown version".to_owned()),
            system: format!("{}, {}", std::env::consts::OS, std::env::consts::ARCH),
            processors: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

impl std::fmt::Display for Machine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (rustc, system, processors) = (&self.rustc, &self.system, self.processors);
        write!(formatter, "{rustc}; {system}, {processors} processors")
    }
}

impl Results {
    /// The tables that have a row.
    pub fn tables(&self) -> Vec<Table> {
        let all = [
            generating("Generating", "document", &self.generating),
            generating("Generating, by size", "document", &self.linear),
            compiling(&self.compiling),
            calling(&self.calling),
            peers(&self.peers),
        ];
        all.into_iter()
            .filter(|table| !table.rows.is_empty())
            .collect()
    }

    /// Notes that something was not measured.
    pub fn leave_out(&mut self, what: &str, name: &str, reason: &str) {
        self.not_run.push(format!("{what} {name}: {reason}"));
    }

    /// The tables as a page.
    pub fn markdown(&self) -> String {
        let tables = self.tables();
        let mut parts: Vec<String> = tables.iter().map(Table::markdown).collect();
        let not_run: Vec<String> = self
            .not_run
            .iter()
            .map(|reason| format!("- Not run: {reason}\n"))
            .collect();
        parts.extend((!not_run.is_empty()).then(|| not_run.concat()));
        parts.push(format!(
            "Medians of {} runs; {}.\n",
            self.runs, self.machine
        ));
        parts.join("\n")
    }

    /// The figures that matter most, a document a row.
    pub fn summary(&self) -> String {
        let rows = self.generating.iter().map(|one| {
            let mut compiled = self.compiling.iter();
            let compiled = compiled.find(|other| other.document == one.document);
            let check =
                |figure: &dyn Fn(&Compiling) -> String| compiled.map_or_else(unknown, figure);
            vec![
                one.document.clone(),
                one.operations.to_string(),
                seconds(one.whole.wall),
                times(one.ratio()),
                seconds(one.idle.wall),
                check(&|one| seconds(one.check.wall)),
                check(&|one| times(one.ratio())),
            ]
        });
        let columns = [
            "document",
            "operations",
            "generating",
            "× floor",
            "nothing to do",
            "check",
            "× floor",
        ];
        Table::new("", &columns, rows.collect()).markdown_rows()
    }

    /// The ratios as a chart.
    pub fn panels(&self) -> Vec<Panel> {
        let generating = self.generating.iter().map(|one| Bar {
            label: one.document.clone(),
            value: one.ratio(),
            text: format!("{}, {}", seconds(one.whole.wall), times(one.ratio())),
        });
        let compiling = self.compiling.iter().map(|one| Bar {
            label: one.document.clone(),
            value: one.ratio(),
            text: format!("{}, {}", seconds(one.check.wall), times(one.ratio())),
        });
        let calling = self.calling.iter().map(|one| Bar {
            label: one.name.clone(),
            value: one.ratio(),
            text: format!("{:.1} µs, {}", one.ours_ns / 1e3, times(one.ratio())),
        });
        let panels = [
            Panel {
                title: "Generating a crate".to_owned(),
                floor: "a bare parse of the document; with JSON, and printing what is written"
                    .to_owned(),
                bars: generating.collect(),
            },
            Panel {
                title: "Checking it".to_owned(),
                floor: "its models alone, as plain types that derive serde's traits".to_owned(),
                bars: compiling.collect(),
            },
            Panel {
                title: "Calling".to_owned(),
                floor: "the same request with no bindings at all".to_owned(),
                bars: calling.collect(),
            },
        ];
        panels
            .into_iter()
            .filter(|panel| !panel.bars.is_empty())
            .collect()
    }
}

fn generating(title: &str, first: &str, all: &[Generating]) -> Table {
    let columns = [
        first,
        "operations",
        "KB read",
        "KB written",
        "lines",
        "time",
        "CPU",
        "parse",
        "print",
        "× floor",
        "memory",
        "× document",
        "nothing to do",
    ];
    let rows = all.iter().map(|one| {
        vec![
            one.document.clone(),
            one.operations.to_string(),
            (one.bytes / 1000).to_string(),
            (one.written_bytes / 1000).to_string(),
            one.written_lines.to_string(),
            seconds(one.whole.wall),
            cpu(one.whole),
            seconds(one.parse.wall),
            seconds(one.print.wall),
            times(one.ratio()),
            one.peak_memory
                .map_or_else(unknown, |bytes| format!("{} MB", bytes / 1_000_000)),
            one.memory_ratio().map_or_else(unknown, times),
            seconds(one.idle.wall),
        ]
    });
    Table::new(title, &columns, rows.collect())
        .with_note("The floor is a bare parse by serde_yaml; with JSON, one by serde_json and prettyplease printing what is written.")
}

fn compiling(all: &[Compiling]) -> Table {
    let columns = [
        "document", "lines", "check", "CPU", "floor", "CPU", "× floor", "build", "floor",
        "× floor", "program",
    ];
    let rows = all.iter().map(|one| {
        vec![
            one.document.clone(),
            one.lines.to_string(),
            seconds(one.check.wall),
            cpu(one.check),
            seconds(one.floor_check.wall),
            cpu(one.floor_check),
            times(one.ratio()),
            seconds(one.build.wall),
            seconds(one.floor_build.wall),
            times(one.build_ratio()),
            one.size
                .map_or_else(unknown, |bytes| format!("{} KB", bytes / 1000)),
        ]
    });
    Table::new("Compiling", &columns, rows.collect()).with_note(
        "The floor is the models alone, as plain types that derive serde's traits, without prose.",
    )
}

fn calling(all: &[Call]) -> Table {
    let columns = ["case", "time", "floor", "× floor", "allocations", "floor"];
    let rows = all.iter().map(|one| {
        vec![
            one.name.clone(),
            format!("{:.2} µs", one.ours_ns / 1e3),
            format!("{:.2} µs", one.floor_ns / 1e3),
            times(one.ratio()),
            one.ours_allocations.to_string(),
            one.floor_allocations.to_string(),
        ]
    });
    Table::new("Calling", &columns, rows.collect())
}

fn peers(all: &[OfPeer]) -> Table {
    let told = |result: &Result<Timing, String>| match result {
        Ok(timing) => seconds(timing.wall),
        Err(reason) => reason.clone(),
    };
    let rows = all.iter().map(|one| {
        vec![
            one.document.clone(),
            one.name.clone(),
            told(&one.generate),
            told(&one.check),
        ]
    });
    let columns = ["document", "generator", "generating", "check"];
    Table::new("Other generators", &columns, rows.collect())
}

fn unknown() -> String {
    "–".to_owned()
}

fn cpu(timing: Timing) -> String {
    timing.cpu.map_or_else(unknown, seconds)
}

/// Seconds with three digits that count.
fn seconds(seconds: f64) -> String {
    let milliseconds = seconds * 1e3;
    if milliseconds < 10.0 {
        format!("{milliseconds:.1} ms")
    } else if milliseconds < 1000.0 {
        format!("{milliseconds:.0} ms")
    } else {
        format!("{seconds:.2} s")
    }
}

/// A ratio.
fn times(ratio: f64) -> String {
    if ratio < 10.0 {
        format!("{ratio:.2} ×")
    } else {
        format!("{ratio:.0} ×")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_three_digits() {
        assert_eq!(seconds(0.00456), "4.6 ms");
        assert_eq!(seconds(0.456), "456 ms");
        assert_eq!(seconds(4.567), "4.57 s");
        assert_eq!(times(1.234), "1.23 ×");
        assert_eq!(times(12.34), "12 ×");
    }
}
