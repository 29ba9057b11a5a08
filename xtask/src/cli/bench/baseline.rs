//! What was measured when it was last accepted, as a committed file of lines, and how it is compared with.

use std::fmt::Write;

/// A figure, of which less is better.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What is measured.
    pub name: String,
    /// How much it is.
    pub value: u64,
    /// Of what.
    pub unit: Unit,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of text that is written.
    Bytes,
    /// Lines of text that is written.
    Lines,
    /// Instructions of a processor.
    Instructions,
    /// Allocations of memory.
    Allocations,
}

impl Unit {
    const ALL: [Self; 4] = [
        Self::Bytes,
        Self::Lines,
        Self::Instructions,
        Self::Allocations,
    ];

    /// Its name in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Lines => "lines",
            Self::Instructions => "instructions",
            Self::Allocations => "allocations",
        }
    }

    /// How much more of it is no change, in percent.
    const fn tolerance(self) -> f64 {
        match self {
            // A construct may become a little longer.
            Self::Bytes | Self::Lines => 2.0,
            // Two runs differ by a thousandth, as hash maps are seeded anew; small changes of code are no change.
            Self::Instructions => 3.0,
            Self::Allocations => 0.0,
        }
    }

    /// Whether it depends on the compiler and the machine.
    pub fn is_of_build(self) -> bool {
        matches!(self, Self::Instructions)
    }
}

/// A figure of the file, with how much more of it is allowed.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The figure.
    pub figure: Figure,
    /// In percent.
    pub tolerance: f64,
}

/// The file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Baseline {
    /// The compiler, system and profile that figures of a build are of.
    pub build: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// What became of a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It is what it was, as far as its line says.
    Same,
    /// It is more than is allowed.
    More(String),
    /// It is so much less that the baseline says nothing any more.
    Less(String),
    /// The baseline does not have it.
    New(String),
}

const BUILD: &str = "# build: ";

impl Baseline {
    /// Reads the file.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut baseline = Self::default();
        for (index, line) in text.lines().enumerate() {
            if let Some(build) = line.strip_prefix(BUILD) {
                baseline.build = build.to_owned();
            }
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let parsed = parse_line(line);
            let parsed =
                parsed.ok_or_else(|| format!("line {} is no figure: {line}", index + 1))?;
            baseline.lines.push(parsed);
        }
        Ok(baseline)
    }

    /// The text of the file.
    pub fn render(&self) -> String {
        let mut text = format!(
            "# What `cargo xtask bench --guard` compares with, and `cargo xtask bench --update-baseline` writes.\n# A name, a value, what it counts, and how many percent more are no change: that may be edited.\n{BUILD}{}\n",
            self.build
        );
        for line in &self.lines {
            let Figure { name, value, unit } = &line.figure;
            let _ = writeln!(
                text,
                "{name}\t{value}\t{}\t{}",
                unit.as_str(),
                line.tolerance
            );
        }
        text
    }

    /// The baseline of what was measured. Tolerances are kept, and so is what was not measured this time.
    pub fn updated(
        &self,
        build: &str,
        measured: &[Figure],
        is_kept: impl Fn(&Figure) -> bool,
    ) -> Self {
        let mut lines: Vec<Line> = measured
            .iter()
            .map(|figure| Line {
                figure: figure.clone(),
                tolerance: self
                    .line_of(figure)
                    .map_or(figure.unit.tolerance(), |line| line.tolerance),
            })
            .collect();
        let is_measured = |line: &Line| measured.iter().any(|one| is_same(one, &line.figure));
        let kept = self
            .lines
            .iter()
            .filter(|line| !is_measured(line) && is_kept(&line.figure));
        lines.extend(kept.cloned());
        let is_of_build = measured.iter().any(|figure| figure.unit.is_of_build());
        Self {
            build: if is_of_build { build } else { &self.build }.to_owned(),
            lines,
        }
    }

    fn line_of(&self, figure: &Figure) -> Option<&Line> {
        self.lines.iter().find(|line| is_same(figure, &line.figure))
    }

    /// Compares a figure with its line.
    pub fn compare(&self, new: &Figure) -> Verdict {
        let (name, unit) = (&new.name, new.unit.as_str());
        let Some(line) = self.line_of(new) else {
            return Verdict::New(format!(
                "{name}: {} {unit}, and the baseline has no such line",
                grouped(new.value)
            ));
        };
        let (old, allowed) = (line.figure.value, line.tolerance);
        let percent = (new.value as f64 - old as f64) / (old.max(1) as f64) * 100.0;
        let told = |word| {
            let (now, before) = (grouped(new.value), grouped(old));
            format!(
                "{name}: {now} {unit}, was {before}: {:.1} % {word}, {allowed} % are allowed",
                percent.abs()
            )
        };
        if percent > allowed {
            Verdict::More(told("more"))
        } else if -percent > allowed {
            Verdict::Less(told("less"))
        } else {
            Verdict::Same
        }
    }
}

