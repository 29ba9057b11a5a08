//! Redirects: followed within one origin, and never with the key to another.

use launchdarkly_oauth::Error;
use launchdarkly_oauth::types::OauthClientPost;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::server::{
    answering, answering_json, client_at, client_of, header, only_request, requests,
};
use crate::support::{KEY, wire};

fn redirect(status: u16, to: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).insert_header("location", to)
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let other = answering_json(200, wire::client("stolen")).await;
        let location = format!("{}/api/v2/oauth/clients/7", other.uri());
        let server = answering(redirect(status, &location)).await;
        let clients = client_of(&server).oauth2_clients();
        let error = clients.get_oauth_client_by_id("7").await.unwrap_err();

        let Error::UnexpectedStatus(error) = error else {
            panic!("{status}: {error:?}")
        };
        assert_eq!(error.status(), status);
        assert_eq!(error.headers()["location"], location.as_str());
        assert_eq!(header(&only_request(&server).await, "authorization"), [KEY]);
        assert_eq!(requests(&other).await.len(), 0, "{status}");
    }
}

/// Another name for the same server is another host to everybody who does not ask the resolver.
#[tokio::test]
async fn a_redirect_to_another_host_name_is_not_followed() {
    let server = MockServer::start().await;
    let location = format!("http://localhost:{}/elsewhere", server.address().port());
    let response = redirect(302, &location);
    Mock::given(path("/api/v2/oauth/clients"))
        .respond_with(response)
        .mount(&server)
        .await;
    let call = client_of(&server).oauth2_clients().get_oauth_clients();
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::UnexpectedStatus(_)), "{error:?}");
    assert_eq!(requests(&server).await.len(), 1);
}

#[tokio::test]
async fn the_body_of_a_registration_does_not_go_to_another_origin() {
    let other = answering_json(201, wire::client("stolen")).await;
    let server = answering(redirect(307, &other.uri())).await;
    let post = OauthClientPost::new().name("ci");
    let call = client_of(&server)
        .oauth2_clients()
        .create_oauth2_client(post);
    let error = call.await.unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!(requests(&other).await.len(), 0);
}

#[tokio::test]
async fn a_redirect_within_the_origin_is_followed() {
    let server = MockServer::start().await;
    Mock::given(path("/old/api/v2/oauth/clients/7"))
        .respond_with(redirect(307, "/new/7"))
        .mount(&server)
        .await;
    let response = ResponseTemplate::new(200).set_body_json(wire::client("moved"));
    Mock::given(path("/new/7"))
        .respond_with(response)
        .mount(&server)
        .await;

    let client = client_at(&format!("{}/old", server.uri()));
    let call = client.oauth2_clients().get_oauth_client_by_id("7");
    assert_eq!(call.await.unwrap().name, "moved");
    let requests = requests(&server).await;
    assert_eq!(requests.len(), 2);
    assert_eq!(header(&requests[1], "authorization"), [KEY]);
    assert_eq!(header(&requests[1], "referer"), [""; 0]);
}

#[tokio::test]
async fn redirects_in_a_circle_come_to_an_end() {
    let server = answering(redirect(302, "/again")).await;
    let call = client_of(&server).oauth2_clients().get_oauth_clients();
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(requests(&server).await.len() < 20);
}
