//! What two versions of a crate offer to its callers, compared.
//!
//! ```text
//! (Api, Api) ──emit, surface──▶ (Surface, Surface) ──compare, rules──▶ [Happening] ──fold──▶ [ItemChange]
//! ```
//!
//! The verdict is read from the code that callers compile against, and not guessed from the documents: what a
//! change does to a name that collides, to a bound or to a derive is in the code. [`rules`] is the table of
//! what each change asks of a release; the `Places` of the model say which node of a document an item stands for.

mod compare;
mod fold;
mod places;
mod print;
mod renames;
pub mod rules;
pub mod surface;
mod version;

use super::Version;
use super::change::RustChange;
use crate::parallel;
use crate::spec::pointer::Pointer;
use surface::Surface;

pub use version::{bump, next_version};

/// A change of a public item, and the nodes of the documents that the item stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemChange {
    /// The change.
    pub change: RustChange,
    /// The node in the old document, such as `#/components/schemas/Pet/properties/name`.
    pub old: Option<Pointer>,
    /// The node in the new document.
    pub new: Option<Pointer>,
}

/// Compares the public items of two versions, in the order of their paths.
pub fn compare(old: &Version, new: &Version) -> Vec<ItemChange> {
    let (places, (before, after)) = parallel::both(
        || (places::Places::of(old), places::Places::of(new)),
        || Surface::of_both(&old.api, &new.api),
    );
    let (old, new) = places;
    let renames = renames::Renames::of(&before, &after, (&old, &new));
    let happenings = compare::compare(&before, &after, &renames, (&old, &new));
    fold::fold(
        happenings,
        fold::Both {
            old: &old,
            new: &new,
        },
    )
}
