//! [`BaseUrl`]: where an API lives, and how a request's path is put after it.

use std::fmt;

use http::uri::{Authority, Parts, PathAndQuery, Scheme, Uri};

use super::BuildError;

/// Where an API lives: a scheme, a host and the path before all of its routes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    /// Without the slash at its end, so empty for the root.
    path: String,
}

impl BaseUrl {
    /// Reads a base URL such as `https://example.com/api/`; a slash at the end makes no difference.
    ///
    /// # Errors
    /// When the text is not an absolute `http` or `https` URL, and when it has a query, a fragment or
    /// a user name. The message does not repeat the text if it may hold a secret.
    pub fn parse(text: &str) -> Result<Self, BuildError> {
        let after_scheme = text.split_once("://").map_or(text, |(_, rest)| rest);
        let authority = after_scheme
            .split(['/', '?', '#'])
            .next()
            .unwrap_or_default();
        if authority.contains('@') {
            return Err(BuildError::new(
                "the base URL may not have a user name or a password: configure a credential",
            ));
        }
        if text.contains('?') {
            return Err(BuildError::new("the base URL may not have a query"));
        }
        if text.contains('#') {
            return Err(BuildError::new("the base URL may not have a fragment"));
        }
        let wrong = |what: &str| BuildError::new(format!("the base URL `{text}` {what}"));
        if authority.is_empty() && after_scheme != text {
            return Err(wrong("has no host"));
        }
        let uri: Uri = text.parse().map_err(|error: http::uri::InvalidUri| {
            wrong(&format!("is not a URL: {error}")).with_source(error)
        })?;
        let parts = uri.into_parts();
        let Some(scheme) = parts.scheme else {
            return Err(wrong("has no scheme: begin it with `https://`"));
        };
        if scheme != Scheme::HTTP && scheme != Scheme::HTTPS {
            return Err(wrong(&format!(
                "has the scheme `{scheme}`, which is not http or https"
            )));
        }
        let Some(authority) = parts
            .authority
            .filter(|authority| !authority.host().is_empty())
        else {
            return Err(wrong("has no host"));
        };
        if authority.as_str() != authority.host() && authority.port_u16().is_none() {
            return Err(wrong("has an invalid port"));
        }
        let path = parts.path_and_query.as_ref().map_or("", PathAndQuery::path);
        let path = path.trim_end_matches('/').to_owned();
        Ok(Self {
            scheme,
            authority,
            path,
        })
    }

    /// Puts a path and a query, such as `/pets?limit=1`, after the base URL.
    ///
    /// # Errors
    /// When the URL becomes too long.
    pub fn join(&self, path_and_query: &str) -> Result<Uri, BuildError> {
        self.at_origin(self.path_of(path_and_query))
    }

    /// A path and a query behind the path of the base URL.
    pub(crate) fn path_of(&self, path_and_query: &str) -> String {
        let slash = if path_and_query.starts_with('/') {
            ""
        } else {
            "/"
        };
        [&self.path, slash, path_and_query].concat()
    }

    /// Puts a path and a query after the origin alone, as a link of the server has its whole path.
    pub(crate) fn at_origin(&self, path_and_query: String) -> Result<Uri, BuildError> {
        let invalid = |error: http::Error| {
            BuildError::new(format!("invalid URL: {error}")).with_source(error)
        };
        let path = PathAndQuery::try_from(path_and_query).map_err(|error| invalid(error.into()))?;
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path);
        Uri::from_parts(parts).map_err(|error| invalid(error.into()))
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.path)
    }
}
