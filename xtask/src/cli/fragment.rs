//! `cargo xtask fragment`: the part of a document that is needed, as a document of its own.

mod made;
mod refresh;

use std::path::PathBuf;

use clap::Args;

use super::told::Told;
use super::{Outcome, workspace};
use crate::spec::selection::Selection;
use made::{Made, Wish};

/// Write the part of a document that is needed: chosen operations and all that they reach.
///
/// Order, comments and formatting stay as they are. The fragment says at its root, in `x-bindery-fragment`, what it is
/// a part of and what was chosen, so that `--refresh` can make it again of a newer document.
///
/// A document of several files gives one: the files that are reached are written beside FILE, where the references look
/// for them, without what is not reached.
///
/// Exit codes: 0 done, 2 bad document, selection or usage.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The document; with --refresh the newer one, where it is not the recorded one
    #[arg(required_unless_present = "refresh")]
    document: Option<PathBuf>,
    /// Operations of a tag
    #[arg(long, value_name = "NAME")]
    tag: Vec<String>,
    /// An operation: its operationId, `GET /path`, or a JSON Pointer
    #[arg(long, value_name = "OPERATION")]
    operation: Vec<String>,
    /// The operations of a path; `*` stands for anything, as in `/pets/*`
    #[arg(long, value_name = "PATH")]
    path: Vec<String>,
    /// A webhook; `*` stands for anything
    #[arg(long, value_name = "NAME")]
    webhook: Vec<String>,
    /// Not these: an operation, a path, or `tag:NAME`
    #[arg(long, value_name = "WHAT")]
    except: Vec<String>,
    /// Where to write it; without it, the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What the fragment records as its source, instead of the way to the document
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Make this fragment again, as it records, and tell what changed; other selectors replace the recorded ones
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    refresh: Option<PathBuf>,
}

impl Arguments {
    fn selection(&self) -> Selection {
        Selection {
            tags: self.tag.clone(),
            operations: self.operation.clone(),
            paths: self.path.clone(),
            webhooks: self.webhook.clone(),
            except: self.except.clone(),
        }
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(here) = workspace::here() else {
        return Outcome::Unusable;
    };
    let result = match (&arguments.refresh, &arguments.document) {
        (Some(file), document) => refresh::run(arguments, file, document.as_deref(), &here),
        (None, Some(document)) => write(arguments, document),
        // The parser of arguments asks for one of the two.
        (None, None) => Err(Told),
    };
    match result {
        Ok(()) => Outcome::Done,
        Err(Told) => Outcome::Unusable,
    }
}

fn write(arguments: &Arguments, document: &std::path::Path) -> Result<(), Told> {
    let selection = arguments.selection();
    if selection.is_empty() {
        return Err(Told::error(
            "nothing is chosen",
            "choose by `--tag`, `--operation`, `--path` or `--webhook`, or leave out by `--except`",
        ));
    }
    let made = Made::of(Wish {
        document,
        selection,
        output: arguments.output.as_deref(),
        source: arguments.source.clone(),
    })?;
    match &arguments.output {
        Some(output) => {
            made.write(output)?;
            made.tell(output);
        }
        None => made.print()?,
    }
    Ok(())
}
