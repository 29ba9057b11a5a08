//! Tokens to text: formatted by prettyplease, with the header on top and blank lines between items.

use proc_macro2::TokenStream;

use super::file_set::FileSet;
use super::table;
use crate::parallel;
use crate::source_file::{Contents, Items, SourceFile};

/// Makes text of every file, several at a time.
pub fn render(files: Vec<SourceFile<'_>>) -> FileSet {
    let texts = parallel::map(&files, text);
    let mut set = FileSet::default();
    for (file, text) in files.into_iter().zip(texts) {
        match text {
            Some(text) => set.insert(file.path, text),
            None => set.leave_alone(file.path),
        }
    }
    set
}

/// The text of a file; `None` of one that is written by hand.
fn text(file: &SourceFile<'_>) -> Option<String> {
    match &file.contents {
        Contents::Text(text) => Some(text.clone()),
        Contents::Rust { header, items } => Some(render_rust(&file.path, header, items())),
        Contents::ByHand => None,
    }
}

fn render_rust(path: &str, header: &[String], items: Items<'_>) -> String {
    let mut blocks: Vec<String> = vec![header.iter().map(|line| format!("// {line}\n")).collect()];
    let mut previous = Kind::Other;
    for tokens in items {
        let file = parsed(path, tokens);
        if !file.attrs.is_empty() {
            blocks.push(prettyplease::unparse(&syn::File {
                attrs: file.attrs,
                ..empty_file()
            }));
        }
        for item in file.items {
            let kind = Kind::of(&item);
            let text = match &item {
                syn::Item::Macro(table) => table::text(&table.mac),
                _ => prettyplease::unparse(&syn::File {
                    items: vec![item],
                    ..empty_file()
                }),
            };
            let text = with_blank_lines_between_members(&text);
            match blocks.last_mut() {
                Some(block) if kind != Kind::Other && kind == previous => block.push_str(&text),
                _ => blocks.push(text),
            }
            previous = kind;
        }
    }
    blocks.join("\n")
}

fn parsed(path: &str, tokens: TokenStream) -> syn::File {
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => file,
        // Emitted tokens are items by construction; the fixtures' tests compile every construct.
        Err(error) => unreachable!("the tokens of {path} are not items of Rust: {error}"),
    }
}

fn empty_file() -> syn::File {
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: Vec::new(),
    }
}

/// What stands without a blank line beside its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Import,
    Export,
    Module,
    Other,
}

impl Kind {
    fn of(item: &syn::Item) -> Self {
        match item {
            syn::Item::Use(one) if matches!(one.vis, syn::Visibility::Inherited) => Self::Import,
            syn::Item::Use(_) => Self::Export,
            syn::Item::Mod(one) if one.content.is_none() => Self::Module,
            _ => Self::Other,
        }
    }
}

/// Sets the members of an `impl` that span lines apart: such a one ends with a brace at its own depth.
fn with_blank_lines_between_members(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        result.push_str(line);
        result.push('\n');
        if matches!(line, "    }" | "    };") && lines.peek().is_some_and(|next| *next != "}") {
            result.push('\n');
        }
    }
    result
}
