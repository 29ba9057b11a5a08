//! How a struct hands over the parts of a `multipart/form-data` body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::{ident, text};
use crate::model::types::{Struct, TypeRef};

/// The parts of the fields, in the order of the document.
pub(super) fn implementation(name: &Ident, structure: &Struct) -> TokenStream {
    let fields = structure.fields.iter().map(|field| {
        let (wire, ident) = (text(&field.wire), ident(&field.ident));
        if is_part(&field.ty) {
            quote!(.parts(#wire, &self.#ident))
        } else {
            quote!(.value(#wire, &self.#ident))
        }
    });
    let additional = structure.additional.as_ref().map(|additional| {
        let ident = ident(&additional.ident);
        if is_part(&additional.ty) {
            quote!(.more_parts(&self.#ident))
        } else {
            quote!(.values(&self.#ident))
        }
    });
    quote! {
        impl crate::runtime::MultipartForm for #name {
            fn write(&self, writer: &mut crate::runtime::MultipartWriter<'_>) {
                writer #(#fields)* #additional;
            }
        }
    }
}

/// Whether a property is one part or several, and no value.
fn is_part(ty: &TypeRef) -> bool {
    ty.any(&|ty| *ty == TypeRef::Part)
}
