//! A `tracing` span for each call, with the feature `tracing`; without it, nothing.
//!
//! No span holds a secret: the route is the template of the path, and neither headers nor bodies are shown.

use super::{OperationInfo, RawResponse, TransportError};

/// The span of a call.
#[derive(Clone)]
pub(crate) struct Call {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Call {
    pub(crate) fn new(info: &OperationInfo) -> Self {
        let span = tracing::info_span!(
            "api_call",
            operation = info.id,
            method = info.method.as_str(),
            route = info.path,
            status = tracing::field::Empty,
            tries = tracing::field::Empty,
            request_id = tracing::field::Empty,
        );
        Self { span }
    }

    /// The future within the span.
    pub(crate) fn follow<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    /// A try has ended.
    pub(crate) fn tried(&self, tries: u32, answer: &Result<RawResponse, TransportError>) {
        self.span.record("tries", tries);
        match answer {
            Ok(response) => {
                self.span.record("status", response.status().as_u16());
                if let Some(id) = super::header::request_id(response.headers()) {
                    self.span.record("request_id", id);
                }
                tracing::debug!(tries, status = response.status().as_u16(), "answered");
            }
            Err(error) => self.fails(error),
        }
    }

    /// No response arrived.
    pub(crate) fn fails(&self, error: &TransportError) {
        let _entered = self.span.enter();
        tracing::debug!(kind = ?error.kind(), "failed");
    }
}

#[cfg(not(feature = "tracing"))]
#[allow(
    clippy::unused_self,
    reason = "the same as with the feature, and does nothing"
)]
impl Call {
    pub(crate) fn new(_: &OperationInfo) -> Self {
        Self {}
    }

    pub(crate) fn follow<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn tried(&self, _: u32, _: &Result<RawResponse, TransportError>) {}

    pub(crate) fn fails(&self, _: &TransportError) {}
}
