//! The README's Rust is that of a program which is compiled.

use std::fs;

use crate::fixture;

#[test]
fn the_example_is_the_tour() {
    let readme = fs::read_to_string(fixture::workspace().join("README.md")).unwrap();
    let tour = fs::read_to_string(fixture::workspace().join("generated/examples/tour.rs")).unwrap();
    let program: Vec<&str> = tour.lines().map(str::trim).collect();
    let mut blocks = readme.split("```rust\n").skip(1).peekable();
    assert!(blocks.peek().is_some(), "the README shows no Rust");
    for block in blocks {
        let code = block.split("```").next().unwrap();
        for part in code.split("\n\n") {
            let lines: Vec<&str> = part.trim().lines().map(str::trim).collect();
            let is_there = program.windows(lines.len()).any(|window| window == lines);
            assert!(is_there, "not in generated/examples/tour.rs:\n{part}");
        }
    }
}
