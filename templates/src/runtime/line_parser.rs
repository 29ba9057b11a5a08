//! The incremental splitter of streams of JSON texts: chunks in, texts out, wherever the chunks are cut. It does
//! no I/O, and holds no more than the text that is under way.
//!
//! Lines (NDJSON, JSON Lines) end at a line feed. In a sequence (RFC 7464) a record separator stands before each
//! text, which may hold line feeds itself; there a text ends at the line feed behind its last bracket, so that it
//! is not held back until the next one begins.

/// A record separator, which no JSON text holds.
const RECORD_SEPARATOR: u8 = 0x1E;

/// What a chunk gave.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Parsed {
    /// One text, without white space around it.
    Text(Vec<u8>),
    /// A text of a sequence that has no end: a number or a word that may have lost its last characters.
    CutOff(Vec<u8>),
    /// The chunk was read to its end, and no text is complete.
    More,
    /// The text has more bytes than the limit.
    TooLarge,
}

/// The splitter, between two chunks.
#[derive(Debug)]
pub(crate) struct LineParser {
    limit: u64,
    text: Vec<u8>,
    is_sequence: bool,
    /// Of a text of a sequence: how many brackets are open, and whether a string is.
    depth: u64,
    is_in_string: bool,
    is_escaped: bool,
}

impl LineParser {
    /// A splitter of texts that have at most `limit` bytes each.
    pub(crate) fn new(limit: u64) -> Self {
        Self {
            limit,
            text: Vec::new(),
            is_sequence: false,
            depth: 0,
            is_in_string: false,
            is_escaped: false,
        }
    }

    /// Reads on until a text is complete. Answers how many bytes were read, and what they gave.
    pub(crate) fn parse(&mut self, chunk: &[u8]) -> (usize, Parsed) {
        let mut read = 0;
        while read < chunk.len() {
            let rest = &chunk[read..];
            let end = rest
                .iter()
                .position(|byte| matches!(*byte, b'\n' | RECORD_SEPARATOR));
            let part = &rest[..end.unwrap_or(rest.len())];
            read += part.len();
            if (self.text.len() + part.len()) as u64 > self.limit {
                return (read, Parsed::TooLarge);
            }
            self.push(part);
            let Some(byte) = end.map(|end| rest[end]) else {
                break;
            };
            read += 1;
            if byte == RECORD_SEPARATOR {
                let was_sequence = std::mem::replace(&mut self.is_sequence, true);
                if let Some(text) = self.take() {
                    let is_cut_off = was_sequence && may_be_cut_off(&text);
                    return (
                        read,
                        if is_cut_off {
                            Parsed::CutOff(text)
                        } else {
                            Parsed::Text(text)
                        },
                    );
                }
            } else if self.is_sequence && (self.depth > 0 || self.is_in_string) {
                self.push(b"\n");
            } else if let Some(text) = self.take() {
                return (read, Parsed::Text(text));
            }
        }
        (read, Parsed::More)
    }

    /// The last text, which no line feed ends.
    pub(crate) fn finish(&mut self) -> Option<Parsed> {
        let text = self.take()?;
        Some(if self.is_sequence && may_be_cut_off(&text) {
            Parsed::CutOff(text)
        } else {
            Parsed::Text(text)
        })
    }

    fn push(&mut self, part: &[u8]) {
        self.text.extend_from_slice(part);
        if !self.is_sequence {
            return;
        }
        for byte in part {
            match byte {
                _ if std::mem::take(&mut self.is_escaped) => {}
                b'\\' if self.is_in_string => self.is_escaped = true,
                b'"' => self.is_in_string = !self.is_in_string,
                _ if self.is_in_string => {}
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// The text that is under way; none if it is blank.
    fn take(&mut self) -> Option<Vec<u8>> {
        (self.depth, self.is_in_string, self.is_escaped) = (0, false, false);
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_ascii_end().len());
        let start = text.len() - text.trim_ascii_start().len();
        text.drain(..start);
        (!text.is_empty()).then_some(text)
    }
}

/// RFC 7464, section 2.4: what ends in neither a bracket nor a quote needs white space behind it to be whole.
fn may_be_cut_off(text: &[u8]) -> bool {
    !matches!(text.last(), Some(b'}' | b']' | b'"'))
}
