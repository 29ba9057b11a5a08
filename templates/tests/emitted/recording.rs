//! How code that uses the API is tested without a network.

use std::io::Read;
use std::time::Duration;

use crate::photos::{GetPhoto, PutPhoto};
use crate::runtime::{
    Answer, Body, Client, Error, RecordingTransport, RetryPolicy, SecretSource, TransportErrorKind,
};
use crate::types::Pet;

/// The code under test: it gives a pet a name, unless there is one of that name.
async fn adopt(client: &Client, name: &str) -> Result<Option<Pet>, String> {
    let pets = client.pets();
    let all = pets.list_pets().await.map_err(|error| error.to_string())?;
    if all.iter().any(|pet| pet.name == name) {
        return Ok(None);
    }
    let made = pets.create_pet(Pet::new(name)).await;
    made.map(Some).map_err(|error| error.to_string())
}

fn client(transport: &RecordingTransport) -> Client {
    let builder = Client::builder()
        .api_key("key")
        .transport(transport.clone());
    builder.build().unwrap()
}

#[tokio::test]
async fn code_that_uses_the_api_is_tested() {
    let transport = RecordingTransport::new();
    let tom = serde_json::json!({ "name": "Tom", "_links": {}, "owner": null });
    transport
        .answer_to("createPet", Answer::json(201, &tom).unwrap())
        .answer(Answer::json(200, &[0; 0]).unwrap())
        .answer(Answer::json(200, &[&tom]).unwrap());
    let client = client(&transport);
    assert_eq!(adopt(&client, "Tom").await.unwrap().unwrap().name, "Tom");
    assert_eq!(adopt(&client, "Tom").await.unwrap(), None);

    let requests = transport.requests();
    let operations: Vec<_> = requests.iter().map(|request| request.operation).collect();
    assert_eq!(operations, ["listPets", "createPet", "listPets"]);
    assert_eq!(requests[1].method, "POST");
    assert_eq!(requests[1].uri, "https://pets.example/pets");
    assert_eq!(requests[1].headers["authorization"], "key");
    assert_eq!(requests[1].json()["name"], "Tom");
    assert_eq!(
        transport.waits(),
        [],
        "no wait, and no time limit taken for one"
    );

    let error = adopt(&client, "Tom").await.unwrap_err();
    assert_eq!(error, "listPets: the transport failed");
}

#[tokio::test]
async fn waits_are_recorded_and_take_no_time() {
    let transport = RecordingTransport::new();
    let wait = Answer::status(429).header("Retry-After", "50").unwrap();
    transport
        .answer(Answer::failure(TransportErrorKind::Connect))
        .answer(wait)
        .answer(Answer::json(200, &[0; 0]).unwrap());
    let call = client(&transport).pets().list_pets();
    call.await.unwrap();
    let waits = transport.waits();
    assert_eq!(waits.len(), 2);
    assert!(waits[0] < Duration::from_millis(500), "{waits:?}");
    assert_eq!(waits[1], Duration::from_secs(50));
}

#[tokio::test]
async fn waits_double_and_are_random() {
    let transport = RecordingTransport::new();
    let second = Duration::from_secs(1);
    let policy = RetryPolicy::default()
        .max_retries(6)
        .base_delay(second)
        .max_delay(second * 10)
        .budget(None);
    let client = Client::builder()
        .no_timeout()
        .retry(policy)
        .transport(transport.clone());
    let client = client.build().unwrap();
    const CALLS: usize = 200;
    for _ in 0..CALLS * 7 {
        transport.answer(Answer::status(503));
    }
    for _ in 0..CALLS {
        client.pets().list_pets().await.unwrap_err();
    }
    let waits = transport.waits();
    assert_eq!(waits.len(), CALLS * 6);
    for (retry, longest) in [1, 2, 4, 8, 10, 10].into_iter().enumerate() {
        let longest = second * longest;
        let own: Vec<_> = waits.iter().skip(retry).step_by(6).collect();
        assert!(own.iter().all(|wait| **wait < longest), "{own:?}");
        // Some are short and some long: with 200 of each, chance has one in 10^25 to say otherwise.
        assert!(own.iter().any(|wait| **wait < longest / 4), "{own:?}");
        assert!(own.iter().any(|wait| **wait > longest * 3 / 4), "{own:?}");
    }
}

#[tokio::test]
async fn a_wait_without_end_is_none() {
    let transport = RecordingTransport::new();
    transport
        .answer(Answer::status(503))
        .answer(Answer::status(503));
    let policy = RetryPolicy::default()
        .base_delay(Duration::MAX)
        .max_delay(Duration::MAX);
    let call = client(&transport)
        .pets()
        .list_pets()
        .retry(policy.max_retries(1));
    call.no_timeout().await.unwrap_err();
    assert_eq!(transport.waits().len(), 1);
}

/// A reader that takes its time.
struct Slow(&'static [u8]);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        std::thread::sleep(Duration::from_millis(5));
        self.0.read(buffer)
    }
}

#[tokio::test]
async fn what_takes_time_is_waited_for() {
    let transport = RecordingTransport::new();
    transport.answer(Answer::status(204)).answer(Answer::body(
        200,
        Body::from_reader(Slow(b"a photo of Tom")),
    ));
    let key = SecretSource::provider(|| async {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Ok::<_, std::io::Error>("key")
    });
    let client = Client::builder().api_key(key).transport(transport.clone());
    let client = client.build().unwrap();
    let upload = PutPhoto::new("1", Body::from_reader(Slow(b"photo")));
    client.execute(upload).await.unwrap();
    assert_eq!(transport.requests()[0].body, "photo");
    let photo = client.execute(GetPhoto::new("1")).await.unwrap();
    assert_eq!(photo.collect(100).await.unwrap(), "a photo of Tom");

    // A time limit passes as it does with a network.
    let pending = SecretSource::provider(|| async {
        std::future::pending::<()>().await;
        Ok::<_, std::io::Error>("key")
    });
    let client = Client::builder().api_key(pending).transport(transport);
    let call = client.build().unwrap().pets().get_pet("1");
    let error = call.timeout(Duration::from_millis(20)).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
}
