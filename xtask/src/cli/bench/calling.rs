//! What calls take in the runtime, beside the bare minimum that does the same: read from the example that measures it.

use std::path::Path;
use std::process::Command;

use serde::{Deserialize, Serialize};

use super::measure;

/// The example of the runtime that measures, below the workspace's root.
pub const EXAMPLE: &str = "templates/examples/call_cost.rs";

/// The figures of one case: a line of JSON that the example prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// What is done.
    pub name: String,
    /// Nanoseconds of the runtime.
    pub ours_ns: f64,
    /// Nanoseconds of the minimum.
    pub floor_ns: f64,
    /// Allocations of the runtime.
    pub ours_allocations: u64,
    /// Allocations of the minimum.
    pub floor_allocations: u64,
}

impl Call {
    /// How many times the floor a call takes.
    pub fn ratio(&self) -> f64 {
        self.ours_ns / self.floor_ns
    }
}

/// How the example is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// As it is used.
    Release,
    /// As tests are, which are built already. Allocations are as many; times say nothing.
    Dev,
}

/// Runs the example; `None` where the runtime has none.
pub fn measure(root: &Path, profile: Profile) -> Result<Option<Vec<Call>>, String> {
    if !root.join(EXAMPLE).is_file() {
        return Ok(None);
    }
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--package", "bindery-runtime"]);
    command.args(["--example", "call_cost"]).current_dir(root);
    command.args((profile == Profile::Release).then_some("--release"));
    let (_, output) = measure::command(&mut command)?;
    parse(&String::from_utf8_lossy(&output.stdout)).map(Some)
}

/// Reads what the example prints. Lines that are no objects are for people.
fn parse(text: &str) -> Result<Vec<Call>, String> {
    let lines = text.lines().filter(|line| line.starts_with('{'));
    let calls: Result<Vec<Call>, String> = lines
        .map(|line| {
            serde_json::from_str(line)
                .map_err(|error| format!("{EXAMPLE} printed `{line}`: {error}"))
        })
        .collect();
    match calls {
        Ok(calls) if calls.is_empty() => Err(format!("{EXAMPLE} printed no case")),
        calls => calls,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_example_are_read() {
        let text = "call cost\n{\"name\":\"get\",\"ours_ns\":1500.5,\"floor_ns\":1000,\"ours_allocations\":9,\"floor_allocations\":7,\"more\":true}\n";
        let calls = parse(text).unwrap_or_default();
        let expected = Call {
            name: "get".to_owned(),
            ours_ns: 1500.5,
            floor_ns: 1000.0,
            ours_allocations: 9,
            floor_allocations: 7,
        };
        assert_eq!(calls, [expected]);
        assert_eq!(calls[0].ratio(), 1.5005);
        let wrong = parse("{\"name\":\"get\"}").err().unwrap_or_default();
        assert!(wrong.contains("ours_ns"), "{wrong}");
        assert!(parse("").is_err());
    }
}
