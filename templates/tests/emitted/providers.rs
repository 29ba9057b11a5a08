//! Secrets that are fetched when they are needed: when they are asked for, what becomes of errors, and
//! where secrets never show.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::runtime::{
    BoxFuture, Client, ClientBuilder, CredentialError, CredentialProvider, Error, RetryPolicy,
    SecretSource, SecretString, Transport,
};
use crate::server::{Server, Step, transport};

const SECRET: &str = "s3cret";

fn builder(server: &Server) -> ClientBuilder<Client> {
    let policy = RetryPolicy::default().base_delay(Duration::from_millis(2));
    let builder = Client::builder().base_url(server.url());
    builder.transport(transport()).retry(policy)
}

fn tom() -> Step {
    Step::json(200, r#"{"name":"Tom","_links":{},"owner":null}"#)
}

/// A provider of numbered secrets, and how often it was asked.
fn counting() -> (SecretSource, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let own = Arc::clone(&count);
    let provider = SecretSource::provider(move || {
        let number = own.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_millis(1)).await;
            Ok::<_, std::io::Error>(format!("{SECRET}-{number}"))
        }
    });
    (provider, count)
}

#[tokio::test]
async fn a_secret_is_asked_for_before_each_try() {
    let server = Server::steps([Step::status(503), Step::Reset, tom()]);
    let (provider, count) = counting();
    let client = builder(&server).api_key(provider).build().unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 0);
    client.pets().get_pet("1").await.unwrap();
    let requests = server.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| request.header("authorization").unwrap())
        .collect();
    assert_eq!(keys, ["s3cret-0", "s3cret-1", "s3cret-2"]);
    assert_eq!(count.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_secret_that_is_not_needed_is_not_asked_for() {
    let server = Server::new(|request| match request.method.as_str() {
        "DELETE" => Step::status(204),
        _ => tom(),
    });
    let (provider, count) = counting();
    let client = builder(&server).api_key(provider).build().unwrap();
    // The operation has no security requirement.
    client.pets().delete_pet("1").await.unwrap();
    // The call brings its own.
    let call = client.pets().get_pet("1");
    call.header("Authorization", "mine").await.unwrap();
    // Nothing is sent.
    client.pets().get_pet("").await.unwrap_err();
    drop(client.pets().get_pet("1"));
    assert_eq!(count.load(Ordering::SeqCst), 0);
    let requests = server.requests();
    assert_eq!(requests[0].header("authorization"), None);
    assert_eq!(requests[1].header("authorization"), Some("mine"));
    assert_eq!(requests.len(), 2);
}

#[tokio::test]
async fn secrets_go_where_their_schemes_say() {
    let server = Server::steps([Step::no_pets()]);
    let provider =
        || SecretSource::provider(|| async { Ok::<_, std::io::Error>(SECRET.to_owned()) });
    let pets = |builder: ClientBuilder<Client>| builder.build().unwrap().pets().list_pets();
    pets(builder(&server).query_key(provider()).session(provider()))
        .await
        .unwrap();
    pets(builder(&server).token(provider())).await.unwrap();
    pets(builder(&server).login("tom", provider()))
        .await
        .unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].target, "/pets?api%20key=s3cret");
    assert_eq!(requests[0].header("cookie"), Some("session=s3cret"));
    assert_eq!(requests[1].header("authorization"), Some("Bearer s3cret"));
    assert_eq!(
        requests[2].header("authorization"),
        Some("Basic dG9tOnMzY3JldA==")
    );
}

