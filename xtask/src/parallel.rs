//! Work on several processors at once. What comes of it does not depend on how many there are.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

/// Applies a function to every item, several at a time. The results are in the order of the items.
pub fn map<T: Sync, R: Send>(items: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return done;
            };
            done.push((index, each(item)));
        }
    };
    let mut done = scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for helper in helpers {
            done.extend(joined(helper.join()));
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Runs two functions side by side. Both may call themselves as deep as the pipeline does.
pub fn both<A: Send, B>(one: impl Fn() -> A + Sync, other: impl FnOnce() -> B) -> (A, B) {
    scope(|scope| {
        let helper = Builder::new()
            .stack_size(crate::STACK)
            .spawn_scoped(scope, &one);
        let other = other();
        let one = match helper {
            Ok(helper) => joined(helper.join()),
            // Without a thread there is still the one that is here.
            Err(_) => one(),
        };
        (one, other)
    })
}

/// Runs a function on a thread with the stack that the pipeline may need, whatever stack the caller has.
pub fn deep<R: Send>(work: impl Fn() -> R + Sync) -> R {
    both(work, || ()).0
}

fn joined<R>(result: std::thread::Result<R>) -> R {
    result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(map(&items, |item| item + 1), (1..=1000).collect::<Vec<_>>());
        assert_eq!(both(|| 1, || 2), (1, 2));
    }
}
