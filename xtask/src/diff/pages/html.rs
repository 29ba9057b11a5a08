//! One page for a browser that needs nothing else: no network, and no script to be read.
//!
//! The script adds what filters; without it everything is there and unfolds. A Content-Security-Policy lets
//! the page run this script and use this style and nothing else, whatever a document says.

mod change;
mod panes;

use std::collections::{BTreeSet, HashSet};

use super::words::{self, escaped, grouped, visible};
use crate::diff::change::{Comparison, Edition, Impact};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// The most characters of a name where space is dear.
const NAME: usize = 120;

/// The checksums of both, which the policy names. The test in a browser says what they are when they differ.
const STYLE_SHA256: &str = "w03JMX5qrASRGnCiHivgGDeaEA5fgWeJtyHZ1r2LFhM=";
const SCRIPT_SHA256: &str = "9JReaZuAy7RyJ6az0xqjVE43fNK0o2KIOv9Mq7X7zz8=";

/// The whole page.
pub fn render(comparisons: &[Comparison]) -> String {
    let mut anchors = Anchors::default();
    let sections: Vec<String> = comparisons
        .iter()
        .enumerate()
        .map(|(index, comparison)| section(index, comparison, &mut anchors))
        .collect();
    let cards: String = comparisons
        .iter()
        .enumerate()
        .map(|(index, one)| card(index, one))
        .collect();
    let cards = if comparisons.is_empty() {
        "<p class=\"empty\">Nothing was compared.</p>\n".to_owned()
    } else {
        cards
    };
    let names: Vec<&str> = comparisons.iter().map(|one| one.target.as_str()).collect();
    let title = match names.as_slice() {
        [one] => format!("API changes: {}", text(one)),
        _ => "API changes".to_owned(),
    };
    let controls = if comparisons.iter().all(Comparison::is_empty) {
        String::new()
    } else {
        controls(comparisons)
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'sha256-{STYLE_SHA256}'; script-src 'sha256-{SCRIPT_SHA256}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#changes\">Skip to the changes</a>\n\
         <header class=\"top\"><h1>API changes</h1></header>\n\
         <main>\n<div class=\"cards\">\n{cards}</div>\n{controls}\
         <div id=\"changes\" tabindex=\"-1\">\n{}</div>\n\
         <p class=\"nothing\" hidden>No change matches. \
         <button type=\"button\" class=\"clear\">Clear the filters\
         </button></p>\n</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        sections.concat()
    )
}

fn card(index: usize, comparison: &Comparison) -> String {
    let name = escaped(&words::shortened(&visible(&comparison.target), NAME));
    let name = if has_section(comparison) {
        format!("<a href=\"#target-{index}\">{name}</a>")
    } else {
        name
    };
    let counts = [
        ("breaking", "breaking", comparison.count(Impact::Breaking)),
        ("warning", "warnings", comparison.count(Impact::Warning)),
        ("info", "info", comparison.count(Impact::Info)),
        ("accepted", "accepted", words::accepted_count(comparison)),
    ];
    let counts: String = counts
        .iter()
        .map(|(class, word, number)| {
            let none = if *number == 0 { " none" } else { "" };
            let number = grouped(*number);
            format!("<li class=\"{class}{none}\"><b>{number}</b> <span>{word}</span></li>")
        })
        .collect();
    let said = if comparison.is_empty() {
        "<p class=\"release\">No change</p>".to_owned()
    } else {
        let (before, next) = &comparison.crate_version;
        let version = if before == next {
            text(before)
        } else {
            format!(
                "{} <span class=\"to\">→</span> {}",
                text(before),
                text(next)
            )
        };
        let bump = if before == next {
            "no change"
        } else {
            comparison.bump.as_str()
        };
        format!(
            "<ul class=\"counts\">{counts}</ul>\n<p class=\"release\">Rust \
             <span class=\"bump {}\">{bump}</span> \
             <span class=\"version\">{version}</span></p>",
            comparison.bump.as_str()
        )
    };
    format!(
        "<section class=\"card\" aria-labelledby=\"card-{index}\">\n\
         <h2 id=\"card-{index}\">{name}</h2>\n\
         <p class=\"editions\">{} <span class=\"to\">→</span> {}</p>\n{said}\n</section>\n",
        edition(&comparison.old),
        edition(&comparison.new)
    )
}

fn edition(edition: &Edition) -> String {
    let known = words::shortened(&visible(&words::edition(edition)), NAME);
    format!("<bdi>{}</bdi>", escaped(&known))
}

