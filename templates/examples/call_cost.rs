//! What a call costs, beside its floor, as a line of JSON for each part of it: nanoseconds and allocations.
//!
//! `--count NAME` runs one part alone, a fixed number of times, for tools that count instructions; with `--floor`
//! its floor.

#[path = "../benches/cost/mod.rs"]
mod cost;
#[path = "../src/runtime/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    missing_docs,
    reason = "what generated crates use of it, and more than is measured; from the source, as tables are theirs alone"
)]
mod runtime;

use std::alloc::System;
use std::time::{Duration, Instant};

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const ROUNDS: u32 = 20;
const RUNS: u32 = 20;
const COUNTED_RUNS: u32 = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let cases = cost::cases();
    if let [option, name, rest @ ..] = arguments.as_slice()
        && option == "--count"
    {
        let Some(case) = cases.iter().find(|case| case.name == name) else {
            eprintln!("no such part: {name}");
            std::process::exit(2);
        };
        let is_floor = rest.iter().any(|one| one == "--floor");
        let run = if is_floor { &case.floor } else { &case.ours };
        (0..COUNTED_RUNS).for_each(|_| run());
        return;
    }
    for case in &cases {
        let (ours, floor) = (allocations(&case.ours), allocations(&case.floor));
        // In turns, so that what else the machine does falls on both; the least of all rounds is what it takes.
        let (mut ours_time, mut floor_time) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            ours_time = ours_time.min(time(&case.ours));
            floor_time = floor_time.min(time(&case.floor));
        }
        let line = serde_json::json!({
            "name": case.name,
            "ours_ns": ours_time.as_nanos() as u64,
            "floor_ns": floor_time.as_nanos() as u64,
            "ours_allocations": ours,
            "floor_allocations": floor,
        });
        println!("{line}");
    }
}

/// How often memory is asked for in one run, after one that sets up what stays.
fn allocations(run: &dyn Fn()) -> usize {
    run();
    let region = Region::new(ALLOCATOR);
    run();
    let change = region.change();
    change.allocations + change.reallocations
}

/// How long a run takes.
fn time(run: &dyn Fn()) -> Duration {
    let start = Instant::now();
    (0..RUNS).for_each(|_| run());
    start.elapsed() / RUNS
}
