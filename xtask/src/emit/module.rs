//! Bindings as a module of another crate: the files of the library without its manifest, README, guide and tests, and
//! with the paths that begin at the crate's root led to where the module stands.

use proc_macro2::{TokenStream, TokenTree};

use super::{emit, lib_rs, rust};
use crate::model::Api;
use crate::source_file::{Contents, Items, SourceFile};

/// The modules of the bindings themselves.
const OWN: [&str; 4] = ["client", "operations", "runtime", "types"];

/// All files of the module. `path` is such as `crate::api`.
pub fn emit_module<'a>(api: &'a Api, path: &str) -> Vec<SourceFile<'a>> {
    let root = rust(api, "mod.rs", || std::iter::once(lib_rs::emit_module(api)));
    let others = emit(api).into_iter().filter_map(|file| {
        let below = file.path.strip_prefix("src/")?;
        let is_of_crate = below == "lib.rs" || below.starts_with("guide");
        (!is_of_crate).then(|| SourceFile {
            path: below.to_owned(),
            contents: file.contents,
        })
    });
    [root]
        .into_iter()
        .chain(others)
        .map(|file| SourceFile {
            path: file.path,
            contents: led(file.contents, path),
        })
        .collect()
}

/// Contents with their paths led to the module.
fn led<'a>(contents: Contents<'a>, path: &str) -> Contents<'a> {
    let path = path.to_owned();
    match contents {
        // What the runtime has of such paths are those of its macros.
        Contents::Text(text) => {
            let own = path.replacen("crate", "$crate", 1);
            Contents::Text(text.replace("$crate::runtime::", &format!("{own}::runtime::")))
        }
        Contents::Rust { header, items } => Contents::Rust {
            header,
            items: Box::new(move || {
                let path: TokenStream = path.parse().unwrap_or_default();
                let items: Items<'_> = items();
                Box::new(items.map(move |tokens| led_tokens(tokens, &path)))
            }),
        },
    }
}

/// Tokens in which `crate::types` is the path of the module and `::types`.
fn led_tokens(tokens: TokenStream, path: &TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut led = TokenStream::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let within = led_tokens(group.stream(), path);
                let mut new = proc_macro2::Group::new(group.delimiter(), within);
                new.set_span(group.span());
                led.extend([TokenTree::Group(new)]);
            }
            TokenTree::Ident(ident) if ident == "crate" && is_own(&tokens[index + 1..]) => {
                led.extend(path.clone());
            }
            token => led.extend([token.clone()]),
        }
    }
    led
}

/// Whether `::` and a module of the bindings follow.
fn is_own(rest: &[TokenTree]) -> bool {
    match rest {
        [
            TokenTree::Punct(one),
            TokenTree::Punct(two),
            TokenTree::Ident(name),
            ..,
        ] => {
            let is_separator = one.as_char() == ':' && two.as_char() == ':';
            is_separator && OWN.iter().any(|own| name == own)
        }
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests end by panicking")]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_are_led() {
        let tokens: TokenStream =
            "pub(crate) fn f(a: crate::types::A, b: crate::mine::B) -> Vec<crate::runtime::C> {}"
                .parse()
                .unwrap();
        let path: TokenStream = "crate::api".parse().unwrap();
        let expected: TokenStream = "pub(crate) fn f(a: crate::api::types::A, b: crate::mine::B) -> Vec<crate::api::runtime::C> {}"
            .parse()
            .unwrap();
        assert_eq!(led_tokens(tokens, &path).to_string(), expected.to_string());
    }
}
