//! A client over a transport of the caller's own: no socket, no reqwest.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use launchdarkly_oauth::operations::oauth2_clients::{GetOauthClientById, GetOauthClientByIdError};
use launchdarkly_oauth::runtime::{
    DEFAULT_TIMEOUT, OperationInfo, RetryPolicy, Timeout, TransportErrorKind,
};
use launchdarkly_oauth::types::{self, OauthClientPost, PatchOperation};
use launchdarkly_oauth::{
    ApiError, BuildError, Call, Client, DecodeError, Error, Response, Server, TransportError,
};

use crate::support::transport::{Double, Request, response};
use crate::support::{KEY, wire};

fn client_over(double: &Arc<Double>) -> Client {
    let builder = Client::builder().api_key(KEY).retry(RetryPolicy::none());
    builder.transport(Arc::clone(double)).build().unwrap()
}

fn one_client() -> Arc<Double> {
    Double::new(|_| Ok(response(200, wire::client("ci").to_string())))
}

#[tokio::test]
async fn a_transport_gets_a_complete_request() {
    let double = one_client();
    let clients = client_over(&double).oauth2_clients();
    clients.get_oauth_client_by_id("a b").await.unwrap();
    let federal = Client::builder()
        .server(Server::Federal)
        .transport(Arc::clone(&double))
        .build()
        .unwrap();
    let clients = federal.oauth2_clients();
    clients.patch_oauth_client("7", vec![]).await.unwrap();

    let requests = double.take_requests();
    let [get, patch] = requests.as_slice() else {
        panic!("{requests:?}")
    };
    assert_eq!(
        get.uri(),
        "https://app.launchdarkly.com/api/v2/oauth/clients/a%20b"
    );
    assert_eq!(get.headers()["authorization"], KEY);
    assert!(get.headers()["authorization"].is_sensitive());
    assert_eq!(
        get.extensions().get::<OperationInfo>().unwrap().id,
        "getOAuthClientById"
    );
    assert_eq!(
        patch.uri(),
        "https://app.launchdarkly.us/api/v2/oauth/clients/7"
    );
    assert_eq!(patch.headers().get("authorization"), None);
    assert_eq!(patch.body().as_bytes().unwrap().as_ref(), b"[]");
}

#[tokio::test]
async fn a_transport_gets_the_timeout() {
    let double = one_client();
    let clients = client_over(&double).oauth2_clients();
    let second = Duration::from_secs(1);
    clients.get_oauth_client_by_id("7").await.unwrap();
    clients
        .get_oauth_client_by_id("7")
        .timeout(second)
        .await
        .unwrap();
    clients
        .get_oauth_client_by_id("7")
        .no_timeout()
        .await
        .unwrap();
    let timeouts: Vec<_> = double
        .take_requests()
        .iter()
        .map(|request| request.extensions().get::<Timeout>().copied())
        .collect();
    assert_eq!(
        timeouts,
        [Some(Timeout(DEFAULT_TIMEOUT)), Some(Timeout(second)), None]
    );
}

#[tokio::test]
async fn nothing_is_sent_before_a_call_is_awaited() {
    let double = one_client();
    let clients = client_over(&double).oauth2_clients();
    let call = clients.get_oauth_client_by_id("7");
    assert_eq!(call.operation().client_id, "7");
    drop(call.clone());
    drop(call.clone().send());
    assert!(double.take_requests().is_empty());
    call.await.unwrap();
    assert_eq!(double.take_requests().len(), 1);
}

#[tokio::test]
async fn a_call_goes_to_another_task() {
    let clients = client_over(&one_client()).oauth2_clients();
    let call = clients.get_oauth_client_by_id("7");
    let task = tokio::spawn(async move { call.await });
    assert_eq!(task.await.unwrap().unwrap().name, "ci");
    let task = tokio::spawn(clients.get_oauth_client_by_id("7").send());
    assert_eq!(task.await.unwrap().unwrap().body().name, "ci");
}

