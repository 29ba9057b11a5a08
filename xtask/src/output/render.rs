//! Tokens to text: formatted by prettyplease, with the header on top and blank lines between items.

use proc_macro2::TokenStream;

use super::file_set::FileSet;
use crate::source_file::{Contents, SourceFile};

/// Makes text of every file.
pub fn render(files: Vec<SourceFile>) -> FileSet {
    let mut set = FileSet::default();
    for file in files {
        let text = match file.contents {
            Contents::Text(text) => text,
            Contents::Rust { header, tokens } => render_rust(&file.path, &header, tokens),
        };
        set.insert(file.path, text);
    }
    set
}

fn render_rust(path: &str, header: &[String], tokens: TokenStream) -> String {
    let file = match syn::parse2::<syn::File>(tokens) {
        Ok(file) => file,
        // Emitted tokens are items by construction; the fixtures' tests compile every construct.
        Err(error) => unreachable!("the tokens of {path} are not a file of Rust: {error}"),
    };
    let mut blocks: Vec<String> = vec![header.iter().map(|line| format!("// {line}\n")).collect()];
    if !file.attrs.is_empty() {
        blocks.push(prettyplease::unparse(&syn::File {
            attrs: file.attrs.clone(),
            ..empty_file()
        }));
    }
    let mut previous: Option<&syn::Item> = None;
    for item in &file.items {
        let text = prettyplease::unparse(&syn::File {
            attrs: Vec::new(),
            items: vec![item.clone()],
            ..empty_file()
        });
        let text = with_blank_lines_between_members(&text);
        match blocks.last_mut() {
            Some(block) if previous.is_some_and(|previous| stand_together(previous, item)) => {
                block.push_str(&text)
            }
            _ => blocks.push(text),
        }
        previous = Some(item);
    }
    blocks.join("\n")
}

fn empty_file() -> syn::File {
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: Vec::new(),
    }
}

/// Whether two items stand without a blank line between them: imports and modules, each with its like.
fn stand_together(one: &syn::Item, other: &syn::Item) -> bool {
    match (one, other) {
        (syn::Item::Use(one), syn::Item::Use(other)) => {
            matches!(one.vis, syn::Visibility::Inherited)
                == matches!(other.vis, syn::Visibility::Inherited)
        }
        (syn::Item::Mod(one), syn::Item::Mod(other)) => {
            one.content.is_none() && other.content.is_none()
        }
        _ => false,
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
