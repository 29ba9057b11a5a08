//! The generator as a whole: documents in, files, diagnostics and exit codes out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests end by panicking"
)]

mod architecture;
mod bench;
mod broken;
mod by_hand;
mod catalogue;
mod codes;
mod command;
mod compile;
mod diagnostics;
mod diff_command;
mod diff_pages;
mod diff_pairs;
mod diff_properties;
mod diff_time;
mod errors;
mod faults;
mod files;
mod fixture;
mod folder;
mod fragment;
mod freshness;
#[cfg(unix)]
mod guide;
mod hostile;
mod init;
mod init_again;
mod injection;
mod library;
mod lint;
mod locality;
mod module;
mod mutants;
mod names;
mod newcomer;
mod oasdiff;
mod outside;
mod over;
mod over_real;
mod pagination;
mod properties;
mod random;

mod report_time;
mod settings;
mod shared_runtime;
mod snapshots;
mod stamp;
mod tag_features;
mod templates;
mod tools;
mod verdict;
mod verdict_parts;
mod wire_operations;
