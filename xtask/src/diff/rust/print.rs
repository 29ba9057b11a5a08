//! Items as people read them: formatted, without docs and bodies.

use syn::punctuated::Punctuated;

use super::surface::Node;

/// The lines of a type that are shown; what a reader needs more than those is in the crate.
const LINES: usize = 24;

/// The code of an item.
pub fn code(node: &Node) -> String {
    match node {
        Node::Item(item) => shortened(&plain(&format((**item).clone()))),
        Node::Field(field) => part(syn::Item::Struct(structure(field))),
        Node::Variant(variant) => part(syn::Item::Enum(enumeration(variant))),
        Node::Method(method) => {
            let (_, _, signature) = &**method;
            plain(&format(syn::Item::Fn(syn::ItemFn {
                attrs: Vec::new(),
                vis: public(),
                modifiers: syn::FnModifiers::default(),
                sig: signature.clone(),
                block: Box::new(syn::Block {
                    brace_token: syn::token::Brace::default(),
                    stmts: Vec::new(),
                }),
            })))
        }
        Node::Text(text) => tightened(text),
    }
}

fn format(item: syn::Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// What stands within the braces of an item.
fn part(item: syn::Item) -> String {
    let text = format(item);
    let lines = text.lines().skip(1).filter(|line| *line != "}");
    let lines: Vec<&str> = lines
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    lines.join("\n").trim_end_matches(',').to_owned()
}

/// An item without its empty body.
fn plain(text: &str) -> String {
    let text = text.trim_end();
    text.strip_suffix(" {}").unwrap_or(text).to_owned()
}

fn shortened(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() <= LINES {
        return text.to_owned();
    }
    let (Some(last), shown) = (lines.last(), &lines[..LINES - 2]) else {
        return text.to_owned();
    };
    format!("{}\n    …\n{last}", shown.join("\n"))
}

/// Tokens without the spaces that no one would write.
fn tightened(tokens: &str) -> String {
    let pairs = [
        (" :: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        (" ;", ";"),
        (" , ", ", "),
        ("& ", "&"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" :", ":"),
    ];
    pairs
        .iter()
        .fold(tokens.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn public() -> syn::Visibility {
    syn::Visibility::Public(syn::token::Pub::default())
}

/// A name that is not shown.
fn name() -> syn::Ident {
    quote::format_ident!("Holder")
}

fn structure(field: &syn::Field) -> syn::ItemStruct {
    let mut field = field.clone();
    if field.ident.is_none() {
        // A field of a tuple is shown by its type.
        field.ident = Some(quote::format_ident!("_0"));
    }
    syn::ItemStruct {
        attrs: Vec::new(),
        vis: public(),
        struct_token: syn::token::Struct::default(),
        ident: name(),
        generics: syn::Generics::default(),
        fields: syn::Fields::Named(syn::FieldsNamed {
            brace_token: syn::token::Brace::default(),
            named: Punctuated::from_iter([field]),
        }),
        semi_token: None,
    }
}

fn enumeration(variant: &syn::Variant) -> syn::ItemEnum {
    syn::ItemEnum {
        attrs: Vec::new(),
        vis: public(),
        enum_token: syn::token::Enum::default(),
        ident: name(),
        generics: syn::Generics::default(),
        brace_token: syn::token::Brace::default(),
        variants: Punctuated::from_iter([variant.clone()]),
    }
}
