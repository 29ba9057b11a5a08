//! Percent-encoding (RFC 3986 section 2.1): which characters each place of a request may hold.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters (RFC 3986 section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What `allowReserved` still encodes: besides what no query may hold, `&` and `+`, which every
/// server would take for a separator and a space.
const NOT_ALLOWED_IN_QUERY: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What a cookie's value may not hold (RFC 6265 section 4.1.1), and `%`. Nothing else is encoded, as
/// not every server decodes cookies.
const NOT_ALLOWED_IN_COOKIE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b',')
    .add(b';')
    .add(b'\\');

/// What the fixed part of a path template may hold by mistake and a path may not (RFC 3986 section
/// 3.3). `%` is not among it: a template may be percent-encoded already.
const NOT_ALLOWED_IN_TEMPLATE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// For values in paths and queries, and for every name: all but the unreserved characters.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// As [`encode`].
pub(crate) fn push_encoded(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, RESERVED));
}

/// For values in queries of parameters with `allowReserved: true`.
pub(crate) fn push_allowing_reserved(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, NOT_ALLOWED_IN_QUERY));
}

/// For values in cookies.
pub(crate) fn push_in_cookie(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, NOT_ALLOWED_IN_COOKIE));
}

/// For the fixed parts of path templates.
pub(crate) fn push_in_template(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, NOT_ALLOWED_IN_TEMPLATE));
}
