//! Enumerations without a place for other values.

use fixture_closed::operations::untagged::Untagged;
use fixture_closed::runtime::{Answer, Client, Error, RecordingTransport};
use fixture_closed::types::{Level, Status};
use serde_json::json;

#[test]
fn every_value_can_be_matched() {
    let text = match Status::Active {
        Status::Active => "active",
        Status::InActive => "in-active",
    };
    assert_eq!(text.parse(), Ok(Status::Active));
    assert_eq!(Level::try_from(-1), Ok(Level::Minus1));
    assert!(Status::Active < Status::InActive);
    let error = "gone".parse::<Status>().unwrap_err();
    assert_eq!(error.to_string(), "\"gone\" is none of the values");
    assert!(Level::try_from(3).is_err());
}

#[tokio::test]
async fn another_value_is_told_with_its_place() {
    let transport = RecordingTransport::new();
    let task = json!({"status": "active", "level": 2, "was": "active", "kind": "task"});
    let (mut wrong, mut unlisted) = (task.clone(), task.clone());
    wrong["was"] = json!("gone");
    unlisted["level"] = json!(u64::MAX);
    for answer in [&task, &wrong, &unlisted] {
        transport.answer(Answer::json(200, answer).unwrap());
    }
    let client = Client::builder().base_url("https://a.example").transport(transport);
    let tasks: Untagged<Client> = client.build().unwrap().untagged();
    assert_eq!(tasks.get_task().await.unwrap().status, Status::Active);
    for path in ["was", "level"] {
        match tasks.get_task().await {
            Err(Error::Decode(error)) => assert_eq!(error.path(), path, "{error:?}"),
            other => panic!("{other:?}"),
        }
    }
}
