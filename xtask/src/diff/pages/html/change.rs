//! One change as an article that unfolds.

use std::borrow::Cow;

use super::panes::{self, Pane, Role};
use super::text;
use crate::diff::change::{Accepted, Change, RustChange, Spot};
use crate::diff::pages::words::{self, Piece, escaped, pieces, visible};

/// The most characters of a name in the line that is always shown.
const WIDTH: usize = 200;

/// The most characters of a value.
const VALUE: usize = 10_000;

/// The most operations that a change names.
const OPERATIONS: usize = 200;

/// A change on the wire.
pub fn article(target: usize, change: &Change, anchor: &str) -> String {
    let impact = change.impact.as_str();
    let code = change.code.as_str();
    let side = change.side.as_str();
    let mut tags: Vec<Cow<'_, str>> = change
        .operations
        .iter()
        .flat_map(|operation| operation.tags.iter().map(|tag| visible(tag)))
        .collect();
    tags.sort_unstable();
    tags.dedup();
    // A tag may hold any character; in JSON all of them keep apart.
    let tags = serde_json::Value::from(tags).to_string();
    let head = Head {
        impact,
        word: impact,
        message: named(&change.message),
        subject: text(&words::shortened(&change.subject, WIDTH)),
        code,
        accepted: change.accepted.as_ref(),
    };
    let mut body = String::new();
    body.push_str(&accepted(change.accepted.as_ref()));
    if !change.advice.is_empty() {
        body.push_str(&format!(
            "<p class=\"advice\"><b>What to do</b> {}</p>\n",
            named(&change.advice)
        ));
    }
    body.push_str(&facts(change));
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    if old.is_some() || new.is_some() {
        body.push_str(&panes::pair(
            old.map(|spot| document_pane("Before", spot, new)),
            new.map(|spot| document_pane("After", spot, old)),
        ));
    }
    body.push_str(&operations(change));
    if !change.rust.is_empty() {
        body.push_str("<h4>Rust</h4>\n");
        for one in &change.rust {
            body.push_str(&rust_change(one));
        }
    }
    let data = format!(
        "data-impact=\"{impact}\" data-side=\"{side}\" data-tags=\"{}\"",
        escaped(&tags)
    );
    fold(target, anchor, &data, &head, &body)
}

/// A change of Rust alone.
pub fn rust_article(target: usize, change: &RustChange, anchor: &str) -> String {
    let item = text(&words::shortened(&change.item, WIDTH));
    let head = Head {
        impact: "rust",
        word: change.bump.as_str(),
        message: format!("<code>{item}</code> {}", change.effect.as_str()),
        subject: text(&words::shortened(&change.note, WIDTH)),
        code: words::RUST_ONLY,
        accepted: change.accepted.as_ref(),
    };
    let mut body = accepted(change.accepted.as_ref());
    body.push_str(&rust_change(change));
    fold(
        target,
        anchor,
        "data-impact=\"rust\" data-side=\"\" data-tags=\"[]\"",
        &head,
        &body,
    )
}

/// A message with its names as code.
pub fn named(message: &str) -> String {
    let named = pieces(message).map(|piece| match piece {
        Piece::Words(words) => text(words),
        Piece::Name(name) => format!("<code>{}</code>", text(&words::shortened(name, WIDTH))),
    });
    named.collect()
}

/// The line that is always shown. Its texts are escaped already.
struct Head<'c> {
    impact: &'c str,
    word: &'c str,
    message: String,
    subject: String,
    code: &'c str,
    accepted: Option<&'c Accepted>,
}

fn fold(target: usize, anchor: &str, data: &str, head: &Head<'_>, body: &str) -> String {
    let (mark, class) = match head.accepted {
        Some(_) => (" <span class=\"mark\">accepted</span>", " accepted"),
        None => ("", ""),
    };
    let Head {
        impact,
        word,
        message,
        subject,
        code,
        ..
    } = head;
    let subject = if subject.is_empty() {
        String::new()
    } else {
        format!("<span class=\"subject\"><bdi>{subject}</bdi></span>")
    };
    format!(
        "<article class=\"change {impact}{class}\" id=\"{anchor}\" data-target=\"{target}\" {data}>\n\
         <details><summary><span class=\"impact\">{word}</span><span class=\"what\">\
         <h3>{message}{mark}</h3>{subject}</span><span class=\"code\">{code}</span></summary>\n\
         <div class=\"body\">\n{body}<p class=\"anchor\"><a href=\"#{anchor}\">Link to this change</a></p>\n\
         </div></details>\n</article>\n"
    )
}

