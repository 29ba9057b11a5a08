//! What every request has by the settings, and who may say otherwise.

use fixture_client_settings::runtime::{Answer, Client, RecordingTransport};

#[tokio::test]
async fn headers_of_the_settings_are_sent_unless_callers_say_otherwise() {
    let transport = RecordingTransport::new();
    for _ in 0..4 {
        transport.answer(Answer::status(204));
    }
    let client = Client::builder().transport(transport.clone()).build().unwrap();
    let calls = client.untagged();
    calls.ping().await.unwrap();
    calls.ping().header("ld-api-version", "1").send().await.unwrap();
    calls.ping().x_client("mine").send().await.unwrap();
    let other = Client::builder()
        .header("LD-API-Version", "2")
        .transport(transport.clone());
    other.build().unwrap().untagged().ping().await.unwrap();

    let requests = transport.requests();
    assert_eq!(requests[0].uri, "https://api.example.com/v2/ping");
    let sent = |name: &str| -> Vec<String> {
        let values = requests.iter().map(|request| &request.headers[name]);
        values.map(|value| value.to_str().unwrap().to_owned()).collect()
    };
    assert_eq!(sent("ld-api-version"), ["beta", "1", "beta", "2"]);
    assert_eq!(sent("x-client"), ["bindings", "bindings", "mine", "bindings"]);
}
