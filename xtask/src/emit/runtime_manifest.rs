//! What the runtime asks of a manifest: features and dependencies, those of `templates/Cargo.toml`.

use super::{shared_runtime, xml};
use crate::model::{ALL_TAGS, Api};

/// The features of every crate, without the default ones; those of `templates/Cargo.toml`.
const FEATURES: &str = include_str!("runtime_features.toml");

/// The dependencies of every crate; those of `templates/Cargo.toml`.
const DEPENDENCIES: &str = include_str!("runtime_dependencies.toml");

/// The section of the dependencies on wasm32 alone; that of `templates/Cargo.toml`.
pub const WASM_DEPENDENCIES: &str = include_str!("runtime_wasm_dependencies.toml");

/// A feature of the crates that need it, and the dependency that it turns on.
struct Feature {
    name: &'static str,
    is_default: bool,
    docs: &'static str,
    dependency: &'static str,
    requirement: &'static str,
    is_needed: fn(&Api) -> bool,
}

impl Feature {
    /// Its line in a manifest.
    fn line(&self) -> String {
        format!("{} = [\"dep:{}\"]", self.name, self.dependency)
    }
}

/// The features that only some crates have; those of `templates/Cargo.toml` too.
const OWN_FEATURES: &[Feature] = &[
    Feature {
        name: "oauth2",
        is_default: false,
        docs: "tokens of OAuth 2.0, fetched and renewed",
        dependency: "sha2",
        requirement: r#"{ version = "0.11", optional = true, default-features = false }"#,
        is_needed: Api::has_oauth2,
    },
    Feature {
        name: "xml",
        is_default: true,
        docs: "bodies of XML",
        dependency: "quick-xml",
        requirement: r#"{ version = "0.41", optional = true, default-features = false }"#,
        is_needed: xml::is_needed,
    },
];

fn own_features(api: &Api) -> impl Iterator<Item = &'static Feature> {
    OWN_FEATURES.iter().filter(|one| (one.is_needed)(api))
}

/// The features that are on where nothing is said.
pub fn default_features(api: &Api) -> Vec<&'static str> {
    let names = ["reqwest", "rustls"].into_iter();
    let own = own_features(api).filter(|one| one.is_default);
    let tags = api.has_tag_features().then_some(ALL_TAGS);
    names.chain(own.map(|one| one.name)).chain(tags).collect()
}

/// The section `features` of the manifest, by lines.
pub fn features(api: &Api) -> Vec<String> {
    let names = default_features(api).into_iter();
    let names: Vec<String> = names.map(|name| format!("{name:?}")).collect();
    let mut lines = vec![
        "[features]".to_owned(),
        format!("default = [{}]", names.join(", ")),
    ];
    let own = own_features(api);
    let own = own.flat_map(|one| [format!("# For {}.", one.docs), one.line()]);
    let all = FEATURES.lines().map(str::to_owned).chain(own);
    lines.extend(match api.shared_runtime {
        Some(_) => all
            .map(|line| shared_runtime::forwarded(&line, api))
            .collect(),
        None => all.collect::<Vec<_>>(),
    });
    lines.extend(super::features::manifest(api));
    lines
}

/// The section `dependencies` of the manifest, by lines, without those of the document's types.
pub fn dependencies(api: &Api) -> Vec<String> {
    let mut lines = dependency_lines(own_features(api));
    if let Some(shared) = &api.shared_runtime {
        lines.retain(|line| !shared_runtime::is_elsewhere(line, api));
        lines.push(shared_runtime::dependency(
            shared,
            api.package.path.is_none(),
        ));
        lines.sort();
    }
    lines.insert(0, "[dependencies]".to_owned());
    lines
}

/// The dependencies of all crates and of these features, by lines in their order.
fn dependency_lines<'f>(features: impl Iterator<Item = &'f Feature>) -> Vec<String> {
    let own = features.map(|one| format!("{} = {}", one.dependency, one.requirement));
    let mut lines: Vec<String> = DEPENDENCIES.lines().map(str::to_owned).chain(own).collect();
    lines.sort();
    lines
}

/// The section of the dependencies on wasm32 alone, by lines.
pub fn wasm_dependencies(api: &Api) -> Vec<String> {
    let is_here = |line: &&str| !shared_runtime::is_elsewhere(line, api);
    let lines = WASM_DEPENDENCIES.lines().filter(is_here);
    lines.map(str::to_owned).chain([String::new()]).collect()
}

/// The lines of all features that a runtime can have, without what is said of them.
pub fn all_features() -> impl Iterator<Item = String> {
    let of_all = FEATURES.lines().filter(|line| !line.starts_with('#'));
    let own = OWN_FEATURES.iter().map(Feature::line);
    of_all.map(str::to_owned).chain(own)
}

/// The dependencies of all that a runtime can have, by lines.
pub fn all_dependencies() -> Vec<String> {
    dependency_lines(OWN_FEATURES.iter())
}

/// Whether the runtime depends on a package.
pub fn depends_on(name: &str, api: &Api) -> bool {
    dependencies(api).iter().any(|line| package(line) == name)
}

/// The package, or the feature, that a line of a manifest is about.
pub fn package(line: &str) -> &str {
    line.split(" = ").next().unwrap_or_default()
}

/// What the README says of the features that only some crates have, by lines.
pub fn feature_docs(api: &Api) -> Vec<String> {
    own_features(api)
        .map(|one| {
            let default = if one.is_default { " (default)" } else { "" };
            format!("- `{}`{default}: {}.", one.name, one.docs)
        })
        .collect()
}
