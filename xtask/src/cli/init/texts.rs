//! What the files say that a workspace gets.

use std::path::Path;

use toml_edit::{Array, Item, Table, value};

use super::document::NewTarget;
use super::manifest;
use crate::cli::told::Told;
use crate::paths;

/// The manifest of a new xtask.
pub fn xtask_manifest(name: &str, dependency: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nbindery = {dependency}\n"
    )
}

/// The program of a new xtask.
pub fn xtask_main(alias: &str) -> String {
    format!(
        "//! `cargo {alias}`: the bindings of the documents in spec/bindery.toml. `cargo {alias} --help` lists what it does.\n\n\
         fn main() -> std::process::ExitCode {{\n    bindery::cli::main()\n}}\n"
    )
}

const SETTINGS_HEAD: &str = "\
# The decisions that the documents leave open. One table a target; paths start from the workspace's root.
# After a change here or in a document: `codegen`, and commit what it changes. `settings` tells of all keys.
";

/// Settings that every API may need, as they would be written.
const SETTINGS_HINTS: &str = "
# Spellings that are one word each: `getOAuthToken` is `get_oauth_token`.
# words = [\"OAuth\"]
# Strings that are never printed, by JSON Pointer; those of `format: password` are not anyway.
# secrets = [\"#/components/schemas/Client/properties/secret\"]
# Operations, or paths, to leave out.
# skip = [\"#/paths/~1pets/get\"]
# Whether every example of the document becomes a test of the crate.
# contract-tests = true
# Names in Rust by JSON Pointer.
# rename = { \"#/components/schemas/Pet\" = \"Animal\" }
# What the crate's manifest says.
# package = { version = \"0.1.0\", license = \"MIT\" }
";

/// The settings with new targets; those that are there stay as they are written.
pub fn settings(text: Option<&str>, targets: &[NewTarget]) -> Result<String, Told> {
    let unusable = |error: String| super::unreadable(super::SETTINGS_FILE, &error);
    let known = manifest::parsed(text.unwrap_or_default()).map_err(unusable)?;
    let mut text = text.unwrap_or(SETTINGS_HEAD).to_owned();
    for target in targets {
        let name = &target.crate_name;
        let (document, output) = (paths::shown(&target.document), paths::shown(&target.output));
        let tables = known.get("target").and_then(Item::as_table_like);
        let mut others = tables.into_iter().flat_map(|tables| tables.iter());
        let taken = others.find(|(other, table)| {
            let other_output = table.get("output").and_then(Item::as_str);
            other == name || other_output == Some(output.as_str())
        });
        if let Some((other, _)) = taken {
            return Err(Told::error(
                format!("the target `{other}` is there already, with this name or folder"),
                "choose others by `--crate-name` and `--folder`; nothing was written",
            ));
        }
        let mut table = Table::new();
        table.insert("document", value(document));
        table.insert("output", value(output));
        if !target.skip.is_empty() {
            table.insert("skip", value(target.skip.iter().collect::<Array>()));
        }
        if !(text.is_empty() || text.ends_with('\n')) {
            text.push('\n');
        }
        text.push_str(&format!("\n[target.{name}]\n{table}"));
        text.push_str(SETTINGS_HINTS);
    }
    Ok(text)
}

/// The attributes of git with those of generated crates.
pub fn git_attributes<'o>(text: &str, outputs: impl Iterator<Item = &'o Path>) -> String {
    let crates = outputs.map(|output| {
        let pattern = quoted(&format!("{}/**", paths::shown(output)));
        (pattern, "text eol=lf linguist-generated=true")
    });
    let names = ("spec/*.names".to_owned(), "text eol=lf merge=union");
    let lines = crates
        .chain([names])
        .map(|(pattern, attributes)| format!("{pattern} {attributes}"));
    let title = "\
# Generated crates are compared by bytes, and folded in a review. A line a name: both sides of a merge are kept.";
    with_lines(text, title, lines)
}

/// What git ignores, with the folder of cargo.
pub fn git_ignore(text: &str) -> String {
    let is_ignored = text.lines().any(|line| line.trim_matches('/') == "target");
    match is_ignored {
        true => text.to_owned(),
        false => with_lines(
            text,
            "# Written by cargo.",
            ["/target".to_owned()].into_iter(),
        ),
    }
}

