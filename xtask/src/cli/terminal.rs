//! What people read: colours on a terminal, plain text elsewhere.

use anstream::{eprint, eprintln, print};

use crate::report::Report;
use crate::report::formats::{Repeated, text};
use crate::report::places::Sources;

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const CYAN: &str = "\u{1b}[36m";
const BOLD: &str = "\u{1b}[1m";
const BOLD_RED: &str = "\u{1b}[1;31m";
const RESET: &str = "\u{1b}[0m";

/// Prints problems that were drawn.
pub fn problems(text: &str) {
    eprint!("{text}");
}

/// Draws the problems of a report, and prints them.
pub fn report(report: &Report, sources: Sources<'_>, repeated: Repeated) {
    problems(&text::render(report, sources, repeated, width()));
}

/// Prints what a program reads, to the standard output.
pub fn machine(text: &str) {
    print!("{text}");
}

/// The columns of the terminal; the same number everywhere where there is none.
fn width() -> usize {
    const WITHOUT: usize = 140;
    let width = terminal_size::terminal_size_of(std::io::stderr());
    width.map_or(WITHOUT, |(width, _)| usize::from(width.0).max(40))
}

/// Prints what went wrong outside any document, and the way on.
pub fn error(message: &str, help: &str) {
    eprintln!("{BOLD_RED}error{RESET}{BOLD}: {message}{RESET}\n  help: {help}\n");
}

/// Prints a line about what is done.
pub fn line(text: &str) {
    eprintln!("{text}");
}

/// Prints a line of what was asked for, to the standard output.
pub fn output(text: &str) {
    print!("{text}\n");
}

/// Prints names and a unified diff to the standard output.
pub fn drift(text: &str) {
    for line in text.lines() {
        let colour = match line.as_bytes() {
            [b'+', b'+', ..] | [b'-', b'-', ..] => BOLD,
            [b'+', ..] => GREEN,
            [b'-', ..] => RED,
            [b'@', ..] => CYAN,
            _ => "",
        };
        let reset = if colour.is_empty() { "" } else { RESET };
        print!("{colour}{line}{reset}\n");
    }
}
