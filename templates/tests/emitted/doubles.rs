//! A client over a double of the transport: no network, no reqwest. What a call hands to a transport.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::client::Server;
use crate::runtime::{
    Body, BoxFuture, Client, ClientBuilder, Error, Operation, OperationInfo, RetryPolicy, Timeout,
    Transport, TransportError, TransportErrorKind,
};
use crate::types::{Pet, PetKind};

type Answer = fn() -> Result<http::Response<Body>, TransportError>;

/// Answers every request in one way and keeps the requests.
pub struct Double {
    answer: Answer,
    pub requests: Mutex<Vec<http::Request<Body>>>,
}

impl Double {
    pub fn new(answer: Answer) -> Arc<Self> {
        Arc::new(Self {
            answer,
            requests: Mutex::default(),
        })
    }

    pub fn only_request(&self) -> http::Request<Body> {
        let mut requests = self.requests.lock().unwrap();
        assert_eq!(requests.len(), 1);
        requests.pop().unwrap()
    }
}

impl Transport for Double {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async {
            self.requests.lock().unwrap().push(request);
            (self.answer)()
        })
    }
}

pub fn response(status: u16, body: &'static str) -> http::Response<Body> {
    http::Response::builder()
        .status(status)
        .body(Body::from(body))
        .unwrap()
}

/// It tries nothing again, so that a double is asked once.
pub fn client(double: &Arc<Double>) -> ClientBuilder<Client> {
    let builder = Client::builder().transport(Arc::clone(double));
    builder.retry(RetryPolicy::none())
}

const NO_PETS: Answer = || Ok(response(200, "[]"));
const ONE_PET: Answer = || {
    Ok(response(
        201,
        r#"{"name":"Tom","_links":{},"owner":null,"kind":"parrot"}"#,
    ))
};

#[tokio::test]
async fn a_request_is_complete() {
    let double = Double::new(NO_PETS);
    let client = client(&double).server(Server::Federal).build().unwrap();
    let pets = client
        .pets()
        .list_pets()
        .limit(7)
        .trace("a, b")
        .flavour("sweet")
        .await
        .unwrap();
    assert_eq!(pets, []);

    let request = double.only_request();
    assert_eq!(request.method(), http::Method::GET);
    assert_eq!(
        request.uri(),
        "https://pets.federal.example/base/pets?limit=7"
    );
    let headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(n, v)| (n.as_str(), v))
        .collect();
    assert_eq!(headers.len(), 4, "{headers:?}");
    assert_eq!(request.headers()["user-agent"], "bindery-runtime/0.0.0");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(request.headers()["x-trace"], "a, b");
    assert_eq!(request.headers()["cookie"], "flavour=sweet");
    assert_eq!(
        request.extensions().get(),
        Some(&Timeout(Duration::from_secs(60)))
    );
    assert_eq!(
        request.extensions().get::<OperationInfo>().unwrap().id,
        "listPets"
    );
}

#[tokio::test]
async fn a_body_is_json_and_absent_is_not_null() {
    let double = Double::new(ONE_PET);
    let pet = Pet::new("Tom")
        .description(None)
        .chip_secret("s3cret")
        .kind("cat");
    let made = client(&double)
        .build()
        .unwrap()
        .pets()
        .create_pet(pet)
        .send()
        .await
        .unwrap();
    assert_eq!(made.status(), 201);
    let kind = made.body().kind.clone().unwrap();
    assert!(matches!(&kind, PetKind::Unknown(value) if value.as_str() == "parrot"));
    assert_eq!(format!("{kind:?} {kind}"), r#"Unknown("parrot") parrot"#);

    let request = double.only_request();
    assert_eq!(request.headers()["content-type"], "application/json");
    let body: serde_json::Value =
        serde_json::from_slice(request.body().as_bytes().unwrap()).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "name": "Tom", "_links": {}, "description": null, "_chipSecret": "s3cret",
            "kind": "cat", "owner": null
        })
    );
}

#[tokio::test]
async fn a_call_is_spawned_and_is_lazy() {
    let double = Double::new(NO_PETS);
    let pets = client(&double).build().unwrap().pets();
    drop(pets.list_pets().send());
    assert!(double.requests.lock().unwrap().is_empty());
    let spawned = tokio::spawn(pets.list_pets().send());
    assert_eq!(spawned.await.unwrap().unwrap().into_body(), []);
    let spawned = tokio::spawn(async move { pets.list_pets().await });
    assert_eq!(spawned.await.unwrap().unwrap(), []);
}

#[tokio::test]
async fn timeouts_of_the_client_and_of_the_call() {
    let second = Duration::from_secs(1);
    let sent = async |build: fn(ClientBuilder<Client>) -> ClientBuilder<Client>, call: u8| {
        let double = Double::new(NO_PETS);
        let list = build(client(&double)).build().unwrap().pets().list_pets();
        let list = match call {
            0 => list,
            1 => list.no_timeout(),
            seconds => list.timeout(Duration::from_secs(seconds.into())),
        };
        list.await.unwrap();
        double.only_request().extensions().get::<Timeout>().copied()
    };
    assert_eq!(
        sent(|builder| builder.timeout(Duration::from_secs(1)), 0).await,
        Some(Timeout(second))
    );
    assert_eq!(sent(ClientBuilder::no_timeout, 0).await, None);
    assert_eq!(sent(|builder| builder, 1).await, None);
    assert_eq!(
        sent(ClientBuilder::no_timeout, 2).await,
        Some(Timeout(second * 2))
    );
}

