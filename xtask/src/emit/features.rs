//! The features of the tags: what the manifest and the README say of them, and the conditions that ask for them.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{code, one_line};
use super::manifest::dependency_on;
use super::readme::sample;
use super::runtime_manifest;
use crate::model::operation::Group;
use crate::model::{ALL_TAGS, Api, OTHER_TYPES};

/// A list of the README that is longer is folded.
const SHOWN: usize = 10;

/// The condition of what any of some features turns on; `None` where there are none, and it is always there.
pub fn condition<S: AsRef<str>>(features: &[S]) -> Option<TokenStream> {
    let features = features.iter().map(AsRef::as_ref);
    let features: Vec<TokenStream> = features.map(|one| quote!(feature = #one)).collect();
    match features.as_slice() {
        [] => None,
        [one] => Some(quote!(#[cfg(#one)])),
        all => Some(quote!(#[cfg(any(#(#all),*))])),
    }
}

/// The condition of what a group has.
pub fn of_group(group: &Group) -> Option<TokenStream> {
    condition(group.feature.as_slice())
}

/// The condition of what names operations and types of any tag, such as an example.
pub fn of_all(api: &Api) -> Option<TokenStream> {
    api.has_tag_features()
        .then(|| quote!(#[cfg(feature = #ALL_TAGS)]))
}

/// The condition within `cfg` of what is a doctest: it uses the default transport, and operations of any tag.
pub fn of_doctests(api: &Api) -> TokenStream {
    let tests = if api.has_tag_features() {
        quote!(all(feature = "reqwest", feature = #ALL_TAGS))
    } else {
        quote!(feature = "reqwest")
    };
    quote!(any(not(doctest), #tests))
}

/// The features in the order of their names, each with what it turns on.
fn all(api: &Api) -> Vec<(&str, String)> {
    let mut features: Vec<(&str, String)> = api
        .groups
        .iter()
        .filter_map(|group| {
            let what = match &group.tag {
                Some(tag) => format!("The operations of the tag {}", code(&one_line(tag))),
                None => "The operations without a tag".to_owned(),
            };
            Some((group.feature.as_deref()?, what))
        })
        .collect();
    features.sort();
    features
}

/// What the feature of other types turns on.
fn other_types(api: &Api) -> &'static str {
    if api.webhooks.is_empty() {
        "types that no operation reaches"
    } else {
        "types that no operation reaches, and those of webhooks"
    }
}

/// Lines of the section `features` of the manifest.
pub fn manifest(api: &Api) -> Vec<String> {
    let features = all(api);
    if features.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        "# The operations of all tags, and all types.".to_owned(),
        format!("{ALL_TAGS} = ["),
        format!("    {OTHER_TYPES:?},"),
    ];
    lines.extend(features.iter().map(|(name, _)| format!("    {name:?},")));
    lines.push("]".to_owned());
    lines.push(format!("# The {}.", other_types(api)));
    lines.push(format!("{OTHER_TYPES} = []"));
    for (name, what) in features {
        lines.push(format!("# {what}."));
        lines.push(format!("{name} = []"));
    }
    lines
}

/// What the README says of them.
pub fn readme(api: &Api) -> Option<String> {
    let features = all(api);
    // The operation that the README calls changes seldom.
    let shown = sample::reading(api).map(|(group, _)| group);
    let shown = shown.or(api.groups.first())?.feature.as_deref()?;
    let defaults = runtime_manifest::default_features(api);
    let defaults = defaults.iter().filter(|name| **name != ALL_TAGS);
    let names: Vec<String> = defaults
        .chain([&shown])
        .map(|name| format!("{name:?}"))
        .collect();
    let rows: Vec<String> = features
        .iter()
        .map(|(name, what)| format!("| `{name}` | {} |", what.replace('|', "\\|")))
        .collect();
    let table = format!("| feature | |\n|---|---|\n{}", rows.join("\n"));
    let table = if features.len() > SHOWN {
        format!("<details>\n<summary>The features of the tags</summary>\n\n{table}\n\n</details>")
    } else {
        table
    };
    Some(format!(
        "`{ALL_TAGS}` (default) is the operations of all tags. Whoever calls those of a few compiles less with their \
         features alone, each of which brings the types that it needs:\n\n\
         ```toml\n[dependencies]\n{}\n```\n\n\
         `{OTHER_TYPES}` is the {}.\n\n{table}",
        dependency_on(
            api,
            &format!(
                ", default-features = false, features = [{}]",
                names.join(", ")
            )
        ),
        other_types(api)
    ))
}
