//! The contract tests: every example of the document, decoded into its type and encoded again.

use std::iter::once;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use super::type_ref::{Seen, type_ref};
use super::{docs, runtime, rust, text};
use crate::model::Api;
use crate::source_file::{Contents, SourceFile};

/// The module of the tests, below the folder of the crate. Cargo takes no `mod.rs` for a test of its own, so
/// the library can declare it, and it can look into the library.
pub const MODULE: &str = "tests/contract/mod.rs";

/// The tests and the examples, where the settings ask for them.
pub fn emit(api: &Api) -> Vec<SourceFile<'_>> {
    if !api.has_contract_tests {
        return Vec::new();
    }
    let examples: Map<String, Value> = api
        .examples
        .iter()
        .map(|example| (example.place.clone(), example.value.clone()))
        .collect();
    let json = format!("{:#}\n", Value::Object(examples));
    vec![
        rust(api, MODULE, || once(tests(api))),
        SourceFile {
            path: "tests/contract/examples.json".to_owned(),
            contents: Contents::Text(json),
        },
    ]
}

fn tests(api: &Api) -> TokenStream {
    let docs = docs::inner_attributes(
        "Every example of the document is decoded into its type and encoded again, and loses nothing.",
    );
    let examples = api.examples.iter().map(|example| {
        let place = text(&example.place);
        let ty = type_ref(&example.ty, Seen::FromOutside, api);
        quote!((#place, round_trip::<#ty>))
    });
    let count = runtime::needs_unknown_count(api);
    // A value that the type only keeps as unknown is no value of the type.
    let unknowns = if count {
        quote!(crate::runtime::unknown_count::unknowns())
    } else {
        quote!(0)
    };
    // Where decoding adds defaults, or sorts sets, a value is what it is after the first time.
    let expected = api.is_normalised.then(|| {
        quote! {
            let again: T = serde_json::from_value(encoded.clone()).map_err(|error| error.to_string())?;
            let example = &encoded;
            let encoded = serde_json::to_value(&again).map_err(|error| error.to_string())?;
        }
    });
    quote! {
        #docs
        #![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

        #[allow(unused_imports)]
        use crate::types;
        use serde::Serialize;
        use serde::de::DeserializeOwned;
        use serde_json::Value;

        type Check = fn(&Value) -> Result<(), String>;

        /// The examples by their places, and the types that they are values of.
        const EXAMPLES: &[(&str, Check)] = &[#(#examples),*];

        #[test]
        fn every_example_round_trips() {
            let values: Value = serde_json::from_str(include_str!("examples.json")).unwrap();
            let mut failures = Vec::new();
            for (place, check) in EXAMPLES {
                if let Err(reason) = check(&values[*place]) {
                    failures.push(format!("contract failed: {place}: {reason}"));
                }
            }
            println!("contract: {} passed, {} failed", EXAMPLES.len() - failures.len(), failures.len());
            for failure in &failures {
                println!("{failure}");
            }
            assert!(failures.is_empty(), "{}", failures.join("\n"));
        }

        #[allow(dead_code)]
        fn round_trip<T: DeserializeOwned + Serialize>(example: &Value) -> Result<(), String> {
            let text = example.to_string();
            let before = #unknowns;
            let response = http::Response::new(crate::runtime::Body::from(text));
            let decoded: T = crate::runtime::RawResponse::from(response)
                .json()
                .map_err(|failure| failure.to_string())?;
            if #unknowns != before {
                return Err("a part of it is none of the values that the document lists".to_owned());
            }
            let encoded = serde_json::to_value(&decoded).map_err(|error| error.to_string())?;
            #expected
            match difference(example, &encoded, "") {
                Some(place) => Err(format!("it is another after encoding, at `{place}`")),
                None => Ok(()),
            }
        }

        #[allow(dead_code)]
        fn difference(one: &Value, other: &Value, place: &str) -> Option<String> {
            match (one, other) {
                (Value::Object(one), Value::Object(other)) => {
                    let names = one.keys().chain(other.keys());
                    names.filter_map(|name| {
                        let place = format!("{place}/{name}");
                        match (one.get(name), other.get(name)) {
                            (Some(one), Some(other)) => difference(one, other, &place),
                            _ => Some(place),
                        }
                    }).next()
                }
                (Value::Array(one), Value::Array(other)) if one.len() == other.len() => one
                    .iter()
                    .zip(other)
                    .enumerate()
                    .find_map(|(index, (one, other))| difference(one, other, &format!("{place}/{index}"))),
                // `1` and `1.0` are one number.
                (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => None,
                (one, other) => (one != other).then(|| place.to_owned()),
            }
        }
    }
}
