//! Figures within a page that people write: what stands between two comments is replaced, the rest is theirs.

/// A part of a page that is written by the command.
pub struct Part<'t> {
    /// What the comment that begins it names: `<!-- bench: NAME -->`.
    pub name: &'t str,
    /// What stands in it.
    pub text: String,
}

const END: &str = "<!-- /bench -->";

/// The page with its parts replaced; `None` where it has none of them.
pub fn updated(page: &str, parts: &[Part<'_>]) -> Option<String> {
    let mut updated = page.to_owned();
    let mut is_updated = false;
    for part in parts {
        let begin = format!("<!-- bench: {} -->", part.name);
        let Some((before, rest)) = updated.split_once(&begin) else {
            continue;
        };
        let Some((_, after)) = rest.split_once(END) else {
            continue;
        };
        updated = format!("{before}{begin}\n\n{}\n\n{END}{after}", part.text.trim());
        is_updated = true;
    }
    is_updated.then_some(updated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_replaced_and_the_rest_stays() {
        let page = "# Title\n\n<!-- bench: summary -->\nold\n<!-- /bench -->\n\nText.\n<!-- bench: other -->x<!-- /bench -->\n";
        let part = |name, text: &str| Part {
            name,
            text: text.to_owned(),
        };
        let new = updated(page, &[part("tables", "t"), part("summary", "new\n")]);
        let expected = "# Title\n\n<!-- bench: summary -->\n\nnew\n\n<!-- /bench -->\n\nText.\n<!-- bench: other -->x<!-- /bench -->\n";
        assert_eq!(new.as_deref(), Some(expected));
        // The same figures change nothing.
        let again = updated(expected, &[part("summary", "new")]);
        assert_eq!(again.as_deref(), Some(expected));
        assert_eq!(updated("# Title\n", &[part("summary", "new")]), None);
    }
}