/// What `?` and `anyhow` ask of an error, and a web server's state of a client.
#[test]
fn clients_and_errors_go_to_another_thread() {
    fn travels<T: Send + Sync + 'static>() {}
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}
    travels::<Client>();
    travels::<Call<Client, GetOauthClientById>>();
    travels::<Response<types::Client>>();
    is_error::<Error<GetOauthClientByIdError>>();
    is_error::<ApiError<GetOauthClientByIdError>>();
    is_error::<DecodeError>();
    is_error::<TransportError>();
    is_error::<BuildError>();
}

#[tokio::test]
async fn the_errors_of_a_transport_are_told_apart() {
    for kind in [
        TransportErrorKind::Connect,
        TransportErrorKind::Send,
        TransportErrorKind::ReadBody,
        TransportErrorKind::Other,
    ] {
        let double = Double::new(move |_| Err(TransportError::new(kind, "the cable is out")));
        let call = client_over(&double).oauth2_clients().get_oauth_clients();
        let error = call.await.unwrap_err();
        assert!(!error.is_timeout());
        assert_eq!(error.source().unwrap().to_string(), "the cable is out");
        let Error::Transport(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(
            (error.kind(), error.operation()),
            (kind, Some("getOAuthClients"))
        );
    }
    let limit = Some(Duration::from_secs(3));
    let double = Double::new(move |_| Err(TransportError::timeout(limit, "the line is slow")));
    let call = client_over(&double).oauth2_clients().get_oauth_clients();
    let error = call.await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "getOAuthClients: no whole response within 3s"
    );
    assert!(matches!(&error, Error::Timeout(error) if error.time_limit() == limit));
}

/// A double can be a service with a memory: what is registered is found, changed and deleted.
#[tokio::test]
async fn a_double_stands_in_for_the_service() {
    let client = client_over(&service_in_memory());
    let clients = client.oauth2_clients();
    let created = clients
        .create_oauth2_client(OauthClientPost::new().name("ci"))
        .await
        .unwrap();
    assert_eq!(created.name, "ci");

    let found = clients
        .get_oauth_client_by_id(&created.client_id)
        .await
        .unwrap();
    assert_eq!(found, created);
    let patch = [PatchOperation::replace("/name").value("cd")];
    let patched = clients
        .patch_oauth_client(&created.client_id, patch)
        .await
        .unwrap();
    assert_eq!(patched.name, "cd");
    assert_eq!(clients.get_oauth_clients().await.unwrap().items, [patched]);

    clients
        .delete_oauth_client(&created.client_id)
        .await
        .unwrap();
    let error = clients
        .get_oauth_client_by_id(&created.client_id)
        .await
        .unwrap_err();
    let Error::Api(error) = error else {
        panic!("{error:?}")
    };
    assert!(matches!(error.body(), GetOauthClientByIdError::NotFound(_)));
    assert_eq!(clients.get_oauth_clients().await.unwrap().items, []);
}

fn service_in_memory() -> Arc<Double> {
    let clients = Mutex::new(BTreeMap::new());
    Double::new(move |request: &Request| {
        let mut clients = clients.lock().unwrap();
        let body = request.body().as_bytes().unwrap();
        let id = request.uri().path().strip_prefix("/api/v2/oauth/clients/");
        Ok(match (request.method().as_str(), id) {
            ("POST", None) => {
                let post: OauthClientPost = serde_json::from_slice(body).unwrap();
                let client = wire::client(&post.name.unwrap());
                let id = client["_clientId"].as_str().unwrap().to_owned();
                clients.insert(id, client.clone());
                response(201, client.to_string())
            }
            ("GET", None) => {
                let items: Vec<_> = clients.values().cloned().collect();
                response(200, wire::collection(&items).to_string())
            }
            (method, Some(id)) if clients.contains_key(id) => match method {
                "GET" => response(200, clients[id].to_string()),
                "PATCH" => {
                    let patch: Vec<PatchOperation> = serde_json::from_slice(body).unwrap();
                    let client = clients.get_mut(id).unwrap();
                    client["name"] = patch[0].value.clone().unwrap();
                    response(200, client.to_string())
                }
                "DELETE" => {
                    clients.remove(id);
                    response(204, String::new())
                }
                other => panic!("{other}"),
            },
            _ => response(404, wire::error("not_found", "No such client").to_string()),
        })
    })
}
