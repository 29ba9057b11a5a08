//! Where requests go.

use super::Subject;
use crate::report::{Code, Report};

/// A server without TLS that is not on this machine.
pub(super) fn insecure(subject: &Subject<'_>, report: &mut Report) {
    let of_operations = subject.spec.operations.iter().flat_map(|one| &one.servers);
    for server in subject.spec.servers.iter().chain(of_operations) {
        let Some(rest) = server.url.strip_prefix("http://") else {
            continue;
        };
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        let is_local = ["localhost", "127.", "[::1]", "0.0.0.0"]
            .into_iter()
            .any(|local| host.starts_with(local))
            || host.ends_with(".local")
            || host.ends_with(".localhost");
        if !is_local {
            report
                .warning(
                    Code::InsecureServer,
                    &server.place.child("url"),
                    format!("requests to `{}` go without TLS", server.url),
                )
                .help(format!("write `https://{rest}`, if the server speaks it"));
        }
    }
}
