//! A program that sends requests with made-up values, and tells which of them a server refused.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::type_ref::{Seen, type_ref};
use super::{ident, text};
use crate::model::operation::{Body, Form, Format, Group, Operation, Payload};
use crate::model::types::{Field, Presence, TypeKind, TypeRef};
use crate::model::{Api, CredentialKind, Probe};

/// The program; it takes the base URL.
pub fn emit(api: &Api, probes: &[Probe]) -> TokenStream {
    let crate_ident = format_ident!("{}", api.package.name.replace('-', "_"));
    let credentials = api.credentials.iter().map(|credential| {
        let setter = ident(&credential.ident);
        match credential.kind {
            CredentialKind::Basic => quote!(.#setter("user", "password")),
            _ => quote!(.#setter("key")),
        }
    });
    let checks = probes.iter().map(|probe| check(probe, api));
    quote! {
        #![allow(dead_code, deprecated, unused_imports)]

        use #crate_ident as bindings;
        use bindings::runtime::{Body, Operation, RetryPolicy};
        use bindings::{Client, Error, operations, runtime, types};
        use serde::de::DeserializeOwned;

        #[tokio::main(flavor = "current_thread")]
        async fn main() {
            let url = std::env::args().nth(1).unwrap_or_default();
            let client = Client::builder()
                .base_url(url)
                #(#credentials)*
                .retry(RetryPolicy::none())
                .build();
            let client = match client {
                Ok(client) => client,
                Err(error) => panic!("{error}"),
            };
            let mut refused = 0;
            #(#checks)*
            std::process::exit(i32::from(refused > 0));
        }

        fn parse<T: DeserializeOwned>(json: &str) -> T {
            match serde_json::from_str(json) {
                Ok(value) => value,
                Err(error) => panic!("{json}: {error}"),
            }
        }

        /// Sends a request, and tells whether the server refused it.
        async fn check<O: Operation>(client: &Client, what: &str, request: O) -> usize
        where
            O::Error: std::fmt::Debug,
        {
            let problem = match client.execute(request).send().await {
                Ok(_) => None,
                // Of its own faults, such as an answer that it cannot make, it is not asked.
                Err(error) if error.status().is_some_and(|status| status.is_server_error()) => None,
                Err(error) => match error.raw_body() {
                    // What the server says of requests that are not those of the document.
                    Some(body) => {
                        let text = String::from_utf8_lossy(body).into_owned();
                        text.contains("stoplight.io/prism/errors#").then_some(text)
                    }
                    None => Some(format!("{error:?}")),
                },
            };
            match &problem {
                None => println!("accepted {what}"),
                Some(problem) => println!("REFUSED {what}: {problem}"),
            }
            usize::from(problem.is_some())
        }
    }
}

fn check(probe: &Probe, api: &Api) -> TokenStream {
    let group = &api.groups[probe.group];
    let operation = &group.operations[probe.operation];
    let (module, request) = (ident(&group.module), ident(&operation.ident));
    let arguments = arguments(probe, group, operation, api);
    let given = probe.parameters.iter();
    let optional = given.filter_map(|(index, value)| {
        let parameter = &operation.parameters[*index];
        let (field, json) = (ident(&parameter.ident), json(value));
        (!parameter.required).then(|| quote!(request.#field = Some(parse(#json));))
    });
    let optional: Vec<TokenStream> = optional.collect();
    let body = operation.body.as_ref().filter(|body| !body.required);
    let body = body.and_then(|body| {
        let field = ident(&body.ident);
        let value = body_value(group, body, probe.body.as_ref()?, api);
        Some(quote!(request.#field = Some(#value);))
    });
    let what = text(&if optional.is_empty() && body.is_none() {
        operation.id.clone()
    } else {
        format!("{} with all that is optional", operation.id)
    });
    quote! {
        refused += check(&client, #what, {
            #[allow(unused_mut)]
            let mut request = operations::#module::#request::new(#(#arguments),*);
            #(#optional)*
            #body
            request
        }).await;
    }
}

fn arguments(probe: &Probe, group: &Group, operation: &Operation, api: &Api) -> Vec<TokenStream> {
    let value_of = |index: usize| {
        let mut values = probe.parameters.iter();
        values.find(|(of, _)| *of == index).map(|(_, value)| value)
    };
    let parameters = operation.parameters.iter().enumerate();
    let parameters = parameters.filter(|(_, parameter)| parameter.required);
    let mut arguments: Vec<TokenStream> = parameters
        .map(|(index, parameter)| {
            typed(&parameter.ty, value_of(index).unwrap_or(&Value::Null), api)
        })
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let value = probe.body.as_ref();
        arguments.extend(value.map(|value| body_value(group, body, value, api)));
    }
    arguments
}

/// A body of one of its media types.
fn body_value(
    group: &Group,
    body: &Body,
    (index, value): &(usize, Value),
    api: &Api,
) -> TokenStream {
    let content = &body.contents[*index];
    let payload = match (&content.payload, &content.format) {
        (_, Format::Multipart(Form::Open, _)) => {
            quote!(runtime::Multipart::new().text("part", "text"))
        }
        (_, Format::Named) => quote!(runtime::RawBody::new("image/png", "bytes")),
        (Payload::Json(ty), Format::Multipart(Form::Typed, _)) => parts(ty, value, api),
        (Payload::Json(ty), Format::JsonLines | Format::JsonSequence) if !value.is_array() => {
            typed(ty, &Value::from(vec![value.clone()]), api)
        }
        (Payload::Json(ty) | Payload::Xml { ty, .. }, _) => typed(ty, value, api),
        (Payload::Text, _) => quote!("text".to_owned()),
        // Streams of items are never sent.
        _ => quote!(Body::from("bytes")),
    };
    match &body.choice {
        Some(choice) => {
            let (module, choice) = (ident(&group.module), ident(choice));
            let variant = ident(&content.ident);
            quote!(operations::#module::#choice::#variant(#payload))
        }
        None => payload,
    }
}

/// A value of a type of parts, which is not read from JSON.
fn parts(ty: &TypeRef, value: &Value, api: &Api) -> TokenStream {
    let TypeRef::Named(id) = ty else {
        return typed(ty, value, api);
    };
    let one = api.type_def(*id);
    let structure = match &one.kind {
        TypeKind::Alias(ty) => return parts(ty, value, api),
        TypeKind::Struct(structure) => structure,
        _ => return typed(ty, value, api),
    };
    let name = ident(&one.ident);
    let (required, optional): (Vec<_>, Vec<_>) = structure
        .fields
        .iter()
        // A constructor knows what is always the same.
        .filter(|field| field.constant.is_none())
        .partition(|field| matches!(field.presence, Presence::Required | Presence::Nullable));
    let of_field = |field: &Field| match &field.ty {
        TypeRef::Part => quote!(runtime::Part::new("bytes")),
        TypeRef::List(items) if **items == TypeRef::Part => {
            quote!(vec![runtime::Part::new("one"), runtime::Part::new("two")])
        }
        ty => typed(ty, value.get(&field.wire).unwrap_or(&Value::Null), api),
    };
    let arguments = required.into_iter().map(|field| {
        if field.presence == Presence::Required {
            return of_field(field);
        }
        match value.get(&field.wire) {
            None | Some(Value::Null) => quote!(None),
            Some(_) => {
                let value = of_field(field);
                quote!(Some(#value))
            }
        }
    });
    let has_value = |field: &&Field| {
        let value = value.get(&field.wire);
        value.is_some_and(|value| !value.is_null())
    };
    let setters = optional.into_iter().filter(has_value).map(|field| {
        let (setter, value) = (ident(&field.ident), of_field(field));
        quote!(.#setter(#value))
    });
    quote!(types::#name::new(#(#arguments),*) #(#setters)*)
}

/// A value of a type, read from its JSON.
fn typed(ty: &TypeRef, value: &Value, api: &Api) -> TokenStream {
    // The program names the crate from outside.
    let ty = type_ref(ty, Seen::FromOutside, api).to_string();
    let ty: TokenStream = ty
        .replace("crate ::", "bindings ::")
        .parse()
        .unwrap_or_default();
    let json = json(value);
    quote!(parse::<#ty>(#json))
}

fn json(value: &Value) -> proc_macro2::Literal {
    text(&value.to_string())
}
