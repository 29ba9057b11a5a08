//! The crates of runtimes that several targets share: each is settled with the first target that shares it, before that
//! one's own crate, which cargo cannot read without it.

use std::collections::BTreeMap;
use std::time::Instant;

use super::output::Output;
use super::{Arguments, Run};
use crate::cli::{Outcome, terminal};
use crate::project::shared::Shared;

/// The runtimes of a run, and how each that was met ended.
pub(super) struct SharedRuntimes<'r> {
    run: &'r Run,
    arguments: &'r Arguments,
    is_for_people: bool,
    met: BTreeMap<&'r str, Outcome>,
}

impl<'r> SharedRuntimes<'r> {
    pub(super) fn of(run: &'r Run, arguments: &'r Arguments, is_for_people: bool) -> Self {
        Self {
            run,
            arguments,
            is_for_people,
            met: BTreeMap::new(),
        }
    }

    /// Writes or checks the runtime that a target shares, where no target before it did. Answers how that ended.
    pub(super) fn settle(&mut self, target: &str) -> Outcome {
        let Some(shared) = self.run.shared.iter().find(|one| one.is_of(target)) else {
            return Outcome::Done;
        };
        let known = self.met.get(shared.folder.as_str()).copied();
        let outcome = known.unwrap_or_else(|| self.settled(shared));
        self.met.insert(&shared.folder, outcome);
        outcome
    }

    fn settled(&self, shared: &Shared) -> Outcome {
        let start = Instant::now();
        let output = Output {
            name: &shared.name,
            names: None,
            folder: self.run.root.join(shared.path()),
            shown: shared.folder.clone(),
            files: shared.files(),
        };
        if self.arguments.check {
            return output.check(self.arguments, self.is_for_people);
        }
        let was_there = output.folder.exists();
        let plan = match output.written() {
            Ok(plan) => plan,
            Err(outcome) => return outcome,
        };
        if self.arguments.quiet {
            return Outcome::Done;
        }
        output.tell_changes(&plan, self.arguments.verbose);
        output.tell_total(&plan, start);
        let is_here = |name: &&String| self.run.targets.iter().any(|(target, _)| target == *name);
        let others: Vec<&str> = shared
            .targets
            .iter()
            .filter(|name| !is_here(name))
            .map(String::as_str)
            .collect();
        if was_there && plan.changed() > 0 && !others.is_empty() {
            terminal::line(&format!(
                "{}: changed for `{}` too, which this run leaves as they are: generate them as well",
                shared.name,
                others.join("`, `")
            ));
        }
        Outcome::Done
    }
}
