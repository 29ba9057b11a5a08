//! What the guide of the repository shows of values, as a program: `guide BASE_URL API_KEY`.

use launchdarkly_oauth::Client;
use launchdarkly_oauth::runtime::Maybe;
use launchdarkly_oauth::types::PatchOperationOp;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [base_url, api_key] = arguments.as_slice() else {
        return Err("usage: guide BASE_URL API_KEY".into());
    };
    let client = Client::builder()
        .base_url(base_url)
        .api_key(api_key.as_str())
        .build()?;

    let one = client.oauth2_clients().get_oauth_client_by_id("7").await?;
    match &one.description {
        Maybe::Absent => println!("the answer says nothing of it"),
        Maybe::Null => println!("there is none"),
        Maybe::Value(text) => println!("{text}"),
    }

    let op = PatchOperationOp::from("merge");
    match op {
        PatchOperationOp::Add | PatchOperationOp::Replace => println!("sets a value"),
        other => println!("{}", other.as_str()),
    }
    Ok(())
}
