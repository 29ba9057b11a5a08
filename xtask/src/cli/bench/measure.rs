//! How long things take: wall clock and processor time, and the median of several runs.

use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde::Serialize;

/// What something took, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Timing {
    /// From its beginning to its end.
    pub wall: f64,
    /// Of the processors, by all threads and child processes, of the program and of the system for it; `None` where the
    /// system does not tell.
    pub cpu: Option<f64>,
}

/// The value in the middle, or between the two in the middle; `None` of none.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        length if length % 2 == 0 => Some((values[middle - 1] + values[middle]) / 2.0),
        _ => Some(values[middle]),
    }
}

/// The medians of the timings of several runs, at least one.
pub fn repeated<E>(runs: usize, mut run: impl FnMut() -> Result<Timing, E>) -> Result<Timing, E> {
    let first = run()?;
    let mut timings = vec![first];
    for _ in 1..runs {
        timings.push(run()?);
    }
    let walls = timings.iter().map(|timing| timing.wall).collect();
    let cpus = timings.iter().filter_map(|timing| timing.cpu).collect();
    Ok(Timing {
        wall: median(walls).unwrap_or(first.wall),
        cpu: median(cpus),
    })
}

/// What a function of this process takes. What it answers is dropped outside of the time.
pub fn function<R>(function: impl FnOnce() -> R) -> (Timing, R) {
    let cpu = cpu::of_this_process();
    let start = Instant::now();
    let result = std::hint::black_box(function());
    let wall = start.elapsed().as_secs_f64();
    let timing = Timing {
        wall,
        cpu: since(cpu, cpu::of_this_process()),
    };
    (timing, result)
}

/// What a child process takes, with those that it starts. A failure is told by what it said.
pub fn command(command: &mut Command) -> Result<(Timing, Output), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let cpu = cpu::of_children();
    let start = Instant::now();
    let output = command
        .output()
        .map_err(|error| format!("`{program}` cannot be run: {error}"))?;
    let wall = start.elapsed().as_secs_f64();
    let timing = Timing {
        wall,
        cpu: since(cpu, cpu::of_children()),
    };
    if output.status.success() {
        Ok((timing, output))
    } else {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let first = said.lines().find(|line| line.contains("error"));
        let first = first.or_else(|| said.lines().last()).unwrap_or_default();
        Err(format!("`{program}` failed ({}): {first}", output.status))
    }
}

fn since(before: Option<Duration>, after: Option<Duration>) -> Option<f64> {
    Some((after?.checked_sub(before?)?).as_secs_f64())
}

#[cfg(unix)]
mod cpu {
    use std::time::Duration;

    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    pub fn of_this_process() -> Option<Duration> {
        of(UsageWho::RUSAGE_SELF)
    }

    pub fn of_children() -> Option<Duration> {
        of(UsageWho::RUSAGE_CHILDREN)
    }

    fn of(whose: UsageWho) -> Option<Duration> {
        let usage = getrusage(whose).ok()?;
        let time = usage.user_time() + usage.system_time();
        Some(Duration::from_micros(
            time.num_microseconds().try_into().ok()?,
        ))
    }
}

#[cfg(not(unix))]
mod cpu {
    use std::time::Duration;

    pub fn of_this_process() -> Option<Duration> {
        None
    }

    pub fn of_children() -> Option<Duration> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![3.0]), Some(3.0));
        assert_eq!(median(vec![9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 9.0]), Some(3.0));
    }

    #[test]
    fn repeated_runs_are_one_timing() {
        let mut walls = [3.0, 1.0, 2.0].into_iter();
        let timing = repeated::<()>(3, || {
            Ok(Timing {
                wall: walls.next().unwrap_or_default(),
                cpu: None,
            })
        });
        assert_eq!(
            timing,
            Ok(Timing {
                wall: 2.0,
                cpu: None
            })
        );
        assert_eq!(repeated(3, || Err("no")), Err("no"));
    }

    #[test]
    fn a_command_that_fails_says_why() {
        let result = command(Command::new("cargo").arg("no-such-command"));
        let message = result.err().unwrap_or_default();
        assert!(message.starts_with("`cargo` failed"), "{message}");
        assert!(message.contains("no-such-command"), "{message}");
    }

    #[test]
    #[cfg(unix)]
    fn processor_time_is_told() {
        let (timing, sum) = function(|| (0..20_000_000_u64).fold(0, |sum: u64, one| sum ^ one));
        assert!(timing.cpu.is_some_and(|cpu| cpu > 0.0), "{timing:?} {sum}");
    }
}
