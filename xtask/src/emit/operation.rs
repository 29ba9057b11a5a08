//! One operation: its request as a value, and its documented outcomes.

pub mod body;
mod headers;
mod pages;
mod views;
mod wire;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::type_ref::{Seen, argument, type_ref};
use super::{deprecated, docs, ident, xml};
use crate::model::Api;
use crate::model::operation::{
    Location, Operation, Parameter, Payload, Response, Status, single_output,
};
use crate::model::types::TypeRef;
use body::body_argument;

/// The items of one operation.
pub fn emit(one: &Operation, api: &Api) -> TokenStream {
    let request = request(one, api);
    let implementation = wire::implementation(one, api);
    let pages = one
        .pagination
        .as_ref()
        .map(|pagination| pages::implementation(pagination, one, api));
    let error = outcome_enum(one, &ident(&one.error_ident), "errors", one.failures(), api);
    let output = output_enum(one, &one.output_ident, &one.responses, api);
    let views = one.views.iter().map(|view| views::view(one, view, api));
    let view_methods = views::methods(one);
    let headers = headers::headers(one, api);
    let setters = setters(one, api);
    let choice = body::choice(one, api);
    let xml_roots = xml::roots(one, api);
    quote! {
        #request
        #xml_roots
        #implementation
        #pages
        #setters
        #choice
        #error
        #output
        #(#views)*
        #view_methods
        #headers
    }
}

/// The enum of the successes, where they differ in type.
fn output_enum(
    one: &Operation,
    name: &crate::model::ident::Ident,
    responses: &[Response],
    api: &Api,
) -> Option<TokenStream> {
    single_output(responses).is_none().then(|| {
        let successes = responses.iter().filter(|response| response.is_success);
        outcome_enum(one, &ident(name), "successes", successes, api)
    })
}

