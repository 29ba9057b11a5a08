//! Security schemes (OpenAPI 3.0.3, section 4.7.27): what they ask for, and which stand for each other.

use std::collections::HashMap;

use super::super::meaning::meaning;
use super::super::{Comparer, Finding};
use super::both::Both;
use super::nodes::field;
use crate::diff::Version;
use crate::diff::catalogue::Code;
use crate::diff::change::{Impact, Side};
use crate::spec::pointer::Pointer;
use crate::spec::{OAuthFlow, SecurityScheme, SecuritySchemeKind};

/// The names that schemes of the new version have in the old one.
pub struct Schemes {
    old_names: HashMap<String, String>,
}

impl Schemes {
    /// What a scheme of the new version is called in the old one.
    pub fn old_name<'n>(&'n self, name: &'n str) -> &'n str {
        self.old_names.get(name).map_or(name, String::as_str)
    }
}

/// Compares the schemes of both documents.
pub fn compare(comparer: &mut Comparer<'_>, all: &[Both<'_>]) -> Schemes {
    let (old, new) = comparer.versions();
    let (old_schemes, new_schemes) = (&old.spec.security_schemes, &new.spec.security_schemes);
    let home = Pointer::root().child("components").child("securitySchemes");
    let mut schemes = Schemes {
        old_names: HashMap::new(),
    };
    for (name, scheme) in old_schemes {
        let noun = format!("the security scheme `{name}`");
        let found = Found { name, all };
        if let Some(other) = new_schemes.get(name) {
            found.compare(comparer, (scheme, other));
            continue;
        }
        let mut candidates = new_schemes.iter().filter(|(own, other)| {
            !old_schemes.contains_key(*own)
                && !schemes.old_names.contains_key(*own)
                && is_same((old, scheme), (new, other))
        });
        let finding = match candidates.next() {
            Some((own, other)) => {
                schemes.old_names.insert(own.clone(), name.clone());
                let message = format!("{noun} is called `{own}` now");
                let mut finding = found
                    .finding(Code::SecuritySchemeRenamed, message)
                    .at(Some(&scheme.place), Some(&other.place))
                    .values(Some(name.clone()), Some(own.clone()));
                finding.confidence = Some(1.0);
                finding
            }
            None => found
                .finding(Code::SecuritySchemeRemoved, format!("{noun} is gone"))
                .at(Some(&scheme.place), Some(&home)),
        };
        comparer.findings.push(finding);
    }
    for (name, scheme) in new_schemes {
        if old_schemes.contains_key(name) || schemes.old_names.contains_key(name) {
            continue;
        }
        let message = format!("the security scheme `{name}` is new");
        let finding = Found { name, all }
            .finding(Code::SecuritySchemeAdded, message)
            .at(Some(&home), Some(&scheme.place));
        comparer.findings.push(finding);
    }
    schemes
}

/// Whether two schemes ask for the same.
fn is_same(
    (of_old, old): (&Version, &SecurityScheme),
    (of_new, new): (&Version, &SecurityScheme),
) -> bool {
    let node = |version: &Version, scheme: &SecurityScheme| {
        version.document.find(&scheme.place).map(meaning)
    };
    old.kind == new.kind && node(of_old, old) == node(of_new, new)
}

/// What is found of a scheme.
struct Found<'f> {
    name: &'f str,
    all: &'f [Both<'f>],
}

