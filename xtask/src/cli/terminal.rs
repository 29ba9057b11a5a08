//! What people read: colours on a terminal, plain text elsewhere.

use anstream::{eprint, eprintln, print};

use crate::report::Report;
use crate::report::render::render;
use crate::spec::load::Source;

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const CYAN: &str = "\u{1b}[36m";
const BOLD: &str = "\u{1b}[1m";
const BOLD_RED: &str = "\u{1b}[1;31m";
const RESET: &str = "\u{1b}[0m";

/// Prints the problems of a document or settings file.
pub fn report(report: &Report, source: &Source) {
    eprint!("{}", render(report, source));
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
