//! Documents with random mistakes: every one ends in a report or in code that parses, in little time.
//!
//! `BINDERY_MUTANTS` says how many are tried (2,000 without it), `BINDERY_SEED` where the chance begins.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bindery::output::file_set::FileSet;
use bindery::output::write::write;
use bindery::report::Report;
use bindery::settings::Target;
use bindery::spec::load::{self, Source};
use bindery::spec::pointer::Pointer;
use serde_json::{Map, Value, json};

use crate::random::Random;
use crate::{compile, fixture};

/// How long one may take.
const LONGEST: Duration = Duration::from_secs(2);

/// How much memory all of them may take at once, in kilobytes.
const MOST_MEMORY: u64 = 500_000;

/// One of so many is compiled.
const COMPILED: usize = 80;

#[test]
fn mutants_end_in_a_report_or_in_code() {
    let number = |name: &str, default: usize| {
        std::env::var(name).map_or(default, |text| text.parse().unwrap())
    };
    let (count, seed) = (number("BINDERY_MUTANTS", 2_000), number("BINDERY_SEED", 1));
    let seeds = seeds();
    let next = AtomicUsize::new(0);
    let accepted: Mutex<Vec<(usize, FileSet)>> = Mutex::new(Vec::new());
    let is_accepted = AtomicUsize::new(0);
    let work = || {
        while let Some(index) =
            Some(next.fetch_add(1, Ordering::Relaxed)).filter(|one| *one < count)
        {
            let mutant = mutant(index, seed, &seeds);
            if let Some(files) = within_time(index, &mutant) {
                is_accepted.fetch_add(1, Ordering::Relaxed);
                if index.is_multiple_of(COMPILED) {
                    accepted.lock().unwrap().push((index, files));
                }
            }
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2)
            // As large a stack as a program begins with.
            .map(|_| {
                std::thread::Builder::new()
                    .stack_size(8 << 20)
                    .spawn_scoped(scope, work)
                    .unwrap()
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
    });
    if let Some(peak) = peak_memory() {
        assert!(peak < MOST_MEMORY, "{peak} kB at once");
    }
    let mut accepted = accepted.into_inner().unwrap();
    accepted.sort_by_key(|(index, _)| *index);
    println!(
        "{count} mutants: {} accepted, {} of them compiled",
        is_accepted.into_inner(),
        accepted.len()
    );
    compile(&accepted);
}

/// Generates a mutant; the files, where it is accepted.
fn within_time(index: usize, mutant: &Value) -> Option<FileSet> {
    let source = Source {
        name: "mutant.json".to_owned(),
        text: mutant.to_string(),
        ..Source::default()
    };
    let run = || {
        let mut target = Target::of_document(
            "mutant.json".into(),
            "out".into(),
            format!("mutant-{index}"),
        );
        target.keep_going = index.is_multiple_of(2);
        let start = Instant::now();
        let mut report = Report::new();
        let files = bindery::generate(&source, &target, &mut report);
        bindery::report::formats::json::render(&report, (&source).into());
        let time = start.elapsed();
        if index.is_multiple_of(4) {
            bindery::lint(&source, &target, &mut Report::new());
        }
        (files, time)
    };
    let (files, time) = run();
    // A machine with other work takes longer than the mutant does.
    let time = if time > LONGEST {
        time.min(run().1)
    } else {
        time
    };
    assert!(
        time < LONGEST,
        "mutant {index} took {time:?}: {}",
        source.text
    );
    for (path, text) in files.iter().flat_map(FileSet::iter) {
        if path.ends_with(".rs")
            && !path.contains("/runtime/")
            && let Err(error) = syn::parse_file(text)
        {
            panic!("mutant {index}: {path}: {error}\n{}", source.text);
        }
    }
    files
}

/// The fixtures, and small real documents where they lie beside the repository.
pub fn seeds() -> Vec<Value> {
    let mut paths = fixture::all();
    let corpus = fixture::workspace().join("../shared/corpus");
    for name in [
        "petstore",
        "redocly-museum",
        "realworld-conduit",
        "scalar-galaxy",
    ] {
        let found = ["openapi.yaml", "openapi.json"].map(|file| corpus.join(name).join(file));
        paths.extend(found.into_iter().filter(|path| path.is_file()));
    }
    paths.iter().filter_map(|path| tree(path)).collect()
}

fn tree(path: &Path) -> Option<Value> {
    let source = Source {
        name: "seed".to_owned(),
        text: fs::read_to_string(path).unwrap(),
        ..Source::default()
    };
    let document = load::parse(&source, &Default::default(), &mut Report::new())?;
    Some(document.root)
}

/// A document with one to four mistakes.
fn mutant(index: usize, seed: usize, seeds: &[Value]) -> Value {
    let mut random = Random((seed as u64) << 32 | index as u64);
    let tree = seeds[random.below(seeds.len())].clone();
    mistaken(tree, &mut random)
}

/// A tree with one to four mistakes.
pub fn mistaken(mut tree: Value, random: &mut Random) -> Value {
    for _ in 0..=random.below(4) {
        let mut places = Vec::new();
        list(&tree, &Pointer::root(), &mut places);
        let place = places[random.below(places.len())].clone();
        let other = places[random.below(places.len())].clone();
        let value = match random.below(9) {
            0 => None,
            1 => Some(odd_value(random)),
            2 => Some(json!({ "$ref": other.to_string() })),
            3 => Some(json!({ "allOf": [other.find(&tree), { "$ref": place.to_string() }] })),
            4 => Some(json!({ "oneOf": [other.find(&tree), place.find(&tree)] })),
            5 | 6 => other.find(&tree).cloned(),
            7 => {
                rename(&mut tree, &place, &odd_name(random));
                continue;
            }
            _ => {
                let copy = place.find(&tree).cloned();
                let name = odd_name(random);
                if let (Some(copy), Some(above)) = (copy, place.parent()) {
                    change(&mut tree, &above.child(name), Some(copy));
                }
                continue;
            }
        };
        change(&mut tree, &place, value);
    }
    tree
}

fn list(value: &Value, place: &Pointer, places: &mut Vec<Pointer>) {
    places.push(place.clone());
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                list(value, &place.child(key), places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                list(item, &place.child(index), places);
            }
        }
        _ => {}
    }
}

