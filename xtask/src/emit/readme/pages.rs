//! How a caller goes through many results.

use super::{imports, new_client, program, sample};
use crate::model::Api;

/// The section, where an operation comes in pages.
pub fn section(api: &Api, crate_ident: &str) -> Option<String> {
    if !api.is_paginated() {
        return None;
    }
    let example = sample::paginated(api).and_then(|(group, operation)| {
        let call = sample::call(group, operation, api)?;
        let statements = [
            new_client(api),
            String::new(),
            format!("let mut items = client.{call}.items();"),
            "while let Some(item) = items.next().await {".to_owned(),
            "    println!(\"{:#?}\", item?);".to_owned(),
            "}".to_owned(),
        ];
        let imports = imports(crate_ident, &["Client"], &statements);
        Some(format!("\n\n{}", program(&imports, &statements)))
    });
    Some(format!(
        "## Many results\n\n\
         Calls of operations that answer in pages have `items()` and `pages()`, which go through all of them. A page is \
         asked for when what stands before it was taken.{}\n\n\
         Both are a `Stream` of `futures-core`; with the blocking client both are an `Iterator`. `position()` says where \
         the next item is, and can be serialised; `items_from(position)` goes on there, in another process too. A next \
         page that was read already, that is at another origin, or that is one more than `max_pages(…)` allows (10,000 \
         by default) is a `PageError`.",
        example.unwrap_or_default()
    ))
}
