//! Parameters of operations and path items.

use serde_json::Value;

use super::{Resolver, items};
use crate::report::Code;
use crate::spec::pointer::Pointer;
use crate::spec::references::Node;
use crate::spec::typed::typed;
use crate::spec::{Location, Parameter, Style, shape};

impl<'d> Resolver<'d, '_> {
    pub(super) fn parameters(&mut self, node: &Node<'d>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for (place, value) in items(
            node.value.get("parameters"),
            &node.place.child("parameters"),
        ) {
            let Some(parameter) = self.parameter(&place, value) else {
                continue;
            };
            if parameters
                .iter()
                .any(|other| other.name == parameter.name && other.location == parameter.location)
            {
                let message = format!(
                    "the {} parameter `{}` is declared twice",
                    parameter.location.as_str(),
                    parameter.name
                );
                self.report
                    .warning(Code::DuplicateParameter, &place, message)
                    .help("the first one counts; remove one");
                continue;
            }
            parameters.push(parameter);
        }
        parameters
    }

    pub(super) fn parameter(&mut self, place: &Pointer, node: &'d Value) -> Option<Parameter> {
        let node = self.follow(place, node)?;
        let (location, typed) = self.typed_parameter(&node)?;
        let (style, data) = match typed {
            openapiv3::Parameter::Path {
                parameter_data,
                style,
            } => (path_style(&style), parameter_data),
            openapiv3::Parameter::Query {
                parameter_data,
                style,
                allow_reserved,
                ..
            } => {
                if allow_reserved {
                    self.report.warning(
                        Code::Unsupported,
                        &node.place.child("allowReserved"),
                        "`allowReserved` is not read; reserved characters are percent-encoded",
                    );
                }
                (query_style(&style), parameter_data)
            }
            openapiv3::Parameter::Header { parameter_data, .. } => (Style::Simple, parameter_data),
            openapiv3::Parameter::Cookie { parameter_data, .. } => (Style::Form, parameter_data),
        };
        let Some(schema) = node.value.get("schema") else {
            self.report
                .error(
                    Code::Unsupported,
                    &node.place,
                    format!("the parameter `{}` has `content`, not `schema`", data.name),
                )
                .help("parameters that are media types are not read; describe it by a schema");
            return None;
        };
        let schema = self
            .schemas
            .id(&node.place.child("schema"), schema, self.report)?;
        Some(Parameter {
            name: data.name,
            location,
            style,
            // Section 4.7.12.2: `explode` is true by default where the style is `form`.
            explode: data.explode.unwrap_or(style == Style::Form),
            required: data.required || location == Location::Path,
            deprecated: data.deprecated.unwrap_or_default(),
            description: data.description,
            schema,
            place: node.place,
        })
    }

    pub(super) fn typed_parameter(
        &mut self,
        node: &Node<'d>,
    ) -> Option<(Location, openapiv3::Parameter)> {
        const CHILDREN: [&str; 3] = ["schema", "content", "examples"];
        let location = match node.value.get("in").and_then(Value::as_str) {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header") => Location::Header,
            Some("cookie") => Location::Cookie,
            other => {
                // A missing or ill-typed `in` is the table's to report.
                if let Some(other) = other {
                    self.report
                        .error(
                            Code::Shape,
                            &node.place.child("in"),
                            format!("`in: {other}` is no place of a parameter"),
                        )
                        .help("the places are path, query, header and cookie");
                } else {
                    shape::PARAMETER.check(node.value, &node.place, self.report);
                }
                return None;
            }
        };
        if node.value.get("schema").is_none() && node.value.get("content").is_none() {
            self.report.error(
                Code::Shape,
                &node.place,
                "the parameter has neither `schema` nor `content`",
            );
            return None;
        }
        Some((
            location,
            typed(
                node.value,
                &CHILDREN,
                &shape::PARAMETER,
                &node.place,
                self.report,
            )?,
        ))
    }
}

fn path_style(style: &openapiv3::PathStyle) -> Style {
    match style {
        openapiv3::PathStyle::Matrix => Style::Matrix,
        openapiv3::PathStyle::Label => Style::Label,
        openapiv3::PathStyle::Simple => Style::Simple,
    }
}

fn query_style(style: &openapiv3::QueryStyle) -> Style {
    match style {
        openapiv3::QueryStyle::Form => Style::Form,
        openapiv3::QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        openapiv3::QueryStyle::PipeDelimited => Style::PipeDelimited,
        openapiv3::QueryStyle::DeepObject => Style::DeepObject,
    }
}
