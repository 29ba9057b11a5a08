//! Comparisons as pages: each format as it is read, and what no text of a document may do to it.

mod hostile;
mod html;
mod json;
mod markdown;
mod sample;

use bindery::diff::change::{Change, Impact};
use bindery::diff::pages::{Format, render};

use hostile::HOSTILE;
use sample::sample;

const FORMATS: [Format; 6] = [
    Format::Text,
    Format::Markdown,
    Format::Json,
    Format::Html,
    Format::Github,
    Format::Junit,
];

#[test]
fn text() {
    let styled = render(&sample(), Format::Text);
    insta::assert_snapshot!(
        "diff_text",
        anstream::adapter::strip_str(&styled).to_string()
    );
    assert!(styled.contains("\u{1b}[1;31mbreaking\u{1b}[0m"), "{styled}");
}

#[test]
fn markdown() {
    insta::assert_snapshot!("diff_markdown", render(&sample(), Format::Markdown));
}

#[test]
fn json() {
    insta::assert_snapshot!("diff_json", render(&sample()[..1], Format::Json));
}

#[test]
fn github() {
    insta::assert_snapshot!("diff_github", render(&sample(), Format::Github));
}

#[test]
fn junit() {
    insta::assert_snapshot!("diff_junit", render(&sample(), Format::Junit));
}

/// Pages for people tell once what changed in the same way in many places; what breaks clients is told each time.
#[test]
fn what_is_alike_is_told_once() {
    let change = |impact: Impact, place: &str| {
        let message = format!("the property `{}` is new", impact.as_str());
        Change {
            impact,
            subject: format!("{place}.{}", impact.as_str()),
            message,
            ..sample()[0].changes[0].clone()
        }
    };
    let places = ["Cat", "Dog", "Bird", "Fish", "Worm", "Fly", "Bee"];
    let mut comparison = sample().remove(0);
    comparison.changes = places
        .iter()
        .flat_map(|place| [change(Impact::Info, place), change(Impact::Breaking, place)])
        .collect();
    for (format, others) in [
        (
            Format::Text,
            "and in Dog.info, Bird.info, Fish.info and 3 more",
        ),
        (
            Format::Markdown,
            "and in `Dog.info, Bird.info, Fish.info, Worm.info, Fly.info and 1 more`",
        ),
    ] {
        let page = render(std::slice::from_ref(&comparison), format);
        let page = anstream::adapter::strip_str(&page).to_string();
        assert_eq!(
            page.matches("the property `info` is new").count(),
            1,
            "{page}"
        );
        assert_eq!(
            page.matches("the property `breaking` is new").count(),
            7,
            "{page}"
        );
        assert!(page.contains(others), "{page}");
    }
    // Three are not many.
    comparison.changes = places[..3]
        .iter()
        .map(|place| change(Impact::Info, place))
        .collect();
    let page = render(&[comparison], Format::Text);
    assert_eq!(
        page.matches("the property `info` is new").count(),
        3,
        "{page}"
    );
}

/// No page has a character that acts on a terminal or turns round what stands beside it.
#[test]
fn documents_do_not_act() {
    for format in FORMATS {
        let page = render(&sample(), format);
        let plain = match format {
            Format::Text => anstream::adapter::strip_str(&page).to_string(),
            _ => page.clone(),
        };
        for character in ['\u{1b}', '\r', '\u{202e}', '\u{2066}'] {
            // JSON keeps texts as they are; there only control characters have to be escaped.
            let is_kept = format == Format::Json && !character.is_control();
            assert!(
                is_kept || !plain.contains(character),
                "{character:?} in {format:?}"
            );
        }
        if format == Format::Text {
            // Each style is one of the page's own.
            let rest = page
                .replace("\u{1b}[0m", "")
                .replace("\u{1b}[1m", "")
                .replace("\u{1b}[2m", "");
            let rest = ["31", "33", "34"].iter().fold(rest, |rest, colour| {
                rest.replace(&format!("\u{1b}[1;{colour}m"), "")
            });
            assert!(!rest.contains('\u{1b}'));
        }
        if matches!(format, Format::Html | Format::Junit) {
            assert!(!page.contains("<script>alert"), "{format:?}");
        }
    }
}

#[test]
fn pages_are_the_same_each_time() {
    for format in FORMATS {
        assert_eq!(render(&sample(), format), render(&sample(), format));
    }
}

#[test]
fn nothing_compared_and_nothing_changed() {
    for format in FORMATS {
        render(&[], format);
    }
    let unchanged = &sample()[2..];
    let text = render(unchanged, Format::Text);
    assert_eq!(
        anstream::adapter::strip_str(&text).to_string(),
        "shops: no change\n"
    );
    assert_eq!(render(unchanged, Format::Github), "");
    assert!(render(unchanged, Format::Html).contains("No change"));
}

/// An annotation is one line, whatever the texts hold: a second one would be a command of its own.
#[test]
fn annotations_are_one_line_each() {
    let page = render(&sample(), Format::Github);
    assert!(HOSTILE.contains("\n::error::"));
    for line in page.lines() {
        let command = line.strip_prefix("::").unwrap_or_default();
        let (command, message) = command.split_once("::").unwrap();
        assert!(!message.is_empty());
        let (level, properties) = command.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&level), "{line}");
        for property in properties.split(',') {
            let (name, value) = property.split_once('=').unwrap();
            assert!(["file", "line", "col", "title"].contains(&name), "{line}");
            assert!(!value.contains(':'), "{line}");
        }
    }
    assert!(!page.contains("listCats"), "what is accepted is not told");
}

/// Each case has one result, and the sums are those of the cases.
#[test]
fn sums_of_the_test_report_are_right() {
    let page = render(&sample()[..1], Format::Junit);
    let count = |text: &str| page.matches(text).count();
    assert_eq!(count("<testcase "), 8);
    assert_eq!(count("<failure "), 2);
    assert_eq!(count("<skipped "), 2);
    assert_eq!(
        count("tests=\"8\" failures=\"2\" errors=\"0\" skipped=\"2\""),
        2
    );
}
