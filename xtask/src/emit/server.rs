//! The servers of a document: an enum of them, and `ServerUrl` for those that have variables.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, text};
use crate::model::{Api, Server, ServerChoice, ServerVariable};

/// The enum of the servers, and the URLs of those that have variables.
pub fn emit(api: &Api) -> Option<TokenStream> {
    let first = ident(&api.servers.first()?.ident);
    let variants = api.servers.iter().map(|server| {
        let ident = ident(&server.ident);
        let url = docs::code(&server.url);
        let docs = docs::attributes(&match server.description.as_deref().map(str::trim) {
            Some(description) if !description.is_empty() => {
                format!("{}: {url}", docs::inline(description))
            }
            _ => url,
        });
        let default = (ident == first).then(|| quote!(#[default]));
        quote! { #docs #default #ident }
    });
    let urls = api.servers.iter().map(|server| {
        let (ident, url) = (ident(&server.ident), text(&server.url));
        quote!(Self::#ident => #url)
    });
    let choices = choices(api);
    Some(quote! {
        /// The servers of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        #[non_exhaustive]
        pub enum Server {
            #(#variants),*
        }

        impl Server {
            /// The base URL.
            pub const fn url(self) -> &'static str {
                match self {
                    #(#urls),*
                }
            }
        }

        #choices
    })
}

/// A constructor a server that has variables, and a setter a name of a variable.
fn choices(api: &Api) -> Option<TokenStream> {
    let servers: Vec<(&Server, &ServerChoice)> = api
        .servers
        .iter()
        .filter_map(|server| Some((server, server.choice.as_ref()?)))
        .collect();
    let constructors = servers
        .iter()
        .map(|(server, choice)| constructor(server, choice));
    let mut setters: Vec<&ServerVariable> = Vec::new();
    for one in servers.iter().flat_map(|(_, choice)| &choice.variables) {
        if !setters.iter().any(|known| known.name == one.name) {
            setters.push(one);
        }
    }
    let setters = setters.into_iter().map(setter);
    (!servers.is_empty()).then(|| {
        quote! {
            impl ServerUrl {
                #(#constructors)*
                #(#setters)*
            }
        }
    })
}

fn constructor(server: &Server, choice: &ServerChoice) -> TokenStream {
    let (function, template) = (ident(&choice.ident), text(&choice.template));
    let mut paragraphs = vec![format!(
        "The URL {} of `Server::{}`, its variables to be chosen.",
        docs::code(&choice.template),
        server.ident
    )];
    let list = choice.variables.iter().map(|one| {
        let values: Vec<String> = one.values.iter().map(|value| docs::code(value)).collect();
        let values = match values.as_slice() {
            [] => String::new(),
            values => format!(", one of {}", values.join(", ")),
        };
        format!(
            "- {}, by default {}{values}",
            docs::code(&one.name),
            docs::code(&one.default)
        )
    });
    paragraphs.push(list.collect::<Vec<_>>().join("\n"));
    let docs = docs::attributes(&paragraphs.join("\n\n"));
    let variables = choice.variables.iter().map(|one| {
        let (name, default) = (text(&one.name), text(&one.default));
        let values = one.values.iter().map(|value| text(value));
        quote!(ServerVariable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote! {
        #docs
        pub fn #function() -> Self {
            Self::new(#template, &[#(#variables),*])
        }
    }
}

fn setter(variable: &ServerVariable) -> TokenStream {
    let (function, name) = (ident(&variable.ident), text(&variable.name));
    let title = format!("Sets the variable {}.", docs::code(&variable.name));
    let description = variable.description.as_deref().map(docs::safe);
    let paragraphs: Vec<String> = [Some(title), description].into_iter().flatten().collect();
    let docs = docs::attributes(&paragraphs.join("\n\n"));
    quote! {
        #docs
        pub fn #function(self, value: impl Into<String>) -> Self {
            self.with(#name, value)
        }
    }
}
