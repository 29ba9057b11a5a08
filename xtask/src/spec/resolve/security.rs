//! Security schemes, and which of them an operation asks for.

use indexmap::IndexMap;
use serde_json::Value;

use super::{Resolver, entries, items};
use crate::report::Code;
use crate::spec::pointer::Pointer;
use crate::spec::{Location, OAuthFlow, SecurityScheme, SecuritySchemeKind, shape};

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
        let fields =
            shape::SECURITY_SCHEME.check(node.value, &node.place, &|_| true, self.report)?;
        let text = |field: &str| fields.get(field).and_then(Value::as_str);
        let kind = match text("type").unwrap_or_default() {
            "apiKey" => {
                let location = match text("in") {
                    Some("query") => Location::Query,
                    Some("cookie") => Location::Cookie,
                    _ => Location::Header,
                };
                // Without a name a key is where most keys are.
                let name = text("name").unwrap_or("Authorization").to_owned();
                SecuritySchemeKind::ApiKey { location, name }
            }
            "http" => match text("scheme")
                .unwrap_or_default()
                .to_ascii_lowercase()
                .as_str()
            {
                "basic" => SecuritySchemeKind::Basic,
                "bearer" => SecuritySchemeKind::Bearer,
                "" => SecuritySchemeKind::Unknown("http".to_owned()),
                _ => {
                    let scheme = text("scheme").unwrap_or_default();
                    SecuritySchemeKind::OtherHttp(scheme.to_owned())
                }
            },
            "oauth2" | "openIdConnect" => SecuritySchemeKind::Bearer,
            "mutualTLS" => SecuritySchemeKind::MutualTls,
            other => SecuritySchemeKind::Unknown(other.to_owned()),
        };
        let flows = match text("type") {
            Some("oauth2") => self.flows(fields.get("flows"), &node.place.child("flows")),
            _ => Vec::new(),
        };
        let discovery_url = match text("type") {
            Some("openIdConnect") => text("openIdConnectUrl").map(str::to_owned),
            _ => None,
        };
        let description = text("description").map(str::to_owned);
        Some(SecurityScheme {
            place: node.place,
            kind,
            flows,
            discovery_url,
            description,
        })
    }

    /// The OAuth Flows Object (section 4.7.28).
    fn flows(&mut self, node: Option<&Value>, place: &Pointer) -> Vec<OAuthFlow> {
        let flows = entries(node, place);
        let named = flows
            .into_iter()
            .filter(|(name, ..)| !name.starts_with("x-"));
        named
            .filter_map(|(name, place, node)| {
                let fields = shape::OAUTH_FLOW.check(node, &place, &|_| true, self.report)?;
                let text = |field: &str| fields.get(field)?.as_str().map(str::to_owned);
                let scopes = entries(fields.get("scopes"), &place);
                Some(OAuthFlow {
                    name,
                    authorization_url: text("authorizationUrl"),
                    token_url: text("tokenUrl"),
                    refresh_url: text("refreshUrl"),
                    scopes: scopes
                        .into_iter()
                        .map(|(scope, _, what)| {
                            (scope, what.as_str().unwrap_or_default().to_owned())
                        })
                        .collect(),
                    place,
                })
            })
            .collect()
    }

    /// What operations need that say nothing of it.
    pub(super) fn security(&mut self) -> Vec<Vec<String>> {
        let security = self.document.root.get("security");
        let place = Pointer::root().child("security");
        self.security_requirements(security, &place)
            .unwrap_or_default()
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
                    self.report
                        .warning(
                            Code::Shape,
                            &place,
                            "a security requirement must be an object",
                        )
                        .help("it is left out");
                }
            }
        }
        Some(alternatives)
    }
}
