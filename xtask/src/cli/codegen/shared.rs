//! The crates of runtimes that several targets share.

use std::time::Instant;

use super::output::{Output, told};
use super::{Arguments, Run};
use crate::cli::Outcome;
use crate::project::shared::{self, SharedRuntime};

impl Run {
    /// Writes or checks the runtimes that the targets share.
    pub(super) fn shared_runtimes(&self, arguments: &Arguments, is_for_people: bool) -> Outcome {
        let each = shared::of(&self.targets).into_iter();
        let outcomes = each.map(|one| self.shared_runtime(one, arguments, is_for_people));
        outcomes.fold(Outcome::Done, Outcome::max)
    }

    fn shared_runtime(
        &self,
        one: SharedRuntime,
        arguments: &Arguments,
        is_for_people: bool,
    ) -> Outcome {
        let start = Instant::now();
        let output = Output {
            name: &one.name,
            names: None,
            folder: self.root.join(&one.folder),
            shown: one.folder,
            files: one.files,
        };
        if arguments.check {
            return output.check(arguments, is_for_people);
        }
        match output.written() {
            Err(outcome) => outcome,
            Ok(plan) => {
                if !arguments.quiet {
                    output.tell_changes(&plan);
                    let total = output.files.paths().count();
                    told(output.name, plan.changed(), total, &output.shown, start);
                }
                Outcome::Done
            }
        }
    }
}
