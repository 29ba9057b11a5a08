//! Values of types that the settings name, where they may be absent or null, and in lists and maps.

use fixture_rust_types::runtime::Maybe;
use fixture_rust_types::types::{Host, UnixTime};
use jiff::Timestamp;
use serde_json::json;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

#[test]
fn a_module_reads_and_writes_values_wherever_they_stand() {
    let value = json!({
        "address": "10.0.0.1", "made": 1, "changed": 2, "seen": null, "rebooted": null,
        "others": [3, 4], "byName": {"a": 5}, "aliases": ["::1"], "port": 80, "mails": 6,
    });
    let host: Host = serde_json::from_value(value.clone()).unwrap();
    assert!(host.address.is_ipv4());
    assert_eq!(*host.made, at(1));
    assert_eq!(host.seen, None);
    assert_eq!(host.rebooted, Maybe::Null);
    assert_eq!(host.others, Some(vec![UnixTime(at(3)), UnixTime(at(4))]));
    assert_eq!(host.by_name.as_ref().unwrap()["a"], at(5).into());
    assert_eq!(host.port.get(), 80);
    assert_eq!(serde_json::to_value(&host).unwrap(), value);
}

#[test]
fn a_default_is_read_as_the_type_reads_it() {
    let value = json!({"address": "::1", "made": 1, "seen": 2, "mails": 0});
    let host: Host = serde_json::from_value(value).unwrap();
    assert_eq!((host.port.get(), *host.changed), (80, at(7)));
    assert_eq!((host.rebooted, host.others), (Maybe::Absent, None));
}

#[test]
fn what_the_type_refuses_is_refused() {
    let value = json!({"address": "here", "made": 1, "seen": 2, "mails": 0});
    let error = serde_json::from_value::<Host>(value).unwrap_err();
    assert!(error.to_string().contains("IP address"), "{error}");
}

#[test]
fn callers_hand_over_values_of_the_type() {
    let port = std::num::NonZeroU16::new(1).unwrap();
    let address: std::net::IpAddr = [127, 0, 0, 1].into();
    let host = Host::new(address, at(1), at(2), Some(at(3).into()), port, 4);
    assert_eq!(Timestamp::from(host.made), at(1));
}
