//! The tables `pagination`: how the results of operations come in pages.

use serde::Deserialize;

/// Operations whose results come in pages, all in one way. Places are JSON Pointers into the response.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table")]
pub struct Pagination {
    /// Ids or JSON Pointers of the operations.
    pub operations: Vec<String>,
    /// How the next page is named.
    pub style: Style,
    /// Where the items are; the whole response where it is empty.
    pub items: String,
    /// Where the link to the next page is.
    pub next: Option<String>,
    /// Where the value is that names the next page.
    pub cursor: Option<String>,
    /// Where the value is that names the next page, from the last item.
    pub last_item: Option<String>,
    /// The parameter that names a page.
    pub parameter: Option<String>,
    /// The number of the first page, 1 where it is absent; or of the first item, 0 where it is absent.
    pub first: Option<u64>,
    /// The parameter that says how many items a page has: one of fewer is the last.
    pub limit: Option<String>,
    /// Where a boolean says whether another page follows.
    pub more: Option<String>,
    /// Where the number of the items of all pages is.
    pub total: Option<String>,
    /// Where the number of all pages is.
    pub total_pages: Option<String>,
}

/// How the next page is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// By a link in the body.
    NextLink,
    /// By a `Link` header.
    LinkHeader,
    /// By a value in the body.
    Cursor,
    /// By its number.
    Page,
    /// By the number of its first item.
    Offset,
}

impl Style {
    /// The style as settings have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NextLink => "next-link",
            Self::LinkHeader => "link-header",
            Self::Cursor => "cursor",
            Self::Page => "page",
            Self::Offset => "offset",
        }
    }

    /// Whether a key says something of the style.
    pub fn has(self, key: &str) -> bool {
        match key {
            "next" => self == Self::NextLink,
            "cursor" | "last-item" => self == Self::Cursor,
            "parameter" => matches!(self, Self::Cursor | Self::Page | Self::Offset),
            "first" | "limit" | "total" => matches!(self, Self::Page | Self::Offset),
            "total-pages" => self == Self::Page,
            _ => true,
        }
    }
}

impl Pagination {
    /// The keys that not every style has, and their values.
    pub fn of_styles(&self) -> [(&'static str, Option<String>); 8] {
        [
            ("next", self.next.clone()),
            ("cursor", self.cursor.clone()),
            ("last-item", self.last_item.clone()),
            ("parameter", self.parameter.clone()),
            ("first", self.first.map(|first| first.to_string())),
            ("limit", self.limit.clone()),
            ("total", self.total.clone()),
            ("total-pages", self.total_pages.clone()),
        ]
    }

    /// The table as it stands in a settings file.
    pub fn to_toml(&self, target: &str) -> String {
        let text = |value: &str| toml::Value::String(value.to_owned()).to_string();
        let is_bare = |name: &str| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '_'))
        };
        let target = if is_bare(target) {
            target.to_owned()
        } else {
            text(target)
        };
        let operations: Vec<String> = self.operations.iter().map(|one| text(one)).collect();
        let operations = wrapped(&operations);
        let mut lines = vec![
            format!("[[target.{target}.pagination]]"),
            format!("operations = {operations}"),
            format!("style = {}", text(self.style.as_str())),
            format!("items = {}", text(&self.items)),
        ];
        for (key, value) in self.of_styles() {
            let value = match (key, value) {
                (_, None) => continue,
                ("first", Some(number)) => number,
                (_, Some(value)) => text(&value),
            };
            lines.push(format!("{key} = {value}"));
        }
        lines.extend(
            self.more
                .iter()
                .map(|more| format!("more = {}", text(more))),
        );
        lines.join("\n")
    }
}

/// An array on one line where it is short, else on as many as it needs.
fn wrapped(items: &[String]) -> String {
    const WIDTH: usize = 100;
    let whole = items.join(", ");
    if whole.len() <= WIDTH {
        return format!("[{whole}]");
    }
    let mut lines = vec![String::new()];
    for item in items {
        let is_full = lines
            .last()
            .is_some_and(|line| !line.is_empty() && line.len() + item.len() > WIDTH);
        if is_full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            let space = if line.is_empty() { "    " } else { " " };
            line.push_str(&format!("{space}{item},"));
        }
    }
    format!("[\n{}\n]", lines.join("\n"))
}
