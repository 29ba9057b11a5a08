//! Security schemes, and which of them an operation asks for.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Resolver, items};
use crate::report::Code;
use crate::spec::pointer::Pointer;
use crate::spec::typed::typed;
use crate::spec::{Location, SecurityScheme, SecuritySchemeKind, shape};

impl<'d> Resolver<'d, '_> {
    pub(super) fn security_schemes(&mut self) -> IndexMap<String, SecurityScheme> {
        self.components("securitySchemes")
            .into_iter()
            .filter_map(|(name, place, node)| Some((name, self.security_scheme(&place, node)?)))
            .collect()
    }

    pub(super) fn security_scheme(
        &mut self,
        place: &Pointer,
        node: &'d Value,
    ) -> Option<SecurityScheme> {
        let node = self.follow(place, node)?;
        let typed: openapiv3::SecurityScheme = typed(
            node.value,
            &[],
            &shape::SECURITY_SCHEME,
            &node.place,
            self.report,
        )?;
        let (kind, description) = match typed {
            openapiv3::SecurityScheme::APIKey {
                location,
                name,
                description,
                ..
            } => {
                let location = match location {
                    openapiv3::APIKeyLocation::Query => Location::Query,
                    openapiv3::APIKeyLocation::Header => Location::Header,
                    openapiv3::APIKeyLocation::Cookie => Location::Cookie,
                };
                (SecuritySchemeKind::ApiKey { location, name }, description)
            }
            openapiv3::SecurityScheme::HTTP {
                scheme,
                description,
                ..
            } => {
                let kind = match scheme.to_ascii_lowercase().as_str() {
                    "basic" => SecuritySchemeKind::Basic,
                    "bearer" => SecuritySchemeKind::Bearer,
                    _ => SecuritySchemeKind::OtherHttp(scheme),
                };
                (kind, description)
            }
            openapiv3::SecurityScheme::OAuth2 { description, .. }
            | openapiv3::SecurityScheme::OpenIDConnect { description, .. } => {
                (SecuritySchemeKind::Bearer, description)
            }
        };
        Some(SecurityScheme {
            place: node.place,
            kind,
            description,
        })
    }

    pub(super) fn security_requirements(
        &mut self,
        node: Option<&Value>,
        place: &Pointer,
    ) -> Option<Vec<Vec<String>>> {
        let requirements = items(Some(node?), place);
        let mut alternatives = Vec::new();
        for (place, requirement) in requirements {
            match requirement.as_object() {
                Some(schemes) => alternatives.push(schemes.keys().cloned().collect()),
                None => {
                    self.report.error(
                        Code::Shape,
                        &place,
                        "a security requirement must be an object",
                    );
                }
            }
        }
        Some(alternatives)
    }
}
