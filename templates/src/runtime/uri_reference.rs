//! References of one URL to another (RFC 3986 section 5), and whether two URLs have one origin.

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What no URL may hold and links hold by mistake. `%` is not among it: a link is percent-encoded already.
const NOT_ALLOWED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Resolves a reference as section 5.2.2 says, without its fragment; `None` where it is none.
pub(crate) fn resolve(base: &Uri, reference: &str) -> Option<Uri> {
    let reference = utf8_percent_encode(reference.trim(), NOT_ALLOWED).to_string();
    let reference = reference.split('#').next().unwrap_or_default();
    let (before_query, query) = match reference.split_once('?') {
        Some((before, query)) => (before, Some(query)),
        None => (reference, None),
    };
    let (scheme, hierarchy) = match before_query.split_once(':') {
        Some((scheme, hierarchy)) if is_scheme(scheme) => (scheme, hierarchy),
        _ => (base.scheme_str()?, before_query),
    };
    let (authority, path) = match hierarchy.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        // A scheme of its own and no authority: no URL that could be followed.
        None if hierarchy.len() != before_query.len() => return None,
        None => (base.authority()?.as_str(), hierarchy),
    };
    let is_relative = hierarchy.len() == before_query.len() && !hierarchy.starts_with("//");
    let path = match path {
        "" if is_relative => base.path().to_owned(),
        path if is_relative && !path.starts_with('/') => {
            let folder = base.path().rfind('/').map_or("", |end| &base.path()[..end]);
            without_dot_segments(&format!("{folder}/{path}"))
        }
        path => without_dot_segments(path),
    };
    let query = match query {
        None if is_relative && hierarchy.is_empty() => base.query(),
        query => query,
    };
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    format!("{scheme}://{authority}{path}{query}").parse().ok()
}

/// Section 3.1.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || matches!(one, '+' | '-' | '.'))
}

/// Section 5.2.4.
fn without_dot_segments(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    let mut parts = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(segment) = parts.next() {
        let is_dots = matches!(segment, "." | "..");
        if segment == ".." {
            segments.pop();
        }
        if !is_dots {
            segments.push(segment);
        } else if parts.peek().is_none() {
            segments.push("");
        }
    }
    format!("/{}", segments.join("/"))
}

/// Whether two URLs have one scheme, host and port (RFC 6454 section 5).
pub(crate) fn is_same_origin(one: &Uri, other: &Uri) -> bool {
    let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
    one.scheme() == other.scheme() && host(one) == host(other) && port(one) == port(other)
}

fn port(uri: &Uri) -> Option<u16> {
    uri.port_u16().or(match uri.scheme_str() {
        Some("http") => Some(80),
        Some("https") => Some(443),
        _ => None,
    })
}

/// The scheme, the host and the port, to print.
pub(crate) fn origin(uri: &Uri) -> String {
    let port = uri
        .port()
        .map_or_else(String::new, |port| format!(":{port}"));
    format!(
        "{}://{}{port}",
        uri.scheme_str().unwrap_or_default(),
        uri.host().unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::{Uri, is_same_origin, resolve};

    /// Those of RFC 3986 section 5.4 that can be followed, and what links hold.
    #[test]
    fn references_are_resolved() {
        let base = Uri::from_static("http://a/b/c/d;p?q");
        let cases = [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("//g?y", "http://g/?y"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("g..", "http://a/b/c/g.."),
            ("./g/.", "http://a/b/c/g/"),
            ("g/../h", "http://a/b/c/h"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            (
                "https://h:1/p/../g?x=a b&y=1:2",
                "https://h:1/g?x=a%20b&y=1:2",
            ),
            ("/p?at=10:30", "http://a/p?at=10:30"),
            ("/p?f[x]={y}", "http://a/p?f[x]=%7By%7D"),
            ("HTTP://A", "http://A/"),
        ];
        for (reference, expected) in cases {
            let resolved = resolve(&base, reference).map(|uri| uri.to_string());
            assert_eq!(resolved.as_deref(), Some(expected), "{reference}");
        }
        for reference in ["mailto:a@b", "http:g", "http://", "//[x"] {
            assert_eq!(resolve(&base, reference), None, "{reference}");
        }
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let base = Uri::from_static("https://api.example/x");
        let is_same = |other: &'static str| is_same_origin(&base, &Uri::from_static(other));
        assert!(is_same("https://API.example:443/y"));
        assert!(is_same("HTTPS://user@api.example/y"));
        assert!(!is_same("http://api.example/x"));
        assert!(!is_same("https://api.example:8443/x"));
        assert!(!is_same("https://api.example.evil/x"));
        assert!(!is_same("https://api.example@evil/x"));
    }
}