/// A pattern as git reads it: in quotes where it has blanks.
fn quoted(pattern: &str) -> String {
    match pattern.contains([' ', '"', '\\']) {
        true => format!("\"{}\"", pattern.replace('\\', "\\\\").replace('"', "\\\"")),
        false => pattern.to_owned(),
    }
}

/// A text with the lines that it lacks, below a title.
fn with_lines(text: &str, title: &str, lines: impl Iterator<Item = String>) -> String {
    let missing: Vec<String> = lines
        .filter(|line| !text.lines().any(|known| known == line))
        .collect();
    if missing.is_empty() {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    if !(text.is_empty() || text.ends_with('\n')) {
        text.push('\n');
    }
    if !text.lines().any(|line| line == title) {
        let gap = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{gap}{title}\n"));
    }
    for line in missing {
        text.push_str(&format!("{line}\n"));
    }
    text
}

/// The workflow of GitHub Actions. `below` is the workspace's folder in the repository.
pub fn workflow(alias: &str, below: &str) -> String {
    let folder = if below.is_empty() { "." } else { below };
    WORKFLOW
        .replace("{folder}", &serde_json::Value::from(folder).to_string())
        .replace("{alias}", alias)
}

const WORKFLOW: &str = r#"# Whether the committed bindings are what their documents say, and what a change of a document means.
#
# The comment is written once and then edited; a pull request from a fork, whose token may not comment, has the
# page in the job's summary.
name: bindings

on:
  push:
    branches: [main, master]
  pull_request:

permissions:
  contents: read

defaults:
  run:
    working-directory: {folder}

jobs:
  fresh:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: Swatinem/rust-cache@v2
        with:
          workspaces: {folder}
      - name: The bindings are what codegen writes
        run: cargo {alias} codegen --check --format github

  diff:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
    concurrency:
      group: bindings-diff-${{ github.event.pull_request.number }}
      cancel-in-progress: true
    env:
      BASE: ${{ github.event.pull_request.base.sha }}
    steps:
      - uses: actions/checkout@v5
        with:
          # The merge base has to be among the commits that are there.
          fetch-depth: 0
      - uses: Swatinem/rust-cache@v2
        with:
          workspaces: {folder}
      - name: Compare
        id: compare
        run: |
          base=$(git merge-base "$BASE" HEAD)
          echo "base=$base" >> "$GITHUB_OUTPUT"
          # Before there were settings there is nothing to compare with.
          if ! git cat-file -e "$base:./spec/bindery.toml"; then exit 0; fi
          cargo {alias} diff "$base" --format markdown > "$RUNNER_TEMP/diff.md"
          cat "$RUNNER_TEMP/diff.md" >> "$GITHUB_STEP_SUMMARY"
          if ! cargo {alias} diff "$base" --fail-on any > /dev/null; then
            echo "changed=true" >> "$GITHUB_OUTPUT"
          fi
      - name: Comment
        if: steps.compare.outputs.changed && github.event.pull_request.head.repo.full_name == github.repository
        env:
          GH_TOKEN: ${{ github.token }}
          NUMBER: ${{ github.event.pull_request.number }}
        run: gh pr comment "$NUMBER" --edit-last --create-if-none --body-file "$RUNNER_TEMP/diff.md"
      # What breaks clients has to be accepted, with a reason, in spec/TARGET.accepted.
      - name: Breaking changes are accepted
        if: steps.compare.outputs.changed
        run: cargo {alias} diff '${{ steps.compare.outputs.base }}' --format github --fail-on breaking
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_once() {
        let outputs = || [Path::new("crates/a"), Path::new("my crates/b")].into_iter();
        let once = git_attributes("*.png binary", outputs());
        assert!(once.starts_with("*.png binary\n\n# Generated"), "{once}");
        assert!(once.contains("\n\"my crates/b/**\" text eol=lf linguist-generated=true\n"));
        assert_eq!(git_attributes(&once, outputs()), once);
        assert_eq!(git_ignore("target/\n"), "target/\n");
        assert_eq!(git_ignore(""), "# Written by cargo.\n/target\n");
    }
}
