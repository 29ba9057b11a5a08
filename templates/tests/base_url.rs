//! Base URLs: which are taken, and how paths are joined to them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_runtime::runtime::BaseUrl;

#[test]
fn paths_are_joined() {
    for (base_url, joined) in [
        ("https://h", "https://h/api/x?y=1"),
        ("https://h/", "https://h/api/x?y=1"),
        ("https://h/base", "https://h/base/api/x?y=1"),
        ("https://h/base/", "https://h/base/api/x?y=1"),
        (
            "http://127.0.0.1:8080/a/b//",
            "http://127.0.0.1:8080/a/b/api/x?y=1",
        ),
        ("http://[::1]:80", "http://[::1]:80/api/x?y=1"),
        ("HTTPS://h/@me", "https://h/@me/api/x?y=1"),
    ] {
        let parsed = BaseUrl::parse(base_url).unwrap();
        assert_eq!(parsed.join("/api/x?y=1").unwrap().to_string(), joined);
        assert_eq!(parsed.join("api/x?y=1").unwrap().to_string(), joined);
    }
    assert_eq!(
        BaseUrl::parse("https://h/base/").unwrap().to_string(),
        "https://h/base"
    );
    assert_eq!(
        BaseUrl::parse("https://h").unwrap().join("").unwrap(),
        "https://h/"
    );
}

#[test]
fn other_urls_are_rejected() {
    for (base_url, message) in [
        ("", "the base URL `` is not a URL: empty string"),
        (
            "h",
            "the base URL `h` has no scheme: begin it with `https://`",
        ),
        (
            "h:8080",
            "the base URL `h:8080` has no scheme: begin it with `https://`",
        ),
        (
            "/api/v2",
            "the base URL `/api/v2` has no scheme: begin it with `https://`",
        ),
        (
            "ftp://h",
            "the base URL `ftp://h` has the scheme `ftp`, which is not http or https",
        ),
        ("https://", "the base URL `https://` has no host"),
        ("https:///x", "the base URL `https:///x` has no host"),
        (
            "https://h h",
            "the base URL `https://h h` is not a URL: invalid uri character",
        ),
        (
            "https://h:99999",
            "the base URL `https://h:99999` has an invalid port",
        ),
        ("https://h/#s3cret", "the base URL may not have a fragment"),
        ("https://h/?key=s3cret", "the base URL may not have a query"),
        (
            "https://user:s3cret@h",
            "the base URL may not have a user name or a password: configure a credential",
        ),
        (
            "user:s3cret@h/x",
            "the base URL may not have a user name or a password: configure a credential",
        ),
    ] {
        assert_eq!(BaseUrl::parse(base_url).unwrap_err().to_string(), message);
    }
}
