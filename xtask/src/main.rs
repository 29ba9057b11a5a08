//! Arguments in, exit code out.

use std::process::ExitCode;

/// Schemas may be composed of each other as deep as a document likes. Only what is used of it is taken.
const STACK: usize = 512 << 20;

fn main() -> ExitCode {
    let program = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(bindery::cli::main);
    match program.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        // Without a thread there is still the one that is here.
        Err(_) => bindery::cli::main(),
    }
}
