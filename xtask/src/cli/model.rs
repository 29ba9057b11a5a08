//! `cargo xtask model`: what became of a document, before it is Rust.

use clap::Args;

use super::{Outcome, of_targets, terminal};
use crate::model::outline::outline;
use crate::similar::nearest;

/// Print what documents became: the types, operations, servers and credentials of their crates, a line a fact.
///
/// Exit codes: 0 done, 2 bad document, settings or usage.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Only the types, operations and tags of these names, such as Pet or get_pet
    names: Vec<String>,
    #[command(flatten)]
    of: of_targets::Arguments,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(read) = of_targets::read(&arguments.of) else {
        return Outcome::Unusable;
    };
    let outlines = read.iter().filter_map(|one| one.lowered.api.as_ref());
    let outlines: Vec<String> = outlines.map(outline).collect();
    let mut outcome = Outcome::Done;
    let mut chosen: Vec<&str> = Vec::new();
    if arguments.names.is_empty() {
        chosen.extend(outlines.iter().map(|outline| outline.trim_end()));
    }
    for name in &arguments.names {
        let met: Vec<&str> = outlines
            .iter()
            .flat_map(|outline| blocks(outline).filter(|block| is_named(block, name)))
            .collect();
        if met.is_empty() {
            let known: Vec<&str> = outlines
                .iter()
                .flat_map(|outline| blocks(outline).flat_map(names))
                .collect();
            let near = nearest(name, known);
            let help = match near.as_slice() {
                [] => "`cargo xtask model` prints all of it".to_owned(),
                near => format!("did you mean `{}`?", near.join("` or `")),
            };
            terminal::error(&format!("nothing is named `{name}`"), &help);
            outcome = Outcome::Unusable;
        }
        chosen.extend(met);
    }
    for text in chosen {
        terminal::output(text);
    }
    outcome
}

/// The parts of an outline: each line that is not indented deeper than an item, with those below it.
fn blocks(outline: &str) -> impl Iterator<Item = &str> {
    let starts = outline
        .match_indices('\n')
        .map(|(newline, _)| newline + 1)
        .filter(|start| !outline[*start..].starts_with("    "));
    let starts: Vec<usize> = [0].into_iter().chain(starts).collect();
    let ends: Vec<usize> = starts
        .iter()
        .copied()
        .skip(1)
        .chain([outline.len()])
        .collect();
    starts
        .into_iter()
        .zip(ends)
        .map(|(start, end)| outline[start..end].trim_end())
        .filter(|block| !block.is_empty())
}

/// The names in the first line of a part, without what they stand for and where that is.
fn names(block: &str) -> impl Iterator<Item = &str> {
    let line = block.lines().next().unwrap_or_default();
    let line = line.split(" #/").next().unwrap_or(line);
    let line = line.split(" = ").next().unwrap_or(line);
    line.split([' ', '/', '(', ')', '='])
        .filter(|word| word.chars().all(|one| one.is_alphanumeric() || one == '_'))
        .filter(|word| !word.is_empty())
}

/// Whether a part is meant: by its name or path in Rust, its JSON Pointer, its operationId, or its method and path.
fn is_named(block: &str, name: &str) -> bool {
    let line = block.lines().next().unwrap_or_default();
    let end = name.rsplit("::").next().unwrap_or(name);
    names(block).any(|known| known == end)
        || line.split_whitespace().any(|word| word == name)
        || line.contains(&format!(" = {name:?}: "))
        || line.contains(&format!("\": {name} "))
}