impl Found<'_> {
    /// A change of the scheme, which touches the operations that ask for it.
    fn finding(&self, code: Code, message: impl Into<String>) -> Finding {
        let is_asked = |alternatives: &[Vec<String>]| {
            let mut names = alternatives.iter().flatten();
            names.any(|name| name == self.name)
        };
        let mut finding = Finding::new(code, Side::Document, message)
            .about(format!("security scheme {}", self.name));
        let touched = self
            .all
            .iter()
            .filter(|both| is_asked(&both.old.security) || is_asked(&both.new.security));
        finding.operations = touched.map(|both| both.pair).collect();
        finding
    }

    fn compare(&self, comparer: &mut Comparer<'_>, (old, new): (&SecurityScheme, &SecurityScheme)) {
        self.kind(comparer, (old, new));
        self.urls(
            comparer,
            &[("openIdConnectUrl", &old.discovery_url, &new.discovery_url)],
            (&old.place, &new.place),
        );
        for flow in &old.flows {
            let mut others = new.flows.iter();
            match others.find(|other| other.name == flow.name) {
                Some(other) => self.flow(comparer, (flow, other)),
                None => {
                    let name = self.name;
                    let message = format!("the flow `{}` of `{name}` is gone", flow.name);
                    let finding = self
                        .finding(Code::OauthFlowRemoved, message)
                        .at(Some(&flow.place), Some(&new.place.child("flows")));
                    comparer.findings.push(finding);
                }
            }
        }
        for flow in &new.flows {
            if old.flows.iter().all(|other| other.name != flow.name) {
                let message = format!("the flow `{}` of `{}` is new", flow.name, self.name);
                let finding = self
                    .finding(Code::OauthFlowAdded, message)
                    .at(Some(&old.place.child("flows")), Some(&flow.place));
                comparer.findings.push(finding);
            }
        }
    }

    fn kind(&self, comparer: &mut Comparer<'_>, (old, new): (&SecurityScheme, &SecurityScheme)) {
        let kind_of = |version: &Version, scheme: &SecurityScheme| {
            let ty =
                field(version, &scheme.place, "type").and_then(|ty| ty.as_str().map(str::to_owned));
            ty.unwrap_or_default()
        };
        let (old_type, new_type) = (kind_of(comparer.old, old), kind_of(comparer.new, new));
        if old.kind == new.kind && old_type == new_type {
            return;
        }
        let (before, after) = (
            credentials(&old.kind, &old_type),
            credentials(&new.kind, &new_type),
        );
        let message = format!("the security scheme `{}` asks for {after} now", self.name);
        let finding = self
            .finding(Code::SecuritySchemeChanged, message)
            .at(Some(&old.place), Some(&new.place))
            .values(Some(before), Some(after));
        // A token is sent alike, wherever it comes from; and what none asks for is sent by none.
        let most = if finding.operations.is_empty() {
            Impact::Info
        } else if old.kind == new.kind {
            Impact::Warning
        } else {
            Impact::Breaking
        };
        comparer.findings.push(finding.at_most(most));
    }

    fn flow(&self, comparer: &mut Comparer<'_>, (old, new): (&OAuthFlow, &OAuthFlow)) {
        let urls = [
            (
                "authorizationUrl",
                &old.authorization_url,
                &new.authorization_url,
            ),
            ("tokenUrl", &old.token_url, &new.token_url),
            ("refreshUrl", &old.refresh_url, &new.refresh_url),
        ];
        self.urls(comparer, &urls, (&old.place, &new.place));
        let has = |flow: &OAuthFlow, scope: &str| flow.scopes.iter().any(|(own, _)| own == scope);
        let (old_place, new_place) = (old.place.child("scopes"), new.place.child("scopes"));
        for (scope, _) in old.scopes.iter().filter(|(scope, _)| !has(new, scope)) {
            let message = format!("the scope `{scope}` of `{}` is gone", self.name);
            let finding = self
                .finding(Code::OauthScopeRemoved, message)
                .at(Some(&old_place.child(scope)), Some(&new_place))
                .values(Some(scope.clone()), None);
            comparer.findings.push(finding);
        }
        for (scope, _) in new.scopes.iter().filter(|(scope, _)| !has(old, scope)) {
            let message = format!("the scope `{scope}` of `{}` is new", self.name);
            let finding = self
                .finding(Code::OauthScopeAdded, message)
                .at(Some(&old_place), Some(&new_place.child(scope)))
                .values(None, Some(scope.clone()));
            comparer.findings.push(finding);
        }
    }

    fn urls(
        &self,
        comparer: &mut Comparer<'_>,
        urls: &[(&str, &Option<String>, &Option<String>)],
        (old_place, new_place): (&Pointer, &Pointer),
    ) {
        for (field, old, new) in urls.iter().filter(|(_, old, new)| old != new) {
            let message = match new {
                Some(url) => format!("the `{field}` of `{}` is `{url}` now", self.name),
                None => format!("the `{field}` of `{}` is gone", self.name),
            };
            let finding = self
                .finding(Code::OauthUrlChanged, message)
                .at(Some(&old_place.child(field)), Some(&new_place.child(field)))
                .values((*old).clone(), (*new).clone());
            comparer.findings.push(finding);
        }
    }
}

/// What a scheme asks for, in words.
fn credentials(kind: &SecuritySchemeKind, ty: &str) -> String {
    match kind {
        SecuritySchemeKind::ApiKey { location, name } => {
            format!("a key in the {} `{name}`", location.as_str())
        }
        SecuritySchemeKind::Basic => "a name and a password".to_owned(),
        SecuritySchemeKind::Bearer => format!("a token of `{ty}`"),
        SecuritySchemeKind::OtherHttp(scheme) => format!("HTTP credentials of `{scheme}`"),
        SecuritySchemeKind::MutualTls => "a certificate".to_owned(),
        SecuritySchemeKind::Unknown(ty) => format!("credentials of `{ty}`"),
    }
}
