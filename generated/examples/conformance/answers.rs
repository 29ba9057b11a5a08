//! What an answer is to be.

use std::fmt::Debug;

use launchdarkly_oauth::operations::oauth2_clients::{
    CreateOauth2ClientError, DeleteOauthClientError, GetOauthClientByIdError, GetOauthClientsError,
    PatchOauthClientError,
};
use launchdarkly_oauth::{Error, Response};

/// The document's examples of its errors.
pub const ERRORS: [Documented; 5] = [
    (400, "invalid_request", "The request is not valid"),
    (401, "unauthorized", "The access token is not valid"),
    (
        403,
        "forbidden",
        "The access token does not reach this resource",
    ),
    (404, "not_found", "There is no such client"),
    (429, "rate_limited", "Too many requests, try again later"),
];

/// A status, and the code and the message of its body.
pub type Documented = (u16, &'static str, &'static str);

/// Nothing, or what is wrong.
pub type Verdict = Result<(), String>;

pub fn expect(condition: bool, otherwise: impl FnOnce() -> String) -> Verdict {
    condition.then_some(()).ok_or_else(otherwise)
}

pub fn is_success<T: Debug, E: Debug>(
    answer: &Result<Response<T>, Error<E>>,
    status: u16,
    is_right: impl Fn(&T) -> bool,
) -> Verdict {
    match answer {
        Ok(response) => {
            let violations = violations(answer);
            expect(violations.is_none(), || format!("{violations:?}"))?;
            let right = response.status() == status && is_right(response.body());
            expect(right, || format!("{response:?}"))
        }
        Err(error) => Err(format!("{error:?}")),
    }
}

pub fn is_error<T: Debug, E: Typed>(
    answer: &Result<Response<T>, Error<E>>,
    (status, code, message): Documented,
) -> Verdict {
    let Err(Error::Api(error)) = answer else {
        return Err(format!("{answer:?}"));
    };
    let right = error.status() == status && error.body().parts() == (status, code, message);
    expect(right, || format!("{error:?}"))?;
    if status == 429 {
        let names = [
            "retry-after",
            "x-ratelimit-route-remaining",
            "x-ratelimit-reset",
        ];
        for name in names {
            let there = error.headers().contains_key(name);
            expect(there, || format!("the header `{name}` is not there"))?;
        }
    }
    Ok(())
}

pub fn is_undocumented<T: Debug, E: Debug>(answer: &Result<Response<T>, Error<E>>) -> Verdict {
    match answer {
        Err(Error::UnexpectedStatus(error)) if error.status() == 404 => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

pub fn is_undecodable<T: Debug, E: Debug>(answer: &Result<Response<T>, Error<E>>) -> Verdict {
    match answer {
        Err(Error::Decode(error)) if error.status() == 404 => {
            let kept = String::from_utf8_lossy(error.raw_body());
            expect(kept.contains("stoplight.io"), || format!("kept: {kept}"))?;
            let names_it = error.message().contains("missing field `code`");
            expect(names_it, || error.to_string())
        }
        other => Err(format!("{other:?}")),
    }
}

/// What Prism finds wrong with the request.
pub fn violations<T, E>(answer: &Result<Response<T>, Error<E>>) -> Option<&str> {
    let headers = match answer {
        Ok(response) => Some(response.headers()),
        Err(error) => error.headers(),
    };
    headers?.get("sl-violations")?.to_str().ok()
}

/// The error of an operation.
pub trait Typed: Debug {
    /// The status of the variant, and the code and the message of its body.
    fn parts(&self) -> (u16, &str, &str);
}

macro_rules! typed {
    ($error:ty: $($variant:ident $status:literal)*) => {
        impl Typed for $error {
            fn parts(&self) -> (u16, &str, &str) {
                match self {
                    $(Self::$variant(body) => ($status, &body.code, &body.message),)*
                    _ => (0, "", "a variant that is new to this program"),
                }
            }
        }
    };
}

typed!(GetOauthClientsError: BadRequest 400 Unauthorized 401 Forbidden 403 TooManyRequests 429);
typed!(CreateOauth2ClientError: BadRequest 400 Unauthorized 401 Forbidden 403 TooManyRequests 429);
typed!(GetOauthClientByIdError: BadRequest 400 Unauthorized 401 Forbidden 403 NotFound 404
    TooManyRequests 429);
typed!(PatchOauthClientError: BadRequest 400 Unauthorized 401 Forbidden 403 NotFound 404
    TooManyRequests 429);
typed!(DeleteOauthClientError: BadRequest 400 Unauthorized 401 Forbidden 403 NotFound 404
    TooManyRequests 429);
