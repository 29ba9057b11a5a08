//! How the request of an operation goes on the wire, and how its answers are read.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::body::with_body;
use super::payload_type;
use crate::emit::{ident, text, xml};
use crate::model::Api;
use crate::model::operation::{
    Location, Operation, Parameter, Payload, Response, Status, Style, View, single_output,
};
use crate::model::types::{TypeKind, TypeRef};

/// How the request goes on the wire, and how answers are read.
pub(super) fn implementation(one: &Operation, api: &Api) -> TokenStream {
    let request = ident(&one.ident);
    let info = info(one);
    let parts = one.parameters.iter().map(request_part);
    let request_value = with_body(one, quote!(RequestBuilder::new(&Self::INFO) #(#parts)*));
    let request_value = quote!(#request_value.finish());
    let answers = Answers {
        one,
        output_ident: &one.output_ident,
        responses: &one.responses,
        api,
    };
    answers.implementation(&request, &info, &request_value)
}

/// The same request with another `Accept`, and how its answers are read.
pub(super) fn view(one: &Operation, view: &View, api: &Api) -> TokenStream {
    let request = ident(&one.ident);
    let others = accepted(&view.responses).filter(|other| !view.media_types.contains(other));
    // The others are second best: they may be all that the server has, as errors are.
    let others = others.map(|other| format!("{other};q=0.5"));
    let accept: Vec<String> = view.media_types.iter().cloned().chain(others).collect();
    let accept = text(&accept.join(", "));
    let info = quote!(#request::INFO.accepting(#accept));
    let request_value = quote!(Self::INFO.accept_in(self.0.request()?));
    let answers = Answers {
        one,
        output_ident: &view.output_ident,
        responses: &view.responses,
        api,
    };
    answers.implementation(&ident(&view.ident), &info, &request_value)
}

/// The answers of an operation, or of one of its views.
struct Answers<'a> {
    one: &'a Operation,
    output_ident: &'a crate::model::ident::Ident,
    responses: &'a [Response],
    api: &'a Api,
}

impl Answers<'_> {
    fn implementation(
        &self,
        request: &Ident,
        info: &TokenStream,
        request_value: &TokenStream,
    ) -> TokenStream {
        let output = match single_output(self.responses) {
            Some(payload) => payload_type(payload, self.api),
            None => {
                let output = ident(self.output_ident);
                quote!(#output)
            }
        };
        let error = ident(&self.one.error_ident);
        let arms = self.responses.iter().map(|response| self.arm(response));
        let undocumented = (!self.covers_all()).then(|| quote!(_ => Ok(Outcome::Undocumented),));
        let is_stream = self.is_stream();
        quote! {
            impl Operation for #request {
                type Output = #output;
                type Error = #error;
                const INFO: OperationInfo = #info;
                fn request(&self) -> Result<http::Request<Body>, BuildError> {
                    #request_value
                }
                fn decode(response: &mut RawResponse) -> Result<Outcome<Self::Output, Self::Error>, DecodeFailure> {
                    match response.status().as_u16() {
                        #(#arms)*
                        #undocumented
                    }
                }
                #is_stream
            }
        }
    }

    /// Which statuses have streams as their bodies, where any has.
    fn is_stream(&self) -> Option<TokenStream> {
        let (streams, others): (Vec<&Response>, Vec<&Response>) = self
            .responses
            .iter()
            .partition(|response| response.payload.is_stream());
        if streams.is_empty() {
            return None;
        }
        let has_range = streams
            .iter()
            .any(|stream| !matches!(stream.status, Status::Exact(_)));
        // A status that is listed itself is none of a range.
        let listed = others.into_iter().filter(|other| {
            has_range && other.is_success && matches!(other.status, Status::Exact(_))
        });
        let listed: Vec<TokenStream> = listed.map(pattern).collect();
        let streams = streams.into_iter().map(pattern);
        let is_none_of = (!listed.is_empty()).then(|| quote!(&&!matches!(status, #(#listed)|*)));
        Some(quote! {
            fn is_stream(status: u16) -> bool {
                matches!(status, #(#streams)|*) #is_none_of
            }
        })
    }

    /// Whether the documented responses leave no status: all successes, and a default for the rest.
    fn covers_all(&self) -> bool {
        let has = |status: Status| {
            self.responses
                .iter()
                .any(|response| response.status == status)
        };
        let is_error =
            |response: &Response| response.status == Status::Default && !response.is_success;
        has(Status::Range(2)) && self.responses.iter().any(is_error)
    }

    fn arm(&self, response: &Response) -> TokenStream {
        let pattern = pattern(response);
        let variant = ident(&response.ident);
        let is_single = single_output(self.responses).is_some();
        // What nearly all responses are has the shortest words.
        let is_json = matches!(response.payload, Payload::Json(_)) && response.others.is_empty();
        if is_json && !response.is_success {
            let error = ident(&self.one.error_ident);
            return quote!(#pattern => response.failure(#error::#variant),);
        }
        if is_json && is_single {
            return quote!(#pattern => response.success(),);
        }
        let value = self.value(response);
        let variant = |of: &Ident| match &value {
            Some(value) => quote!(#of::#variant(#value)),
            None => quote!(#of::#variant),
        };
        if !response.is_success {
            let failure = variant(&ident(&self.one.error_ident));
            return quote!(#pattern => Ok(Outcome::Failure(#failure)),);
        }
        let success = match (is_single, &value) {
            (true, Some(value)) => value.clone(),
            (true, None) => quote!(()),
            (false, _) => variant(&ident(self.output_ident)),
        };
        quote!(#pattern => Ok(Outcome::Success(#success)),)
    }

    /// The value that a response holds.
    fn value(&self, response: &Response) -> Option<TokenStream> {
        let others = response.others.iter().map(|other| text(other));
        let others = (!response.others.is_empty()).then(|| quote!(&[#(#others),*]));
        Some(match (&response.payload, others) {
            (Payload::Empty, _) => return None,
            (Payload::Json(_), None) => quote!(response.json()?),
            (Payload::Json(_), Some(others)) => quote!(response.json_beside(#others)?),
            (Payload::Text, None) => quote!(response.text()?),
            (Payload::Text, Some(others)) => quote!(response.text_beside(#others)?),
            (Payload::Bytes, None) => quote!(response.bytes()),
            (Payload::Bytes, Some(others)) => quote!(response.bytes_beside(#others)?),
            (Payload::Lines(_), _) => quote!(response.json_lines()),
            (Payload::Xml { .. }, _) => {
                let root = xml::of_response(response.status);
                quote!(response.xml(#root)?)
            }
            (payload, _) => {
                let read = match payload {
                    Payload::WholeEvents(_) => quote!(whole_events),
                    Payload::Events(Some(ty)) if is_word(ty, self.api) => quote!(word_events),
                    Payload::Events(Some(_)) => quote!(events),
                    _ => quote!(text_events),
                };
                let end = self.api.stream_end.as_deref().map(text);
                let until = end.map(|end| quote!(.until(#end)));
                quote!(response.#read()?#until)
            }
        })
    }
}

/// Whether values of a type are words of a list.
fn is_word(ty: &TypeRef, api: &Api) -> bool {
    let TypeRef::Named(id) = ty else {
        return false;
    };
    match &api.type_def(*id).kind {
        TypeKind::StringEnum(_) => true,
        TypeKind::Alias(ty) => is_word(ty, api),
        _ => false,
    }
}

/// The media types that the answers are read in, those of successes first.
fn accepted(responses: &[Response]) -> impl Iterator<Item = &String> {
    let successes = responses.iter().filter(|response| response.is_success);
    let failures = responses.iter().filter(|response| !response.is_success);
    let responses = successes.chain(failures);
    let all = responses.flat_map(|response| &response.media_types);
    let mut known: Vec<&String> = Vec::new();
    for media_type in all {
        if !known.contains(&media_type) {
            known.push(media_type);
        }
    }
    known.into_iter()
}

fn info(one: &Operation) -> TokenStream {
    let (id, path) = (text(&one.id), text(&one.path));
    let method = format_ident!("{}", one.method);
    let security = one.security.iter().map(|schemes| {
        let schemes = schemes.iter().map(|scheme| text(scheme));
        quote!(&[#(#schemes),*])
    });
    let security = (!one.security.is_empty()).then(|| quote!(.secured(&[#(#security),*])));
    let server = one.server.as_deref().map(|server| {
        let server = text(server);
        quote!(.served_by(#server))
    });
    let media_types: Vec<&str> = accepted(&one.responses).map(String::as_str).collect();
    let accept = (!media_types.is_empty()).then(|| {
        let accept = text(&media_types.join(", "));
        quote!(.accepting(#accept))
    });
    quote!(OperationInfo::new(#id, http::Method::#method, #path) #security #server #accept)
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

pub(super) fn style(style: Style) -> TokenStream {
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

/// The statuses of a response. Exact ones come first, then ranges, then the default.
fn pattern(response: &Response) -> TokenStream {
    match response.status {
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
    }
}
