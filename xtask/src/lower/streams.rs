//! What the settings say of streams.

use super::Context;
use crate::model::operation::Group;
use crate::report::Code;

/// Reports an end of streams where the document has no streams that it could end.
pub fn check_setting(groups: &[Group], context: &mut Context<'_, '_>) {
    let Some(end) = &context.target.stream_end else {
        return;
    };
    let mut operations = groups.iter().flat_map(|group| &group.operations);
    let has_events = operations.any(|operation| {
        let mut responses = operation.all_responses();
        responses.any(|response| response.payload.is_events())
    });
    let place = context.target.setting(&["stream-end"]);
    if end.is_empty() {
        let message = "the setting `stream-end` is empty, which ends no stream";
        context.report.error(Code::SettingValue, place, message);
    } else if !has_events {
        let message =
            format!("the setting `stream-end` is `{end}`, and no response is a stream of events");
        context
            .report
            .error(Code::SettingWithoutPlace, place, message)
            .help("remove it; it is for responses of `text/event-stream`");
    }
}
