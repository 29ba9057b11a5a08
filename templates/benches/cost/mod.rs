//! What a call costs, each part beside its floor: the least that the same would take by hand.

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize};

use crate::runtime::{
    BaseUrl, Body, BoxFuture, BuildError, Client, ClientBuilder, Credential, DecodeFailure,
    Operation, OperationInfo, Outcome, RawResponse, RequestBuilder, Shape, Style, Tagged,
    TaggedFields, Transport, TransportError, UnionDecoder, UnknownVariant, deserialize_tagged,
    object,
};

/// A part of a call, and the least that it could cost.
pub struct Case {
    pub name: &'static str,
    pub ours: Box<dyn Fn()>,
    pub floor: Box<dyn Fn()>,
}

fn case<A, B>(
    name: &'static str,
    ours: impl Fn() -> A + 'static,
    floor: impl Fn() -> B + 'static,
) -> Case {
    Case {
        name,
        ours: Box::new(move || drop(black_box(ours()))),
        floor: Box::new(move || drop(black_box(floor()))),
    }
}

/// All parts.
pub fn cases() -> Vec<Case> {
    let page = Page {
        items: (0..200).map(item).collect(),
    };
    let large = json(&page);
    let small = json(&item(7));
    let first: Vec<Event> = (0..200).map(event).collect();
    let first = json(&first);
    let text = String::from_utf8_lossy(&first);
    let last = text
        .replace(r#"{"kind":"made","#, "{")
        .replace(r#"{"kind":"gone","#, "{");
    let last = last.replace(r#""is_made":true}"#, r#""is_made":true,"kind":"made"}"#);
    let last =
        Bytes::from(last.replace(r#""is_made":false}"#, r#""is_made":false,"kind":"gone"}"#));
    let shapes: Vec<Plain> = (0..200).map(plain).collect();
    let shapes = json(&shapes);
    vec![
        decoding::<OurPage, Page>("decode", large),
        case(
            "encode",
            {
                let page = OurPage {
                    items: (0..200).map(our_item).collect(),
                };
                move || {
                    RequestBuilder::new(&PUT_PAGE)
                        .json(&page)
                        .finish()
                        .map_err(drop)
                }
            },
            move || serde_json::to_vec(&page).map_err(drop),
        ),
        decoding::<Vec<OurEvent>, Vec<Event>>("tag first", first),
        decoding::<Vec<OurEvent>, Vec<Event>>("tag last", last),
        decoding::<Vec<OurPlain>, Vec<Plain>>("no tag", shapes),
        case(
            "path and query",
            || GetItem::example().request().map_err(drop),
            by_hand,
        ),
        call(GetItem::example(), "call", small.clone()),
    ]
}

fn json<T: Serialize>(value: &T) -> Bytes {
    serde_json::to_vec(value).unwrap_or_default().into()
}

fn decoding<A, B>(name: &'static str, body: Bytes) -> Case
where
    A: serde::de::DeserializeOwned + 'static,
    B: serde::de::DeserializeOwned + 'static,
{
    let response = RawResponse::from(http::Response::new(Body::from(body.clone())));
    case(
        name,
        move || response.json::<A>().map_err(drop),
        move || serde_json::from_slice::<B>(&body).map_err(drop),
    )
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    id: u64,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    tags: Vec<String>,
    owner: Owner,
    weight: f64,
    is_active: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Owner {
    login: String,
    mail: String,
}

fn item(id: u64) -> Item {
    Item {
        id,
        name: format!("item number {id}"),
        description: id
            .is_multiple_of(2)
            .then(|| "a few words on what it is \u{2013} and what not".to_owned()),
        tags: vec!["first".to_owned(), "second".to_owned()],
        owner: Owner {
            login: "someone".to_owned(),
            mail: "someone@example.com".to_owned(),
        },
        weight: 0.5,
        is_active: true,
    }
}

/// The same as they are emitted.
#[derive(Clone, Debug, PartialEq)]
struct OurPage {
    items: Vec<OurItem>,
}

object! {
    OurPage {
        required items = "items",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct OurItem {
    id: u64,
    name: String,
    description: Option<String>,
    tags: Vec<String>,
    owner: OurOwner,
    weight: f64,
    is_active: bool,
}

object! {
    OurItem {
        required id = "id",
        required name = "name",
        optional description = "description",
        required tags = "tags",
        required owner = "owner",
        required weight = "weight",
        required is_active = "is_active",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct OurOwner {
    login: String,
    mail: String,
}

object! {
    OurOwner {
        required login = "login",
        required mail = "mail",
    }
}

fn our_item(id: u64) -> OurItem {
    let Item {
        id,
        name,
        description,
        tags,
        owner: Owner { login, mail },
        weight,
        is_active,
    } = item(id);
    OurItem {
        id,
        name,
        description,
        tags,
        owner: OurOwner { login, mail },
        weight,
        is_active,
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Made {
    item: Item,
    is_made: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gone {
    id: u64,
    reason: String,
    is_made: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct OurMade {
    item: OurItem,
    is_made: bool,
}

object! {
    OurMade {
        required item = "item",
        required is_made = "is_made",
    }
}

#[derive(Clone, Debug, PartialEq)]
struct OurGone {
    id: u64,
    reason: String,
    is_made: bool,
}

object! {
    OurGone {
        required id = "id",
        required reason = "reason",
        required is_made = "is_made",
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Event {
    Made(Made),
    Gone(Gone),
}

fn event(id: u64) -> Event {
    if id.is_multiple_of(2) {
        Event::Made(Made {
            item: item(id),
            is_made: true,
        })
    } else {
        Event::Gone(Gone {
            id,
            reason: "nobody wanted it".to_owned(),
            is_made: false,
        })
    }
}

#[derive(Debug)]
#[allow(dead_code, reason = "what is decoded is only dropped")]
enum OurEvent {
    Made(OurMade),
    Gone(OurGone),
    Unknown(UnknownVariant),
}

impl<'de> Deserialize<'de> for OurEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_tagged(deserializer)
    }
}

impl Tagged for OurEvent {
    const TAG: &'static str = "kind";
    fn from_fields<'de, A: MapAccess<'de>>(
        tag: &str,
        fields: TaggedFields<'de, A>,
    ) -> Result<Self, A::Error> {
        match tag {
            "made" => fields.decode().map(Self::Made),
            "gone" => fields.decode().map(Self::Gone),
            _ => fields.unknown().map(Self::Unknown),
        }
    }
    fn unknown(value: UnknownVariant) -> Self {
        Self::Unknown(value)
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Plain {
    Made(Made),
    Gone(Gone),
    Text(String),
}

fn plain(id: u64) -> Plain {
    match event(id) {
        _ if id.is_multiple_of(3) => Plain::Text("a word".to_owned()),
        Event::Made(made) => Plain::Made(made),
        Event::Gone(gone) => Plain::Gone(gone),
    }
}

#[derive(Debug)]
#[allow(dead_code, reason = "what is decoded is only dropped")]
enum OurPlain {
    Made(OurMade),
    Gone(OurGone),
    Text(String),
    Unknown(UnknownVariant),
}

impl<'de> Deserialize<'de> for OurPlain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let variants = &[
            ("Made", Shape::Object(&["item", "is_made"])),
            ("Gone", Shape::Object(&["id", "reason", "is_made"])),
            ("Text", Shape::Text),
        ];
        let mut union = UnionDecoder::new(deserializer, variants)?;
        union.attempt(Self::Made);
        union.attempt(Self::Gone);
        union.attempt(Self::Text);
        Ok(union.finish(Self::Unknown))
    }
}

const PUT_PAGE: OperationInfo = OperationInfo::new("putPage", http::Method::PUT, "/items");

/// An operation as it is emitted.
#[derive(Clone)]
struct GetItem {
    item_id: String,
    limit: Option<i64>,
    search: Option<String>,
    expand: Option<Vec<String>>,
    after: Option<String>,
}

impl GetItem {
    fn example() -> Self {
        Self {
            item_id: "item 7".to_owned(),
            limit: Some(20),
            search: Some("a&b".to_owned()),
            expand: Some(vec!["owner".to_owned(), "tags".to_owned()]),
            after: None,
        }
    }
}

impl Operation for GetItem {
    type Output = OurItem;
    type Error = ();

    const INFO: OperationInfo =
        OperationInfo::new("getItem", http::Method::GET, "/groups/all/items/{itemId}")
            .secured(&[&["Token"]])
            .accepting("application/json");

    fn request(&self) -> Result<http::Request<Body>, BuildError> {
        RequestBuilder::new(&Self::INFO)
            .path("itemId", Style::Simple, false, &self.item_id)
            .query("limit", Style::Form, true, &self.limit)
            .query("search", Style::Form, true, &self.search)
            .query("expand", Style::Form, false, &self.expand)
            .query("after", Style::Form, true, &self.after)
            .finish()
    }

    fn decode(response: &mut RawResponse) -> Result<Outcome<OurItem, ()>, DecodeFailure> {
        match response.status().as_u16() {
            200 => response.success(),
            _ => Ok(Outcome::Undocumented),
        }
    }
}

/// The request of [`GetItem`] as one would write it by hand.
fn by_hand() -> Result<http::Request<Body>, http::Error> {
    let uri = relative_by_hand();
    http::Request::get(uri)
        .header(
            http::header::ACCEPT,
            http::HeaderValue::from_static("application/json"),
        )
        .body(Body::empty())
}

fn relative_by_hand() -> String {
    use std::fmt::Write;
    let get = GetItem::example();
    let encode =
        |text| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
    let mut uri = format!("/groups/all/items/{}", encode(&get.item_id));
    let mut separator = '?';
    if let Some(limit) = get.limit {
        _ = write!(uri, "{separator}limit={limit}");
        separator = '&';
    }
    if let Some(search) = &get.search {
        _ = write!(uri, "{separator}search={}", encode(search));
        separator = '&';
    }
    for (index, expand) in get.expand.iter().flatten().enumerate() {
        let before = if index == 0 { "expand=" } else { "," };
        if index == 0 {
            uri.push(separator);
        }
        _ = write!(uri, "{before}{}", encode(expand));
    }
    uri
}

/// Answers at once.
struct NoNetwork(Bytes);

impl Transport for NoNetwork {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        drop(black_box(request));
        let mut response = http::Response::new(Body::from(self.0.clone()));
        let json = http::HeaderValue::from_static("application/json");
        response
            .headers_mut()
            .insert(http::header::CONTENT_TYPE, json);
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// A call without a time limit, as the timer is the transport's.
fn call(operation: GetItem, name: &'static str, body: Bytes) -> Case {
    let base = "https://api.example.com/v2";
    let client = ClientBuilder::<Client>::new(Some(base))
        .credential("Token", Credential::bearer("secret"))
        .transport(NoNetwork(body.clone()))
        .no_timeout()
        .build();
    let base = BaseUrl::parse(base)
        .map(|base| base.to_string())
        .unwrap_or_default();
    let floor = NoNetwork(body);
    case(
        name,
        move || {
            let client = client.as_ref().ok()?;
            ready(client.execute(operation.clone()).send())?.ok()
        },
        move || {
            let uri = format!("{base}{}", relative_by_hand());
            let request = http::Request::get(uri)
                .header(
                    http::header::USER_AGENT,
                    http::HeaderValue::from_static("bench/1"),
                )
                .header(
                    http::header::ACCEPT,
                    http::HeaderValue::from_static("application/json"),
                )
                .header(
                    http::header::AUTHORIZATION,
                    http::HeaderValue::from_static("Bearer secret"),
                )
                .body(Body::empty());
            let response = ready(floor.send(request.ok()?))?.ok()?;
            let body = response.body().as_bytes()?;
            serde_json::from_slice::<Item>(body).ok()
        },
    )
}

fn ready<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
