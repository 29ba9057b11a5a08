//! Workflow commands of GitHub Actions, which show problems beside the lines of a pull request.

use super::{Repeated, arranged};
use crate::report::places::{Places, Sources, Spot};
use crate::report::{Report, Severity};

/// A command a line for each problem.
pub fn render(report: &Report, sources: Sources<'_>, repeated: Repeated) -> String {
    let places = Places::of(report, sources);
    let mut text = String::new();
    for told in arranged(report, &places, repeated) {
        let diagnostic = told.diagnostic;
        let command = match diagnostic.severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let mut properties = Vec::new();
        if let Some(spot) = &told.spot {
            properties.push(("file", spot.name.to_owned()));
            if let Some((start, end)) = spot.positions() {
                properties.push(("line", start.line.to_string()));
                properties.push(("endLine", end.line.to_string()));
                properties.push(("col", start.column.to_string()));
                properties.push(("endColumn", end.column.to_string()));
            }
        }
        properties.push(("title", diagnostic.code.as_str().to_owned()));
        let mut message = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            message.push_str(&format!("\nhelp: {help}"));
        }
        for related in &diagnostic.related {
            let at = places.spot(&related.place).as_ref().map(Spot::to_text);
            message.push_str(&format!(
                "\n{}: {}",
                related.message,
                at.unwrap_or_default()
            ));
        }
        if !told.more.is_empty() {
            message.push_str(&format!("\nand {} more like it", told.more.len()));
        }
        text.push_str(&line(command, &properties, &message));
    }
    text
}

/// A command of a level, such as `error`, with its properties by name.
pub fn line(level: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<String> = properties
        .iter()
        .map(|(name, value)| format!("{name}={}", property(value)))
        .collect();
    format!("::{level} {}::{}\n", properties.join(","), data(message))
}

/// Behind the colons percent signs and line breaks have a meaning.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// In a property colons and commas have one too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
