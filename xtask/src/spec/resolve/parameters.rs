//! Parameters of operations and path items.

use serde_json::Value;

use super::{Resolver, entries, items};
use crate::report::Code;
use crate::spec::pointer::Pointer;
use crate::spec::references::Node;
use crate::spec::schema::{Schema, SchemaId, SchemaType};
use crate::spec::typed::typed_value;
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
            let is_same = |other: &&Parameter| {
                other.name == parameter.name && other.location == parameter.location
            };
            if let Some(first) = parameters.iter().find(is_same) {
                let message = format!(
                    "the {} parameter `{}` is declared twice",
                    parameter.location.as_str(),
                    parameter.name
                );
                self.report
                    .warning(Code::DuplicateParameter, &place, message)
                    .help("the first one counts; remove one")
                    .related(&first.place, "first declared here");
                continue;
            }
            parameters.push(parameter);
        }
        parameters
    }

    pub(super) fn parameter(&mut self, place: &Pointer, node: &'d Value) -> Option<Parameter> {
        let node = self.follow(place, node)?;
        let (location, typed) = self.typed_parameter(&node)?;
        let mut allows_reserved = false;
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
                allows_reserved = allow_reserved;
                (query_style(&style), parameter_data)
            }
            openapiv3::Parameter::Header { parameter_data, .. } => (Style::Simple, parameter_data),
            openapiv3::Parameter::Cookie { parameter_data, .. } => (Style::Form, parameter_data),
        };
        let (schema, content) = self.parameter_schema(&node, &data.name)?;
        Some(Parameter {
            name: data.name,
            location,
            style,
            // Section 4.7.12.2: `explode` is true by default where the style is `form`.
            explode: data.explode.unwrap_or(style == Style::Form),
            allows_reserved,
            required: data.required || location == Location::Path,
            deprecated: data.deprecated.unwrap_or_default(),
            description: data.description,
            content,
            schema,
            place: node.place,
        })
    }

    /// The schema of a parameter, and its media type where it is written as one (section 4.7.12.1).
    fn parameter_schema(
        &mut self,
        node: &Node<'d>,
        name: &str,
    ) -> Option<(SchemaId, Option<String>)> {
        if let Some(schema) = node.value.get("schema").filter(|schema| !schema.is_null()) {
            let id = self
                .schemas
                .id(&node.place.child("schema"), schema, self.report)?;
            return Some((id, None));
        }
        let content = entries(node.value.get("content"), &node.place.child("content"));
        if let Some((media_type, place, value)) = content.into_iter().next()
            && let Some(schema) = value.get("schema")
        {
            let id = self
                .schemas
                .id(&place.child("schema"), schema, self.report)?;
            return Some((id, Some(media_type)));
        }
        self.report
            .warning(
                Code::Shape,
                &node.place,
                format!("the parameter `{name}` has neither `schema` nor `content`"),
            )
            .help("it is a string");
        let string = Schema {
            place: node.place.child("schema"),
            ty: Some(SchemaType::String),
            ..Schema::default()
        };
        Some((self.schemas.part(string), None))
    }

    pub(super) fn typed_parameter(
        &mut self,
        node: &Node<'d>,
    ) -> Option<(Location, openapiv3::Parameter)> {
        const CHILDREN: [&str; 4] = ["schema", "content", "example", "examples"];
        let location = match node.value.get("in").and_then(Value::as_str) {
            Some("path") => Location::Path,
            Some("query") => Location::Query,
            Some("header") => Location::Header,
            Some("cookie") => Location::Cookie,
            Some(other) => {
                self.report
                    .warning(
                        Code::Shape,
                        &node.place.child("in"),
                        format!("`in: {other}` is no place of a parameter"),
                    )
                    .help("it is left out; the places are path, query, header and cookie");
                return None;
            }
            None => {
                shape::PARAMETER.check(node.value, &node.place, &|_| false, self.report);
                return None;
            }
        };
        let is_own = |field: &str| !CHILDREN.contains(&field);
        let mut fields = shape::PARAMETER.check(node.value, &node.place, &is_own, self.report)?;
        let styles: &[&str] = match location {
            Location::Path => &["simple", "label", "matrix"],
            Location::Query => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            Location::Header => &["simple"],
            Location::Cookie => &["form"],
        };
        if let Some(style) = fields.get("style").and_then(Value::as_str)
            && !styles.contains(&style)
        {
            self.report
                .warning(
                    Code::Shape,
                    &node.place.child("style"),
                    format!(
                        "`style: {style}` is no style of a parameter in {}",
                        location.as_str()
                    ),
                )
                .help(format!(
                    "it is written as `{}`; the styles are: {}",
                    styles[0],
                    styles.join(", ")
                ));
            fields.remove("style");
        }
        if location == Location::Path && fields.get("required") != Some(&Value::Bool(true)) {
            self.report
                .warning(
                    Code::PathTemplate,
                    &node.place,
                    "a path parameter must say `required: true`",
                )
                .help("it is required all the same: a path without it is another path");
            fields.insert("required".to_owned(), Value::Bool(true));
        }
        // The library asks for one of the two.
        fields.insert("schema".to_owned(), Value::Object(Default::default()));
        let typed = typed_value(Value::Object(fields), &node.place, self.report)?;
        Some((location, typed))
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
