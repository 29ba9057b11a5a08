//! [`StreamError`]: an item of a stream that could not be had.

use std::error::Error as StdError;
use std::fmt;

use super::{DecodeFailure, TransportError};

/// Why an item of a stream could not be had.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// An item is not what the API's document describes. The stream goes on behind it.
    Decode(ItemError),
    /// The stream broke off, and ends.
    Transport(TransportError),
    /// An item has more bytes than the response may keep in memory, and the stream ends; see
    /// [`Call::max_response_size`](super::Call::max_response_size).
    TooLarge(ItemTooLarge),
}

/// An item that has more bytes than may be kept in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTooLarge {
    pub(crate) item: u64,
    pub(crate) limit: u64,
}

impl ItemTooLarge {
    /// Which item of the stream it is, the first being 0.
    #[must_use]
    pub fn item(&self) -> u64 {
        self.item
    }

    /// How many bytes an item may have.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.limit
    }
}

/// An item of a stream that is not what the API's document describes.
///
/// `Debug` and `Display` show the length of its text, not the text: see [`ItemError::raw_text`].
#[derive(Clone, PartialEq, Eq)]
pub struct ItemError {
    item: u64,
    failure: DecodeFailure,
    text: String,
}

impl ItemError {
    pub(crate) fn new(item: u64, failure: DecodeFailure, text: String) -> Self {
        Self {
            item,
            failure,
            text,
        }
    }

    /// Which item of the stream it is, the first being 0.
    #[must_use]
    pub fn item(&self) -> u64 {
        self.item
    }

    /// The text of the item as it came: the data of an event, or a line. What is not UTF-8 is replaced.
    #[must_use]
    pub fn raw_text(&self) -> &str {
        &self.text
    }

    /// The place inside the item, such as `items[2].name`; empty for the item as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        self.failure.path()
    }

    /// What was found and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        self.failure.message()
    }
}

impl fmt::Debug for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemError")
            .field("item", &self.item)
            .field("path", &self.path())
            .field("message", &self.message())
            .field("text_length", &self.text.len())
            .finish()
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) if error.path().is_empty() => {
                write!(f, "cannot decode item {}: {}", error.item, error.message())
            }
            Self::Decode(error) => write!(
                f,
                "cannot decode item {} at `{}`: {}",
                error.item,
                error.path(),
                error.message()
            ),
            Self::Transport(error) => error.fmt(f),
            Self::TooLarge(error) => write!(
                f,
                "item {} of the stream has more than {} bytes",
                error.item, error.limit
            ),
        }
    }
}

impl StdError for StreamError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Decode(_) | Self::TooLarge(_) => None,
        }
    }
}
