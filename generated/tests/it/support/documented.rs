//! The errors that the document lists, in one form for all operations.

use std::fmt::Debug;

use launchdarkly_oauth::operations::oauth2_clients::{
    CreateOauth2ClientError, DeleteOauthClientError, GetOauthClientByIdError, GetOauthClientsError,
    PatchOauthClientError,
};

/// The statuses with an error body of every operation, and the variants that they arrive as.
pub const ERRORS: [(u16, &str); 4] = [
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (403, "Forbidden"),
    (429, "TooManyRequests"),
];

/// One more, of the operations with an ID.
pub const NOT_FOUND: (u16, &str) = (404, "NotFound");

/// The error of an operation.
pub trait DocumentedError: Debug {
    /// The name of the variant, and the code and the message of its body.
    fn parts(&self) -> (&'static str, &str, &str);
}

macro_rules! documented {
    ($error:ty: $($variant:ident)*) => {
        impl DocumentedError for $error {
            fn parts(&self) -> (&'static str, &str, &str) {
                match self {
                    $(Self::$variant(body) => (stringify!($variant), &body.code, &body.message),)*
                    other => panic!("a variant that no test knows: {other:?}"),
                }
            }
        }
    };
}

documented!(GetOauthClientsError: BadRequest Unauthorized Forbidden TooManyRequests);
documented!(CreateOauth2ClientError: BadRequest Unauthorized Forbidden TooManyRequests);
documented!(GetOauthClientByIdError: BadRequest Unauthorized Forbidden NotFound TooManyRequests);
documented!(PatchOauthClientError: BadRequest Unauthorized Forbidden NotFound TooManyRequests);
documented!(DeleteOauthClientError: BadRequest Unauthorized Forbidden NotFound TooManyRequests);
