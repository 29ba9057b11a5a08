//! What the manifest of the crate says.

use std::collections::BTreeMap;

use super::formats;
use crate::model::operation::Group;
use crate::model::types::{TypeDef, TypeKind, TypeRef};
use crate::model::{Package, RUST_VERSION, is_of_tags};
use crate::paths;
use crate::report::{Code, Report};
use crate::settings::{Maps, Publish, Target};
use crate::spec::Spec;

/// The features that crates have for their runtime, or could have.
const OWN_FEATURES: [&str; 10] = [
    "blocking",
    "default",
    "native-tls",
    "oauth2",
    "recording",
    "reqwest",
    "rustls",
    "tower",
    "tracing",
    "xml",
];

/// Takes the settings, and the document's title where they are silent.
pub fn lower(
    spec: &Spec,
    target: &Target,
    types: &[TypeDef],
    groups: &[Group],
    report: &mut Report,
) -> Package {
    let package = &target.package;
    check(target, report);
    let version = package.version.clone();
    let version = version.unwrap_or_else(|| "0.1.0".to_owned());
    Package {
        name: target.crate_name.clone().unwrap_or_default(),
        path: match package.is_published() {
            true => None,
            false => Some(path(target)),
        },
        version,
        description: package
            .description
            .clone()
            .unwrap_or_else(|| format!("Client for the {}", spec.info.title)),
        license: package.license.clone(),
        repository: package.repository.clone(),
        homepage: package.homepage.clone(),
        documentation: package.documentation.clone(),
        authors: package.authors.clone(),
        readme: package
            .readme
            .clone()
            .unwrap_or_else(|| "README.md".to_owned()),
        rust_version: package.rust_version.clone(),
        publish: package.publish.as_ref().map(|publish| match publish {
            Publish::Anywhere(anywhere) => anywhere.to_string(),
            Publish::In(registries) => toml::Value::from(registries.clone()).to_string(),
        }),
        features: package
            .features
            .iter()
            .map(|(name, on)| (name.clone(), on.clone()))
            .collect(),
        keywords: package.keywords.clone(),
        categories: package.categories.clone(),
        dependencies: dependencies(target, types, groups),
        dev_dependencies: package
            .dev_dependencies
            .iter()
            .map(|(name, dependency)| (name.clone(), inline(dependency)))
            .collect(),
    }
}

/// The path of the crate from the workspace's root; one to be filled in where it lies elsewhere, which is different on
/// each machine.
fn path(target: &Target) -> String {
    let output = paths::within(&target.output).map(|output| paths::shown(&output));
    let output = output.filter(|output| !output.is_empty());
    output.unwrap_or_else(|| {
        format!(
            "path/to/{}",
            target.crate_name.as_deref().unwrap_or_default()
        )
    })
}

/// Reports what cargo or the registry would refuse, before a crate has it.
fn check(target: &Target, report: &mut Report) {
    // <https://doc.rust-lang.org/cargo/reference/manifest.html#the-keywords-field>
    const MOST: usize = 5;
    let package = &target.package;
    let mut complain = |keys: &[&str], message: String, help: &str| {
        let keys = [&["package"], keys].concat();
        let setting = target.setting(&keys);
        report
            .error(Code::SettingValue, setting, message)
            .help(help);
    };
    if let Some(version) = &package.version
        && let Err(error) = semver::Version::parse(version)
    {
        complain(
            &["version"],
            format!("`{version}` is no version: {error}"),
            "write it as `1.2.3`",
        );
    }
    if let Some(text) = &package.rust_version {
        match rust_version(text) {
            None => complain(
                &["rust-version"],
                format!("`{text}` is no version of Rust"),
                "write it as `1.90` or `1.90.0`",
            ),
            Some(version) if Some(version) < rust_version(RUST_VERSION) => complain(
                &["rust-version"],
                format!("`{text}` is older than the Rust that the crate compiles with"),
                &format!("the oldest is {RUST_VERSION}"),
            ),
            Some(_) => {}
        }
    }
    for (key, values) in [
        ("keywords", &package.keywords),
        ("categories", &package.categories),
    ] {
        if values.len() > MOST {
            complain(
                &[key, &MOST.to_string()],
                format!("the registry takes {MOST} {key} of a crate"),
                "take some out",
            );
        }
    }
    for name in package.features.keys() {
        let is_plain =
            |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '+' | '.');
        let begins = name.starts_with(|one: char| one.is_ascii_alphanumeric() || one == '_');
        if !begins || !name.chars().all(is_plain) {
            complain(
                &["features", name],
                format!("`{name}` is no name of a feature"),
                "names are letters, digits and the characters -_+.",
            );
        } else if OWN_FEATURES.contains(&name.as_str()) || is_of_tags(name) {
            complain(
                &["features", name],
                format!("the crate has a feature `{name}` of its own"),
                "give it another name",
            );
        }
    }
}

/// A version of Rust as two or three numbers.
fn rust_version(text: &str) -> Option<(u64, u64, u64)> {
    let numbers: Option<Vec<u64>> = text.split('.').map(|number| number.parse().ok()).collect();
    match numbers?.as_slice() {
        [major, minor] => Some((*major, *minor, 0)),
        [major, minor, patch] => Some((*major, *minor, *patch)),
        _ => None,
    }
}

/// A dependency as it stands behind `name = `, its version first as people write it.
fn inline(dependency: &toml::Value) -> String {
    let Some(table) = dependency.as_table() else {
        return dependency.to_string();
    };
    let version = table.get_key_value("version");
    let others = table.iter().filter(|(key, _)| *key != "version");
    let entries: Vec<String> = version
        .into_iter()
        .chain(others)
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    format!("{{ {} }}", entries.join(", "))
}

/// The packages of the types that formats stand for, and those of the settings.
fn dependencies(target: &Target, types: &[TypeDef], groups: &[Group]) -> Vec<(String, String)> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut add = |ty: &TypeRef| {
        ty.for_each_path(&mut |path| {
            if let Some((package, dependency)) = formats::dependency(path) {
                found.insert(package.to_owned(), dependency.to_owned());
            }
        });
    };
    for one in types {
        one.kind.type_refs().into_iter().for_each(&mut add);
    }
    for operation in groups.iter().flat_map(|group| &group.operations) {
        operation.type_refs().for_each(&mut add);
    }
    if target.maps == Maps::IndexMap && uses_maps(types, groups) {
        found.insert("indexmap".to_owned(), INDEXMAP.to_owned());
    }
    for (name, dependency) in &target.package.dependencies {
        found.insert(name.clone(), inline(dependency));
    }
    found.into_iter().collect()
}

const INDEXMAP: &str = "{ version = \"2\", features = [\"serde\"] }";

/// Whether any map is in the code.
fn uses_maps(types: &[TypeDef], groups: &[Group]) -> bool {
    let has_map = |ty: &TypeRef| ty.any(&|ty| matches!(ty, TypeRef::Map(_)));
    let mut operations = groups.iter().flat_map(|group| &group.operations);
    let keeps_others =
        |one: &TypeDef| matches!(&one.kind, TypeKind::Struct(one) if one.additional.is_some());
    types
        .iter()
        .any(|one| keeps_others(one) || one.kind.type_refs().into_iter().any(has_map))
        || operations.any(|operation| operation.type_refs().any(has_map))
}
