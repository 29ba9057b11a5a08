//! What a caller sees of a response that is no success.

use crate::doubles::{Double, client, response};
use crate::pets::GetPetError;
use crate::runtime::{Error, TransportError};

type GetPetFailure = Error<GetPetError>;

async fn get_pet(
    answer: fn() -> Result<http::Response<crate::runtime::Body>, TransportError>,
) -> GetPetFailure {
    let client = client(&Double::new(answer))
        .api_key("api-s3cret")
        .build()
        .unwrap();
    client.pets().get_pet("1").await.unwrap_err()
}

#[tokio::test]
async fn a_documented_error_has_a_typed_body() {
    let error = get_pet(|| {
        Ok(response(
            404,
            r#"{"code":"not_found","message":"no such pet"}"#,
        ))
    })
    .await;
    assert_eq!(
        error.to_string(),
        r#"getPet: 404 Not Found: NotFound(Problem { code: "not_found", message: "no such pet" })"#
    );
    assert_eq!(error.status(), Some(http::StatusCode::NOT_FOUND));
    assert_eq!(error.operation(), Some("getPet"));
    assert!(error.raw_body().unwrap().starts_with(b"{\"code\""));
    assert!(error.headers().unwrap().is_empty());
    assert!(!error.is_timeout());
    match error {
        Error::Api(error) if error.status() == 404 => {
            assert!(matches!(error.into_body(), GetPetError::NotFound(p) if p.code == "not_found"));
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_undocumented_status_keeps_the_response() {
    let error = get_pet(|| Ok(response(418, "short and stout"))).await;
    assert_eq!(
        error.to_string(),
        "getPet: 418 I'm a teapot is not a documented response of this operation"
    );
    assert_eq!(error.raw_body().unwrap(), "short and stout");
    assert!(matches!(error, Error::UnexpectedStatus(error) if error.status() == 418));
}

#[tokio::test]
async fn a_decode_error_says_where_and_keeps_the_body() {
    let body = r#"{"name":"Tom","_links":{"self":5},"owner":null}"#;
    let error = get_pet(|| {
        Ok(response(
            200,
            r#"{"name":"Tom","_links":{"self":5},"owner":null}"#,
        ))
    })
    .await;
    assert_eq!(
        error.to_string(),
        "getPet: cannot decode the 200 response at `_links.self`: invalid type: integer `5`, \
         expected a string at line 1 column 32"
    );
    let Error::Decode(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.path(), "_links.self");
    assert_eq!(error.raw_body(), body);
    assert_eq!(error.status(), 200);
    assert!(!format!("{error:?}").contains("Tom"), "{error:?}");
    assert!(
        format!("{error:?}").contains("body_length: 47"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_decode_error_shows_no_secret() {
    let error = get_pet(|| {
        Ok(response(
            200,
            r#"{"name":"Tom","_links":{},"owner":null,"_chipSecret":5550123}"#,
        ))
    })
    .await;
    assert_eq!(
        error.to_string(),
        "getPet: cannot decode the 200 response at `_chipSecret`: invalid type: number, expected a \
         string at line 1 column 60"
    );
    assert!(!format!("{error:?}").contains("5550123"), "{error:?}");
}

#[tokio::test]
async fn a_required_property_may_be_null_but_not_missing() {
    let error = get_pet(|| Ok(response(200, r#"{"name":"Tom","_links":{}}"#))).await;
    assert!(
        error.to_string().contains("missing field `owner`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_page_of_a_proxy_is_told_from_json() {
    let error = get_pet(|| {
        let mut response = response(404, "<html>not here</html>");
        let html = http::HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert("content-type", html);
        Ok(response)
    })
    .await;
    assert_eq!(
        error.to_string(),
        "getPet: cannot decode the 404 response: content type is text/html, not JSON"
    );
    assert_eq!(error.status(), Some(http::StatusCode::NOT_FOUND));
}

#[test]
fn errors_are_small_and_are_errors() {
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}
    is_error::<Error<[String; 100]>>();
    assert!(size_of::<Error<[String; 100]>>() <= 16);
}
