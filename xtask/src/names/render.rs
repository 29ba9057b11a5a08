//! A lock to the text of its file.

use std::fmt;

use super::{Alias, LockedGroup, LockedItem, LockedOperation, Member, NameLock, Placed};

/// What stands on top of the file.
const HEADER: &str = "\
# The names of Rust that callers use, and what they stand for; kept by `cargo xtask codegen`, to be committed.
# A line that is deleted is a name to be made anew; `cargo xtask codegen --prune-names` drops what is gone.
";

impl NameLock {
    /// The text of the file: sorted, a line a name.
    pub fn render(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        lines.extend(self.groups.iter().map(ToString::to_string));
        lines.extend(self.operations.iter().map(ToString::to_string));
        lines.extend(self.items.iter().map(ToString::to_string));
        lines.extend(
            self.types
                .iter()
                .chain(&self.variants)
                .map(ToString::to_string),
        );
        lines.extend(self.members.iter().map(ToString::to_string));
        lines.extend(self.aliases.iter().map(ToString::to_string));
        lines.sort();
        lines.dedup();
        let lines = lines.into_iter().map(|line| format!("{line}\n"));
        [HEADER.to_owned()].into_iter().chain(lines).collect()
    }
}

impl fmt::Display for Placed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.owner.is_empty() {
            write!(formatter, "type {} = ", self.name)?;
        } else {
            write!(formatter, "variant {}.{} = ", self.owner, self.name)?;
        }
        for shape in &self.shapes {
            write!(formatter, "{shape:08x} ")?;
        }
        formatter.write_str(&line_of(&self.place))
    }
}

impl fmt::Display for Member {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.is_field { "field" } else { "value" };
        let wire = line_of(&self.wire);
        write!(formatter, "{word} {}.{} = {wire}", self.owner, self.name)
    }
}

impl fmt::Display for LockedGroup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.tag {
            Some(tag) => write!(formatter, "group {} = tag {}", self.module, line_of(tag)),
            None => write!(formatter, "group {} = no tag", self.module),
        }
    }
}

impl fmt::Display for LockedOperation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "operation {}.{} {} = {} {} {}",
            self.module,
            self.name,
            self.request,
            word_of(&self.id),
            self.method,
            line_of(&self.path)
        )
    }
}

impl fmt::Display for LockedItem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "item {}.{} = {} {}",
            self.module,
            self.name,
            self.role.as_str(),
            self.operation
        )
    }
}

impl fmt::Display for Alias {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "alias {} = {}", self.old, self.now)
    }
}

/// A text at the end of a line: as it is where that can be read back, else as a string of JSON.
fn line_of(text: &str) -> String {
    let is_plain = !text.is_empty()
        && text.trim() == text
        && !text.starts_with('"')
        && !text.chars().any(char::is_control);
    if is_plain {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A text within a line: a word, or a string of JSON.
fn word_of(text: &str) -> String {
    let is_word = !text.contains(char::is_whitespace) && line_of(text) == text;
    if is_word {
        text.to_owned()
    } else {
        quoted(text)
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
