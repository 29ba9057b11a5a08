//! IDs that are awkward in a path.

use launchdarkly_oauth::operations::oauth2_clients::GetOauthClientById;
use launchdarkly_oauth::types::PatchOperation;
use launchdarkly_oauth::{BuildError, Error};
use wiremock::ResponseTemplate;

use crate::support::server::{
    Service, answering, answering_json, client_of, json_response, requests,
};
use crate::support::wire;

const PREFIX: &str = "/api/v2/oauth/clients/";

#[tokio::test]
async fn an_id_is_one_segment_of_the_path_whatever_it_holds() {
    let service = Service::start().await;
    for (id, segment) in [
        (
            "50666563-9144-4125-b822-33f308227e45",
            "50666563-9144-4125-b822-33f308227e45",
        ),
        ("a.b_c~d-e", "a.b_c~d-e"),
        ("a/b", "a%2Fb"),
        ("/", "%2F"),
        ("../../members", "..%2F..%2Fmembers"),
        ("a b", "a%20b"),
        (" ", "%20"),
        ("100%", "100%25"),
        ("%2F", "%252F"),
        ("%2e%2e", "%252e%252e"),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("a&b+c;d:e@f,g", "a%26b%2Bc%3Bd%3Ae%40f%2Cg"),
        ("a\\b", "a%5Cb"),
        ("{clientId}", "%7BclientId%7D"),
        ("é", "%C3%A9"),
        ("客户端", "%E5%AE%A2%E6%88%B7%E7%AB%AF"),
        ("🦀", "%F0%9F%A6%80"),
        ("a\r\nb\0", "a%0D%0Ab%00"),
        ("...", "..."),
    ] {
        let response = json_response(200, &wire::client("ci"));
        let operation = GetOauthClientById::new(id);
        service.call(operation, response).await.unwrap();
        let request = service.only_request().await;
        assert_eq!(request.url.path(), format!("{PREFIX}{segment}"), "{id:?}");
        assert_eq!(request.url.query(), None, "{id:?}");
        assert_eq!(request.url.fragment(), None, "{id:?}");
    }
}

#[tokio::test]
async fn every_operation_with_an_id_escapes_it() {
    let server = answering_json(200, wire::client("ci")).await;
    let clients = client_of(&server).oauth2_clients();
    clients.get_oauth_client_by_id("a/b ?").await.unwrap();
    let patch = [PatchOperation::remove("/description")];
    clients.patch_oauth_client("a/b ?", patch).await.unwrap();

    let gone = answering(ResponseTemplate::new(204)).await;
    let clients = client_of(&gone).oauth2_clients();
    clients.delete_oauth_client("a/b ?").await.unwrap();

    let mut sent = requests(&server).await;
    sent.extend(requests(&gone).await);
    assert_eq!(sent.len(), 3);
    for request in sent {
        assert_eq!(request.url.path(), format!("{PREFIX}a%2Fb%20%3F"));
    }
}

/// An empty one would ask for `/clients/`, one of dots for a route further up: a delete among them.
#[tokio::test]
async fn an_id_that_would_reach_another_route_is_not_sent() {
    let server = answering_json(200, wire::client("ci")).await;
    let clients = client_of(&server).oauth2_clients();
    for (id, reason) in [
        ("", "path parameter `clientId` is empty"),
        (
            ".",
            "path parameter `clientId` would make a segment of dots, which URL parsers remove",
        ),
        (
            "..",
            "path parameter `clientId` would make a segment of dots, which URL parsers remove",
        ),
    ] {
        let error = clients.get_oauth_client_by_id(id).await.unwrap_err();
        assert_build_error(error, "getOAuthClientById", reason);
        let error = clients.patch_oauth_client(id, []).await.unwrap_err();
        assert_build_error(error, "patchOAuthClient", reason);
        let error = clients.delete_oauth_client(id).await.unwrap_err();
        assert_build_error(error, "deleteOAuthClient", reason);
    }
    assert_eq!(requests(&server).await.len(), 0);
}

fn assert_build_error<E: std::fmt::Debug>(error: Error<E>, operation: &str, reason: &str) {
    assert_eq!(error.to_string(), format!("{operation}: {reason}"));
    assert_eq!(error.operation(), Some(operation));
    assert_eq!(error.status(), None);
    let Error::Build(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(BuildError::message(&error), reason);
}