fn accepted(accepted: Option<&Accepted>) -> String {
    accepted.map_or_else(String::new, |accepted| {
        let (until, reason) = (text(&accepted.until), named(&accepted.reason));
        format!("<p class=\"why\"><b>Accepted until {until}</b> {reason}</p>\n")
    })
}

fn facts(change: &Change) -> String {
    let mut facts = vec![("Side", text(change.side.as_str()))];
    let value = |value: &Option<String>| match value {
        Some(value) => format!(
            "<code class=\"value\">{}</code>",
            text(&words::shortened(value, VALUE))
        ),
        None => "<span class=\"none\">none</span>".to_owned(),
    };
    if change.old_value.is_some() || change.new_value.is_some() {
        let (old, new) = (value(&change.old_value), value(&change.new_value));
        facts.push(("Value", format!("{old} <span class=\"to\">→</span> {new}")));
    }
    if let Some(confidence) = change.confidence {
        facts.push(("Rename", words::confidence(confidence)));
    }
    let facts = facts
        .iter()
        .map(|(name, value)| format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n"));
    format!("<dl>\n{}</dl>\n", facts.collect::<String>())
}

fn document_pane<'s>(title: &'static str, spot: &'s Spot, other: Option<&Spot>) -> Pane<'s> {
    // What is new has its surroundings beside it, and so has what is gone.
    let within = |other: &Spot| {
        let below = other.pointer.strip_prefix(&spot.pointer);
        below.is_some_and(|below| below.starts_with('/'))
    };
    Pane {
        title,
        place: Some(words::position(spot)),
        first: spot.line,
        text: spot.excerpt.as_deref().unwrap_or(&spot.pointer),
        role: if other.is_some_and(within) {
            Role::Surroundings
        } else {
            Role::Counterpart
        },
    }
}

fn operations(change: &Change) -> String {
    let all = &change.operations;
    if all.is_empty() {
        return String::new();
    }
    let title = words::counted(all.len(), "operation", "operations");
    let more = match all.len().saturating_sub(OPERATIONS) {
        0 => String::new(),
        more => format!("<li>and {} more</li>\n", words::grouped(more)),
    };
    let items: String = all
        .iter()
        .take(OPERATIONS)
        .map(|one| {
            let (method, path, id) = (text(&one.method), text(&one.path), text(&one.id));
            format!("<li><code><b>{method}</b> {path}</code> <span class=\"id\">{id}</span></li>\n")
        })
        .collect();
    format!("<h4>{title}</h4>\n<ul class=\"operations\">\n{items}{more}</ul>\n")
}

fn rust_change(change: &RustChange) -> String {
    let (bump, effect) = (change.bump.as_str(), change.effect.as_str());
    let note = if change.note.is_empty() {
        String::new()
    } else {
        format!(" <span class=\"note\">{}</span>", named(&change.note))
    };
    let accepted = match &change.accepted {
        Some(accepted) => format!(
            " <span class=\"note\">{}</span>",
            text(&words::accepted(accepted))
        ),
        None => String::new(),
    };
    let pane = |title, code| Pane {
        title,
        place: None,
        first: Some(1),
        text: code,
        role: Role::Counterpart,
    };
    let panes = match (change.old.as_deref(), change.new.as_deref()) {
        (None, None) => String::new(),
        (old, new) => panes::pair(
            old.map(|code| pane("Before", code)),
            new.map(|code| pane("After", code)),
        ),
    };
    format!(
        "<p class=\"item\"><span class=\"bump {bump}\">{bump}</span> <code>{}</code> \
         {effect}{note}{accepted}</p>\n\
         {panes}",
        text(&change.item)
    )
}
