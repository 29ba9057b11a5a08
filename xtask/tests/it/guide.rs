//! The README and the guide are true: their commands run, their settings and documents are read, their Rust is that of
//! programs that are compiled, and their links lead somewhere.
//!
//! The blocks of a page work on one folder, in order. ```` ```sh ```` is run, and ```` ```sh fails ```` has to fail; the
//! ```` ```text ```` behind it is what it printed, where `…` stands for anything. A block that has a path, such as
//! ```` ```yaml spec/pets.yaml ````, is written to that file.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bindery::report::Report;
use bindery::settings::Settings;
use tempfile::TempDir;

use crate::fixture;
use crate::folder::write;
use crate::init::PETS;

/// Of which the Rust of pages consists, besides that of the pages that are doctests.
const PROGRAMS: [&str; 2] = ["generated/examples/tour.rs", "generated/examples/guide.rs"];
/// Pages whose Rust is a doctest of the library.
const DOCTESTS: [&str; 1] = ["docs/guide/shaping.md"];

fn pages() -> Vec<String> {
    let folder = fixture::workspace().join("docs/guide");
    let names = folder.read_dir().unwrap().map(|entry| {
        let name = entry.unwrap().file_name();
        format!("docs/guide/{}", name.to_str().unwrap())
    });
    let mut pages: Vec<String> = names.chain(["README.md".to_owned()]).collect();
    pages.sort();
    pages
}

fn read(path: &str) -> String {
    fs::read_to_string(fixture::workspace().join(path)).unwrap()
}

struct Block {
    language: String,
    /// The rest of the line that opens it.
    rest: String,
    text: String,
    line: usize,
    /// Whether nothing but blank lines stand between it and the block before.
    follows: bool,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Block)> = None;
    let mut follows = false;
    for (number, line) in page.lines().enumerate() {
        let unindented = line.trim_start();
        let indent = line.len() - unindented.len();
        match (&mut open, unindented.strip_prefix("```")) {
            (Some(_), Some(_)) => {
                blocks.extend(open.take().map(|(_, block)| block));
                follows = true;
            }
            (Some((indent, block)), None) => {
                block.text += line.get(*indent..).unwrap_or_default();
                block.text.push('\n');
            }
            (None, Some(info)) => {
                let (language, rest) = info.split_once(' ').unwrap_or((info, ""));
                let block = Block {
                    language: language.to_owned(),
                    rest: rest.to_owned(),
                    text: String::new(),
                    line: number + 1,
                    follows,
                };
                open = Some((indent, block));
            }
            (None, None) => follows &= line.is_empty(),
        }
    }
    assert!(open.is_none(), "a block that does not end");
    blocks
}

/// Runs a block, and gives what it printed and whether it went well.
fn run(folder: &Path, text: &str) -> (String, bool) {
    let prelude = include_str!("guide/cargo.sh");
    let output = Command::new("sh")
        .args(["-e", "-c", &format!("exec 2>&1\n{prelude}\n{text}")])
        .current_dir(folder)
        .env("BINDERY", env!("CARGO_BIN_EXE_bindery"))
        .env("SOURCE", fixture::workspace())
        .env("CARGO_NET_OFFLINE", "true")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "n")
        .env("GIT_AUTHOR_EMAIL", "n@example.com")
        .env("GIT_COMMITTER_NAME", "n")
        .env("GIT_COMMITTER_EMAIL", "n@example.com")
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    (told, output.status.success())
}

