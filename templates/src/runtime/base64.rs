//! [`Base64`]: the bytes of a string of the format `byte` (RFC 4648).

use std::fmt;
use std::str::FromStr;

/// Bytes that are written in base64, as strings of the format `byte` are.
///
/// Both alphabets are read, with or without padding (RFC 4648, sections 4 and 5); the standard one is
/// written, with padding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Base64 {
    bytes: Vec<u8>,
}

impl Base64 {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.bytes
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec(),
        }
    }
}

/// A text that is not base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base64Error {
    position: usize,
}

impl Base64Error {
    /// Where the text stops being base64, in bytes.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }
}

impl fmt::Display for Base64Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not base64 from byte {} on", self.position)
    }
}

impl std::error::Error for Base64Error {}

impl FromStr for Base64 {
    type Err = Base64Error;

    fn from_str(text: &str) -> Result<Self, Base64Error> {
        let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
        let (mut bits, mut count) = (0_u32, 0_u32);
        let mut digits = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| !byte.is_ascii_whitespace());
        while let Some((position, byte)) = digits.next() {
            if byte == b'=' {
                // Only padding may follow.
                match digits.find(|(_, byte)| *byte != b'=') {
                    None => break,
                    Some((position, _)) => return Err(Base64Error { position }),
                }
            }
            let digit = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' | b'-' => 62,
                b'/' | b'_' => 63,
                _ => return Err(Base64Error { position }),
            };
            bits = (bits << 6) | u32::from(digit);
            count += 6;
            if count >= 8 {
                count -= 8;
                bytes.push((bits >> count) as u8);
                bits &= (1 << count) - 1;
            }
        }
        // A single digit of six bits is not even one byte.
        if count >= 6 {
            return Err(Base64Error {
                position: text.len(),
            });
        }
        Ok(Self { bytes })
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for chunk in self.bytes.chunks(3) {
            let mut bits = 0_u32;
            for index in 0..3 {
                bits = (bits << 8) | u32::from(chunk.get(index).copied().unwrap_or(0));
            }
            for index in 0..4 {
                let digit = DIGITS[(bits >> (18 - 6 * index)) as usize & 63];
                let digit = if index > chunk.len() { b'=' } else { digit };
                fmt::Write::write_char(f, char::from(digit))?;
            }
        }
        Ok(())
    }
}