fn is_same(one: &Figure, other: &Figure) -> bool {
    one.name == other.name && one.unit == other.unit
}

fn parse_line(line: &str) -> Option<Line> {
    let mut cells = line.split('\t');
    let (name, value, unit, tolerance) =
        (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    Some(Line {
        figure: Figure {
            name: name.to_owned(),
            value: value.parse().ok()?,
            unit: Unit::ALL.into_iter().find(|one| one.as_str() == unit)?,
        },
        tolerance: tolerance.parse().ok()?,
    })
}

/// A number with its thousands apart.
fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let first = digits.len() % 3;
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &str, value: u64, unit: Unit) -> Figure {
        Figure {
            name: name.to_owned(),
            value,
            unit,
        }
    }

    fn baseline() -> Baseline {
        let line = |figure, tolerance| Line { figure, tolerance };
        Baseline {
            build: "rustc 1.0".to_owned(),
            lines: vec![
                line(figure("written", 1_000, Unit::Bytes), 2.0),
                line(figure("run", 1_000_000, Unit::Instructions), 5.0),
            ],
        }
    }

    #[test]
    fn a_file_comes_back() {
        assert_eq!(Baseline::parse(&baseline().render()), Ok(baseline()));
        let wrong = Baseline::parse("# a comment\nwritten\tmany\tbytes\t2\n");
        assert_eq!(
            wrong,
            Err("line 2 is no figure: written\tmany\tbytes\t2".to_owned())
        );
    }

    #[test]
    fn figures_are_compared_with_their_tolerance() {
        let verdict = |value| baseline().compare(&figure("written", value, Unit::Bytes));
        assert_eq!(verdict(1_020), Verdict::Same);
        assert_eq!(verdict(980), Verdict::Same);
        let told = "written: 1,021 bytes, was 1,000: 2.1 % more, 2 % are allowed";
        assert_eq!(verdict(1_021), Verdict::More(told.to_owned()));
        let told = "written: 900 bytes, was 1,000: 10.0 % less, 2 % are allowed";
        assert_eq!(verdict(900), Verdict::Less(told.to_owned()));
        let told = "written: 5 lines, and the baseline has no such line";
        let lines = baseline().compare(&figure("written", 5, Unit::Lines));
        assert_eq!(lines, Verdict::New(told.to_owned()));
    }

    #[test]
    fn an_update_keeps_tolerances_and_what_was_not_measured() {
        let measured = [
            figure("written", 2_000, Unit::Bytes),
            figure("new", 7, Unit::Allocations),
        ];
        let updated =
            baseline().updated("rustc 2.0", &measured, |figure| figure.unit.is_of_build());
        assert_eq!(updated.build, "rustc 1.0");
        let lines: Vec<(&str, u64, f64)> = updated
            .lines
            .iter()
            .map(|line| (line.figure.name.as_str(), line.figure.value, line.tolerance))
            .collect();
        assert_eq!(
            lines,
            [
                ("written", 2_000, 2.0),
                ("new", 7, 0.0),
                ("run", 1_000_000, 5.0)
            ]
        );
    }

    #[test]
    fn thousands_are_apart() {
        let texts = [1, 12, 123, 1_234, 123_456, 1_234_567].map(grouped);
        assert_eq!(texts, ["1", "12", "123", "1,234", "123,456", "1,234,567"]);
    }
}
