//! `client.rs`: the servers to choose from, the credentials, and an accessor a tag.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{credential, docs, features, flow, ident, server, text};
use crate::model::{Api, Credential, CredentialKind, FlowKind};

/// The file.
pub fn emit(api: &Api) -> TokenStream {
    let docs = docs::inner_attributes("Where the API is, how to authenticate, and what it offers.");
    let imports = imports(api);
    let server = server::emit(api);
    let flows = flow::emit(api);
    let asynchronous = client(Kind::Async, api);
    let blocking = client(Kind::Blocking, api);
    let builder = builder(api);
    quote! {
        #docs
        #imports
        #server
        #asynchronous
        #blocking
        #builder
        #flows
    }
}

fn imports(api: &Api) -> TokenStream {
    // With features, the accessors say where the groups are: an import of each would need a condition too.
    let groups = api.groups.iter().filter(|group| group.feature.is_none());
    let groups: Vec<_> = groups.map(|group| ident(&group.ident)).collect();
    let groups = (!groups.is_empty()).then(|| quote!(use crate::operations::{#(#groups),*};));
    let credential = (!api.credentials.is_empty()).then(|| quote!(, Credential, SecretSource));
    let mut kinds = api.credentials.iter().map(|credential| &credential.kind);
    let user = kinds
        .any(|kind| *kind == CredentialKind::Basic)
        .then(|| quote!(, SecretString));
    let choice = api
        .has_server_choice()
        .then(|| quote!(, ServerUrl, ServerVariable));
    let oauth2 = api.has_oauth2().then(|| {
        quote!(
            #[cfg(feature = "oauth2")]
            use crate::runtime::oauth2;
        )
    });
    // One more import of `SecretString` where only the flows have a use for it.
    let mut flows = api
        .credentials
        .iter()
        .flat_map(|credential| &credential.flows);
    let has_secret = flows.any(|flow| matches!(flow.kind, FlowKind::ClientCredentials { .. }));
    let secret = (has_secret && user.is_none()).then(|| {
        quote!(
            #[cfg(feature = "oauth2")]
            use crate::runtime::SecretString;
        )
    });
    quote! {
        #groups
        #[cfg(feature = "blocking")]
        use crate::runtime::blocking;
        #oauth2
        #secret
        use crate::runtime::{Client, ClientBuilder #credential #user #choice};
    }
}

/// The two clients that a crate offers.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Async,
    Blocking,
}

/// `new`, `builder` and the accessors of one kind of client.
fn client(kind: Kind, api: &Api) -> TokenStream {
    let accessors = api.groups.iter().map(|group| {
        let (module, group_ident) = (ident(&group.module), ident(&group.ident));
        let docs = docs::attributes(&match &group.tag {
            Some(tag) => format!("The operations of the tag {}.", docs::code(tag)),
            None => "The operations without a tag.".to_owned(),
        });
        let condition = features::of_group(group);
        let path = condition.is_some().then(|| quote!(crate::operations::));
        quote! {
            #docs
            #condition
            pub fn #module(&self) -> #path #group_ident<Self> {
                #path #group_ident::new(self.clone())
            }
        }
    });
    let new = new(api);
    let default_url = match api.servers.first() {
        Some(server) => {
            let ident = ident(&server.ident);
            quote!(Some(Server::#ident.url()))
        }
        None => quote!(None),
    };
    let headers = api.headers.iter().map(|(name, value)| {
        let (name, value) = (text(name), text(value));
        quote!(.header(#name, #value))
    });
    let mut builder_docs =
        "A client to be set up: another server, transport, timeout or header.".to_owned();
    if !api.headers.is_empty() {
        let headers = api.headers.iter();
        let headers = headers.map(|(name, value)| docs::code(&format!("{name}: {value}")));
        let headers: Vec<String> = headers.collect();
        builder_docs.push_str(&format!(
            "\n\nRequests have {}, unless `header` or a call says otherwise.",
            headers.join(", ")
        ));
    }
    let builder_docs = docs::attributes(&builder_docs);
    let rest = quote! {
        #builder_docs
        pub fn builder() -> ClientBuilder<Self> {
            ClientBuilder::new(#default_url) #(#headers)*
        }

        #(#accessors)*
    };
    match kind {
        // Without the default transport the client remains, and is built with another.
        Kind::Async => quote! {
            #[cfg(feature = "reqwest")]
            impl Client {
                #new
            }

            impl Client {
                #rest
            }
        },
        Kind::Blocking => quote! {
            #[cfg(feature = "blocking")]
            impl blocking::Client {
                #new
                #rest
            }
        },
    }
}

/// The constructor that is handed what nearly every caller has.
fn new(api: &Api) -> TokenStream {
    let credentials: Vec<&Credential> = api
        .constructor_credentials
        .iter()
        .map(|index| &api.credentials[*index])
        .collect();
    let mut parameters = Vec::new();
    let mut calls = Vec::new();
    if api.servers.is_empty() {
        parameters.push(quote!(base_url: impl Into<String>));
        calls.push(quote!(.base_url(base_url)));
    }
    for credential in credentials {
        let name = ident(&credential.ident);
        if credential.kind == CredentialKind::Basic {
            let (user, password) = basic_arguments(&name);
            parameters
                .push(quote!(#user: impl Into<SecretString>, #password: impl Into<SecretSource>));
            calls.push(quote!(.#name(#user, #password)));
        } else {
            parameters.push(quote!(#name: impl Into<SecretSource>));
            calls.push(quote!(.#name(#name)));
        }
    }
    let docs = docs::attributes(
        "A client with the default transport and settings.\n\n# Errors\n\nWhen a credential cannot be sent as \
         it is, or the transport cannot be set up.",
    );
    quote! {
        #docs
        pub fn new(#(#parameters),*) -> Result<Self, crate::runtime::BuildError> {
            Self::builder() #(#calls)* .build()
        }
    }
}

fn basic_arguments(name: &proc_macro2::Ident) -> (proc_macro2::Ident, proc_macro2::Ident) {
    (
        format_ident!("{}_user", name),
        format_ident!("{}_password", name),
    )
}

/// What the document adds to the builder of both kinds of client.
fn builder(api: &Api) -> Option<TokenStream> {
    let server = (!api.servers.is_empty()).then(|| {
        quote! {
            /// Sends calls to a server of the document.
            pub fn server(self, server: Server) -> Self {
                self.base_url(server.url())
            }
        }
    });
    let credentials: Vec<TokenStream> = api.credentials.iter().map(credential::setter).collect();
    if server.is_none() && credentials.is_empty() {
        return None;
    }
    Some(quote! {
        impl<C> ClientBuilder<C> {
            #server
            #(#credentials)*
        }
    })
}
