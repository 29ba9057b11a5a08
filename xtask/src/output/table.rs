//! Tables: invocations of macros as items, an entry a line. A formatter cannot know their grammar, and fills
//! lines with them, so that one entry more would change all lines after it.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The text of an invocation in braces, in which entries end with commas and may hold tables themselves.
pub fn text(table: &syn::Macro) -> String {
    let path: Vec<String> = table
        .path
        .segments
        .iter()
        .map(|one| one.ident.to_string())
        .collect();
    let mut text = format!("{}! {{\n", path.join("::"));
    entries(table.tokens.clone(), 1, &mut text);
    text.push_str("}\n");
    text
}

/// Writes the entries of a table, each at the beginning of a line.
fn entries(tokens: TokenStream, depth: usize, text: &mut String) {
    let indent = "    ".repeat(depth);
    let mut is_new_line = true;
    let mut is_apart = false;
    for token in tokens {
        if is_comma(&token) {
            text.push_str(",\n");
            is_new_line = true;
            continue;
        }
        if is_new_line {
            text.push_str(&indent);
        } else if is_apart {
            text.push(' ');
        }
        is_new_line = false;
        is_apart = !matches!(&token, TokenTree::Punct(one) if one.as_char() == '.');
        match token {
            TokenTree::Group(group) if is_braces(&group) && group.stream().is_empty() => {
                text.push_str("{}");
            }
            TokenTree::Group(group) if is_braces(&group) => {
                text.push_str("{\n");
                entries(group.stream(), depth + 1, text);
                text.push_str(&indent);
                text.push('}');
            }
            token => {
                let _ = write!(text, "{token}");
            }
        }
    }
    if !is_new_line {
        text.push('\n');
    }
}

fn is_braces(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(one) if one.as_char() == ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_takes_a_line() {
        let table = syn::parse_quote! {
            crate::runtime::object! {
                Pet { required name = "na,me", optional r#type = "type" or default_type_, ..others }
            }
        };
        let expected = r#"crate::runtime::object! {
    Pet {
        required name = "na,me",
        optional r#type = "type" or default_type_,
        ..others
    }
}
"#;
        assert_eq!(text(&table), expected);
        let empty = syn::parse_quote!(object! { Pet {} });
        assert_eq!(text(&empty), "object! {\n    Pet {}\n}\n");
    }
}
