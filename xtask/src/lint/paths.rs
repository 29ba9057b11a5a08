//! Path templates beside each other.

use std::collections::HashMap;

use super::Subject;
use crate::report::{Code, Report};
use crate::spec::pointer::Pointer;

/// Templates that are the same but for the names of their parameters (OpenAPI 3.0.3, section 4.7.8).
pub(super) fn colliding(subject: &Subject<'_>, report: &mut Report) {
    let mut first: HashMap<String, (&str, Pointer)> = HashMap::new();
    for operation in &subject.spec.operations {
        let Some(place) = operation.place.parent() else {
            continue;
        };
        let nameless = without_names(&operation.path);
        let (path, known) = first
            .entry(nameless)
            .or_insert_with(|| (&operation.path, place.clone()));
        if *path != operation.path {
            report
                .warning(
                    Code::CollidingPaths,
                    &place,
                    format!("the path `{}` is the same as `{path}`", operation.path),
                )
                .help("make one path of the two: only the names of their parameters differ")
                .related(&*known, "the other path");
        }
    }
}

/// A template whose parameters have no names.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let mut nameless = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once('}').map_or("", |(_, rest)| rest);
        nameless.push_str("{}");
        nameless.push_str(rest);
    }
    nameless
}
