//! Pieces of code: what callers compile against of each, and its text.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::visit_mut::VisitMut;

use super::Node;

impl Node {
    /// Visits the code.
    pub fn visit(&mut self, visitor: &mut impl VisitMut) {
        match self {
            Self::Item(one) => visitor.visit_item_mut(one),
            Self::Field(one) => visitor.visit_field_mut(one),
            Self::Variant(one) => visitor.visit_variant_mut(one),
            Self::Method(one) => {
                let (generics, ty, signature) = &mut **one;
                visitor.visit_generics_mut(generics);
                visitor.visit_type_mut(ty);
                visitor.visit_signature_mut(signature);
            }
            Self::Text(_) => {}
        }
    }

    /// The code without the fields and variants of the item.
    pub(super) fn without_parts(&self) -> Self {
        let item = match self {
            Self::Item(one) => match &**one {
                syn::Item::Struct(one) if matches!(one.fields, syn::Fields::Named(_)) => {
                    syn::Item::Struct(syn::ItemStruct {
                        attrs: one.attrs.clone(),
                        vis: one.vis.clone(),
                        struct_token: one.struct_token,
                        ident: one.ident.clone(),
                        generics: one.generics.clone(),
                        fields: syn::Fields::Named(syn::FieldsNamed {
                            brace_token: syn::token::Brace::default(),
                            named: Punctuated::new(),
                        }),
                        semi_token: one.semi_token,
                    })
                }
                syn::Item::Enum(one) => syn::Item::Enum(syn::ItemEnum {
                    attrs: one.attrs.clone(),
                    vis: one.vis.clone(),
                    enum_token: one.enum_token,
                    ident: one.ident.clone(),
                    generics: one.generics.clone(),
                    brace_token: one.brace_token,
                    variants: Punctuated::new(),
                }),
                _ => return self.clone(),
            },
            _ => return self.clone(),
        };
        Self::Item(Box::new(item))
    }

    /// What callers compile against: of a struct or enum what it is, as its parts have their own.
    pub(super) fn signature(&self) -> String {
        match self {
            Self::Item(one) => match &**one {
                syn::Item::Struct(one) => {
                    let shape = match &one.fields {
                        syn::Fields::Named(_) => "{}",
                        syn::Fields::Unnamed(_) => "()",
                        syn::Fields::Unit => "",
                    };
                    format!("struct {} {shape}", generics(&one.generics))
                }
                syn::Item::Enum(one) => format!("enum {}", generics(&one.generics)),
                syn::Item::Mod(_) => "mod".to_owned(),
                syn::Item::Type(one) => {
                    format!("type {} = {}", generics(&one.generics), text(&one.ty))
                }
                syn::Item::Fn(one) => text(&by_types(&one.sig)),
                syn::Item::Trait(one) => {
                    format!(
                        "trait {} : {}",
                        generics(&one.generics),
                        text(&one.supertraits)
                    )
                }
                other => text(other),
            },
            Self::Field(one) => text(&one.ty),
            Self::Variant(one) => text(&one.fields),
            Self::Method(one) => {
                let (of_impl, _, signature) = &**one;
                format!("{} {}", generics(of_impl), text(&by_types(signature)))
            }
            Self::Text(text) => text.clone(),
        }
    }
}

fn generics(generics: &syn::Generics) -> String {
    format!("{} {}", text(generics), text(&generics.where_clause))
}

/// A signature without what its body alone knows: the names of arguments stay for those who read, but as
/// plain ones, and a value that is changed is a value.
pub(super) fn without_names(signature: &syn::Signature) -> syn::Signature {
    let mut signature = signature.clone();
    for input in &mut signature.inputs {
        match input {
            syn::FnArg::Receiver(one) => one.mutability = None,
            syn::FnArg::Typed(one) => {
                if let syn::Pat::Ident(name) = &mut *one.pat {
                    name.mutability = None;
                }
            }
        }
    }
    signature
}

/// A signature by its types alone.
fn by_types(signature: &syn::Signature) -> syn::Signature {
    let mut signature = signature.clone();
    for input in &mut signature.inputs {
        if let syn::FnArg::Typed(one) = input {
            *one.pat = syn::Pat::Verbatim(quote::quote!(_));
        }
    }
    signature
}

pub(super) fn empty_block() -> Box<syn::Block> {
    Box::new(syn::Block {
        brace_token: syn::token::Brace::default(),
        stmts: Vec::new(),
    })
}

pub(super) fn text(code: &impl ToTokens) -> String {
    code.to_token_stream().to_string()
}

/// Tokens as people write a type: without the spaces between them.
pub(super) fn compact(tokens: &str) -> String {
    tokens
        .replace("crate :: ", "")
        .replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" > ", ">")
        .replace(" >", ">")
        .replace("& ", "&")
        .replace(" , ", ", ")
}
