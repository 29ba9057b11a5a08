//! The tables by which bodies of XML are written and read: those of types beside the types, and the root
//! elements beside the requests.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{ident, text};
use crate::model::Api;
use crate::model::operation::{Content, Operation, Payload, Response, Status, View};
use crate::model::types::TypeId;
use crate::model::xml::{XmlContent, XmlNode, XmlNodeKind, XmlProperty};

/// Whether any body is XML.
pub fn is_needed(api: &Api) -> bool {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut payloads = operations.flat_map(|one| {
        let contents = one.body.iter().flat_map(|body| &body.contents);
        let body = contents.map(|content| &content.payload);
        body.chain(one.all_responses().map(|response| &response.payload))
    });
    payloads.any(|payload| matches!(payload, Payload::Xml { .. }))
}

/// The root element of a request's body, as an associated constant of the request.
pub fn of_body(one: &Operation, content: &Content) -> TokenStream {
    let (request, name) = (ident(&one.ident), body_constant(one, content));
    quote!(#request::#name)
}

/// The root element of a response's body, as an associated constant of the request.
pub fn of_response(status: Status) -> TokenStream {
    let name = response_constant(status);
    quote!(Self::#name)
}

/// The table of a type that bodies of XML hold, beside the type.
///
/// It is a static within a function, for tables may hold themselves.
pub fn table(id: TypeId, api: &Api) -> Option<TokenStream> {
    let one = api.xml_objects.iter().find(|one| one.ty == id)?;
    let ty = ident(&api.type_def(id).ident);
    let properties = one.properties.iter().map(|one| property(one, api));
    let others = match &one.others {
        Some(others) => {
            let others = content(others, api);
            quote!(Some(#others))
        }
        None => quote!(None),
    };
    Some(quote! {
        impl crate::runtime::XmlType for #ty {
            fn xml_object() -> &'static crate::runtime::XmlObject {
                #[allow(unused_imports)]
                use crate::runtime::{XmlContent, XmlNode, XmlNodeKind, XmlObject, XmlProperty};
                static TABLE: XmlObject = XmlObject {
                    properties: &[#(#properties),*],
                    others: #others,
                };
                &TABLE
            }
        }
    })
}

/// The root elements of the bodies of an operation, beside its request.
pub fn roots(one: &Operation, api: &Api) -> Option<TokenStream> {
    let contents = one.body.iter().flat_map(|body| &body.contents);
    let body = contents.map(|content| (body_constant(one, content), &content.payload));
    constants(
        &ident(&one.ident),
        body.chain(of_responses(&one.responses)),
        api,
    )
}

/// The root elements of the answers of a view, beside its request.
pub fn view_roots(view: &View, api: &Api) -> Option<TokenStream> {
    constants(&ident(&view.ident), of_responses(&view.responses), api)
}

fn of_responses(responses: &[Response]) -> impl Iterator<Item = (proc_macro2::Ident, &Payload)> {
    let responses = responses.iter();
    responses.map(|response| (response_constant(response.status), &response.payload))
}

fn constants<'a>(
    request: &proc_macro2::Ident,
    payloads: impl Iterator<Item = (proc_macro2::Ident, &'a Payload)>,
    api: &Api,
) -> Option<TokenStream> {
    let constants: Vec<TokenStream> = payloads
        .filter_map(|(name, payload)| match payload {
            Payload::Xml { root, .. } => Some(constant(&name, root, api)),
            _ => None,
        })
        .collect();
    (!constants.is_empty()).then(|| quote!(impl #request { #(#constants)* }))
}

fn constant(name: &proc_macro2::Ident, root: &XmlNode, api: &Api) -> TokenStream {
    let root = node(root, api);
    quote! {
        const #name: &'static crate::runtime::XmlNode = {
            use crate::runtime::{XmlContent, XmlNode, XmlNodeKind};
            &#root
        };
    }
}

fn property(one: &XmlProperty, api: &Api) -> TokenStream {
    let name = text(&one.name);
    let node = plain_node(&one.node, api).unwrap_or_else(|| node(&one.node, api));
    if one.is_required {
        quote!(XmlProperty::required(#name, #node))
    } else {
        quote!(XmlProperty::optional(#name, #node))
    }
}

/// A node without a namespace, by its constructor. What stands behind a reference has to be written out, for
/// a static to hold it.
fn plain_node(one: &XmlNode, api: &Api) -> Option<TokenStream> {
    let (name, content) = (text(&one.name), content(&one.content, api));
    (!is_written_out(one)).then(|| match one.kind {
        XmlNodeKind::Element => quote!(XmlNode::element(#name, #content)),
        XmlNodeKind::Attribute => quote!(XmlNode::attribute(#name, #content)),
        XmlNodeKind::Text => quote!(XmlNode::text(#content)),
        XmlNodeKind::Cdata => quote!(XmlNode::cdata(#content)),
    })
}

fn is_written_out(one: &XmlNode) -> bool {
    one.prefix.is_some()
        || one.namespace.is_some()
        || matches!(one.content, XmlContent::List { .. } | XmlContent::Map(_))
}

/// A node, written out.
fn node(one: &XmlNode, api: &Api) -> TokenStream {
    let kind = match one.kind {
        XmlNodeKind::Element => quote!(XmlNodeKind::Element),
        XmlNodeKind::Attribute => quote!(XmlNodeKind::Attribute),
        XmlNodeKind::Text => quote!(XmlNodeKind::Text),
        XmlNodeKind::Cdata => quote!(XmlNodeKind::Cdata),
    };
    let name = text(&one.name);
    let prefix = optional_text(one.prefix.as_deref());
    let namespace = optional_text(one.namespace.as_deref());
    let content = content(&one.content, api);
    quote! {
        XmlNode { kind: #kind, name: #name, prefix: #prefix, namespace: #namespace, content: #content }
    }
}

fn optional_text(value: Option<&str>) -> TokenStream {
    match value.map(text) {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

fn content(one: &XmlContent, api: &Api) -> TokenStream {
    match one {
        XmlContent::Any => quote!(XmlContent::Any),
        XmlContent::Text => quote!(XmlContent::Text),
        XmlContent::Integer => quote!(XmlContent::Integer),
        XmlContent::Number => quote!(XmlContent::Number),
        XmlContent::Boolean => quote!(XmlContent::Boolean),
        XmlContent::List { is_wrapped, items } => {
            let items = node(items, api);
            quote!(XmlContent::List { is_wrapped: #is_wrapped, items: &#items })
        }
        XmlContent::Map(values) => {
            let values = content(values, api);
            quote!(XmlContent::Map { values: &#values })
        }
        XmlContent::Object(ty) => {
            let ty = ident(&api.type_def(*ty).ident);
            quote!(XmlContent::Object(<crate::types::#ty as crate::runtime::XmlType>::xml_object))
        }
    }
}

/// Where callers choose between media types, each may have a root element of its own.
fn body_constant(one: &Operation, content: &Content) -> proc_macro2::Ident {
    let body = one.body.as_ref().filter(|body| body.choice.is_some());
    let contents = body.iter().flat_map(|body| &body.contents);
    let index = contents
        .take_while(|other| other.ident != content.ident)
        .count();
    match body {
        Some(_) => format_ident!("XML_BODY_{}", index + 1),
        None => format_ident!("XML_BODY"),
    }
}

fn response_constant(status: Status) -> proc_macro2::Ident {
    match status {
        Status::Exact(status) => format_ident!("XML_{status}"),
        Status::Range(digit) => format_ident!("XML_{digit}XX"),
        Status::Default => format_ident!("XML_DEFAULT"),
    }
}
