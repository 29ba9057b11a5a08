//! A comment holds only so much, and is markup of our own alone.

use bindery::diff::pages::{Format, MARKDOWN_BYTES, render};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::sample::{many, sample};

#[test]
fn comments_are_short_and_whole() {
    for number in [0, 1, 50, 500, 5000] {
        let mut comparisons = sample();
        comparisons.push(many(number));
        let page = render(&comparisons, Format::Markdown);
        assert!(page.len() <= MARKDOWN_BYTES, "{number}: {}", page.len());
        assert_eq!(lines(&page, "<details>"), lines(&page, "</details>"));
        let is_cut = page.contains("left out here");
        assert_eq!(is_cut, number >= 500, "{number}");
        if is_cut {
            // It is nearly full, and what is left out is the least important.
            assert!(
                page.len() > MARKDOWN_BYTES - 6000,
                "{number}: {}",
                page.len()
            );
            assert!(page.contains("### pets: breaking"));
            assert!(
                page.trim_end()
                    .ends_with("`cargo xtask diff --format html` shows all.")
            );
        }
    }
}

#[test]
fn breaking_changes_are_the_last_to_go() {
    let page = render(&[many(300)], Format::Markdown);
    assert!(page.contains("### pets: breaking (30)"), "{page}");
    assert!(page.contains("0 of them breaking"), "{page}");
}

#[test]
fn many_targets_are_cut_too() {
    let comparisons: Vec<_> = (0..3000).map(|_| many(1)).collect();
    let page = render(&comparisons, Format::Markdown);
    assert!(page.len() <= MARKDOWN_BYTES);
    assert!(page.contains("not in this table"));
}

/// What documents say makes no link, no heading, no emphasis and no element.
#[test]
fn documents_make_no_markup() {
    let page = render(&sample()[1..2], Format::Markdown);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let (mut cells, mut names) = (0, Vec::new());
    for event in Parser::new_ext(&page, options) {
        match event {
            Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::CodeBlock(_),
            ) => {
                panic!("{event:?} in {page}")
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let known = ["<details>", "</details>", "<summary>"];
                assert!(known.iter().any(|known| html.starts_with(known)), "{html}");
                assert!(!html.contains("<script"), "{html}");
            }
            Event::Start(Tag::TableCell) => cells += 1,
            Event::Code(name) => names.push(name),
            _ => {}
        }
    }
    assert_eq!(cells, 14, "a pipe of a document makes no cell");
    let is_whole =
        |name: &&pulldown_cmark::CowStr<'_>| name.starts_with("<script>alert(1)</script> `|` ``` ");
    assert!(names.iter().filter(is_whole).count() > 4, "{names:?}");
    assert_eq!(lines(&page, "<details>"), lines(&page, "</details>"));
}

fn lines(page: &str, wanted: &str) -> usize {
    page.lines().filter(|line| *line == wanted).count()
}
