//! What a comparison depends on that the documents do not say.

use jiff::civil::Date;

/// What a comparison depends on beside the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The day that sunsets are compared with.
    pub today: Date,
    /// How many days must pass between the deprecation of a stable operation and its sunset; 0 asks for none.
    pub stable_deprecation_days: u32,
    /// The same of a beta operation.
    pub beta_deprecation_days: u32,
}

impl Options {
    /// A comparison on this day that asks for no time between a deprecation and the sunset.
    pub const fn on(today: Date) -> Self {
        Self {
            today,
            stable_deprecation_days: 0,
            beta_deprecation_days: 0,
        }
    }
}
