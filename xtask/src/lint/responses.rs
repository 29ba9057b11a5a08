//! What operations say of their answers.

use super::Subject;
use crate::report::{Code, Report};
use crate::spec::StatusPattern;

/// A body of JSON whose schema is missing.
pub(super) fn without_schema(subject: &Subject<'_>, report: &mut Report) {
    for response in subject
        .spec
        .operations
        .iter()
        .flat_map(|operation| &operation.responses)
    {
        for media_type in &response.content {
            if media_type.schema.is_none()
                && media_type.item.is_none()
                && media_type.name.contains("json")
            {
                report
                    .warning(
                        Code::ResponseWithoutSchema,
                        &media_type.place,
                        format!(
                            "the response `{}` has a body without a schema",
                            response.status
                        ),
                    )
                    .help("say what the body holds by `schema`; it is any JSON in Rust");
            }
        }
    }
}

/// An operation that lists no error.
pub(super) fn without_errors(subject: &Subject<'_>, report: &mut Report) {
    for operation in &subject.spec.operations {
        let lists_error = operation.responses.iter().any(|response| {
            matches!(
                response.status,
                StatusPattern::Exact(400..) | StatusPattern::Range(4..) | StatusPattern::Default
            )
        });
        if !lists_error {
            report
                .warning(
                    Code::UndocumentedErrors,
                    &operation.place.child("responses"),
                    format!("the operation `{}` lists no error", operation.id),
                )
                .help("list the statuses that it answers when it fails, or a `default`");
        }
    }
}

/// An operation that lists nothing but errors.
pub(super) fn without_success(subject: &Subject<'_>, report: &mut Report) {
    for operation in &subject.spec.operations {
        let lists_success = operation.responses.iter().any(|response| {
            matches!(
                response.status,
                StatusPattern::Exact(..=399) | StatusPattern::Range(..=3) | StatusPattern::Default
            )
        });
        if !lists_success {
            report
                .warning(
                    Code::NoSuccess,
                    &operation.place.child("responses"),
                    format!("the operation `{}` lists no success", operation.id),
                )
                .help("list the status that it answers when all is well");
        }
    }
}
