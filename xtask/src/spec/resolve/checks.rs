//! What several nodes must agree on.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::report::{Code, Report};
use crate::spec::{Location, Operation, SecurityScheme};

/// Path Templating (section 4.7.8.2): every expression has a parameter, and every path parameter an expression.
pub(super) fn check_path_template(operation: &Operation, report: &mut Report) {
    let expressions = path_expressions(&operation.path);
    let declared = |name: &str| {
        operation
            .parameters
            .iter()
            .any(|one| one.location == Location::Path && one.name == name)
    };
    for name in &expressions {
        if !declared(name) {
            report
                .error(Code::PathTemplate, &operation.place, format!("the path parameter `{name}` is not declared"))
                .help(format!("add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}` to `parameters`"));
        }
    }
    for parameter in operation
        .parameters
        .iter()
        .filter(|one| one.location == Location::Path)
    {
        if !expressions.contains(&parameter.name) {
            report
                .error(
                    Code::PathTemplate,
                    &parameter.place,
                    format!(
                        "the path `{}` has no place for the parameter `{}`",
                        operation.path, parameter.name
                    ),
                )
                .help(format!(
                    "write `{{{}}}` where it belongs in the path, or remove the parameter",
                    parameter.name
                ));
        }
    }
}

/// The names in braces of a path template, in order.
fn path_expressions(path: &str) -> Vec<String> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

pub(super) fn check_security(
    operations: &[Operation],
    schemes: &IndexMap<String, SecurityScheme>,
    report: &mut Report,
) {
    let mut reported = Vec::new();
    for operation in operations {
        for name in operation.security.iter().flatten() {
            if !schemes.contains_key(name) && !reported.contains(&name) {
                reported.push(name);
                report
                    .error(
                        Code::UnknownSecurityScheme,
                        &operation.place,
                        format!("the security scheme `{name}` is not declared"),
                    )
                    .help(format!(
                        "declare it at `#/components/securitySchemes/{name}`"
                    ));
            }
        }
    }
}

pub(super) fn check_operation_ids(operations: &[Operation], report: &mut Report) {
    let mut first_uses: HashMap<&str, &Operation> = HashMap::new();
    for operation in operations {
        let first = *first_uses.entry(&operation.id).or_insert(operation);
        if first.place != operation.place {
            report
                .error(
                    Code::DuplicateOperationId,
                    &operation.place.child("operationId"),
                    format!("the operationId `{}` is used twice", operation.id),
                )
                .help(format!(
                    "it must be unique (section 4.7.10); first used at {}",
                    first.place
                ));
        }
    }
}
