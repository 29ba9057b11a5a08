//! Every operation of this crate against a server that somebody else wrote.
//!
//! `cargo xtask conformance` starts Stoplight's Prism, a mock server of the document, and runs this
//! with its URL. Prism checks each request against the document, and answers with the document's
//! examples; what it finds wrong with a request it says in the header `sl-violations`. The header
//! `Prefer: code=404` chooses the response.
//!
//! Exit codes: 0 all checks passed, 1 one failed, 2 there was nothing to check.

#[cfg(feature = "reqwest")]
#[path = "conformance/answers.rs"]
mod answers;
#[cfg(feature = "reqwest")]
#[path = "conformance/checks.rs"]
mod checks;

use std::process::ExitCode;

#[cfg(feature = "reqwest")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url] = arguments.as_slice() else {
        eprintln!("usage: conformance URL, such as http://127.0.0.1:4010");
        return ExitCode::from(2);
    };
    match checks::run(url) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("conformance: {error}");
            ExitCode::from(2)
        }
    }
}

#[cfg(not(feature = "reqwest"))]
fn main() -> ExitCode {
    eprintln!("conformance: needs the feature `reqwest`");
    ExitCode::from(2)
}
