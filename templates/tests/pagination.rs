//! Pages and items of every style, over real sockets.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_runtime::runtime::{
    Body, BuildError, Call, Client, ClientBuilder, Credential, DecodeFailure, Operation,
    OperationInfo, Outcome, PageError, PageToken, Paginated, Pagination, PaginationErrorKind,
    PaginationStyle, RawResponse, RequestBuilder, RetryPolicy, Style, page_value, set_page_value,
};
use serde::Deserialize;
use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

#[derive(Debug, Deserialize)]
struct Page {
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
struct Item {
    id: u64,
}

/// An operation as it is generated, whose parameter `at` names the page.
macro_rules! operation {
    ($name:ident, $parameter:ty, $pagination:expr) => {
        #[derive(Debug, Clone, Default)]
        struct $name {
            at: Option<$parameter>,
            limit: Option<i64>,
        }

        impl Operation for $name {
            type Output = Page;
            type Error = ();
            const INFO: OperationInfo =
                OperationInfo::new("listThings", http::Method::GET, "/things")
                    .secured(&[&["Key", "Token"]])
                    .accepting("application/json");

            fn request(&self) -> Result<http::Request<Body>, BuildError> {
                RequestBuilder::new(&Self::INFO)
                    .query("at", Style::Form, true, &self.at)
                    .query("limit", Style::Form, true, &self.limit)
                    .finish()
            }

            fn decode(response: &mut RawResponse) -> Result<Outcome<Page, ()>, DecodeFailure> {
                Ok(match response.status().as_u16() {
                    200 => Outcome::Success(response.json()?),
                    503 => Outcome::Failure(()),
                    _ => Outcome::Undocumented,
                })
            }
        }

        impl Paginated for $name {
            type Item = Item;
            const PAGINATION: Pagination = $pagination;

            fn items(output: Page) -> Vec<Item> {
                output.items
            }

            fn page_parameter(&self) -> Option<serde_json::Value> {
                page_value(&self.at)
            }

            fn set_page_parameter(
                &mut self,
                value: serde_json::Value,
            ) -> Result<(), serde_json::Error> {
                set_page_value(&mut self.at, value)
            }

            fn page_limit(&self) -> Option<serde_json::Value> {
                page_value(&self.limit)
            }
        }
    };
}

operation!(
    ByLink,
    String,
    Pagination::new(
        "/items",
        PaginationStyle::NextLink {
            next: "/_links/next/href"
        }
    )
);
operation!(
    ByHeader,
    String,
    Pagination::new("/items", PaginationStyle::LinkHeader)
);
operation!(
    ByCursor,
    String,
    Pagination::new("/items", PaginationStyle::Cursor { next: "/next" }).more("/more")
);
operation!(
    ByLastItem,
    String,
    Pagination::new("/items", PaginationStyle::LastItem { key: "/id" }).more("/more")
);
operation!(
    ByPage,
    i64,
    Pagination::new("/items", PaginationStyle::Page { first: 1 })
        .total("/total")
        .total_pages("/pages")
);
operation!(
    ByOffset,
    i64,
    Pagination::new("/items", PaginationStyle::Offset { first: 0 }).total("/total")
);

/// The answer with some items, and what else stands in the body.
fn page(ids: &[u64], others: serde_json::Value) -> ResponseTemplate {
    let items: Vec<_> = ids.iter().map(|id| json!({ "id": id })).collect();
    let mut body = json!({ "items": items });
    let object = body.as_object_mut().unwrap();
    object.extend(others.as_object().unwrap().clone());
    ResponseTemplate::new(200).set_body_json(body)
}

fn next_link(link: &str) -> serde_json::Value {
    json!({ "_links": { "next": { "href": link } } })
}

fn query(request: &Request, name: &str) -> Option<String> {
    let mut pairs = request.url.query_pairs();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

/// A server that answers by the parameter `at`.
async fn server(
    answer: impl Fn(&Request, Option<&str>) -> ResponseTemplate + Send + Sync + 'static,
) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(move |request: &Request| answer(request, query(request, "at").as_deref()))
        .mount(&server)
        .await;
    server
}

fn builder<C>(server: &MockServer) -> ClientBuilder<C> {
    ClientBuilder::new(None)
        .base_url(server.uri())
        .credential("Key", Credential::query("key", "s3cret"))
        .credential("Token", Credential::bearer("t"))
}

fn call<O: Operation + Default>(server: &MockServer) -> Call<Client, O> {
    builder::<Client>(server)
        .build()
        .unwrap()
        .execute(O::default())
}

/// The paths and queries that the server was asked for, without the credential.
async fn asked(server: &MockServer) -> Vec<String> {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .map(|request| {
            assert_eq!(request.headers["authorization"], "Bearer t");
            assert_eq!(query(request, "key").as_deref(), Some("s3cret"));
            let text = request.url.as_str();
            let start = text.find("://").unwrap() + 3;
            let path = &text[start + text[start..].find('/').unwrap()..];
            assert_eq!(path.matches("key=").count(), 1, "{path}");
            path.replace("&key=s3cret", "").replace("?key=s3cret", "")
        })
        .collect()
}

async fn ids<O: Paginated<Item = Item, Error = ()>>(
    call: Call<Client, O>,
) -> (Vec<u64>, Option<PageError<()>>) {
    let mut items = call.items();
    let mut ids = Vec::new();
    loop {
        match items.next().await {
            None => return (ids, None),
            Some(Ok(item)) => ids.push(item.id),
            Some(Err(error)) => {
                assert!(items.next().await.is_none(), "nothing follows an error");
                return (ids, Some(error));
            }
        }
    }
}

async fn all_ids<O: Paginated<Item = Item, Error = ()>>(call: Call<Client, O>) -> Vec<u64> {
    let (ids, error) = ids(call).await;
    assert!(error.is_none(), "{error:?}");
    ids
}

/// The kind and the message of what ends the pages.
async fn failure<O: Paginated<Item = Item, Error = ()>>(
    call: Call<Client, O>,
) -> (Vec<u64>, PaginationErrorKind, String) {
    match ids(call).await {
        (ids, Some(PageError::Pagination(error))) => (ids, error.kind(), error.to_string()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn links_in_bodies_are_followed() {
    let server = server(|request, at| match at {
        None => {
            assert_eq!(request.url.path(), "/things");
            // Absolute, with the client's key repeated.
            let host = request.headers["host"].to_str().unwrap();
            page(
                &[1, 2],
                next_link(&format!("http://{host}/other/b?key=s3cret&at=b c#x")),
            )
        }
        Some("b c") => page(&[3], next_link("../things/./c?at=c")),
        Some("c") => page(&[], next_link("?at=d")),
        Some("d") => page(&[4], next_link("")),
        other => panic!("{other:?}"),
    })
    .await;
    assert_eq!(all_ids(call::<ByLink>(&server)).await, [1, 2, 3, 4]);
    let expected = [
        "/things",
        "/other/b?at=b%20c",
        "/things/c?at=c",
        "/things/c?at=d",
    ];
    assert_eq!(asked(&server).await, expected);
}

#[tokio::test]
async fn link_headers_are_followed() {
    let server = server(|_, at| match at {
        None => page(&[1], json!({})).insert_header(
            "link",
            "</things?at=z,9>; rel=\"last\", </things?at=a,1>; title=\"a, b\"; rel=\"x next\"",
        ),
        Some("a,1") => page(&[2], json!({})).append_header("link", "</things>; rel=prev"),
        other => panic!("{other:?}"),
    })
    .await;
    assert_eq!(all_ids(call::<ByHeader>(&server)).await, [1, 2]);
    assert_eq!(asked(&server).await, ["/things", "/things?at=a,1"]);
}

#[tokio::test]
async fn cursors_go_into_their_parameter() {
    // A number in the body, a string as a parameter; and one that goes on being named after the end.
    let server = server(|_, at| match at {
        None => page(&[1], json!({ "next": 7 })),
        Some("7") => page(&[2], json!({ "next": "a/b", "more": true })),
        Some("a/b") => page(&[3], json!({ "next": "c", "more": false })),
        other => panic!("{other:?}"),
    })
    .await;
    let mut call = call::<ByCursor>(&server);
    call.operation_mut().limit = Some(1);
    assert_eq!(all_ids(call).await, [1, 2, 3]);
    let expected = [
        "/things?limit=1",
        "/things?at=7&limit=1",
        "/things?at=a%2Fb&limit=1",
    ];
    assert_eq!(asked(&server).await, expected);
}

#[tokio::test]
async fn the_last_item_is_a_cursor() {
    let server = server(|_, at| match at {
        None => page(&[5, 3], json!({})),
        Some("3") => page(&[2], json!({ "more": false })),
        other => panic!("{other:?}"),
    })
    .await;
    assert_eq!(all_ids(call::<ByLastItem>(&server)).await, [5, 3, 2]);
    let server = self::server(|_, at| match at {
        None => page(&[5], json!({})),
        Some("5") => page(&[], json!({})),
        other => panic!("{other:?}"),
    })
    .await;
    assert_eq!(all_ids(call::<ByLastItem>(&server)).await, [5]);
    assert_eq!(asked(&server).await, ["/things", "/things?at=5"]);
}

/// How many requests a run by number takes for five items, two a page, when the body says `others`.
async fn requests_by_page(others: serde_json::Value, limit: Option<i64>) -> Vec<String> {
    let server = server(move |_, at| match at {
        None => page(&[1, 2], others.clone()),
        Some("2") => page(&[3, 4], others.clone()),
        Some("3") => page(&[5], others.clone()),
        Some("4") => page(&[], others.clone()),
        other => panic!("{other:?}"),
    })
    .await;
    let mut call = call::<ByPage>(&server);
    call.operation_mut().limit = limit;
    assert_eq!(all_ids(call).await, [1, 2, 3, 4, 5]);
    asked(&server).await
}

#[tokio::test]
async fn numbers_end_at_an_empty_or_short_page_or_a_total() {
    let four = requests_by_page(json!({}), None).await;
    assert_eq!(
        four,
        ["/things", "/things?at=2", "/things?at=3", "/things?at=4"]
    );
    assert_eq!(requests_by_page(json!({}), Some(2)).await.len(), 3);
    assert_eq!(requests_by_page(json!({ "total": 5 }), None).await.len(), 3);
    assert_eq!(
        requests_by_page(json!({ "pages": "3" }), None).await.len(),
        3
    );
    // A server that gives fewer than it is asked for, and says how many there are, is believed.
    assert_eq!(
        requests_by_page(json!({ "total": 5 }), Some(100))
            .await
            .len(),
        3
    );
}

#[tokio::test]
async fn offsets_go_on_by_what_arrived() {
    let server = server(|_, at| match at {
        None => page(&[1, 2], json!({ "total": 5 })),
        Some("2") => page(&[3], json!({ "total": 5 })),
        Some("3") => page(&[4, 5], json!({ "total": 5 })),
        other => panic!("{other:?}"),
    })
    .await;
    let mut first = call::<ByOffset>(&server);
    first.operation_mut().limit = Some(100);
    assert_eq!(all_ids(first).await, [1, 2, 3, 4, 5]);
    let mut from_third = call::<ByOffset>(&server);
    from_third.operation_mut().at = Some(3);
    assert_eq!(all_ids(from_third).await, [4, 5]);
}

#[tokio::test]
async fn a_page_that_was_read_already_ends_with_an_error() {
    let to_itself = server(|_, _| page(&[1], next_link("?at=a"))).await;
    let (ids, kind, message) = failure(call::<ByLink>(&to_itself)).await;
    assert_eq!(
        (ids.as_slice(), kind),
        (&[1, 1][..], PaginationErrorKind::Repeated)
    );
    assert_eq!(
        message,
        "listThings: the link of the next page leads to one that was read already"
    );
    assert_eq!(asked(&to_itself).await.len(), 2);

    let in_a_circle = server(|_, at| match at {
        Some("b") => page(&[2], json!({ "next": "c" })),
        Some("c") => page(&[3], json!({ "next": "a" })),
        _ => page(&[1], json!({ "next": "b" })),
    })
    .await;
    let mut call = call::<ByCursor>(&in_a_circle);
    call.operation_mut().at = Some("a".to_owned());
    let (ids, kind, _) = failure(call).await;
    assert_eq!(
        (ids.as_slice(), kind),
        (&[1, 2, 3][..], PaginationErrorKind::Repeated)
    );
}

#[tokio::test]
async fn a_link_to_another_origin_is_not_followed() {
    let elsewhere = server(|_, _| panic!("credentials travelled")).await;
    let link = format!("{}/things?at=s3cret", elsewhere.uri());
    let server = server(move |_, _| page(&[1], next_link(&link))).await;
    let (ids, kind, message) = failure(call::<ByLink>(&server)).await;
    assert_eq!(
        (ids.as_slice(), kind),
        (&[1][..], PaginationErrorKind::ForeignOrigin)
    );
    let expected = format!(
        "listThings: the link to the next page leads to {}, and not to {}",
        elsewhere.uri(),
        server.uri()
    );
    assert_eq!(message, expected);
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_followed_is_told_after_the_page() {
    let messages = [
        (
            next_link("http://[x"),
            "the link to the next page is not a URL",
        ),
        (
            json!({ "_links": { "next": { "href": 7 } } }),
            "`/_links/next/href` is not a link",
        ),
        (
            json!({ "_links": { "next": { "href": [] } } }),
            "`/_links/next/href` is neither a string nor a number",
        ),
    ];
    for (others, expected) in messages {
        let server = server(move |_, _| page(&[1], others.clone())).await;
        let (ids, kind, message) = failure(call::<ByLink>(&server)).await;
        assert_eq!(
            (ids.as_slice(), kind),
            (&[1][..], PaginationErrorKind::Invalid)
        );
        assert_eq!(message, format!("listThings: {expected}"));
    }
}

#[tokio::test]
async fn pages_are_bounded_and_go_on_from_the_bound() {
    let server = server(|_, at| {
        let at: u64 = at.map_or(0, |at| at.parse().unwrap());
        page(&[at], json!({ "next": at + 1 }))
    })
    .await;
    let mut pages = call::<ByCursor>(&server).pages().max_pages(2);
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(
        (first.status().as_u16(), first.body().items[0].id),
        (200, 0)
    );
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "listThings: more pages than the 2 that may be read"
    );
    assert!(pages.next().await.is_none());
    assert_eq!(asked(&server).await.len(), 2);

    let mut rest = call::<ByCursor>(&server).pages_from(pages.position().unwrap());
    assert_eq!(rest.next().await.unwrap().unwrap().body().items[0].id, 2);
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_asked_for() {
    let server = server(|_, at| match at {
        None => page(&[1, 2], next_link("?at=b")),
        _ => page(&[3], json!({})),
    })
    .await;
    let mut items = call::<ByLink>(&server).items();
    let count = async || server.received_requests().await.unwrap().len();
    assert_eq!(count().await, 0);
    for expected in [1, 1, 2] {
        assert!(items.next().await.unwrap().is_ok());
        assert_eq!(count().await, expected);
    }
    assert!(items.next().await.is_none());
    assert!(items.next().await.is_none());
    assert_eq!(count().await, 2);
}

#[tokio::test]
async fn items_go_on_where_they_stopped() {
    let server = server(|_, at| match at {
        None => page(&[1, 2, 3], next_link("/things?at=b")),
        Some("b") => page(&[4, 5], json!({})),
        other => panic!("{other:?}"),
    })
    .await;
    for stop in 0..5 {
        let mut items = call::<ByLink>(&server).items();
        let mut ids = Vec::new();
        for _ in 0..stop {
            ids.push(items.next().await.unwrap().unwrap().id);
        }
        // Through a file, as it were, and twice.
        let kept = serde_json::to_string(&items.position().unwrap()).unwrap();
        let token: PageToken = serde_json::from_str(&kept).unwrap();
        let mut items = call::<ByLink>(&server).items_from(token.clone());
        assert_eq!(items.position(), Some(token));
        while let Some(item) = items.next().await {
            ids.push(item.unwrap().id);
        }
        assert_eq!(ids, [1, 2, 3, 4, 5], "after {stop}");
        assert_eq!(items.position(), None);
    }
    let forged = r#"{"page":{"link":"//127.0.0.1:1/x"}}"#;
    let token: PageToken = serde_json::from_str(forged).unwrap();
    let before = server.received_requests().await.unwrap().len();
    let mut pages = call::<ByLink>(&server).pages_from(token);
    assert!(
        pages.next().await.unwrap().is_ok(),
        "it went to this server"
    );
    assert_eq!(server.received_requests().await.unwrap().len(), before + 1);
}

#[tokio::test]
async fn a_call_that_failed_can_be_repeated() {
    let server = MockServer::start().await;
    let mount = async |answer: ResponseTemplate, times: u64| {
        Mock::given(any())
            .respond_with(answer)
            .up_to_n_times(times)
            .mount(&server)
            .await;
    };
    mount(page(&[1], json!({ "next": "b" })), 1).await;
    mount(ResponseTemplate::new(503), 1).await;
    mount(page(&[2], json!({})), 1).await;
    let mut pages = call::<ByCursor>(&server).retry(RetryPolicy::none()).pages();
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.call().unwrap().status().unwrap(), 503);
    assert!(pages.next().await.is_none());
    let mut rest = call::<ByCursor>(&server).pages_from(pages.position().unwrap());
    assert_eq!(rest.next().await.unwrap().unwrap().body().items[0].id, 2);
    assert!(rest.next().await.is_none());
    assert_eq!(
        asked(&server).await,
        ["/things", "/things?at=b", "/things?at=b"]
    );
}

#[tokio::test]
async fn pages_are_streams_and_can_go_to_another_thread() {
    let server = server(|_, _| page(&[1], json!({}))).await;
    fn is_stream<T, S: futures_core::Stream<Item = Result<T, PageError<()>>> + Send + Unpin>(
        stream: S,
    ) -> S {
        stream
    }
    let _ = is_stream(call::<ByCursor>(&server).pages());
    let mut items = is_stream(call::<ByCursor>(&server).items());
    let next = std::future::poll_fn(move |context| {
        futures_core::Stream::poll_next(std::pin::Pin::new(&mut items), context)
    });
    assert_eq!(tokio::spawn(next).await.unwrap().unwrap().unwrap().id, 1);
}

/// A request whose future was dropped goes on, and is not sent again.
#[tokio::test]
async fn dropping_the_future_of_a_page_loses_nothing() {
    let server =
        server(|_, _| page(&[1], json!({})).set_delay(std::time::Duration::from_millis(200))).await;
    let mut pages = call::<ByCursor>(&server).pages();
    let brief = std::time::Duration::from_millis(50);
    assert!(tokio::time::timeout(brief, pages.next()).await.is_err());
    assert!(pages.next().await.unwrap().is_ok());
    assert_eq!(asked(&server).await.len(), 1);
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_pages_are_iterators() {
    use bindery_runtime::runtime::blocking;

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let server = runtime.block_on(server(|_, at| match at {
        None => page(&[1, 2], next_link("/things?at=b&key=s3cret")),
        Some("b") => page(&[3], next_link("/things?at=b&key=s3cret")),
        other => panic!("{other:?}"),
    }));
    let call = || {
        let client = builder::<blocking::Client>(&server).build().unwrap();
        client.execute(ByLink::default())
    };
    let mut pages = call().pages();
    assert_eq!(pages.next().unwrap().unwrap().body().items.len(), 2);
    let token = pages.position().unwrap();
    assert_eq!(pages.next().unwrap().unwrap().body().items[0].id, 3);
    let error = pages.next().unwrap().unwrap_err();
    assert!(
        matches!(&error, PageError::Pagination(e) if e.kind() == PaginationErrorKind::Repeated)
    );
    assert!(pages.next().is_none());

    let mut ids = Vec::new();
    let mut items = call().items().max_pages(1);
    for item in items.by_ref().take(3).flatten() {
        ids.push(item.id);
    }
    assert_eq!(ids, [1, 2]);
    assert_eq!(items.position(), Some(token.clone()));
    assert_eq!(call().items_from(token).next().unwrap().unwrap().id, 3);
    let asked = runtime.block_on(asked(&server));
    assert_eq!(
        asked,
        ["/things", "/things?at=b", "/things", "/things?at=b"]
    );
}