#[tokio::test]
async fn an_error_of_a_provider_ends_the_call() {
    let server = Server::steps([tom()]);
    let provider = SecretSource::provider(|| async { Err::<String, _>("the vault is shut") });
    let client = builder(&server).api_key(provider).build().unwrap();
    let error = client.pets().get_pet("1").await.unwrap_err();
    assert_eq!(error.to_string(), "getPet: no credential for `ApiKey`");
    assert_eq!(error.operation(), Some("getPet"));
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "the vault is shut");
    let Error::Credential(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.scheme(), Some("ApiKey"));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_secret_that_cannot_be_sent_is_told_without_it() {
    let server = Server::steps([tom()]);
    let provider =
        SecretSource::provider(|| async { Ok::<_, std::io::Error>("s3cret\n".to_owned()) });
    let client = builder(&server).api_key(provider).build().unwrap();
    let error = client.pets().get_pet("1").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "getPet: the credential for `ApiKey` has a line break or a character that is not visible ASCII"
    );
    assert!(!format!("{error:?} {error:#?}").contains(SECRET));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn the_limit_of_the_call_covers_its_provider() {
    let server = Server::steps([tom()]);
    let provider = SecretSource::provider(|| async {
        std::future::pending::<()>().await;
        Ok::<_, std::io::Error>(SECRET.to_owned())
    });
    let client = builder(&server).api_key(provider).build().unwrap();
    let call = client
        .pets()
        .get_pet("1")
        .timeout(Duration::from_millis(50));
    assert!(call.await.unwrap_err().is_timeout());
    assert_eq!(server.connections(), 0);
}

/// Fetches a token by the transport of the client.
struct Fetches(String);

impl CredentialProvider for Fetches {
    fn secret<'a>(
        &'a self,
        transport: &'a dyn Transport,
    ) -> BoxFuture<'a, Result<SecretString, CredentialError>> {
        Box::pin(async {
            let request = http::Request::post(&self.0).body("grant".into());
            let request = request.map_err(CredentialError::new)?;
            let response = transport
                .send(request)
                .await
                .map_err(CredentialError::new)?;
            let token = response
                .into_body()
                .collect(100)
                .await
                .map_err(CredentialError::new)?;
            Ok(String::from_utf8_lossy(&token).into_owned().into())
        })
    }
}

#[tokio::test]
async fn a_provider_has_the_transport_of_the_client() {
    let server = Server::new(|request| match request.target.as_str() {
        "/token" => Step::Answer(200, "", SECRET.into()),
        _ => tom(),
    });
    let provider = SecretSource::provider(Arc::new(Fetches(format!("{}/token", server.url()))));
    let client = builder(&server).api_key(provider).build().unwrap();
    client.pets().get_pet("1").await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].body, b"grant");
    assert_eq!(requests[1].header("authorization"), Some(SECRET));
}

fn assert_hidden(what: &str, shown: &str) {
    assert!(!shown.contains(SECRET), "{what}: {shown}");
}

#[tokio::test]
async fn secrets_show_nowhere() {
    let elsewhere = Server::steps([tom()]);
    let to = format!("Location: {}/pets\r\n", elsewhere.url());
    let redirect: &'static str = to.leak();
    let steps = [
        Step::Reset,
        Step::raw("nonsense\r\n\r\n"),
        Step::raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n["),
        Step::Stall,
        Step::json(200, "{"),
        Step::json(500, "{}"),
        Step::headers(307, redirect),
        Step::headers(308, "Location: /pets\r\n"),
    ];
    let provided =
        || SecretSource::provider(|| async { Ok::<_, std::io::Error>(SECRET.to_owned()) });
    for step in steps {
        let server = Server::steps([step.clone()]);
        for (query, session) in [(provided(), provided()), (SECRET.into(), SECRET.into())] {
            let builder = builder(&server)
                .retry(RetryPolicy::none())
                .header("X-Own", SECRET)
                .timeout(Duration::from_millis(100))
                .query_key(query)
                .session(session);
            assert_hidden("the builder", &format!("{builder:?} {builder:#?}"));
            let client = builder.build().unwrap();
            let call = client.pets().list_pets().header("Authorization", SECRET);
            let call = call.idempotency_key(SECRET);
            assert_hidden("the client", &format!("{client:?} {client:#?}"));
            assert_hidden("the call", &format!("{call:?} {call:#?}"));
            let error = call.await.unwrap_err();
            let mut shown = format!("{error} {error:?} {error:#?}");
            let mut cause = std::error::Error::source(&error);
            while let Some(error) = cause {
                shown += &format!("{error} {error:?} {error:#?}");
                cause = error.source();
            }
            assert_hidden(&format!("the error of {step:?}"), &shown);
        }
    }
    assert_eq!(elsewhere.connections(), 0, "a redirect left the origin");
}
