//! The async client with its default transport, against a server on a loopback socket.

use wiremock::matchers::{body_json, header, method, path, query_param};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::pets::GetPetError;
use crate::runtime::{Client, Error, ReqwestTransport};
use crate::types::Pet;

fn client(server: &MockServer) -> Client {
    Client::builder()
        .base_url(server.uri())
        .api_key("s3cret")
        .token("t")
        .build()
        .unwrap()
}

fn tom() -> serde_json::Value {
    serde_json::json!({ "name": "Tom", "_links": { "self": "/pets/1" }, "owner": null })
}

#[tokio::test]
async fn a_pet_is_created_listed_and_deleted() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/pets"))
        .and(header("authorization", "s3cret"))
        .and(header("content-type", "application/json"))
        .and(body_json(
            serde_json::json!({ "name": "Tom", "_links": {}, "owner": null }),
        ))
        .respond_with(
            ResponseTemplate::new(201)
                .set_body_json(tom())
                .insert_header("etag", "7"),
        )
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path("/pets"))
        .and(query_param("limit", "2"))
        .and(header("authorization", "Bearer t"))
        .respond_with(ResponseTemplate::new(200).set_body_json([tom()]))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("DELETE"))
        .and(|request: &Request| request.url.path() == "/pets/a%2Fb%20%25%3F%23%C3%A9")
        .respond_with(ResponseTemplate::new(204))
        .expect(1)
        .mount(&server)
        .await;

    let pets = client(&server).pets();
    let made = pets.create_pet(Pet::new("Tom")).send().await.unwrap();
    assert_eq!(
        (made.status().as_u16(), made.headers()["etag"].as_bytes()),
        (201, b"7".as_slice())
    );
    assert_eq!(pets.list_pets().limit(2).await.unwrap(), [made.into_body()]);
    pets.delete_pet("a/b %?#\u{e9}").await.unwrap();
}

#[tokio::test]
async fn a_call_without_a_credential_gets_the_answer_of_the_api() {
    let server = MockServer::start().await;
    let problem = serde_json::json!({ "code": "unauthorized", "message": "no key" });
    Mock::given(|request: &Request| !request.headers.contains_key("authorization"))
        .respond_with(ResponseTemplate::new(401).set_body_json(problem))
        .mount(&server)
        .await;
    let client = Client::builder().base_url(server.uri()).build().unwrap();
    let error = client.pets().get_pet("1").await.unwrap_err();
    let Error::Api(error) = error else {
        panic!("{error}")
    };
    assert!(matches!(error.body(), GetPetError::Unauthorized(_)));
}

#[tokio::test]
async fn redirects_are_followed_within_an_origin_only() {
    let elsewhere = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_json(tom()))
        .expect(0)
        .mount(&elsewhere)
        .await;

    let server = MockServer::start().await;
    let redirect = |to: String| ResponseTemplate::new(307).insert_header("location", to);
    for (from, to) in [
        ("/pets/near", "/pets/here".to_owned()),
        ("/pets/far", format!("{}/pets/here", elsewhere.uri())),
        ("/pets/round", "/pets/round".to_owned()),
    ] {
        Mock::given(path(from))
            .respond_with(redirect(to))
            .mount(&server)
            .await;
    }
    Mock::given(path("/pets/here"))
        .and(header("authorization", "s3cret"))
        .and(|request: &Request| !request.headers.contains_key("referer"))
        .respond_with(ResponseTemplate::new(200).set_body_json(tom()))
        .mount(&server)
        .await;

    let pets = client(&server).pets();
    assert_eq!(pets.get_pet("near").await.unwrap().name, "Tom");
    let error = pets.get_pet("far").await.unwrap_err();
    assert!(
        matches!(&error, Error::UnexpectedStatus(error) if error.status() == 307),
        "{error}"
    );
    assert_eq!(
        error.headers().unwrap()["location"],
        format!("{}/pets/here", elsewhere.uri())
    );
    assert!(matches!(
        pets.get_pet("round").await,
        Err(Error::Transport(_))
    ));
}

#[tokio::test]
async fn a_reqwest_client_of_ones_own_is_used() {
    let server = MockServer::start().await;
    Mock::given(header("x-own", "yes"))
        .respond_with(ResponseTemplate::new(200).set_body_string("[]"))
        .expect(2)
        .mount(&server)
        .await;
    let own = http::HeaderMap::from_iter([(
        http::HeaderName::from_static("x-own"),
        http::HeaderValue::from_static("yes"),
    )]);
    let own = reqwest::Client::builder()
        .default_headers(own)
        .build()
        .unwrap();
    let builder = || Client::builder().base_url(server.uri());
    let client = builder().reqwest_client(own.clone()).build().unwrap();
    client.pets().list_pets().await.unwrap();
    let client = builder()
        .transport(ReqwestTransport::from(own))
        .build()
        .unwrap();
    client.pets().list_pets().await.unwrap();
}

#[tokio::test]
async fn a_client_is_made_of_a_key() {
    assert!(Client::new("key").is_ok());
    assert!(Client::new("key\n").is_err());
}
