//! Randomness of the operating system.

/// Random bytes. Where the operating system has none, they are taken from the seeds of hash maps, which are
/// different for each call.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    use std::hash::{BuildHasher, Hasher, RandomState};

    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        for chunk in bytes.chunks_mut(8) {
            let random = RandomState::new().build_hasher().finish().to_ne_bytes();
            chunk.copy_from_slice(&random[..chunk.len()]);
        }
    }
    bytes
}

/// At least 0 and less than 1.
pub(crate) fn fraction() -> f64 {
    f64::from(u32::from_ne_bytes(bytes())) / (f64::from(u32::MAX) + 1.0)
}

/// A random UUID (version 4, RFC 9562 section 5.4).
pub(crate) fn uuid() -> String {
    let mut bytes: [u8; 16] = bytes();
    bytes[6] = (bytes[6] & 0x0F) | 0x40;
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    let digits = hex(&bytes);
    let parts = [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ];
    parts.join("-")
}

/// The bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
