//! What each setting means: the one source of the keys, of the reference `docs/settings.md` and of the schema for
//! editors.

mod limits;
mod markdown;
mod package;
mod pagination;
mod schema;
mod select;
mod target;

pub use markdown::{markdown, section};
pub use schema::schema;

/// A setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The table that has it.
    pub table: Table,
    /// Its key there.
    pub key: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// What it is where it is absent; `None` where it must not be.
    pub default: Option<&'static str>,
    /// What it says.
    pub meaning: &'static str,
    /// What it changes in the generated code.
    pub effect: &'static str,
    /// Its lines in the table of a target `petstore`; whole tables where it begins with a bracket.
    pub example: &'static str,
}

/// A table of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// The file.
    Root,
    /// `[limits]`.
    Limits,
    /// `[target.NAME]`.
    Target,
    /// `[target.NAME.select]`.
    Select,
    /// `[target.NAME.package]`.
    Package,
    /// `[[target.NAME.pagination]]`.
    Pagination,
}

/// What the values of a setting are.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A text.
    Text,
    /// Whether or not.
    Flag,
    /// Whether or not, or a text.
    FlagOrText,
    /// A number from this one.
    Count(u64),
    /// A list of texts.
    Texts,
    /// A list of JSON Pointers.
    Pointers,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A text for each key.
    TextBy(Key),
    /// A list of texts for each key.
    TextsBy(Key),
    /// One of these texts for each key.
    ChoiceBy(Key, &'static [&'static str]),
    /// A type of Rust for each JSON Pointer.
    Types,
    /// A level for each code.
    Levels,
    /// Where a crate may be published.
    Publish,
    /// Dependencies as in a manifest.
    Dependencies,
    /// A table of its own.
    Table(Table),
    /// Tables of their own.
    Tables(Table),
}

/// What the keys of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// JSON Pointers.
    Pointer,
    /// JSON Pointers, and `*` for all places.
    PointerOrAll,
    /// Names of anything else.
    Name(&'static str),
}

impl Table {
    /// All tables that have settings, in the order of the reference.
    pub const ALL: [Self; 5] = [
        Self::Target,
        Self::Select,
        Self::Package,
        Self::Pagination,
        Self::Limits,
    ];

    /// Its settings, in the order of the reference.
    pub const fn settings(self) -> &'static [Setting] {
        match self {
            Self::Root => &[],
            Self::Limits => limits::SETTINGS,
            Self::Target => target::SETTINGS,
            Self::Select => select::SETTINGS,
            Self::Package => package::SETTINGS,
            Self::Pagination => pagination::SETTINGS,
        }
    }

    /// Its keys, sorted.
    pub fn keys(self) -> Vec<&'static str> {
        if self == Self::Root {
            return vec!["limits", "target"];
        }
        let mut keys: Vec<&str> = self.settings().iter().map(|one| one.key).collect();
        keys.sort_unstable();
        keys
    }

    /// Its header in a file, of a target `petstore`.
    pub const fn header(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Limits => "[limits]",
            Self::Target => "[target.petstore]",
            Self::Select => "[target.petstore.select]",
            Self::Package => "[target.petstore.package]",
            Self::Pagination => "[[target.petstore.pagination]]",
        }
    }
}

impl Setting {
    /// The name by which it is asked for: its key, behind that of its table within a target.
    pub fn name(&self) -> String {
        match self.table {
            Table::Root | Table::Target => self.key.to_owned(),
            Table::Limits => format!("limits.{}", self.key),
            Table::Select => format!("select.{}", self.key),
            Table::Package => format!("package.{}", self.key),
            Table::Pagination => format!("pagination.{}", self.key),
        }
    }

    /// The example as it stands in a file.
    pub fn lines(&self) -> String {
        if self.example.starts_with('[') {
            self.example.to_owned()
        } else {
            format!("{}\n{}", self.table.header(), self.example)
        }
    }
}

/// All settings, in the order of the reference.
pub fn all() -> impl Iterator<Item = &'static Setting> {
    Table::ALL.into_iter().flat_map(Table::settings)
}
