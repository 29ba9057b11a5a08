//! Which credential goes into which request, and that none is ever shown.

use std::sync::Arc;

use crate::doubles::{Double, client, response};
use crate::runtime::{Client, ClientBuilder, Credential};

fn double() -> Arc<Double> {
    Double::new(|| Ok(response(200, "[]")))
}

/// The URI, `Authorization` and `Cookie` with which `listPets` is sent.
async fn sent(configure: fn(ClientBuilder<Client>) -> ClientBuilder<Client>) -> [String; 3] {
    let double = double();
    let client = configure(client(&double)).build().unwrap();
    client
        .pets()
        .list_pets()
        .limit(1)
        .flavour("sweet")
        .await
        .unwrap();
    let request = double.only_request();
    let header = |name| {
        let value = request.headers().get(name);
        value.map_or_else(String::new, |value: &http::HeaderValue| {
            value.to_str().unwrap().into()
        })
    };
    [
        request.uri().to_string(),
        header("authorization"),
        header("cookie"),
    ]
}

#[tokio::test]
async fn the_first_alternative_that_is_configured_is_sent() {
    let plain = "https://pets.example/pets?limit=1";
    let keyed = "https://pets.example/pets?limit=1&api%20key=k%26y";
    assert_eq!(sent(|builder| builder).await, [plain, "", "flavour=sweet"]);
    assert_eq!(
        sent(|builder| builder.api_key("other scheme")).await,
        [plain, "", "flavour=sweet"]
    );
    assert_eq!(
        sent(|builder| builder.query_key("k&y").session("s=").token("t")).await,
        [keyed, "", "flavour=sweet; session=s="]
    );
    assert_eq!(
        sent(|builder| builder.query_key("k&y").token("t").login("u", "p")).await,
        [plain, "Bearer t", "flavour=sweet"]
    );
    // RFC 7617 section 2 has this pair as its example.
    assert_eq!(
        sent(|builder| builder.login("Aladdin", "open sesame")).await,
        [plain, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "flavour=sweet"]
    );
    assert_eq!(sent(|builder| builder.login("", "")).await[1], "Basic Og==");
    assert_eq!(
        sent(|builder| builder.login("ab", "\u{e9}?")).await[1],
        "Basic YWI6w6k/"
    );
}

#[tokio::test]
async fn a_header_credential_is_sensitive_and_the_call_can_replace_it() {
    let double = Double::new(|| Ok(response(404, r#"{"code":"a","message":"b"}"#)));
    let client = client(&double).api_key("api-s3cret").build().unwrap();
    client.pets().get_pet("1").await.unwrap_err();
    let request = double.only_request();
    assert_eq!(request.headers()["authorization"], "api-s3cret");
    assert!(request.headers()["authorization"].is_sensitive());

    client
        .pets()
        .get_pet("1")
        .header("Authorization", "mine")
        .await
        .unwrap_err();
    let request = double.only_request();
    let values: Vec<_> = request.headers().get_all("authorization").iter().collect();
    assert_eq!(values, ["mine"]);
    assert!(values[0].is_sensitive());

    // deletePet has `security: []`.
    client.pets().delete_pet("1").await.unwrap_err();
    assert!(
        !double
            .only_request()
            .headers()
            .contains_key("authorization")
    );
}

#[test]
fn an_invalid_credential_is_a_build_error_that_does_not_show_it() {
    let wrong = |credential: Credential| {
        let error = client(&double())
            .credential("Key", credential)
            .build()
            .unwrap_err();
        for shown in [format!("{error}"), format!("{error:?}")] {
            assert!(!shown.contains("s3cret"), "{shown}");
        }
        error.to_string()
    };
    let line_break =
        "the credential for `Key` has a line break or a character that is not visible ASCII";
    assert_eq!(wrong(Credential::header("X-Key", "s3cret\n")), line_break);
    assert_eq!(wrong(Credential::bearer("s3cret\r")), line_break);
    assert_eq!(wrong(Credential::bearer("s3cret\u{200b}")), line_break);
    assert_eq!(
        wrong(Credential::header("X Key", "s3cret")),
        "the credential for `Key` goes into a header whose name is invalid"
    );
    assert_eq!(
        wrong(Credential::cookie("key", "s3cret; a")),
        "the credential for `Key` has a character that a cookie cannot hold"
    );
    assert_eq!(
        wrong(Credential::basic("s3cret:", "s3cret")),
        "the credential for `Key` has a user name with a colon"
    );
    assert_eq!(
        wrong(Credential::bearer("")),
        "the credential for `Key` is empty"
    );
}

#[test]
fn nothing_shows_a_credential() {
    let configure = || {
        client(&double())
            .header("X-Other", "s3cret")
            .api_key("s3cret")
            .query_key("s3cret")
            .session("s3cret")
            .token("s3cret")
            .login("s3cret", "s3cret")
    };
    let client = configure().build().unwrap();
    let shown = [
        format!("{:#?}", configure()),
        format!("{client:#?}"),
        format!(
            "{:#?}",
            client.pets().list_pets().header("X-Third", "s3cret")
        ),
        format!("{:#?}", Credential::basic("s3cret", "s3cret")),
        format!("{:#?}", configure().base_url("https://user:s3cret@host/")),
        format!(
            "{:#?}",
            configure()
                .base_url("https://user:s3cret@host/")
                .build()
                .unwrap_err()
        ),
        format!(
            "{:#?}",
            configure()
                .base_url("https://host/?key=s3cret")
                .build()
                .unwrap_err()
        ),
    ];
    for shown in shown {
        assert!(!shown.contains("s3cret"), "{shown}");
    }
    assert!(format!("{client:?}").contains("ApiKey"));
    assert_eq!(
        format!("{:?}", Credential::header("X-Key", "s3cret")),
        r#"Credential { place: header "X-Key", secret: [redacted] }"#
    );
}
