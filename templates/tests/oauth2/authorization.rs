//! A user is led to the authorization server, and comes back.

use bindery_runtime::runtime::ReqwestTransport;
use bindery_runtime::runtime::oauth2::{AuthorizationCode, PendingAuthorization, TokenError};
use serde_json::json;

use crate::{Servers, put, token, token_error, token_request};

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn authorization(servers: &Servers) -> AuthorizationCode {
    AuthorizationCode::new(
        "https://id.example.com/authorize?tenant=1",
        servers.token_url(),
        "me",
        "http://localhost:8080/back",
    )
}

async fn exchanged(pending: &PendingAuthorization, redirect: &str) -> TokenError {
    let transport = ReqwestTransport::new().unwrap();
    pending.exchange(redirect, &transport).await.unwrap_err()
}

#[tokio::test]
async fn the_authorization_url_holds_the_challenge() {
    let servers = Servers::start().await;
    let pending = authorization(&servers)
        .scope("read")
        .scope("write")
        .parameter("prompt", "consent")
        .resume("xyz", VERIFIER);
    assert_eq!(
        pending.url(),
        format!(
            "https://id.example.com/authorize?tenant=1&response_type=code&client_id=me\
             &redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fback&state=xyz\
             &code_challenge={CHALLENGE}&code_challenge_method=S256&scope=read+write&prompt=consent"
        )
    );
    assert!(!format!("{pending:?}").contains(VERIFIER));
}

#[tokio::test]
async fn each_authorization_has_a_state_and_a_verifier_of_its_own() {
    let servers = Servers::start().await;
    let one = authorization(&servers).start().unwrap();
    let other = authorization(&servers).start().unwrap();
    assert_ne!(one.state(), other.state());
    assert_ne!(one.verifier(), other.verifier());
    // RFC 7636 section 4.1.
    let verifier = one.verifier().expose();
    assert_eq!(verifier.len(), 43);
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    assert!(verifier.bytes().all(is_unreserved), "{verifier}");
}

#[tokio::test]
async fn a_code_is_exchanged_and_its_tokens_are_renewed() {
    let servers = Servers::start().await;
    let answer =
        json!({ "refresh_token": "r1", "expires_in": 3600, "scope": "read", "id_token": "i" });
    token_request("grant_type=authorization_code")
        .respond_with(token("a1", &answer))
        .expect(1)
        .mount(&servers.tokens)
        .await;
    token_request("refresh_token=r1")
        .respond_with(token("a2", &json!({})))
        .expect(1)
        .mount(&servers.tokens)
        .await;
    let authorization = authorization(&servers);
    let pending = authorization.resume("x y", VERIFIER);
    let transport = ReqwestTransport::new().unwrap();
    let tokens = pending
        .exchange(
            "http://localhost:8080/back?code=c%2F1&state=x+y#_",
            &transport,
        )
        .await
        .unwrap();
    assert_eq!(tokens.scope(), Some("read"));
    assert_eq!(tokens.id_token().unwrap().expose(), "i");
    assert_eq!(tokens.expires_in().unwrap().as_secs(), 3600);
    assert_eq!(
        servers.forms().await,
        [format!(
            "grant_type=authorization_code&code=c%2F1\
             &redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fback&code_verifier={VERIFIER}&client_id=me"
        )]
    );
    let provider = std::sync::Arc::new(authorization.refreshing(&tokens));
    let source = bindery_runtime::runtime::SecretSource::provider(std::sync::Arc::clone(&provider));
    let client = servers.client(source);
    assert_eq!(put(&client).await.unwrap(), "Bearer a1");
    provider.forget();
    assert_eq!(put(&client).await.unwrap(), "Bearer a2");
}

#[tokio::test]
async fn tokens_are_renewed_where_the_server_says() {
    let servers = Servers::start().await;
    token_request("refresh_token=kept")
        .respond_with(token("a", &json!({})))
        .mount(&servers.tokens)
        .await;
    let elsewhere = AuthorizationCode::new("https://a/authorize", "https://a/token", "me", "b:")
        .refresh_url(servers.token_url());
    let client = servers.client(elsewhere.refreshing_by("kept"));
    assert_eq!(put(&client).await.unwrap(), "Bearer a");
}

#[tokio::test]
async fn a_redirect_that_was_not_waited_for_is_refused() {
    let servers = Servers::start().await;
    let pending = authorization(&servers).resume("right", VERIFIER);
    for redirect in [
        "code=c",
        "code=c&state=wrong",
        "code=c&state=right&state=right",
        "error=access_denied&state=Right",
        "",
    ] {
        let error = exchanged(&pending, redirect).await;
        let message = "the redirect of the authorization server has another state";
        assert_eq!(error.to_string(), message, "{redirect}");
    }
    for redirect in [
        "state=right",
        "state=right&code=",
        "state=right&code=a&code=b",
    ] {
        let error = exchanged(&pending, redirect).await;
        let message = "the redirect of the authorization server has no code";
        assert_eq!(error.to_string(), message, "{redirect}");
    }
    let denied = "https://a/?error=access_denied&error_description=not+today&state=right";
    let error = exchanged(&pending, denied).await;
    let refusal = error.refusal().unwrap();
    assert_eq!((refusal.error(), refusal.status()), ("access_denied", None));
    assert_eq!(refusal.description(), Some("not today"));
    assert!(servers.forms().await.is_empty());
}

#[tokio::test]
async fn without_a_refresh_token_the_user_has_to_be_asked_again() {
    let servers = Servers::start().await;
    token_request("")
        .respond_with(token("a1", &json!({ "expires_in": 0 })))
        .mount(&servers.tokens)
        .await;
    let authorization = authorization(&servers);
    let transport = ReqwestTransport::new().unwrap();
    let pending = authorization.resume("s", VERIFIER);
    let tokens = pending
        .exchange("code=c&state=s", &transport)
        .await
        .unwrap();
    let client = servers.client(authorization.refreshing(&tokens));
    let error = put(&client).await.unwrap_err();
    assert!(matches!(token_error(&error), TokenError::NoRefreshToken));
    assert_eq!(servers.forms().await.len(), 1);
}