#[tokio::test]
async fn headers_of_the_call_come_before_those_of_the_operation_and_the_client() {
    let double = Double::new(NO_PETS);
    let client = client(&double)
        .header("X-Trace", "client")
        .header("X-Team", "blue")
        .header("Accept", "text/plain")
        .header("User-Agent", "mine")
        .build()
        .unwrap();
    client.pets().list_pets().trace("operation").await.unwrap();
    let headers = double.only_request().into_parts().0.headers;
    assert_eq!(headers["x-trace"], "operation");
    assert_eq!(headers["x-team"], "blue");
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["user-agent"], "mine");

    client
        .pets()
        .list_pets()
        .trace("operation")
        .header("X-Trace", "call")
        .await
        .unwrap();
    assert_eq!(
        double
            .only_request()
            .headers()
            .get_all("x-trace")
            .iter()
            .count(),
        1
    );
    client
        .pets()
        .list_pets()
        .header("X-Trace", "call")
        .await
        .unwrap();
    assert_eq!(double.only_request().headers()["x-trace"], "call");
}

#[tokio::test]
async fn what_cannot_be_sent_is_a_build_error() {
    let double = Double::new(NO_PETS);
    let pets = client(&double).build().unwrap().pets();
    let messages = [
        pets.get_pet("..").await.unwrap_err().to_string(),
        pets.get_pet("").await.unwrap_err().to_string(),
        pets.list_pets()
            .trace("a\r\nb: c")
            .await
            .unwrap_err()
            .to_string(),
        pets.list_pets()
            .header("X-A", "s3cret\n")
            .await
            .unwrap_err()
            .to_string(),
        pets.list_pets()
            .header("X-A", "s\u{e9}cret")
            .await
            .unwrap_err()
            .to_string(),
        pets.list_pets()
            .header("X A", "s3cret")
            .await
            .unwrap_err()
            .to_string(),
    ];
    assert_eq!(
        messages,
        [
            "getPet: path parameter `petId` would make a segment of dots, which URL parsers remove",
            "getPet: path parameter `petId` is empty",
            "listPets: header parameter `X-Trace` has a line break or a character that is not visible ASCII",
            "listPets: header `x-a` has a line break or a character that is not visible ASCII",
            "listPets: header `x-a` has a line break or a character that is not visible ASCII",
            "listPets: a header's name holds characters that no name may hold",
        ]
    );
    assert!(double.requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_transport_tells_timeouts_from_other_faults() {
    let double = Double::new(|| Err(TransportError::timeout(None, "too slow")));
    let error = client(&double)
        .build()
        .unwrap()
        .pets()
        .list_pets()
        .await
        .unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "listPets: no whole response in time");

    let double = Double::new(|| Err(TransportError::new(TransportErrorKind::Connect, "refused")));
    let error = client(&double)
        .build()
        .unwrap()
        .pets()
        .list_pets()
        .await
        .unwrap_err();
    assert!(matches!(&error, Error::Transport(e) if e.kind() == TransportErrorKind::Connect));
    assert_eq!(error.to_string(), "listPets: cannot connect to the server");
    assert_eq!(error.operation(), Some("listPets"));
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "refused"
    );
}

#[tokio::test]
async fn an_operation_without_generated_methods_is_executed() {
    let double = Double::new(NO_PETS);
    let call = client(&double)
        .build()
        .unwrap()
        .execute(crate::pets::ListPets::new());
    assert_eq!(call.operation().limit, None);
    assert_eq!(call.await.unwrap(), []);
    let request = crate::pets::GetPet::new("a/b").request().unwrap();
    assert_eq!(request.uri(), "/pets/a%2Fb");
}

#[test]
fn a_client_needs_a_base_url() {
    let message = |builder: ClientBuilder<Client>| builder.build().unwrap_err().to_string();
    let double = Double::new(NO_PETS);
    assert_eq!(
        message(ClientBuilder::<Client>::new(None).transport(Arc::clone(&double))),
        "the client has no base URL: set one with `ClientBuilder::base_url`"
    );
    assert_eq!(
        message(client(&double).base_url("localhost")),
        "the base URL `localhost` has no scheme: begin it with `https://`"
    );
    assert_eq!(
        message(client(&double).header("X-A", "s3cret\n")),
        "header `x-a` has a line break or a character that is not visible ASCII"
    );
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn a_client_needs_a_transport() {
    assert_eq!(
        Client::builder().build().unwrap_err().to_string(),
        "the client has no transport: turn on the feature `reqwest`, or set one with \
         `ClientBuilder::transport`"
    );
}
