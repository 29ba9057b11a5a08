//! The body of a request: what callers hand over, the enum of several media types, and how it is written.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::payload_type;
use super::wire::style;
use crate::emit::type_ref::{Seen, argument};
use crate::emit::{docs, ident, text, xml};
use crate::model::Api;
use crate::model::operation::{
    Body, Content, Form, FormProperty, Format, Operation, PartProperty, Payload,
};

/// What a request holds of a body.
pub(super) fn field_type(body: &Body, api: &Api) -> TokenStream {
    match (&body.choice, body.contents.first()) {
        (Some(choice), _) => {
            let choice = ident(choice);
            quote!(#choice)
        }
        (None, Some(only)) => content_type(only, api),
        (None, None) => quote!(()),
    }
}

/// How callers hand over a body: the type of the argument, and the expression that makes the field of it.
pub(super) fn body_argument(body: &Body, name: &Ident, api: &Api) -> (TokenStream, TokenStream) {
    match body.only().map(|only| (&only.payload, &only.format)) {
        Some((Payload::Json(ty) | Payload::Xml { ty, .. }, _)) => {
            argument(ty, name, Seen::FromOutside, api)
        }
        _ => {
            let ty = field_type(body, api);
            (quote!(impl Into<#ty>), quote!(#name.into()))
        }
    }
}

/// What a body of a media type holds: bytes of any size, from wherever they come.
fn content_type(content: &Content, api: &Api) -> TokenStream {
    match (&content.payload, &content.format) {
        (_, Format::Multipart(Form::Open, _)) => quote!(crate::runtime::Multipart),
        (_, Format::Named) => quote!(crate::runtime::RawBody),
        (Payload::Bytes, _) => quote!(Body),
        (payload, _) => payload_type(payload, api),
    }
}

/// What the field of a body says of it.
pub(super) fn field_docs(body: &Body) -> String {
    let sent: Vec<String> = body.contents.iter().map(sent_as).collect();
    let sent = match sent.as_slice() {
        [only] => format!("Sent as {only}."),
        [all @ .., last] => format!("Sent as {} or {last}.", all.join(", ")),
        [] => String::new(),
    };
    docs::paragraphs(&body.docs, "The body.", &[sent])
}

fn sent_as(content: &Content) -> String {
    let media_type = docs::code(&content.media_type);
    match content.format {
        Format::Named => format!("a type of {media_type}"),
        _ => media_type,
    }
}

/// The enum of the media types of a body.
pub(super) fn choice(one: &Operation, api: &Api) -> Option<TokenStream> {
    let body = one.body.as_ref()?;
    let name = ident(body.choice.as_ref()?);
    let enum_docs = docs::attributes(&format!(
        "The body of {}, in one of the media types that the document lists.",
        docs::code(&one.id)
    ));
    let variants = body.contents.iter().map(|content| {
        let docs = docs::attributes(&format!("Sent as {}.", sent_as(content)));
        let variant = ident(&content.ident);
        let ty = content_type(content, api);
        quote! { #docs #variant(#ty) }
    });
    let arms = body.contents.iter().map(|content| {
        let variant = ident(&content.ident);
        let written = written(one, content, &quote!(request), &quote!(body));
        quote!(Self::#variant(body) => #written,)
    });
    let contents = body.contents.iter();
    let conversions = contents.filter(|content| content.converts).map(|content| {
        let variant = ident(&content.ident);
        let mut types = vec![content_type(content, api)];
        if types[0].to_string() == "String" {
            types.push(quote!(&str));
        }
        let conversions = types.into_iter().enumerate().map(|(index, ty)| {
            let value = if index == 0 {
                quote!(body)
            } else {
                quote!(body.to_owned())
            };
            quote! {
                impl From<#ty> for #name {
                    fn from(body: #ty) -> Self {
                        Self::#variant(#value)
                    }
                }
            }
        });
        quote!(#(#conversions)*)
    });
    Some(quote! {
        #enum_docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }

        impl #name {
            fn write(&self, request: RequestBuilder) -> RequestBuilder {
                match self {
                    #(#arms)*
                }
            }
        }

        #(#conversions)*
    })
}

/// A request with its body. `request` is an expression of what it is without.
pub(super) fn with_body(one: &Operation, request: TokenStream) -> TokenStream {
    let Some(body) = &one.body else {
        return request;
    };
    let field = ident(&body.ident);
    let Some(only) = body.only() else {
        return if body.required {
            quote!(self.#field.write(#request))
        } else {
            quote!(#request.optional(self.#field.as_ref(), |request, body| body.write(request)))
        };
    };
    if body.required {
        let field = match (&only.payload, &only.format) {
            (Payload::Text | Payload::Bytes, Format::Plain) => quote!(self.#field),
            _ => quote!(&self.#field),
        };
        return written(one, only, &request, &field);
    }
    if is_plain_json(only) {
        return quote!(#request.optional(self.#field.as_ref(), RequestBuilder::json));
    }
    let written = written(one, only, &quote!(request), &quote!(body));
    quote!(#request.optional(self.#field.as_ref(), |request, body| #written))
}

fn is_plain_json(content: &Content) -> bool {
    matches!(content.payload, Payload::Json(_))
        && content.format == Format::Plain
        && content.media_type == "application/json"
}

/// A request with a body of a media type; `body` is an expression of a reference to what it holds.
fn written(
    one: &Operation,
    content: &Content,
    request: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let media_type = text(&content.media_type);
    match (&content.format, &content.payload) {
        (Format::Plain, Payload::Json(_)) if is_plain_json(content) => quote!(#request.json(#body)),
        (Format::Plain, Payload::Json(_)) => quote!(#request.json_as(#media_type, #body)),
        (Format::Plain, Payload::Xml { .. }) => {
            let root = xml::of_body(one, content);
            quote!(#request.xml(#media_type, #body, #root))
        }
        (Format::Plain, _) => quote!(#request.body(#media_type, #body.clone())),
        (Format::Form(properties), _) => {
            let properties = properties.iter().map(form_property);
            quote!(#request.form(#body, &[#(#properties),*]))
        }
        (Format::Multipart(Form::Values, properties), _) => {
            let properties = properties.iter().map(part_property);
            quote!(#request.multipart_values(#body, &[#(#properties),*]))
        }
        (Format::Multipart(_, properties), _) => {
            let properties = properties.iter().map(part_property);
            quote!(#request.multipart(#body, &[#(#properties),*]))
        }
        (Format::JsonLines, _) => quote!(#request.json_lines(#media_type, #body)),
        (Format::JsonSequence, _) => quote!(#request.json_sequence(#media_type, #body)),
        (Format::Named, _) => quote!(#request.raw_body(#body)),
    }
}

fn form_property(property: &FormProperty) -> TokenStream {
    let (wire, style) = (text(&property.wire), style(property.style));
    let explode = property.explode;
    quote!((#wire, #style, #explode))
}

fn part_property(property: &PartProperty) -> TokenStream {
    let wire = text(&property.wire);
    let content_type = property.content_type.as_ref().map(|content_type| {
        let content_type = text(content_type);
        quote!(.content_type(#content_type))
    });
    let style = property.style.map(|(style, explode)| {
        let style = super::wire::style(style);
        quote!(.style(#style, #explode))
    });
    let headers = (!property.headers.is_empty()).then(|| {
        let headers = property.headers.iter().map(|(name, value)| {
            let (name, value) = (text(name), text(value));
            quote!((#name, #value))
        });
        quote!(.headers(&[#(#headers),*]))
    });
    quote!(crate::runtime::PartEncoding::new(#wire) #content_type #style #headers)
}

/// Whether the writing of a body names the style of a property.
pub fn names_style(body: &Body) -> bool {
    body.contents.iter().any(|content| match &content.format {
        Format::Form(properties) => !properties.is_empty(),
        Format::Multipart(_, properties) => properties.iter().any(|one| one.style.is_some()),
        _ => false,
    })
}
