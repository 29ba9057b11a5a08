//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    let program = std::thread::Builder::new()
        .stack_size(bindery::STACK)
        .spawn(bindery::cli::main);
    match program.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        // Without a thread there is still the one that is here.
        Err(_) => bindery::cli::main(),
    }
}
