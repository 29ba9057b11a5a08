//! Components that nothing needs.

use super::Subject;
use crate::report::{Code, Report};
use crate::spec::uses;

/// A component that no operation or webhook leads to.
pub(super) fn unused(subject: &Subject<'_>, report: &mut Report) {
    for place in uses::unused_components(subject.document) {
        let tokens: Vec<String> = place.tokens().skip(1).collect();
        let name = tokens.join("/");
        report
            .warning(
                Code::UnusedComponent,
                &place,
                format!("no operation needs the component `{name}`"),
            )
            .help("remove it, or refer to it where it was meant to be used");
    }
}
