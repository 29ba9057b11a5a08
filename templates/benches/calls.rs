//! What a call costs, beside its floor: `cargo bench -p bindery-runtime`.

mod cost;
#[path = "../src/runtime/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    missing_docs,
    reason = "what generated crates use of it, and more than is measured; from the source, as tables are theirs alone"
)]
mod runtime;

use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn names() -> Vec<&'static str> {
    cost::cases().iter().map(|case| case.name).collect()
}

fn named(name: &str) -> Option<cost::Case> {
    cost::cases().into_iter().find(|case| case.name == name)
}

#[divan::bench(args = names())]
fn ours(bencher: Bencher<'_, '_>, name: &str) {
    if let Some(case) = named(name) {
        bencher.bench_local(|| (case.ours)());
    }
}

#[divan::bench(args = names())]
fn floor(bencher: Bencher<'_, '_>, name: &str) {
    if let Some(case) = named(name) {
        bencher.bench_local(|| (case.floor)());
    }
}
