//! The features of tags: which files of types they turn on, when a crate has them, and what a new tag changes.

use std::collections::{BTreeMap, BTreeSet};

use bindery::model::types::TypeId;

use crate::fixture::{self, Fixture};

fn several_tags() -> Fixture {
    Fixture::read(&fixture::workspace().join("xtask/tests/fixtures/tag_features.yaml"))
}

/// Whatever turns on a file of types turns on all files that it names.
#[test]
fn conditions_imply_those_of_what_they_need() {
    let mut conditional = 0;
    for path in fixture::all() {
        let fixture = Fixture::read(&path);
        let (api, report) = fixture.model();
        let api = api.unwrap_or_else(|| panic!("{}", fixture.plain(&report)));
        let modules = api.type_modules.iter();
        let of_types: BTreeMap<TypeId, &[String]> = modules
            .flat_map(|module| module.types.iter().map(|id| (*id, &module.features[..])))
            .collect();
        let assert_implied = |features: &[String], named: TypeId, by: &str| {
            let needed: BTreeSet<&String> = of_types[&named].iter().collect();
            let is_implied = needed.is_empty()
                || (!features.is_empty() && features.iter().all(|one| needed.contains(one)));
            let named = &api.type_def(named).ident;
            assert!(is_implied, "{}: {by} needs {named}", fixture.name);
        };
        for module in &api.type_modules {
            conditional += usize::from(!module.features.is_empty());
            for one in module.types.iter().map(|id| api.type_def(*id)) {
                for ty in one.kind.type_refs() {
                    ty.for_each_named(&mut |id| {
                        assert_implied(&module.features, id, one.ident.as_str());
                    });
                }
            }
        }
        for group in api.groups.iter().filter(|group| group.feature.is_some()) {
            for ty in group.operations.iter().flat_map(|one| one.type_refs()) {
                ty.for_each_named(&mut |id| {
                    assert_implied(group.feature.as_slice(), id, group.ident.as_str());
                });
            }
        }
    }
    assert!(conditional > 10);
}

#[test]
fn one_tag_or_the_setting_has_none() {
    let mut silent = several_tags();
    silent.target.tag_features = false;
    let text = silent.source.text.replace("[Shops]", "[Pets]");
    let text = text.replace("['Staff & roles']", "[Pets]");
    let text = text.replace(
        "operationId: getHealth",
        "operationId: getHealth\n      tags: [Pets]",
    );
    let one_tag = Fixture::of("one_tag", text);
    for fixture in [silent, one_tag] {
        for (path, text) in fixture.files().iter() {
            let names = ["all-tags", "other-types", "\"tag-"];
            let found = names.into_iter().find(|name| text.contains(name));
            assert_eq!(found, None, "{path}");
        }
    }
}

/// A new operation with a new tag adds lines, and changes none: neither of the manifest nor of the types.
#[test]
fn a_new_tag_adds_lines() {
    let fixture = several_tags();
    let operation = "  /new:\n    get: {operationId: getNew, tags: [New], responses: {'204': {description: New.}}}\n";
    let text = &fixture.source.text;
    let new = text.replace(
        "components:\n  responses",
        &format!("{operation}components:\n  responses"),
    );
    assert_ne!(*text, new);
    let with = Fixture::of("tag_features", new).files();
    let without = Fixture::of("tag_features", text.clone()).files();
    for path in [
        "Cargo.toml",
        "README.md",
        "src/client.rs",
        "src/operations/mod.rs",
    ] {
        let (old, new) = (without.get(path).unwrap(), with.get(path).unwrap());
        let mut lines = new.lines();
        let gone = old.lines().find(|line| !lines.any(|other| other == *line));
        assert_eq!(gone, None, "{path}");
    }
}