fn section(index: usize, comparison: &Comparison, anchors: &mut Anchors) -> String {
    // The card says it all.
    if !has_section(comparison) {
        return String::new();
    }
    let mut entries = String::new();
    for one in words::ordered(comparison) {
        entries.push_str(&change::article(index, one, &anchors.next(&one.id)));
    }
    for one in words::ordered_rust(comparison) {
        let anchor = anchors.next(&format!("rust-{}", one.item));
        entries.push_str(&change::rust_article(index, one, &anchor));
    }
    if !comparison.stale.is_empty() {
        let lines = comparison.stale.iter().map(|stale| {
            let place = text(&format!("{}:{}", stale.file, stale.line));
            format!(
                "<li><code>{place}</code> {}</li>\n",
                change::named(&stale.message)
            )
        });
        entries.push_str(&format!(
            "<aside class=\"stale\"><h3>Lines of the accepted changes to take out</h3>\n\
             <ul>\n{}</ul></aside>\n",
            lines.collect::<String>()
        ));
    }
    format!(
        "<section class=\"target\" data-target=\"{index}\" aria-labelledby=\"target-{index}\">\n\
         <h2 id=\"target-{index}\">{}</h2>\n{entries}</section>\n",
        text(&comparison.target)
    )
}

fn has_section(comparison: &Comparison) -> bool {
    !comparison.is_empty() || !comparison.stale.is_empty()
}

/// What filters the changes. It is shown when the script runs.
fn controls(comparisons: &[Comparison]) -> String {
    let changes = || {
        comparisons
            .iter()
            .flat_map(|comparison| &comparison.changes)
    };
    let tags: BTreeSet<&str> = changes()
        .flat_map(|change| &change.operations)
        .flat_map(|operation| operation.tags.iter().map(String::as_str))
        .collect();
    let tags: String = tags
        .iter()
        .map(|tag| format!("<option>{}</option>", text(tag)))
        .collect();
    let has_rust_only = comparisons
        .iter()
        .any(|comparison| !comparison.rust_only.is_empty());
    let impacts = [
        ("breaking", "Breaking", true),
        ("warning", "Warnings", true),
        ("info", "Info", true),
        ("rust", words::RUST_ONLY, has_rust_only),
    ];
    let impacts: String = impacts
        .iter()
        .filter(|(_, _, is_there)| *is_there)
        .map(|(value, word, _)| {
            format!(
                "<label class=\"check {value}\"><input type=\"checkbox\" name=\"impact\" \
                 value=\"{value}\" checked> \
                 {word} <span class=\"number\" data-count=\"{value}\"></span></label>\n"
            )
        })
        .collect();
    let select = |name: &str, word: &str, options: &str| {
        format!(
            "<label class=\"choice\"><span>{word}</span> <select name=\"{name}\">\
             <option value=\"\">all</option>\
             {options}</select></label>\n"
        )
    };
    let sides = "<option>request</option><option>response</option><option>document</option>";
    let side = select("side", "Side", sides);
    let tag = if tags.is_empty() {
        String::new()
    } else {
        select("tag", "Tag", &tags)
    };
    let target = if comparisons.len() > 1 {
        let options: String = comparisons
            .iter()
            .enumerate()
            .map(|(index, one)| format!("<option value=\"{index}\">{}</option>", text(&one.target)))
            .collect();
        select("target", "Target", &options)
    } else {
        String::new()
    };
    format!(
        "<form class=\"controls\" aria-label=\"Filter the changes\">\n<div class=\"search\">\n\
         <label class=\"find\"><span class=\"unseen\">Search the changes</span>\
         <input type=\"search\" name=\"search\" placeholder=\"Search\" autocomplete=\"off\" \
         spellcheck=\"false\" \
         aria-keyshortcuts=\"/\"></label>\n\
         <output class=\"shown\" role=\"status\" aria-live=\"polite\"></output>\n\
         <button type=\"button\" class=\"open\" aria-pressed=\"false\">Open all</button>\n</div>\n\
         <div class=\"facets\">\n<fieldset><legend class=\"unseen\">Impact</legend>\n{impacts}</fieldset>\n\
         {side}{tag}{target}\
         <label class=\"check\"><input type=\"checkbox\" name=\"hide\"> Hide accepted</label>\n\
         <p class=\"keys\"><kbd>/</kbd> search <kbd>j</kbd> <kbd>k</kbd> move <kbd>Enter</kbd> open \
         <kbd>Esc</kbd> clear</p>\n</div>\n</form>\n"
    )
}

/// A text of a document as text of the page.
fn text(text: &str) -> String {
    escaped(&visible(text))
}

/// The anchors of a page: each is there once.
#[derive(Debug, Default)]
struct Anchors {
    taken: HashSet<String>,
}

impl Anchors {
    fn next(&mut self, id: &str) -> String {
        let word: String = id
            .chars()
            .map(|character| match character {
                '-' | '_' | '.' => character,
                _ if character.is_ascii_alphanumeric() => character,
                _ => '-',
            })
            .take(120)
            .collect();
        // The page's own anchors have other beginnings than those that changes get.
        let is_own = ["card-", "target-", "changes"]
            .iter()
            .any(|own| word.starts_with(own));
        let word = if is_own || word.is_empty() {
            format!("change-{word}")
        } else {
            word
        };
        let numbered = (2..).map(|number| format!("{word}-{number}"));
        let mut candidates = std::iter::once(word.clone()).chain(numbered);
        let free = candidates.find(|candidate| !self.taken.contains(candidate));
        let free = free.unwrap_or(word);
        self.taken.insert(free.clone());
        free
    }
}