/// The required parameters and body as `name: type`, and their names.
pub fn required_arguments(
    one: &Operation,
    api: &Api,
    argument_type: impl Fn(&TypeRef, &Ident) -> TokenStream,
) -> (Vec<TokenStream>, Vec<Ident>) {
    let parameters = one
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .map(|parameter| {
            let name = ident(&parameter.ident);
            let ty = argument_type(&parameter.ty, &name);
            (quote!(#name: #ty), name)
        });
    let body = one.body.iter().filter(|body| body.required).map(|body| {
        let name = ident(&body.ident);
        let ty = body_argument(body, &name, api).0;
        (quote!(#name: #ty), name)
    });
    parameters.chain(body).unzip()
}

fn payload_type(payload: &Payload, api: &Api) -> TokenStream {
    match payload {
        Payload::Empty => quote!(()),
        Payload::Json(ty) | Payload::Xml { ty, .. } => type_ref(ty, Seen::FromOutside, api),
        Payload::Text => quote!(String),
        Payload::Bytes => quote!(bytes::Bytes),
        Payload::Events(None) => quote!(crate::runtime::EventStream<String>),
        Payload::Events(Some(ty)) | Payload::WholeEvents(ty) => {
            let ty = type_ref(ty, Seen::FromOutside, api);
            quote!(crate::runtime::EventStream<#ty>)
        }
        Payload::Lines(ty) => {
            let ty = type_ref(ty, Seen::FromOutside, api);
            quote!(crate::runtime::JsonLines<#ty>)
        }
    }
}

/// The struct of the request, and its constructor.
fn request(one: &Operation, api: &Api) -> TokenStream {
    let request = ident(&one.ident);
    let deprecated = deprecated(one.docs.deprecated);
    let route = docs::code(&format!("{} {}", one.method, one.path));
    let docs = docs::attributes(&format!(
        "The request of the operation {}: {route}.",
        docs::code(&one.id)
    ));
    let fields = one
        .parameters
        .iter()
        .map(|parameter| parameter_field(parameter, api));
    let body_field = one.body.as_ref().map(|body| {
        let docs = docs::attributes(&body::field_docs(body));
        let name = ident(&body.ident);
        let ty = body::field_type(body, api);
        let ty = if body.required {
            ty
        } else {
            quote!(Option<#ty>)
        };
        quote! { #docs pub #name: #ty, }
    });
    let (parameters, _) = required_arguments(one, api, |ty, name| {
        argument(ty, name, Seen::FromOutside, api).0
    });
    let values = one.parameters.iter().map(|parameter| {
        let name = ident(&parameter.ident);
        if !parameter.required {
            return quote!(#name: None);
        }
        initialised(
            &name,
            argument(&parameter.ty, &name, Seen::FromOutside, api).1,
        )
    });
    let body_value = one.body.as_ref().map(|body| {
        let name = ident(&body.ident);
        if !body.required {
            return quote!(#name: None);
        }
        initialised(&name, body_argument(body, &name, api).1)
    });
    let values: Vec<TokenStream> = values.chain(body_value).collect();
    let value = if values.is_empty() {
        quote!(Self {})
    } else {
        quote!(Self { #(#values),* })
    };
    let new_docs = docs::attributes("The request with what is required.");
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #request {
            #(#fields)*
            #body_field
        }

        impl #request {
            #new_docs
            pub fn new(#(#parameters),*) -> Self {
                #value
            }
        }
    }
}

fn initialised(name: &Ident, value: TokenStream) -> TokenStream {
    if *name == value.to_string() {
        quote!(#name)
    } else {
        quote!(#name: #value)
    }
}

fn parameter_field(parameter: &Parameter, api: &Api) -> TokenStream {
    let docs = docs::attributes(&parameter_docs(parameter));
    let deprecated = deprecated(parameter.docs.deprecated);
    let name = ident(&parameter.ident);
    let ty = type_ref(&parameter.ty, Seen::FromOutside, api);
    let ty = if parameter.required {
        ty
    } else {
        quote!(Option<#ty>)
    };
    quote! {
        #docs
        #deprecated
        pub #name: #ty,
    }
}

fn parameter_docs(parameter: &Parameter) -> String {
    let place = match parameter.location {
        Location::Path => "Path parameter",
        Location::Query => "Query parameter",
        Location::Header => "Header",
        Location::Cookie => "Cookie",
    };
    let place = format!("{place} {}.", docs::code(&parameter.wire));
    let notes = if parameter.docs.text.trim().is_empty() {
        Vec::new()
    } else {
        vec![place.clone()]
    };
    docs::paragraphs(&parameter.docs, &place, &notes)
}

/// The optional parameters and body, set on the call.
fn setters(one: &Operation, api: &Api) -> Option<TokenStream> {
    let request = ident(&one.ident);
    let parameters = one
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|parameter| {
            let name = ident(&parameter.ident);
            let (ty, value) = argument(&parameter.ty, &name, Seen::FromOutside, api);
            setter(
                &name,
                &ty,
                &value,
                &format!("Sets {}.", docs::code(&parameter.wire)),
                parameter.docs.deprecated,
            )
        });
    let body = one.body.iter().filter(|body| !body.required).map(|body| {
        let name = ident(&body.ident);
        let (ty, value) = body_argument(body, &name, api);
        setter(&name, &ty, &value, "Sets the body.", false)
    });
    let setters: Vec<TokenStream> = parameters.chain(body).collect();
    (!setters.is_empty()).then(|| {
        quote! {
            impl<C> Call<C, #request> {
                #(#setters)*
            }
        }
    })
}

fn setter(
    name: &Ident,
    ty: &TokenStream,
    value: &TokenStream,
    docs: &str,
    is_deprecated: bool,
) -> TokenStream {
    let docs = docs::attributes(docs);
    let deprecated = deprecated(is_deprecated);
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            self.operation_mut().#name = Some(#value);
            self
        }
    }
}

/// The enum of the documented errors, or of successes that differ in type.
fn outcome_enum<'a>(
    one: &'a Operation,
    name: &Ident,
    what: &str,
    responses: impl Iterator<Item = &'a Response>,
    api: &Api,
) -> TokenStream {
    let docs = docs::attributes(&format!(
        "The {what} that the document lists for {}.",
        docs::code(&one.id)
    ));
    let responses: Vec<&Response> = responses.collect();
    // A stream is read once.
    let derives = if responses.iter().any(|one| one.payload.is_stream()) {
        quote!(#[derive(Debug)])
    } else {
        quote!(#[derive(Debug, Clone, PartialEq)])
    };
    let variants = responses.into_iter().map(|response| {
        let docs = docs::attributes(&response_docs(response));
        let variant = ident(&response.ident);
        let payload = match &response.payload {
            Payload::Empty => None,
            payload => {
                let ty = payload_type(payload, api);
                Some(quote!((#ty)))
            }
        };
        quote! { #docs #variant #payload }
    });
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }
    }
}

fn status(status: Status) -> String {
    match status {
        Status::Exact(status) => format!("`{status}`"),
        Status::Range(digit) => format!("`{digit}XX`"),
        Status::Default => "Any other status".to_owned(),
    }
}

fn response_docs(response: &Response) -> String {
    let status = status(response.status);
    let description = docs::inline(&response.description);
    let mut paragraphs = vec![if description.is_empty() {
        format!("{status}.")
    } else {
        format!("{status}: {description}")
    }];
    if !response.headers.is_empty() {
        let headers = response
            .headers
            .iter()
            .map(|(name, description)| match description {
                Some(description) => {
                    format!("- {}: {}", docs::code(name), docs::inline(description))
                }
                None => format!("- {}", docs::code(name)),
            });
        paragraphs.push(format!(
            "Headers:\n\n{}",
            headers.collect::<Vec<_>>().join("\n")
        ));
    }
    paragraphs.join("\n\n")
}
