//! JSON lines (one object a problem), for programs.

use serde_json::{Map, Value, json};

use super::{Repeated, arranged, concerned, operations, pointer};
use crate::report::places::{Places, Sources, Spot};
use crate::report::{Report, Severity};

/// An object a line for each problem, none of them folded.
pub fn render(report: &Report, sources: Sources<'_>) -> String {
    let places = Places::of(report, sources);
    let mut text = String::new();
    for told in arranged(report, &places, Repeated::Told) {
        let diagnostic = told.diagnostic;
        let mut object = Map::new();
        object.insert("code".to_owned(), diagnostic.code.as_str().into());
        let severity = match diagnostic.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        object.insert("severity".to_owned(), severity.into());
        object.insert("message".to_owned(), diagnostic.message.as_str().into());
        add_spot(&mut object, told.spot.as_ref());
        object.insert("pointer".to_owned(), json!(pointer(&diagnostic.place)));
        object.insert("within".to_owned(), json!(concerned(&diagnostic.place)));
        object.insert("operations".to_owned(), json!(operations(diagnostic)));
        object.insert("help".to_owned(), json!(diagnostic.help));
        let related = diagnostic.related.iter().map(|related| {
            let mut object = Map::new();
            object.insert("message".to_owned(), related.message.as_str().into());
            add_spot(&mut object, places.spot(&related.place).as_ref());
            object.insert("pointer".to_owned(), json!(pointer(&related.place)));
            Value::Object(object)
        });
        object.insert("related".to_owned(), related.collect());
        text.push_str(&Value::Object(object).to_string());
        text.push('\n');
    }
    text
}

/// The file, and the first and the last position: lines and columns in characters, from 1, the end excluded.
fn add_spot(object: &mut Map<String, Value>, spot: Option<&Spot<'_>>) {
    object.insert("file".to_owned(), json!(spot.map(|spot| spot.name)));
    let positions = spot.and_then(Spot::positions);
    let (start, end) = (positions.map(|both| both.0), positions.map(|both| both.1));
    object.insert("line".to_owned(), json!(start.map(|start| start.line)));
    object.insert("column".to_owned(), json!(start.map(|start| start.column)));
    object.insert("endLine".to_owned(), json!(end.map(|end| end.line)));
    object.insert("endColumn".to_owned(), json!(end.map(|end| end.column)));
}
