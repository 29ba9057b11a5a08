//! `cargo xtask explain`: what a code of a problem or of a change means, or which codes there are.

use clap::Args;

use super::{Outcome, terminal};
use crate::diff::catalogue::{Code as ChangeCode, page};
use crate::report::{Code, Severity};
use crate::similar::nearest;

/// Tell what a code means, of a problem such as B0202 or of a change such as operation-removed; without one, list
/// all of them.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The code
    code: Option<String>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(name) = &arguments.code else {
        terminal::output(table().trim_end());
        return Outcome::Done;
    };
    if let Some(code) = Code::by_name(name) {
        terminal::output(code.page().trim_end());
        return Outcome::Done;
    }
    let lower = name.to_ascii_lowercase();
    if let Some(code) = ChangeCode::by_name(&lower) {
        terminal::output(page::page(code).trim_end());
        return Outcome::Done;
    }
    let upper = name.to_ascii_uppercase();
    let mut near = nearest(&upper, Code::ALL.iter().map(|code| code.as_str()));
    near.extend(nearest(
        &lower,
        ChangeCode::ALL.iter().map(|code| code.as_str()),
    ));
    let help = match near.as_slice() {
        [] => "`cargo xtask explain` lists all codes".to_owned(),
        near => format!(
            "is it `{}`? `cargo xtask explain` lists all codes",
            near.join("` or `")
        ),
    };
    terminal::error(
        &format!("neither a problem nor a change has the code `{name}`"),
        &help,
    );
    Outcome::Unusable
}

/// A line a code. Of problems: the default level, what it is, and why it matters; of changes: how much they matter in
/// requests and responses, and what changed.
fn table() -> String {
    let rows = Code::ALL.iter().map(|code| {
        let level = match code.default_severity() {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        format!(
            "{}  {level:7}  {} {}.\n",
            code.as_str(),
            code.title(),
            page::sentence(code.why())
        )
    });
    let changes = ChangeCode::ALL
        .iter()
        .map(|code| format!("{}\n", page::row(*code)));
    rows.chain(changes).collect()
}
