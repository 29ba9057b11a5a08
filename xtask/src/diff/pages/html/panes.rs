//! Two texts side by side, with numbers of lines and a mark at each line that differs.

use similar::{ChangeTag, TextDiff};

use super::text;
use crate::diff::pages::words::{escaped, shortened, visible_lines};

/// The most characters of a line; documents without line breaks have one of megabytes.
const WIDTH: usize = 2000;

/// A text and what is known of it.
pub struct Pane<'p> {
    /// `Before` or `After`.
    pub title: &'static str,
    /// Where it stands.
    pub place: Option<String>,
    /// The number of its first line.
    pub first: Option<usize>,
    /// The text.
    pub text: &'p str,
    /// What it is to the text beside it.
    pub role: Role,
}

/// What a text is to the one beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The same thing at another time.
    Counterpart,
    /// Where the thing beside it will be, or was.
    Surroundings,
}

/// A line beside another: which line it is from 0, whether it differs, or a gap that keeps the others level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Same(usize),
    Differs(usize),
    Gap,
}

/// Both texts; one of them alone where there is no other.
pub fn pair(old: Option<Pane<'_>>, new: Option<Pane<'_>>) -> String {
    let (old_rows, new_rows) = match (&old, &new) {
        (Some(old), Some(new))
            if (old.role, new.role) == (Role::Counterpart, Role::Counterpart) =>
        {
            level(old.text, new.text)
        }
        // What has no counterpart is new or gone as a whole.
        _ => (whole(old.as_ref()), whole(new.as_ref())),
    };
    let alone = if old.is_some() && new.is_some() {
        ""
    } else {
        " alone"
    };
    let old = old.map_or_else(String::new, |pane| figure("old", "−", &pane, &old_rows));
    let new = new.map_or_else(String::new, |pane| figure("new", "+", &pane, &new_rows));
    format!("<div class=\"panes{alone}\">\n{old}{new}</div>\n")
}

fn whole(pane: Option<&Pane<'_>>) -> Vec<Row> {
    let lines = pane.map_or(0, |pane| pane.text.lines().count());
    let row = |index| match pane.map(|pane| pane.role) {
        Some(Role::Surroundings) => Row::Same(index),
        _ => Row::Differs(index),
    };
    (0..lines).map(row).collect()
}

/// The lines of two texts, level where they are the same.
fn level(old: &str, new: &str) -> (Vec<Row>, Vec<Row>) {
    let (mut old_rows, mut new_rows) = (Vec::new(), Vec::new());
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let diff = TextDiff::from_slices(&old, &new);
    for change in diff.iter_all_changes() {
        match (change.tag(), change.old_index(), change.new_index()) {
            (ChangeTag::Delete, Some(index), _) => old_rows.push(Row::Differs(index)),
            (ChangeTag::Insert, _, Some(index)) => new_rows.push(Row::Differs(index)),
            (ChangeTag::Equal, Some(old), Some(new)) => {
                fill(&mut old_rows, &mut new_rows);
                old_rows.push(Row::Same(old));
                new_rows.push(Row::Same(new));
            }
            _ => {}
        }
    }
    fill(&mut old_rows, &mut new_rows);
    (old_rows, new_rows)
}

fn fill(old: &mut Vec<Row>, new: &mut Vec<Row>) {
    let length = old.len().max(new.len());
    old.resize(length, Row::Gap);
    new.resize(length, Row::Gap);
}

fn figure(class: &str, sign: &str, pane: &Pane<'_>, rows: &[Row]) -> String {
    let all: Vec<&str> = pane.text.lines().collect();
    let mut lines = String::new();
    for row in rows {
        let (index, class, sign) = match row {
            Row::Same(index) => (*index, "", " "),
            Row::Differs(index) => (*index, " differs", sign),
            Row::Gap => {
                lines.push_str("<span class=\"line gap\" aria-hidden=\"true\">\n</span>");
                continue;
            }
        };
        let number = pane
            .first
            .map_or_else(String::new, |first| (first + index).to_string());
        let line = all.get(index).copied().unwrap_or_default();
        lines.push_str("<span class=\"line");
        lines.push_str(class);
        lines.push_str("\"><span class=\"number\">");
        lines.push_str(&number);
        lines.push_str("</span><span class=\"sign\">");
        lines.push_str(sign);
        lines.push_str("</span>");
        lines.push_str(&escaped(&visible_lines(&shortened(line, WIDTH))));
        lines.push_str("\n</span>");
    }
    let title = pane.title;
    let place = pane.place.as_deref().map_or_else(String::new, |place| {
        format!(" <span class=\"place\">{}</span>", text(place))
    });
    format!(
        "<figure class=\"{class}\"><figcaption>{title}{place}</figcaption>\
         <pre tabindex=\"0\" role=\"group\" aria-label=\"{title}\"><code>{lines}</code></pre></figure>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{Row, level};

    #[test]
    fn same_lines_are_level() {
        let (old, new) = level("a\nb\nc", "a\nx\ny\nc");
        assert_eq!(old, [Row::Same(0), Row::Differs(1), Row::Gap, Row::Same(2)]);
        assert_eq!(
            new,
            [Row::Same(0), Row::Differs(1), Row::Differs(2), Row::Same(3)]
        );
    }
}
