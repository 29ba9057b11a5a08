//! What the manifest of the crate says.

use crate::model::Package;
use crate::settings::Target;
use crate::spec::Spec;

/// Takes the settings, and the document's title where they are silent.
pub fn lower(spec: &Spec, target: &Target) -> Package {
    let package = &target.package;
    Package {
        name: target.crate_name.clone().unwrap_or_default(),
        version: package.version.clone().unwrap_or_else(|| "0.1.0".to_owned()),
        description: package.description.clone().unwrap_or_else(|| format!("Client for the {}", spec.info.title)),
        license: package.license.clone(),
        repository: package.repository.clone(),
        homepage: package.homepage.clone(),
        keywords: package.keywords.clone(),
        categories: package.categories.clone(),
        dev_dependencies: package
            .dev_dependencies
            .iter()
            .map(|(name, dependency)| (name.clone(), dependency.to_string()))
            .collect(),
    }
}
