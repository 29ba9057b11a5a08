//! [`Body`]: the content of a request or of a response on its way through a transport.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::body_source::Source;

/// The content of a request or of a response. By default it is empty.
///
/// It is bytes in memory, a file, or a stream of chunks that are in memory one at a time. Clones of a
/// stream share it: the first that is read has it, and reading another ends with an error.
/// `Debug` shows its length only, as bodies hold secrets.
#[derive(Default)]
pub struct Body {
    pub(super) content: Content,
    /// Whether it is a request's, so that a failure to read it is none of the response.
    pub(super) is_of_request: bool,
}

pub(super) enum Content {
    Bytes(Bytes),
    #[cfg(not(target_arch = "wasm32"))]
    File {
        path: Arc<std::path::Path>,
        length: Option<u64>,
    },
    Stream {
        source: SharedSource,
        length: Option<u64>,
    },
    /// A stream that is being read: no other body has it any more.
    Reading {
        source: Mutex<Source>,
        /// What its clones have.
        shared: SharedSource,
        /// How many bytes are to come, where that was announced.
        length: Option<u64>,
    },
    Parts(VecDeque<Body>),
}

/// A stream until somebody reads it.
pub(super) type SharedSource = Arc<Mutex<Option<Source>>>;

impl Body {
    /// A body of no bytes.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The content of a file, opened and read when the body is sent. A file can be sent again, so a
    /// call with it can be repeated; a pipe or a device is a stream that can be sent once.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn from_path(path: impl AsRef<std::path::Path>) -> Self {
        Content::File {
            path: path.as_ref().into(),
            length: None,
        }
        .into()
    }

    /// What a reader gives, read when the body is sent, on a thread of its own. It can be sent once.
    ///
    /// Its length is not known, so HTTP/1.1 sends it chunked; see [`with_length`](Self::with_length).
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn from_reader(reader: impl std::io::Read + Send + 'static) -> Self {
        Self::from_source(Source::reader(reader))
    }

    /// The chunks of a stream, which can be sent once.
    ///
    /// Its length is not known, so HTTP/1.1 sends it chunked; see [`with_length`](Self::with_length).
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn from_stream<S, C, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<C, E>> + Send + 'static,
        C: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::from_source(Source::stream(stream))
    }

    /// The chunks of a stream, which can be sent once.
    ///
    /// Its length is not known, so HTTP/1.1 sends it chunked; see [`with_length`](Self::with_length).
    #[cfg(target_arch = "wasm32")]
    #[must_use]
    pub fn from_stream<S, C, E>(stream: S) -> Self
    where
        S: futures_core::Stream<Item = Result<C, E>> + 'static,
        C: Into<Bytes>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self::from_source(Source::stream(stream))
    }

    /// The content of another HTTP library's body, with the length that it names.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn from_http_body<B>(body: B) -> Self
    where
        B: http_body::Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let length = body.size_hint().exact();
        let mut body = Self::from_source(Source::http_body(body));
        body.set_length(length);
        body
    }

    /// Bodies one after the other.
    #[must_use]
    pub fn concat(parts: impl IntoIterator<Item = Self>) -> Self {
        Content::Parts(parts.into_iter().collect()).into()
    }

    /// Says how many bytes a stream has, which is then sent as its `Content-Length`. Reading a stream
    /// that has more or fewer fails. What is in memory or in a file keeps its own length.
    #[must_use]
    pub fn with_length(mut self, length: u64) -> Self {
        self.set_length(Some(length));
        self
    }

    fn set_length(&mut self, new: Option<u64>) {
        if let Content::Stream { length, .. } = &mut self.content {
            *length = new;
        }
    }

    fn from_source(source: Source) -> Self {
        Content::Stream {
            source: Arc::new(Mutex::new(Some(source))),
            length: None,
        }
        .into()
    }

    /// The bytes, if they are in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The body as it goes out with a request.
    pub(crate) fn of_request(mut self) -> Self {
        self.is_of_request = true;
        self
    }

    /// How many bytes it has, or has left, where that is known before they are read.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            #[cfg(not(target_arch = "wasm32"))]
            Content::File { length, .. } => *length,
            Content::Stream { length, .. } | Content::Reading { length, .. } => *length,
            Content::Parts(parts) => parts.iter().map(Self::length).sum(),
        }
    }

    /// Whether it can still be sent from its start: a stream can until somebody reads it.
    pub(crate) fn is_unread(&self) -> bool {
        match &self.content {
            Content::Bytes(_) => true,
            #[cfg(not(target_arch = "wasm32"))]
            Content::File { .. } => true,
            Content::Stream { source, .. } => source
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_some(),
            Content::Reading { .. } => false,
            Content::Parts(parts) => parts.iter().all(Self::is_unread),
        }
    }

    /// Finds out the lengths of files, save of pipes and devices, which have none.
    ///
    /// # Errors
    /// When there is no such file, or it is a folder.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn find_lengths(&mut self) -> Result<(), super::BuildError> {
        match &mut self.content {
            Content::File { path, length } => {
                let unreadable = |error: std::io::Error| {
                    let message = format!("the file `{}` cannot be read: {error}", path.display());
                    super::BuildError::new(message).with_source(error)
                };
                let metadata = std::fs::metadata(&**path).map_err(unreadable)?;
                if metadata.is_dir() {
                    return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
                }
                if metadata.is_file() {
                    *length = Some(metadata.len());
                } else {
                    let source = Source::file(path, None);
                    *self = Self::from_source(source);
                }
            }
            Content::Parts(parts) => {
                for part in parts {
                    part.find_lengths()?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        let content = match &self.content {
            Content::Bytes(bytes) => Content::Bytes(bytes.clone()),
            #[cfg(not(target_arch = "wasm32"))]
            Content::File { path, length } => Content::File {
                path: Arc::clone(path),
                length: *length,
            },
            Content::Stream {
                source: shared,
                length,
            }
            | Content::Reading { shared, length, .. } => Content::Stream {
                source: Arc::clone(shared),
                length: *length,
            },
            Content::Parts(parts) => Content::Parts(parts.clone()),
        };
        Self {
            content,
            is_of_request: self.is_of_request,
        }
    }
}

/// Bytes are compared, files by their paths; a stream equals itself alone.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            #[cfg(not(target_arch = "wasm32"))]
            (Content::File { path: one, .. }, Content::File { path: other, .. }) => one == other,
            (
                Content::Stream { source: one, .. } | Content::Reading { shared: one, .. },
                Content::Stream { source: other, .. } | Content::Reading { shared: other, .. },
            ) => Arc::ptr_eq(one, other),
            (Content::Parts(one), Content::Parts(other)) => one == other,
            _ => false,
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(a stream)"),
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl From<Content> for Body {
    fn from(content: Content) -> Self {
        Self {
            content,
            is_of_request: false,
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Content::Bytes(bytes).into()
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}
