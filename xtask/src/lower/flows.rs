//! Flows of OAuth 2.0: which of them the runtime goes through, with their URLs made absolute.

use crate::model::{Flow, FlowKind};
use crate::report::{Code, Report};
use crate::spec::{OAuthFlow, SecurityScheme};

/// The flows of a security scheme; relative URLs are put after the URL of the default server (section 4.5).
pub fn lower(scheme: &SecurityScheme, base: Option<&str>, report: &mut Report) -> Vec<Flow> {
    scheme
        .flows
        .iter()
        .map(|flow| Flow {
            kind: kind(flow, base, report).unwrap_or_else(|| FlowKind::ByHand(flow.name.clone())),
            scopes: flow.scopes.clone(),
        })
        .collect()
}

/// `None` where the flow is none that the runtime goes through, or lacks a URL.
fn kind(flow: &OAuthFlow, base: Option<&str>, report: &mut Report) -> Option<FlowKind> {
    let mut url = |field: &str, url: &Option<String>| {
        let text = url.as_deref().map(str::trim).unwrap_or_default();
        let absolute = absolute(text, base);
        if absolute.is_none() {
            let message = match text {
                "" => format!("the flow `{}` has no `{field}`", flow.name),
                _ => format!(
                    "the `{field}` of the flow `{}` leads to no server of HTTP",
                    flow.name
                ),
            };
            report
                .warning(Code::Unsupported, &flow.place, message)
                .help("callers have to get their tokens themselves; write an absolute URL to save them that");
        }
        absolute
    };
    match flow.name.as_str() {
        "clientCredentials" => Some(FlowKind::ClientCredentials {
            token_url: url("tokenUrl", &flow.token_url)?,
        }),
        "authorizationCode" => Some(FlowKind::AuthorizationCode {
            authorization_url: url("authorizationUrl", &flow.authorization_url)?,
            token_url: url("tokenUrl", &flow.token_url)?,
            // Many tools write an empty one.
            refresh_url: match flow.refresh_url.as_deref().map(str::trim) {
                None | Some("") => None,
                Some(_) => url("refreshUrl", &flow.refresh_url),
            },
        }),
        _ => None,
    }
}

/// A URL, put after a base URL where it is relative (RFC 3986 section 5.2).
fn absolute(url: &str, base: Option<&str>) -> Option<String> {
    let is_http = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    if url.is_empty() || url.contains(['{', '#', ' ']) {
        return None;
    }
    if is_http(url) {
        return Some(url.to_owned());
    }
    let (scheme, rest) = base?.split_once("://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if let Some(other) = url.strip_prefix("//") {
        return Some(format!("{scheme}://{other}"));
    }
    // Another scheme, such as `urn:`.
    if url.split(['/', '?']).next()?.contains(':') {
        return None;
    }
    let (own_path, query) = match url.split_once('?') {
        Some((path, query)) => (path, format!("?{query}")),
        None => (url, String::new()),
    };
    let merged = match own_path.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => match path.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{own_path}"),
            None => own_path.to_owned(),
        },
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in merged.split('/') {
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    Some(format!("{scheme}://{host}/{}{query}", segments.join("/")))
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn relative_urls_are_put_after_the_base() {
        let put = |url| absolute(url, Some("https://api.example.com/v1/x")).unwrap_or_default();
        assert_eq!(
            put("https://id.example.com/t?a=b"),
            "https://id.example.com/t?a=b"
        );
        assert_eq!(put("/oauth/token"), "https://api.example.com/oauth/token");
        assert_eq!(put("token?a=b"), "https://api.example.com/v1/token?a=b");
        assert_eq!(put("./a/../../token"), "https://api.example.com/token");
        assert_eq!(put("//id.example.com/t"), "https://id.example.com/t");
        assert_eq!(
            absolute("t", Some("http://localhost:1")),
            Some("http://localhost:1/t".into())
        );
    }

    #[test]
    fn what_leads_to_no_server_is_none() {
        let base = Some("https://api.example.com");
        assert_eq!(absolute("/token", None), None);
        for url in [
            "",
            "urn:a",
            "https://{tenant}.example.com/t",
            "/t#a",
            "mailto:a@b",
        ] {
            assert_eq!(absolute(url, base), None, "{url}");
        }
    }
}
