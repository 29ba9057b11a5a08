//! `xml.rs`: the tables by which bodies of XML are written and read.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{docs, ident, rust, text};
use crate::model::Api;
use crate::model::operation::{Group, Operation, Payload, Status};
use crate::model::xml::{XmlContent, XmlNode, XmlNodeKind, XmlObject, XmlProperty};
use crate::source_file::SourceFile;

/// The file, where there are bodies of XML.
pub fn emit(api: &Api) -> Option<SourceFile<'_>> {
    is_needed(api).then(|| rust(api, "src/xml.rs", || file(api)))
}

/// Whether any body is XML.
pub fn is_needed(api: &Api) -> bool {
    let mut operations = api.groups.iter().flat_map(|group| &group.operations);
    operations.any(|one| !roots(one).is_empty())
}

/// The root element of a request's body, as an associated constant of the request.
pub fn of_body() -> TokenStream {
    quote!(Self::XML_BODY)
}

/// The root element of a response's body, as an associated constant of the request.
pub fn of_response(status: Status) -> TokenStream {
    let name = response_constant(status);
    quote!(Self::#name)
}

fn file(api: &Api) -> TokenStream {
    let docs = docs::inner_attributes(
        "How bodies of XML are written: a table for each type, called as the type is, and the root elements \
         of the operations.",
    );
    let objects = api.xml_objects.iter().map(|one| object(one, api));
    let roots = api
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |one| (group, one)))
        .filter_map(|(group, one)| constants(group, one, api));
    let imports = imports(api);
    quote! {
        #docs
        #![allow(non_upper_case_globals)]
        #imports
        #(#objects)*
        #(#roots)*
    }
}

/// What the tables name without a path.
fn imports(api: &Api) -> TokenStream {
    let objects = (!api.xml_objects.is_empty()).then(|| quote!(XmlObject,));
    let mut properties = api.xml_objects.iter().flat_map(|one| &one.properties);
    let properties = properties.next().map(|_| quote!(XmlProperty,));
    quote!(use crate::runtime::{XmlContent, XmlNode, XmlNodeKind, #objects #properties};)
}

/// The table of a type.
fn object(one: &XmlObject, api: &Api) -> TokenStream {
    let name = ident(&api.type_def(one.ty).ident);
    let docs = docs::attributes(&format!("The properties of `{name}`."));
    let properties = one.properties.iter().map(|one| property(one, api));
    let others = match &one.others {
        Some(others) => {
            let others = content(others, api);
            quote!(Some(#others))
        }
        None => quote!(None),
    };
    quote! {
        #docs
        pub static #name: XmlObject = XmlObject {
            properties: &[#(#properties),*],
            others: #others,
        };
    }
}

fn property(one: &XmlProperty, api: &Api) -> TokenStream {
    let name = text(&one.name);
    let is_required = one.is_required;
    let node = node(&one.node, api);
    quote!(XmlProperty { name: #name, is_required: #is_required, node: #node })
}

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
            let table = ident(&api.type_def(*ty).ident);
            quote!(XmlContent::Object(&#table))
        }
    }
}

/// The root elements of an operation, by the names of their constants.
fn roots(one: &Operation) -> Vec<(proc_macro2::Ident, &XmlNode)> {
    let body = one.body.iter().map(|body| (body_constant(), &body.payload));
    let responses = one.responses.iter();
    let responses =
        responses.map(|response| (response_constant(response.status), &response.payload));
    body.chain(responses)
        .filter_map(|(name, payload)| match payload {
            Payload::Xml { root, .. } => Some((name, root)),
            _ => None,
        })
        .collect()
}

fn constants(group: &Group, one: &Operation, api: &Api) -> Option<TokenStream> {
    let roots = roots(one);
    let (module, request) = (ident(&group.module), ident(&one.ident));
    let constants = roots.iter().map(|(name, root)| {
        let root = node(root, api);
        quote!(pub(crate) const #name: &'static XmlNode = &#root;)
    });
    (!roots.is_empty()).then(|| {
        quote! {
            impl crate::operations::#module::#request {
                #(#constants)*
            }
        }
    })
}

fn body_constant() -> proc_macro2::Ident {
    format_ident!("XML_BODY")
}

fn response_constant(status: Status) -> proc_macro2::Ident {
    match status {
        Status::Exact(status) => format_ident!("XML_{status}"),
        Status::Range(digit) => format_ident!("XML_{digit}XX"),
        Status::Default => format_ident!("XML_DEFAULT"),
    }
}
