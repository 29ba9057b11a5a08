//! [`Part`]: one part of a body of the type `multipart/form-data`.

use std::fmt;

use bytes::Bytes;

use super::Body;

/// One part of a body of the type `multipart/form-data` (RFC 7578): a file, or anything else that is bytes.
///
/// Its media type is the one that the document names for the part, else `application/octet-stream`, unless it is
/// [set](Self::content_type). `Debug` shows nothing of the content.
#[derive(Clone, PartialEq)]
pub struct Part {
    content: Body,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

impl Part {
    /// A file of this content. Without a [file name](Self::file_name) it is sent as `blob`, as browsers do: servers
    /// take what has no file name for a text.
    #[must_use]
    pub fn new(content: impl Into<Body>) -> Self {
        Self {
            content: content.into(),
            file_name: Some("blob".to_owned()),
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// A text, which has no file name, and `text/plain` for its media type.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            content: Body::from(text.into()),
            file_name: None,
            content_type: Some("text/plain".to_owned()),
            headers: Vec::new(),
        }
    }

    /// A file of the disk under its own name. It is read when it is sent, and never in memory as a whole.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn from_path(path: impl AsRef<std::path::Path>) -> Self {
        let path = path.as_ref();
        let part = Self::new(Body::from_path(path));
        match path.file_name() {
            Some(name) => part.file_name(name.to_string_lossy()),
            None => part,
        }
    }

    /// Sets the name of the file.
    #[must_use]
    pub fn file_name(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// Sets the media type.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Adds a header to the part. The headers that say the names and the media type are not set this way.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// A value as it is written in a form: without a file name.
    pub(crate) fn of_value(text: String, content_type: Option<&str>) -> Self {
        Self {
            content: text.into(),
            file_name: None,
            content_type: content_type.map(str::to_owned),
            headers: Vec::new(),
        }
    }

    /// What the document says of the part, where the part does not say otherwise itself.
    pub(crate) fn or(mut self, content_type: Option<&str>, headers: &[(&str, &str)]) -> Self {
        let content_type = content_type.map(str::to_owned);
        self.content_type = self.content_type.or(content_type);
        for (name, value) in headers {
            let mut own = self.headers.iter();
            if !own.any(|(own, _)| own.eq_ignore_ascii_case(name)) {
                self.headers.push(((*name).to_owned(), (*value).to_owned()));
            }
        }
        self
    }

    pub(crate) fn content(&self) -> &Body {
        &self.content
    }

    /// The lines before the content, without the empty one.
    ///
    /// # Errors
    /// The end of a sentence that begins with the part: "has a header …".
    pub(crate) fn head(&self, name: &str) -> Result<String, String> {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", escaped(name));
        if let Some(file_name) = &self.file_name {
            head.push_str(&format!("; filename=\"{}\"", escaped(file_name)));
        }
        head.push_str("\r\n");
        let of_file = self.file_name.as_ref().map(|_| "application/octet-stream");
        if let Some(content_type) = self.content_type.as_deref().or(of_file) {
            header_line("Content-Type", content_type, &mut head)?;
        }
        for (name, value) in &self.headers {
            if ["content-disposition", "content-type"].contains(&name.to_ascii_lowercase().as_str())
            {
                return Err(format!(
                    "has the header `{name}`, which it says by its names and its media type"
                ));
            }
            header_line(name, value, &mut head)?;
        }
        Ok(head)
    }
}

fn header_line(name: &str, value: &str, head: &mut String) -> Result<(), String> {
    let (_, checked) =
        super::header::checked(name, value).map_err(|error| format!("is invalid: {error}"))?;
    let value = checked.to_str().unwrap_or_default();
    head.push_str(&format!("{name}: {value}\r\n"));
    Ok(())
}

/// A name between quotes: UTF-8, where quotes and line ends are percent-encoded, and nothing else (WHATWG HTML,
/// "multipart/form-data encoding algorithm"; RFC 7578 section 5.1 asks for UTF-8).
fn escaped(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Shows no content, and no values of headers.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("content", &self.content)
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

impl From<Body> for Part {
    fn from(content: Body) -> Self {
        Self::new(content)
    }
}

impl From<Bytes> for Part {
    fn from(content: Bytes) -> Self {
        Self::new(content)
    }
}

impl From<Vec<u8>> for Part {
    fn from(content: Vec<u8>) -> Self {
        Self::new(content)
    }
}

impl From<&'static [u8]> for Part {
    fn from(content: &'static [u8]) -> Self {
        Self::new(content)
    }
}

/// The parts that a property of a form is: one, none or several of the same name.
pub trait Parts {
    /// Calls a function with each part.
    fn for_each(&self, add: &mut dyn FnMut(&Part));
}

impl Parts for Part {
    fn for_each(&self, add: &mut dyn FnMut(&Part)) {
        add(self);
    }
}

impl<P: Parts> Parts for Option<P> {
    fn for_each(&self, add: &mut dyn FnMut(&Part)) {
        self.iter().for_each(|part| part.for_each(add));
    }
}

impl<P: Parts> Parts for Vec<P> {
    fn for_each(&self, add: &mut dyn FnMut(&Part)) {
        self.iter().for_each(|part| part.for_each(add));
    }
}
