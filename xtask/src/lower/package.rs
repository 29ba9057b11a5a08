//! What the manifest of the crate says.

use std::collections::BTreeMap;

use super::formats;
use crate::model::Package;
use crate::model::operation::Group;
use crate::model::types::{TypeDef, TypeRef};
use crate::settings::Target;
use crate::spec::Spec;

/// Takes the settings, and the document's title where they are silent.
pub fn lower(spec: &Spec, target: &Target, types: &[TypeDef], groups: &[Group]) -> Package {
    let package = &target.package;
    Package {
        name: target.crate_name.clone().unwrap_or_default(),
        version: package
            .version
            .clone()
            .unwrap_or_else(|| "0.1.0".to_owned()),
        description: package
            .description
            .clone()
            .unwrap_or_else(|| format!("Client for the {}", spec.info.title)),
        license: package.license.clone(),
        repository: package.repository.clone(),
        homepage: package.homepage.clone(),
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
        ty.for_each_format(&mut |path| {
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
    for (name, dependency) in &target.package.dependencies {
        found.insert(name.clone(), inline(dependency));
    }
    found.into_iter().collect()
}
