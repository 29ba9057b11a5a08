//! Patterns as users write them: `*` stands for anything, nothing and `/` included.

/// Whether a text is as a pattern says.
pub fn fits(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    text.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text) in [
            ("/pets", "/pets"),
            ("/pets*", "/pets"),
            ("/pets/*", "/pets/{id}"),
            ("/pets/*", "/pets/{id}/toys"),
            ("/*/toys", "/pets/{id}/toys"),
            ("*", ""),
            ("*-removed", "property-removed"),
            ("a*b*c", "a1b2bc"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("/pets", "/pets/1"),
            ("/pets/*", "/pets"),
            ("a*a", "a"),
            ("a*b*c", "acb"),
        ] {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }
}
