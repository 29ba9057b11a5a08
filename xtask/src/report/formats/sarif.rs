//! SARIF 2.1.0 (OASIS), which code scanning services read.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Repeated, arranged, pointer};
use crate::report::places::{Places, Sources, Spot};
use crate::report::{Code, Place, Report, Severity};

/// The log of a run: the problems of all its documents.
pub fn log(results: Vec<Value>) -> String {
    let used: BTreeSet<&str> = results
        .iter()
        .filter_map(|result| result["ruleId"].as_str())
        .collect();
    let rules: Vec<Value> = Code::ALL
        .iter()
        .filter(|code| used.contains(code.as_str()))
        .map(|code| {
            json!({
                "id": code.as_str(),
                "shortDescription": {"text": code.title()},
                "fullDescription": {"text": format!("{} {}.", code.title(), code.why())},
                "help": {"text": code.page(), "markdown": code.page()},
                "defaultConfiguration": {"level": level(code.default_severity())},
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "bindery", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// The problems of one document.
pub fn results(report: &Report, sources: Sources<'_>) -> Vec<Value> {
    let places = Places::of(report, sources);
    let told = arranged(report, &places, Repeated::Told);
    let results = told.into_iter().map(|told| {
        let diagnostic = told.diagnostic;
        let text = match &diagnostic.help {
            Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
            None => diagnostic.message.clone(),
        };
        let related: Vec<Value> = diagnostic
            .related
            .iter()
            .map(|related| {
                let mut location = location(places.spot(&related.place).as_ref(), &related.place);
                location["message"] = json!({"text": related.message});
                location
            })
            .collect();
        json!({
            "ruleId": diagnostic.code.as_str(),
            "level": level(diagnostic.severity),
            "message": {"text": text},
            "locations": [location(told.spot.as_ref(), &diagnostic.place)],
            "relatedLocations": related,
        })
    });
    results.collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn location(spot: Option<&Spot<'_>>, place: &Place) -> Value {
    let mut location = json!({});
    if let Some(spot) = spot {
        let mut physical = json!({"artifactLocation": {"uri": uri(spot.name)}});
        if let Some((start, end)) = spot.positions() {
            physical["region"] = json!({
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            });
        }
        location["physicalLocation"] = physical;
    }
    if let Some(pointer) = pointer(place) {
        location["logicalLocations"] = json!([{"fullyQualifiedName": pointer}]);
    }
    location
}

/// A path as a relative reference (RFC 3986, section 4.2).
fn uri(path: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    percent_encoding::utf8_percent_encode(path, KEPT).to_string()
}
