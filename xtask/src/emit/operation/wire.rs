//! How the request of an operation goes on the wire, and how its answers are read.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::payload_type;
use crate::emit::{ident, text};
use crate::model::Api;
use crate::model::operation::{
    Body, Location, Operation, Parameter, Payload, Response, Status, Style,
};

/// How the request goes on the wire, and how answers are read.
pub(super) fn implementation(one: &Operation, api: &Api) -> TokenStream {
    let request = ident(&one.ident);
    let output = match one.single_output() {
        Some(payload) => payload_type(payload, api),
        None => {
            let output = ident(&one.output_ident);
            quote!(#output)
        }
    };
    let error = ident(&one.error_ident);
    let info = info(one);
    let parts = one.parameters.iter().map(request_part);
    let body_part = one.body.as_ref().map(body_part);
    let arms = arms(one);
    let undocumented = (!covers_all(one)).then(|| quote!(_ => Outcome::Undocumented,));
    quote! {
        impl Operation for #request {
            type Output = #output;
            type Error = #error;
            const INFO: OperationInfo = #info;
            fn request(&self) -> Result<http::Request<Body>, BuildError> {
                RequestBuilder::new(&Self::INFO) #(#parts)* #body_part.finish()
            }
            fn decode(response: &mut RawResponse) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
                let outcome = match response.status().as_u16() {
                    #(#arms)*
                    #undocumented
                };
                Ok(outcome)
            }
        }
    }
}

fn info(one: &Operation) -> TokenStream {
    let (id, path) = (text(&one.id), text(&one.path));
    let method = format_ident!("{}", one.method);
    let security = one.security.iter().map(|schemes| {
        let schemes = schemes.iter().map(|scheme| text(scheme));
        quote!(&[#(#schemes),*])
    });
    let mut media_types: Vec<&str> = Vec::new();
    for media_type in one
        .responses
        .iter()
        .filter_map(|response| response.media_type.as_deref())
    {
        if !media_types.contains(&media_type) {
            media_types.push(media_type);
        }
    }
    let accept = if media_types.is_empty() {
        quote!(None)
    } else {
        let accept = text(&media_types.join(", "));
        quote!(Some(#accept))
    };
    let server = match one.server.as_deref().map(text) {
        Some(server) => quote!(Some(#server)),
        None => quote!(None),
    };
    quote! {
        OperationInfo {
            id: #id,
            method: http::Method::#method,
            path: #path,
            security: &[#(#security),*],
            server: #server,
            accept: #accept,
        }
    }
}

fn request_part(parameter: &Parameter) -> TokenStream {
    let wire = text(&parameter.wire);
    let field = ident(&parameter.ident);
    let explode = parameter.explode;
    let style = style(parameter.style);
    match parameter.location {
        Location::Path => quote!(.path(#wire, #style, #explode, &self.#field)),
        Location::Query if parameter.allows_reserved => {
            quote!(.query_allowing_reserved(#wire, #style, #explode, &self.#field))
        }
        Location::Query => quote!(.query(#wire, #style, #explode, &self.#field)),
        Location::Header => quote!(.header(#wire, #style, #explode, &self.#field)),
        Location::Cookie => quote!(.cookie(#wire, #style, #explode, &self.#field)),
    }
}

fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote!(Style::Simple),
        Style::Label => quote!(Style::Label),
        Style::Matrix => quote!(Style::Matrix),
        Style::Form => quote!(Style::Form),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
        Style::Json => quote!(Style::Json),
    }
}

/// How the body joins the request.
fn body_part(body: &Body) -> TokenStream {
    let field = ident(&body.ident);
    let media_type = text(&body.media_type);
    if let Some(properties) = &body.form {
        let properties = properties.iter().map(|property| {
            let (wire, style, explode) = (
                text(&property.wire),
                style(property.style),
                property.explode,
            );
            quote!((#wire, #style, #explode))
        });
        let encoding = quote!(&[#(#properties),*]);
        return if body.required {
            quote!(.form(&self.#field, #encoding))
        } else {
            quote!(.optional(self.#field.as_ref(), |request, body| request.form(body, #encoding)))
        };
    }
    let is_plain_json = body.media_type == "application/json";
    match (&body.payload, body.required) {
        (Payload::Json(_), true) if is_plain_json => quote!(.json(&self.#field)),
        (Payload::Json(_), true) => quote!(.json_as(#media_type, &self.#field)),
        (_, true) => quote!(.body(#media_type, self.#field.clone())),
        (Payload::Json(_), false) if is_plain_json => {
            quote!(.optional(self.#field.as_ref(), RequestBuilder::json))
        }
        (Payload::Json(_), false) => {
            quote!(.optional(self.#field.as_ref(), |request, body| request.json_as(#media_type, body)))
        }
        (_, false) => {
            quote!(.optional(self.#field.as_ref(), |request, body| request.body(#media_type, body.clone())))
        }
    }
}

/// An arm a status: exact ones, then ranges, then the default.
fn arms(one: &Operation) -> Vec<TokenStream> {
    one.responses
        .iter()
        .map(|response| arm(one, response))
        .collect()
}

/// Whether the documented responses leave no status: all successes, and a default for the rest.
fn covers_all(one: &Operation) -> bool {
    let has = |status: Status| {
        one.responses
            .iter()
            .any(|response| response.status == status)
    };
    let is_error = |response: &Response| response.status == Status::Default && !response.is_success;
    has(Status::Range(2)) && one.responses.iter().any(is_error)
}

fn arm(one: &Operation, response: &Response) -> TokenStream {
    let pattern = match response.status {
        Status::Exact(status) => {
            let status = proc_macro2::Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        Status::Range(digit) => {
            let (low, high) = (digit * 100, digit * 100 + 99);
            let (low, high) = (
                proc_macro2::Literal::u16_unsuffixed(low),
                proc_macro2::Literal::u16_unsuffixed(high),
            );
            quote!(#low..=#high)
        }
        // A success is one of the 200s, even where the document says just "default".
        Status::Default if response.is_success => quote!(200..=299),
        Status::Default => quote!(0..=199 | 300..),
    };
    let value = match &response.payload {
        Payload::Empty => None,
        Payload::Json(_) => Some(quote!(response.json()?)),
        Payload::Text => Some(quote!(response.text()?)),
        Payload::Bytes => Some(quote!(response.bytes())),
    };
    let variant = ident(&response.ident);
    let variant = |of: &Ident| match &value {
        Some(value) => quote!(#of::#variant(#value)),
        None => quote!(#of::#variant),
    };
    if !response.is_success {
        let failure = variant(&ident(&one.error_ident));
        return quote!(#pattern => Outcome::Failure(#failure),);
    }
    let success = match (one.single_output(), &value) {
        (Some(_), Some(value)) => value.clone(),
        (Some(_), None) => quote!(()),
        (None, _) => variant(&ident(&one.output_ident)),
    };
    quote!(#pattern => Outcome::Success(#success),)
}
