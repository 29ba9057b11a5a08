//! The bodies of the fixture `xml`, sent and read by the crate that is generated of it.

use std::collections::BTreeMap;

use fixture_xml::operations::untagged::{GetOrder, ListOrders, Pay, PutOrder};
use fixture_xml::runtime::{Body, DecodeFailure, Operation, Outcome, RawResponse};
use fixture_xml::types::{Card, Line, Order, OrderState};

fn order() -> Order {
    let line = Line::new("a&b").count(2).point((1.5, -2.0));
    let part = Order::new(2, Vec::<Line>::new(), Vec::<String>::new());
    Order::new(1, vec![line], vec!["one".to_owned(), "two".to_owned()])
        .lang("de")
        .state(OrderState::Open)
        .gift(None)
        .weight(2.5)
        .sizes(vec![1, 2])
        .parts(vec![part])
        .remark("<&>")
        .extras(BTreeMap::from([("left".to_owned(), vec![1, 2])]))
}

fn decoded<O: Operation>(xml: &str) -> Result<O::Output, DecodeFailure> {
    let mut response = RawResponse::from(fixture_xml::http::Response::new(Body::from(xml.to_owned())));
    match O::decode(&mut response)? {
        Outcome::Success(output) => Ok(output),
        _ => panic!("no success"),
    }
}

#[cfg(feature = "xml")]
fn sent(operation: impl Operation) -> String {
    let request = operation.request().unwrap();
    let xml = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
    let (_, xml) = xml.split_once("?>").unwrap();
    xml.to_owned()
}

#[test]
#[cfg(feature = "xml")]
fn bodies_round_trip() {
    let xml = sent(PutOrder::new(1, order()));
    let expected = [
        "<order xmlns=\"urn:shop\" id=\"1\" xml:lang=\"de\" sizes=\"1 2\">",
        "<gift xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>",
        "<state>open</state><m:grossWeight xmlns:m=\"urn:measures\">2.5</m:grossWeight>",
        "<lines><line sku=\"a&amp;b\"><count>2</count><point>1.5</point><point>-2.0</point></line></lines>",
        "<label>one</label><label>two</label><order id=\"2\"><lines></lines></order>",
        "<remarks>&lt;&amp;&gt;</remarks><extras><left>1</left><left>2</left></extras></order>",
    ];
    assert_eq!(xml, expected.concat());
    assert_eq!(decoded::<GetOrder>(&xml).unwrap(), order());
    let list = format!("<orders>{xml}</orders>");
    assert_eq!(decoded::<ListOrders>(&list).unwrap(), [order()]);
    let xml = sent(Pay::new(Card::new("1").total(2.5)));
    assert_eq!(
        xml,
        "<Payment><number>1</number><total>2.5</total><kind>card</kind></Payment>"
    );
    let failure = decoded::<GetOrder>("<order id='1'><lines><line/></lines></order>");
    assert_eq!(failure.unwrap_err().path(), "lines[0]");
}

#[test]
#[cfg(not(feature = "xml"))]
fn the_feature_is_named() {
    let pay = Pay::new(Card::new("1")).request().unwrap_err();
    let put = PutOrder::new(1, order()).request().unwrap_err();
    for message in [pay.message(), put.message()] {
        assert!(message.contains("turn on the feature `xml`"), "{message}");
    }
    let list = decoded::<ListOrders>("<orders/>").map(|_| ());
    let get = decoded::<GetOrder>("<order/>").map(|_| ());
    for failure in [list, get] {
        let failure = failure.unwrap_err().to_string();
        assert!(failure.contains("turn on the feature `xml`"), "{failure}");
    }
}
