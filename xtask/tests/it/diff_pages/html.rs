//! The page for a browser: its structure. What it does there is tested in `xtask/browser`.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use bindery::diff::pages::{Format, render};

use super::sample::{many, sample};

#[test]
fn page_has_all_changes_and_its_elements_close() {
    let page = render(&sample(), Format::Html);
    for element in [
        "article", "details", "summary", "section", "figure", "pre", "form", "main", "ul", "li",
        "dl", "div", "span", "code", "h3", "p", "label", "bdi",
    ] {
        let open = page.matches(&format!("<{element}>")).count()
            + page.matches(&format!("<{element} ")).count();
        assert_eq!(
            open,
            page.matches(&format!("</{element}>")).count(),
            "{element}"
        );
    }
    // Five and two on the wire, three of Rust alone.
    assert_eq!(page.matches("<article ").count(), 10);
    assert_eq!(page.matches(" accepted\" id=").count(), 3);
    // The 30 operations, three that have one, and the two hostile ones.
    assert_eq!(page.matches("<span class=\"id\">").count(), 35);
    assert!(page.contains("id=\"max-length-lowered-pet-name\""));
    assert!(
        page.contains("<span class=\"number\">71</span>"),
        "lines have the numbers of the document"
    );
    assert!(page.contains("<span class=\"line differs\"><span class=\"number\">73</span>"));
}

#[test]
fn anchors_are_there_once() {
    let page = render(&sample(), Format::Html);
    let ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let distinct: BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    for link in page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
    {
        let id = link.strip_prefix('#').unwrap();
        assert!(ids.contains(&id), "{link}");
    }
}

#[test]
fn page_needs_nothing_else() {
    let page = render(&sample(), Format::Html);
    assert!(page.contains("default-src 'none'"));
    assert_eq!(page.matches("<script").count(), 1);
    for word in [
        " src=", "url(", "@import", "<link", "fetch(", "style=\"", "onclick",
    ] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn large_pages_are_quick() {
    let comparisons = [many(5000)];
    let start = Instant::now();
    let page = render(&comparisons, Format::Html);
    let elapsed = start.elapsed();
    assert_eq!(page.matches("<article ").count(), 5003);
    // A second is usual without optimisation; machines are shared.
    assert!(elapsed < Duration::from_secs(10), "{elapsed:?}");
    println!("{elapsed:?}, {} bytes", page.len());
}

/// Writes the pages that the test in a browser opens, where it asks for them.
#[test]
fn written_for_the_browser() {
    let Some(folder) = env::var_os("DIFF_PAGES") else {
        return;
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).unwrap();
    for (name, comparisons) in [
        ("sample", sample()),
        ("large", vec![many(5000)]),
        ("unchanged", sample().split_off(2)),
    ] {
        fs::write(
            folder.join(format!("{name}.html")),
            render(&comparisons, Format::Html),
        )
        .unwrap();
    }
}
