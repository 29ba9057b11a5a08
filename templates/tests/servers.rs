//! Servers of operations, and servers with variables.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bindery_runtime::runtime::{
    Body, BoxFuture, BuildError, Client, ClientBuilder, DecodeFailure, Operation, OperationInfo,
    Outcome, RawResponse, RequestBuilder, ServerUrl, ServerVariable, Transport, TransportError,
};

struct GetFile;

impl Operation for GetFile {
    type Output = ();
    type Error = Infallible;
    const INFO: OperationInfo = OperationInfo::new("getFile", http::Method::GET, "/file")
        .served_by("https://files.example/v2/");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO).finish()
    }

    fn decode(_: &mut RawResponse) -> Result<Outcome<(), Infallible>, DecodeFailure> {
        Ok(Outcome::Success(()))
    }
}

#[derive(Default)]
struct Uris(Mutex<Vec<String>>);

impl Transport for Uris {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.lock().unwrap().push(request.uri().to_string());
        Box::pin(async { Ok(http::Response::new(Body::empty())) })
    }
}

#[tokio::test]
async fn an_operation_goes_to_its_own_server_unless_the_caller_says_where() {
    let uris = Arc::new(Uris::default());
    let builder =
        || ClientBuilder::<Client>::new(Some("https://api.example")).transport(Arc::clone(&uris));
    let client = builder().build().unwrap();
    client.execute(GetFile).await.unwrap();
    let client = builder()
        .base_url("http://127.0.0.1:1/mock")
        .build()
        .unwrap();
    client.execute(GetFile).await.unwrap();
    assert_eq!(
        *uris.0.lock().unwrap(),
        [
            "https://files.example/v2/file",
            "http://127.0.0.1:1/mock/file"
        ]
    );
}

fn regional() -> ServerUrl {
    const VARIABLES: &[ServerVariable] = &[
        ServerVariable {
            name: "region",
            default: "eu",
            values: &["eu", "us"],
        },
        ServerVariable {
            name: "port",
            default: "443",
            values: &[],
        },
    ];
    ServerUrl::new("https://{region}.example:{port}/{region}", VARIABLES)
}

#[test]
fn variables_have_defaults_and_are_checked() {
    let url = |server: ServerUrl| server.url().map_err(|error| error.to_string());
    assert_eq!(url(regional()).unwrap(), "https://eu.example:443/eu");
    assert_eq!(
        url(regional().with("region", "us").with("port", "{region}")).unwrap(),
        "https://us.example:{region}/us"
    );
    assert_eq!(
        url(regional().with("port", "1@evil.example/")).unwrap_err(),
        "the server `https://{region}.example:{port}/{region}` takes no `1@evil.example/` for `port`"
    );
    assert_eq!(
        url(regional().with("port", "1").with("port", "2")).unwrap(),
        "https://eu.example:2/eu"
    );
    assert_eq!(
        url(regional().with("region", "moon")).unwrap_err(),
        "the server `https://{region}.example:{port}/{region}` has the values `eu`, `us` for `region`, \
         and not `moon`"
    );
    assert_eq!(
        url(regional().with("zone", "a")).unwrap_err(),
        "the server `https://{region}.example:{port}/{region}` has no variable `zone`"
    );
}
