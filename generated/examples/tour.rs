//! The tour of the repository's README, as a program: `tour BASE_URL API_KEY`.

use std::time::Duration;

use launchdarkly_oauth::operations::oauth2_clients::GetOauthClientByIdError;
use launchdarkly_oauth::types::{OauthClientPost, PatchOperation};
use launchdarkly_oauth::{Client, Error};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [base_url, api_key] = arguments.as_slice() else {
        return Err("usage: tour BASE_URL API_KEY".into());
    };

    let client = Client::builder()
        .base_url(base_url)
        .api_key(api_key.as_str())
        .build()?;
    let clients = client.oauth2_clients();

    let made = clients
        .create_oauth2_client(
            OauthClientPost::new()
                .name("ci")
                .redirect_uri("https://ci.example.com/callback"),
        )
        .timeout(Duration::from_secs(5))
        .send()
        .await?;
    let id = &made.body().client_id;
    println!("{}: {}", made.status(), made.body().name);

    let renamed = clients
        .patch_oauth_client(id, [PatchOperation::replace("/name").value("ci, renamed")])
        .await?;
    println!("{}", renamed.name);

    match clients.get_oauth_client_by_id("nope").await {
        Ok(one) => println!("{}", one.name),
        Err(Error::Api(error)) => match error.body() {
            GetOauthClientByIdError::NotFound(body) => println!("{}: {}", body.code, body.message),
            other => println!("{}: {other:?}", error.status()),
        },
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