/// Whether `told` is what `shown` says, where `…` is anything.
fn agrees(told: &str, shown: &str) -> bool {
    let (told, shown) = (told.trim_end(), shown.trim_end());
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = told.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in between {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// The settings of a block, with what every target must have.
fn whole_settings(text: &str) -> String {
    let keys = [
        ("document", "document = \"pets.yaml\"\n"),
        ("output", "output = \"pets\"\n"),
    ];
    let lacks = keys.iter().filter(|(key, _)| {
        let has = |line: &str| line.starts_with(&format!("{key} ="));
        !text.lines().any(has)
    });
    let lacking: String = lacks.map(|(_, line)| *line).collect();
    let header = "[target.petstore]\n";
    match text.contains(header) {
        true => text.replacen(header, &format!("{header}{lacking}"), 1),
        false if text.contains("[target.petstore.") => format!("{header}{lacking}{text}"),
        false => text.to_owned(),
    }
}

/// The folder that a page starts with: for the README this workspace's documents and another, and nothing for others.
fn folder_of(page: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    if page == "README.md" {
        write(folder.path(), "Cargo.toml", "[workspace]\n");
        write(folder.path(), "petstore.yaml", PETS);
        for entry in fixture::workspace().join("spec").read_dir().unwrap() {
            let name = entry.unwrap().file_name();
            let path = format!("spec/{}", name.to_str().unwrap());
            write(folder.path(), &path, &read(&path));
        }
        let commit = "git init -q -b main && git add . && git commit -q -m start";
        assert!(run(folder.path(), commit).1);
    }
    folder
}

#[test]
fn every_block_works() {
    let mut wrong = Vec::new();
    for page in pages() {
        let folder = folder_of(&page);
        let root = folder.path();
        let mut told: Option<String> = None;
        for block in blocks(&read(&page)) {
            let at = format!("{page}:{}", block.line);
            let before = told.take();
            let (text, is_file) = (&block.text, block.rest.contains('.'));
            if is_file {
                write(root, &block.rest, text);
            }
            match block.language.as_str() {
                "sh" => {
                    let (printed, well) = run(root, text);
                    if well == (block.rest == "fails") {
                        wrong.push(format!("{at}\n{printed}"));
                    }
                    told = Some(printed);
                }
                "text" => {
                    if let Some(printed) = before.filter(|_| block.follows)
                        && !agrees(&printed, text)
                    {
                        wrong.push(format!("{at}, but it printed\n{printed}"));
                    }
                }
                "toml" if is_file => {
                    let read: Result<toml::Table, _> = toml::from_str(text);
                    wrong.extend(read.err().map(|error| format!("{at}: {error}")));
                }
                "toml" => {
                    let mut report = Report::new();
                    let read = Settings::parse(&whole_settings(text), &mut report);
                    if read.is_none() || report.has_errors() {
                        wrong.push(at);
                    }
                }
                "yaml" => {
                    let read: Result<serde_yaml::Value, _> = serde_yaml::from_str(text);
                    wrong.extend(read.err().map(|error| format!("{at}: {error}")));
                }
                language if language.starts_with("rust") => {}
                other => wrong.push(format!("{at}: a block of `{other}`, which nothing tries")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rust_is_that_of_programs() {
    let programs = PROGRAMS.map(read);
    let programs = programs
        .each_ref()
        .map(|program| program.lines().map(str::trim).collect::<Vec<_>>());
    for page in pages() {
        let blocks = blocks(&read(&page));
        let of_rust = blocks
            .iter()
            .filter(|block| block.language.starts_with("rust"));
        let of_rust: Vec<&Block> = of_rust.collect();
        if DOCTESTS.contains(&page.as_str()) {
            assert!(!of_rust.is_empty(), "{page} shows no Rust");
            continue;
        }
        assert!(page != "README.md" || !of_rust.is_empty());
        for block in of_rust {
            for part in block.text.split("\n\n") {
                let lines: Vec<&str> = part.trim().lines().map(str::trim).collect();
                let is_there = programs
                    .iter()
                    .any(|program| program.windows(lines.len()).any(|window| window == lines));
                assert!(is_there, "{page}: in none of {PROGRAMS:?}:\n{part}");
            }
        }
    }
}

/// The anchors of a page: its headings as GitHub makes links of them.
fn anchors(page: &str) -> Vec<String> {
    let mut is_code = false;
    let mut anchors = Vec::new();
    for line in page.lines() {
        is_code ^= line.trim_start().starts_with("```");
        let heading = line.trim_start_matches('#');
        if !is_code && heading.len() < line.len() && heading.starts_with(' ') {
            let kept = heading
                .trim()
                .chars()
                .filter(|one| one.is_alphanumeric() || matches!(one, ' ' | '-' | '_'));
            anchors.push(kept.collect::<String>().to_lowercase().replace(' ', "-"));
        }
    }
    anchors
}

#[test]
fn every_link_leads_somewhere() {
    let root = fixture::workspace();
    let mut wrong = Vec::new();
    for page in pages() {
        let text = read(&page);
        let folder = Path::new(&page).parent().unwrap();
        for link in text.split("](").skip(1) {
            let link = link.split(')').next().unwrap();
            if link.contains("://") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target: PathBuf = match path {
                "" => root.join(&page),
                _ => root.join(folder).join(path),
            };
            if !target.exists() {
                wrong.push(format!("{page}: {link}"));
            } else if !anchor.is_empty() {
                let there = anchors(&fs::read_to_string(target).unwrap());
                if !there.iter().any(|one| one == anchor) {
                    wrong.push(format!("{page}: {link}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
