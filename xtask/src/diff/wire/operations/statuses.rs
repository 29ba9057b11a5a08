//! Which responses of two versions of an operation stand for each other, by their statuses.

use crate::spec::StatusPattern::{self, Default, Exact, Range};

/// How the statuses of two versions belong together.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct StatusPairs {
    /// Those of which both versions speak, each with how.
    pub both: Vec<(StatusPattern, StatusPattern, Relation)>,
    /// Those of the old version alone.
    pub gone: Vec<StatusPattern>,
    /// Those of the new version alone.
    pub new: Vec<StatusPattern>,
}

/// How a status is another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// They are the same.
    Same,
    /// The old one is one of those that the new one is, which is new.
    Widened,
    /// The old one is one of those that the other one is and was.
    Merged,
    /// The new one is one of those that the old one was, which is gone.
    Narrowed,
    /// The new one is one of those that the other one was and is.
    Split,
}

/// Pairs the same statuses, then each with the range that it is in, and successes with `default` where no other
/// response is one.
pub fn pairs(old: &[StatusPattern], new: &[StatusPattern]) -> StatusPairs {
    let mut pairs = StatusPairs::default();
    for status in old.iter().filter(|status| new.contains(status)) {
        pairs.both.push((*status, *status, Relation::Same));
    }
    for status in old.iter().filter(|status| !new.contains(status)) {
        match home(*status, new) {
            Some(range) if old.contains(&range) => {
                pairs.both.push((*status, range, Relation::Merged));
            }
            Some(range) => pairs.both.push((*status, range, Relation::Widened)),
            None => pairs.gone.push(*status),
        }
    }
    for status in new.iter().filter(|status| !old.contains(status)) {
        match home(*status, old) {
            Some(range) if new.contains(&range) => {
                pairs.both.push((range, *status, Relation::Split));
            }
            Some(range) => pairs.both.push((range, *status, Relation::Narrowed)),
            None => pairs.new.push(*status),
        }
    }
    // What is a part of another is not gone or new itself.
    let StatusPairs { both, gone, new } = &mut pairs;
    gone.retain(|status| both.iter().all(|(old, ..)| old != status));
    new.retain(|status| both.iter().all(|(_, new, _)| new != status));
    pairs
}

/// The range of a version that a status is in.
fn home(status: StatusPattern, all: &[StatusPattern]) -> Option<StatusPattern> {
    let range = match status {
        Exact(code) => Some(Range(code / 100)).filter(|range| all.contains(range)),
        Range(_) | Default => None,
    };
    range.or_else(|| {
        let is_default = all.contains(&Default) && is_success(Default, all);
        (status != Default && is_default && is_success(status, all)).then_some(Default)
    })
}

/// Whether a response is a success. The default is one where no other is.
pub fn is_success(status: StatusPattern, all: &[StatusPattern]) -> bool {
    match status {
        Exact(code) => code / 100 == 2,
        Range(digit) => digit == 2,
        Default => !all
            .iter()
            .any(|other| *other != Default && is_success(*other, &[])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_defaults_take_in_what_they_cover() {
        let both = |old: &[StatusPattern], new: &[StatusPattern]| pairs(old, new).both;
        assert_eq!(
            both(&[Exact(200)], &[Range(2)]),
            [(Exact(200), Range(2), Relation::Widened)]
        );
        assert_eq!(
            both(&[Range(2)], &[Exact(201)]),
            [(Range(2), Exact(201), Relation::Narrowed)]
        );
        assert_eq!(
            both(&[Exact(200)], &[Default]),
            [(Exact(200), Default, Relation::Widened)]
        );
        assert_eq!(
            both(&[Default], &[Exact(200)]),
            [(Default, Exact(200), Relation::Narrowed)]
        );
        let split = both(&[Range(4)], &[Range(4), Exact(404)]);
        assert_eq!(split[1], (Range(4), Exact(404), Relation::Split));
    }

    #[test]
    fn failures_are_not_those_of_a_default() {
        let pairs = pairs(&[Exact(200), Exact(404)], &[Exact(200), Default]);
        assert_eq!(pairs.gone, [Exact(404)]);
        assert_eq!(pairs.new, [Default]);
    }
}