fn odd_value(random: &mut Random) -> Value {
    let values = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(18446744073709551615_u64),
        json!(1.5),
        json!(""),
        json!("object"),
        json!("array"),
        json!("/"),
        json!("*/ } fn x() { \" \n"),
        json!([]),
        json!({}),
        json!(["string", "null"]),
        json!({"type": "string", "enum": ["a", "A", "", null]}),
    ];
    values[random.below(values.len())].clone()
}

fn odd_name(random: &mut Random) -> String {
    let names = [
        "",
        "a",
        "A",
        "self",
        "Self",
        "type",
        "$ref",
        "x-y",
        "get",
        "200",
        "2XX",
        "default",
        "/",
        "../../etc",
        "\"#]",
        "*/",
        "é",
        "ключ",
        "properties",
        "allOf",
        "discriminator",
        "String",
        "Option",
        "a\nb",
        "new",
        "body",
        "_",
        "1",
        "nullable",
        "const",
        "additionalProperties",
    ];
    names[random.below(names.len())].to_owned()
}

/// Puts a value at a place, or takes the one there out.
fn change(tree: &mut Value, place: &Pointer, value: Option<Value>) {
    let (Some(above), Some(last)) = (place.parent(), place.last()) else {
        if let Some(value) = value {
            *tree = value;
        }
        return;
    };
    let Some(above) = find_mut(tree, &above) else {
        return;
    };
    match (above, value) {
        (Value::Object(entries), Some(value)) => {
            entries.insert(last, value);
        }
        (Value::Object(entries), None) => {
            entries.shift_remove(&last);
        }
        (Value::Array(items), value) => {
            if let Some(index) = last
                .parse()
                .ok()
                .filter(|index: &usize| *index < items.len())
            {
                match value {
                    Some(value) => items[index] = value,
                    None => {
                        items.remove(index);
                    }
                }
            }
        }
        _ => {}
    }
}

fn rename(tree: &mut Value, place: &Pointer, name: &str) {
    let (Some(above), Some(last)) = (place.parent(), place.last()) else {
        return;
    };
    if let Some(Value::Object(entries)) = find_mut(tree, &above) {
        let renamed: Map<String, Value> = std::mem::take(entries)
            .into_iter()
            .map(|(key, value)| (if key == last { name.to_owned() } else { key }, value))
            .collect();
        *entries = renamed;
    }
}

fn find_mut<'v>(tree: &'v mut Value, place: &Pointer) -> Option<&'v mut Value> {
    place.tokens().try_fold(tree, |value, token| match value {
        Value::Object(entries) => entries.get_mut(&token),
        Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The most memory that this process held, in kilobytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// All crates of one workspace, checked at once.
fn compile(crates: &[(usize, FileSet)]) {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("mutants");
    let _ = fs::remove_dir_all(root.join("crates"));
    let mut members = Vec::new();
    let mut features = Vec::new();
    for (index, files) in crates {
        features.extend(compile::all_tags(files));
        let name = format!("crates/mutant-{index}");
        assert!(write(&root.join(&name), files).is_ok());
        members.push(format!("{name:?}"));
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    let lock = fixture::workspace().join("Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    // What the fixtures' crates depend on was built for them.
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("fixtures/target");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--workspace", "--offline", "--no-default-features"])
        .args(["--features", &features.join(",")])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{messages}");
    assert!(!messages.contains("warning"), "{messages}");
}
