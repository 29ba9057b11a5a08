//! What several nodes must agree on.

use indexmap::IndexMap;

use super::Resolver;
use crate::report::{Code, Report};
use crate::spec::schema::{Schema, SchemaType};
use crate::spec::{Location, Operation, Parameter, SecurityScheme, SecuritySchemeKind, Style};

impl Resolver<'_, '_> {
    /// Path Templating (section 4.7.8.2): every expression has a parameter, and every path parameter an
    /// expression. What is missing is added as a string, and what has no place is left out.
    pub(super) fn mend_path_parameters(&mut self, operation: &mut Operation) {
        let expressions = path_expressions(&operation.path);
        let declared: Vec<String> = operation
            .parameters
            .iter()
            .filter(|one| one.location == Location::Path)
            .map(|one| one.name.clone())
            .collect();
        for name in expressions.iter().filter(|name| !declared.contains(name)) {
            self.report
                .warning(
                    Code::PathTemplate,
                    &operation.place,
                    format!("the path parameter `{name}` is not declared"),
                )
                .help(format!(
                    "it is a required string; to say more of it, add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}` to `parameters`"
                ));
            let place = operation.place.child("parameters").child(name);
            let schema = self.schemas.part(Schema {
                place: place.child("schema"),
                ty: Some(SchemaType::String),
                ..Schema::default()
            });
            operation.parameters.push(Parameter {
                place,
                name: name.clone(),
                location: Location::Path,
                style: Style::Simple,
                explode: false,
                allows_reserved: false,
                required: true,
                deprecated: false,
                description: None,
                content: None,
                schema,
            });
        }
        let path = &operation.path;
        let report = &mut self.report;
        operation.parameters.retain(|parameter| {
            let has_place =
                parameter.location != Location::Path || expressions.contains(&parameter.name);
            if !has_place {
                report
                    .warning(
                        Code::PathTemplate,
                        &parameter.place,
                        format!("the path `{path}` has no place for the parameter `{}`", parameter.name),
                    )
                    .help(format!(
                        "it is left out; write `{{{}}}` where it belongs in the path, or remove the parameter",
                        parameter.name
                    ));
            }
            has_place
        });
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

/// Takes the schemes that are not declared out of the alternatives: nothing can be sent for them. Nor can for a
/// client's certificate, which the connection has; what goes with it is sent all the same.
pub(super) fn check_security(
    operations: &mut [Operation],
    schemes: &IndexMap<String, SecurityScheme>,
    report: &mut Report,
) {
    let mut reported: Vec<String> = Vec::new();
    for operation in operations {
        for alternative in &mut operation.security {
            alternative.retain(|name| {
                let is_declared = schemes.contains_key(name);
                if !is_declared && !reported.contains(name) {
                    reported.push(name.clone());
                    report
                        .warning(
                            Code::UnknownSecurityScheme,
                            &operation.place,
                            format!("the security scheme `{name}` is not declared"),
                        )
                        .help(format!(
                            "nothing is sent for it; declare it at `#/components/securitySchemes/{name}`"
                        ));
                }
                let is_certificate = |scheme: &SecurityScheme| scheme.kind == SecuritySchemeKind::MutualTls;
                is_declared && !schemes.get(name).is_some_and(is_certificate)
            });
        }
        operation
            .security
            .retain(|alternative| !alternative.is_empty());
    }
}
