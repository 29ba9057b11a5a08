//! Texts that try to break out of a page, in every place that a document fills.

use bindery::diff::catalogue::Code;
use bindery::diff::change::{
    Accepted, Bump, Comparison, Edition, Effect, Impact, RustChange, Side, Spot, Stale,
};

use super::sample::{change, operation, rust};

/// Tags, quotes, backticks, pipes, line breaks, commands of a terminal and of a workflow, marks of direction.
pub const HOSTILE: &str = "<script>alert(1)</script> `|` ``` \"'> \u{1b}[31m\r\n::error::x\n# @octocat #1 \
                           ]]> --> </details> \u{202e}txt\u{2066} שלום %0A [a](javascript:alert(1)) \
                           www.example.com";

/// A target with nothing but such texts, and very long ones.
pub fn hostile() -> Comparison {
    let long = "x".repeat(9000);
    let mut changed = change(
        HOSTILE,
        Code::MaxLengthLowered,
        Impact::Warning,
        Side::Response,
        &format!("the name `{HOSTILE}` is *bold* <b>and</b> _more_"),
        HOSTILE,
    );
    changed.old = Some(Spot {
        file: HOSTILE.to_owned(),
        line: None,
        column: None,
        pointer: format!("#/{HOSTILE}"),
        excerpt: Some(format!("{HOSTILE}\n{long}")),
    });
    changed.new = changed.old.clone().map(|spot| Spot {
        line: Some(3),
        column: Some(1),
        ..spot
    });
    changed.old_value = Some(long.clone());
    changed.new_value = Some(HOSTILE.to_owned());
    changed.operations = vec![operation(HOSTILE, HOSTILE, HOSTILE, HOSTILE)];
    changed.advice = HOSTILE.to_owned();
    changed.rust = vec![RustChange {
        note: HOSTILE.to_owned(),
        ..rust(
            HOSTILE,
            Effect::Changed,
            Bump::Patch,
            Some(HOSTILE),
            Some(&long),
        )
    }];
    // The same name once more, so that its anchor has to be another.
    let mut accepted = changed.clone();
    accepted.accepted = Some(Accepted {
        reason: HOSTILE.to_owned(),
        until: HOSTILE.to_owned(),
    });
    let edition = Edition {
        label: HOSTILE.to_owned(),
        document: HOSTILE.to_owned(),
        title: long,
        version: HOSTILE.to_owned(),
    };
    Comparison {
        target: HOSTILE.to_owned(),
        old: edition.clone(),
        new: edition,
        changes: vec![changed, accepted],
        rust_only: Vec::new(),
        bump: Bump::Patch,
        crate_version: ("1.0.0".to_owned(), "1.0.1".to_owned()),
        stale: vec![Stale {
            file: HOSTILE.to_owned(),
            line: 1,
            message: HOSTILE.to_owned(),
        }],
    }
}
