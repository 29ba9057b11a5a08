//! What each fixture becomes: its diagnostics, its model and its Rust.

use bindery::model::outline::outline;

use crate::fixture::Fixture;

#[test]
fn fixtures() {
    insta::glob!("..", "fixtures/*.yaml", |path| {
        let fixture = Fixture::read(path);
        let (api, report) = fixture.model();
        let api = api.unwrap_or_else(|| panic!("{}", fixture.plain(&report)));
        let model = format!("{}{}", fixture.plain(&report), outline(&api));
        insta::assert_snapshot!("model", model);
        insta::assert_snapshot!("rust", rust(&fixture, &api));
    });
}

/// The files that depend on the document; `client.rs` only where the document says something for it.
fn rust(fixture: &Fixture, api: &bindery::model::Api) -> String {
    let files = fixture.files();
    let has_client = !api.servers.is_empty() || !api.credentials.is_empty();
    let is_shown = |path: &str| {
        (path.starts_with("src/types/") && path != "src/types/mod.rs")
            || (path.starts_with("src/operations/") && path != "src/operations/mod.rs")
            || (has_client && matches!(path, "src/client.rs" | "README.md" | "src/lib.rs"))
    };
    let mut text = String::new();
    for (path, file) in files.iter().filter(|(path, _)| is_shown(path)) {
        // The header is the same on every file.
        let body = if path.ends_with(".rs") {
            file.split_once("\n\n").map_or(file, |(_, body)| body)
        } else {
            file
        };
        text.push_str(&format!("=== {path}\n{body}\n"));
    }
    text
}
