//! [`ServerUrl`]: the URL of a server whose variables a caller chooses.

use super::BuildError;

/// The URL of a server that has variables, which a caller may give other values than their defaults; for
/// [`ClientBuilder::base_url`](super::ClientBuilder::base_url).
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct ServerUrl {
    template: &'static str,
    variables: &'static [ServerVariable],
    values: Vec<(&'static str, String)>,
}

/// A variable of a server (OpenAPI 3.0.4 section 4.7.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerVariable {
    /// What stands in braces in the template.
    pub name: &'static str,
    /// The value that it has if nothing is said.
    pub default: &'static str,
    /// The values that it may have; empty where that is open.
    pub values: &'static [&'static str],
}

impl ServerUrl {
    /// The URL with the defaults of its variables.
    pub fn new(template: &'static str, variables: &'static [ServerVariable]) -> Self {
        Self {
            template,
            variables,
            values: Vec::new(),
        }
    }

    /// Gives a variable a value.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value.into()));
        self
    }

    /// Whether a variable stands beside other text between `//` and the path.
    fn is_part_of_host(&self, name: &str) -> bool {
        let behind = self.template.split_once("://").map_or("", |(_, rest)| rest);
        let host = behind.split('/').next().unwrap_or_default();
        let place = format!("{{{name}}}");
        host != place && host.contains(&place)
    }

    /// The URL.
    ///
    /// # Errors
    /// When the server has no such variable, or the variable no such value, or one that a part of a host cannot
    /// have.
    pub fn url(&self) -> Result<String, BuildError> {
        for (name, value) in &self.values {
            let wrong = |what: String| {
                let message = format!("the server `{}` {what}", self.template);
                Err(BuildError::new(message))
            };
            let variable = self.variables.iter().find(|known| known.name == *name);
            let Some(variable) = variable else {
                return wrong(format!("has no variable `{name}`"));
            };
            // A part of a host could otherwise lead calls, and their credentials, to another host.
            if self.is_part_of_host(name) && value.contains(['/', '\\', '?', '#', '@', ':']) {
                return wrong(format!("takes no `{value}` for `{name}`"));
            }
            if !variable.values.is_empty() && !variable.values.contains(&value.as_str()) {
                let values = variable.values.join("`, `");
                return wrong(format!(
                    "has the values `{values}` for `{name}`, and not `{value}`"
                ));
            }
        }
        // In one pass: a value may look like a variable.
        let mut url = String::new();
        let mut rest = self.template;
        while let Some((before, from)) = rest.split_once('{') {
            url.push_str(before);
            let variable = self.variables.iter().find_map(|variable| {
                let behind = from.strip_prefix(variable.name)?.strip_prefix('}')?;
                Some((variable, behind))
            });
            match variable {
                Some((variable, behind)) => {
                    let own = self.values.iter().find(|(name, _)| *name == variable.name);
                    url.push_str(own.map_or(variable.default, |(_, value)| value.as_str()));
                    rest = behind;
                }
                None => {
                    url.push('{');
                    rest = from;
                }
            }
        }
        Ok(url + rest)
    }
}
