//! Where requests go: the servers of the document, and base URLs by hand.

use launchdarkly_oauth::{Client, Server};

use crate::support::server::{answering_json, client_at, only_request};
use crate::support::wire;

#[tokio::test]
async fn a_base_url_may_have_a_path_and_a_slash_at_its_end() {
    for (suffix, path) in [
        ("", "/api/v2/oauth/clients/7"),
        ("/", "/api/v2/oauth/clients/7"),
        ("/proxy", "/proxy/api/v2/oauth/clients/7"),
        ("/proxy/", "/proxy/api/v2/oauth/clients/7"),
        ("/proxy/to%20us", "/proxy/to%20us/api/v2/oauth/clients/7"),
        ("/a/b/c/", "/a/b/c/api/v2/oauth/clients/7"),
    ] {
        let server = answering_json(200, wire::client("ci")).await;
        let client = client_at(&format!("{}{suffix}", server.uri()));
        let call = client.oauth2_clients().get_oauth_client_by_id("7");
        call.await.unwrap();
        assert_eq!(only_request(&server).await.url.path(), path, "{suffix:?}");
    }
}

#[test]
fn what_is_no_base_url_is_refused_when_the_client_is_built() {
    for (base_url, reason) in [
        ("app.launchdarkly.com", "has no scheme"),
        ("/api", "has no scheme"),
        ("", "is not a URL"),
        ("ftp://127.0.0.1", "has the scheme `ftp`"),
        ("http://", "has no host"),
        ("http:///api", "has no host"),
        ("http://127.0.0.1:port", "has an invalid port"),
        ("http://127.0.0.1:99999", "has an invalid port"),
        ("http://local host", "is not a URL"),
        ("http://127.0.0.1/?a=b", "may not have a query"),
        ("http://127.0.0.1/#a", "may not have a fragment"),
        ("http://user@127.0.0.1", "may not have a user name"),
    ] {
        let error = Client::builder().base_url(base_url).build().unwrap_err();
        let message = error.to_string();
        assert!(message.contains(reason), "{base_url:?}: {message}");
        assert!(message.contains("base URL"), "{base_url:?}: {message}");
        assert_eq!(error.operation(), None);
    }
}

#[test]
fn a_password_in_a_base_url_is_refused_and_not_repeated() {
    let builder = Client::builder().base_url("http://user:s3cret@127.0.0.1");
    assert!(!format!("{builder:?}").contains("s3cret"), "{builder:?}");
    let error = builder.build().unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains("s3cret"),
        "{error:?}"
    );
}

#[test]
fn the_servers_of_the_document() {
    assert_eq!(Server::default(), Server::Default);
    assert_eq!(Server::Default.url(), "https://app.launchdarkly.com");
    assert_eq!(Server::Federal.url(), "https://app.launchdarkly.us");

    let url_of = |client: Client| {
        let shown = format!("{client:?}");
        let (_, rest) = shown.split_once("base_url: \"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let by_default = Client::new("key").unwrap();
    assert_eq!(url_of(by_default), "https://app.launchdarkly.com");
    let federal = Client::builder().server(Server::Federal).build().unwrap();
    assert_eq!(url_of(federal), "https://app.launchdarkly.us");
    let last_wins = Client::builder()
        .server(Server::Federal)
        .base_url("http://127.0.0.1:4010/")
        .build()
        .unwrap();
    assert_eq!(url_of(last_wins), "http://127.0.0.1:4010");
}
