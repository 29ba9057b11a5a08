//! The checks, by clients of both kinds.

use std::error::Error as StdError;
use std::fmt::Debug;

use launchdarkly_oauth::operations::oauth2_clients::{
    CreateOauth2Client, DeleteOauthClient, GetOauthClientById, GetOauthClients, PatchOauthClient,
};
use launchdarkly_oauth::runtime::{Maybe, Operation};
use launchdarkly_oauth::types::{OauthClientPost, PatchOperation};
use launchdarkly_oauth::{Client, Error, Response};

use crate::answers::{
    ERRORS, Typed, Verdict, expect, is_error, is_success, is_undecodable, is_undocumented,
    violations,
};

const ID: &str = "50666563-9144-4125-b822-33f308227e45";

/// An ID that reaches the operation only if it is escaped right.
const AWKWARD_ID: &str = "a/b c?d#e%é..";

/// Runs all checks, one line each; whether all of them passed.
pub fn run(url: &str) -> Result<bool, Box<dyn StdError>> {
    let mut report = Report::default();
    let runtime = tokio::runtime::Runtime::new()?;
    let sender = |builder: launchdarkly_oauth::ClientBuilder<Client>| {
        let client = builder.base_url(url).build()?;
        Ok::<_, launchdarkly_oauth::BuildError>(Async(client, &runtime))
    };
    let with_key = sender(Client::builder().api_key("api-key"))?;
    check(&mut report, &with_key, &sender(Client::builder())?);

    // After the async part: what blocks may not do so within a runtime.
    #[cfg(feature = "blocking")]
    {
        use launchdarkly_oauth::blocking::Client;
        report.suffix = " (blocking)";
        let with_key = Client::builder().base_url(url).api_key("api-key").build()?;
        let without_key = Client::builder().base_url(url).build()?;
        check(&mut report, &with_key, &without_key);
    }
    println!("{} passed, {} failed", report.passed, report.failed);
    Ok(report.failed == 0)
}

/// Every operation, by two clients: with the API key and without.
fn check<S: Sender>(report: &mut Report, with_key: &S, without_key: &S) {
    let mut checks = Checks {
        report,
        with_key,
        without_key,
    };
    checks.operation(&GetOauthClients::new(), 200, |list| {
        let names: Vec<_> = list.items.iter().map(|item| item.name.as_str()).collect();
        names == ["Release dashboard", "Incident bot"] && list.items[1].description == Maybe::Null
    });
    let post = OauthClientPost::new()
        .name("Release dashboard")
        .redirect_uri("https://dashboard.example.com/oauth/callback")
        .description("Shows what is rolled out where");
    checks.operation(&CreateOauth2Client::new(post), 201, |client| {
        let secret = client.client_secret.as_option();
        secret.is_some_and(|secret| secret.expose() == "example-client-secret")
    });
    checks.operation(&GetOauthClientById::new(ID), 200, |client| {
        client.creation_date == 1 && client.links.contains_key("self")
    });
    let patch = [
        PatchOperation::replace("/name").value("Release dashboard (new)"),
        PatchOperation::remove("/description"),
    ];
    checks.operation(&PatchOauthClient::new(ID, patch), 200, |client| {
        client.name == "Release dashboard (new)" && client.description.is_absent()
    });
    checks.operation(&DeleteOauthClient::new(ID), 204, |()| true);

    checks.awkward_requests();
    checks.wrong_requests();
}

struct Checks<'a, S> {
    report: &'a mut Report,
    with_key: &'a S,
    without_key: &'a S,
}

impl<S: Sender> Checks<'_, S> {
    /// The success of an operation, each of its errors, no key, and an answer that the document
    /// does not have.
    fn operation<O>(&mut self, operation: &O, success: u16, is_right: fn(&O::Output) -> bool)
    where
        O: Operation<Output: Debug, Error: Typed> + Clone,
    {
        let id = O::INFO.id;
        let answer = self.with_key.send(operation, None);
        let verdict = is_success(&answer, success, is_right);
        self.report.line(&format!("{id} {success}"), verdict);

        let has_id = O::INFO.path.contains("{clientId}");
        for documented in ERRORS {
            let status = documented.0;
            if status == 404 && !has_id {
                continue;
            }
            let answer = self.with_key.send(operation, Some(status));
            let verdict = is_error(&answer, documented);
            self.report.line(&format!("{id} {status}"), verdict);
        }

        let answer = self.without_key.send(operation, None);
        let verdict = is_error(&answer, ERRORS[1]);
        self.report
            .line(&format!("{id} without a key: 401"), verdict);

        // Prism knows no 418, and says so by a 404 of its own.
        let answer = self.with_key.send(operation, Some(418));
        let (what, verdict) = if has_id {
            ("an undocumented body", is_undecodable(&answer))
        } else {
            ("an undocumented status", is_undocumented(&answer))
        };
        self.report.line(&format!("{id} {what}: 404"), verdict);
    }

    /// What a careless client gets wrong.
    fn awkward_requests(&mut self) {
        let operation = GetOauthClientById::new(AWKWARD_ID);
        let answer = self.with_key.send(&operation, None);
        let verdict = is_success(&answer, 200, |client| client.name == "string");
        self.report
            .line("getOAuthClientById with an awkward ID: 200", verdict);

        let operation = CreateOauth2Client::new(OauthClientPost::new());
        let answer = self.with_key.send(&operation, None);
        let verdict = is_success(&answer, 201, |_| true);
        self.report
            .line("createOAuth2Client with an empty object: 201", verdict);

        let null = [PatchOperation::add("/description").value(None::<String>)];
        let answer = self.with_key.send(&PatchOauthClient::new(ID, null), None);
        let verdict = is_success(&answer, 200, |_| true);
        self.report
            .line("patchOAuthClient with the value null: 200", verdict);
    }

    /// What the document does not allow: refused by the server, or never sent.
    fn wrong_requests(&mut self) {
        let patch = [PatchOperation::new("fly", "/name")];
        let answer = self.with_key.send(&PatchOauthClient::new(ID, patch), None);
        let verdict = is_error(&answer, ERRORS[0]).and_then(|()| {
            let violations = violations(&answer).unwrap_or_default();
            expect(violations.contains("enum"), || violations.to_owned())
        });
        self.report
            .line("patchOAuthClient with an unknown op: 400", verdict);

        for id in ["", ".."] {
            let answer = self.with_key.send(&DeleteOauthClient::new(id), None);
            let verdict = match &answer {
                Err(Error::Build(_)) => Ok(()),
                other => Err(format!("{other:?}")),
            };
            let name = format!("deleteOAuthClient with the ID {id:?}: not sent");
            self.report.line(&name, verdict);
        }
    }
}

type Answer<O> = Result<Response<<O as Operation>::Output>, Error<<O as Operation>::Error>>;

/// A client, async or blocking.
trait Sender {
    /// Sends an operation and, if there is a status, asks Prism for it.
    fn send<O: Operation + Clone>(&self, operation: &O, status: Option<u16>) -> Answer<O>;
}

struct Async<'a>(Client, &'a tokio::runtime::Runtime);

impl Sender for Async<'_> {
    fn send<O: Operation + Clone>(&self, operation: &O, status: Option<u16>) -> Answer<O> {
        let mut call = self.0.execute(operation.clone());
        if let Some(status) = status {
            call = call.header("prefer", format!("code={status}"));
        }
        self.1.block_on(call.send())
    }
}

#[cfg(feature = "blocking")]
impl Sender for launchdarkly_oauth::blocking::Client {
    fn send<O: Operation + Clone>(&self, operation: &O, status: Option<u16>) -> Answer<O> {
        let mut call = self.execute(operation.clone());
        if let Some(status) = status {
            call = call.header("prefer", format!("code={status}"));
        }
        call.send()
    }
}

/// A line a check, and their count.
#[derive(Default)]
struct Report {
    passed: u32,
    failed: u32,
    suffix: &'static str,
}

impl Report {
    fn line(&mut self, name: &str, verdict: Verdict) {
        let suffix = self.suffix;
        match verdict {
            Ok(()) => {
                self.passed += 1;
                println!("ok   {name}{suffix}");
            }
            Err(why) => {
                self.failed += 1;
                println!("FAIL {name}{suffix}: {why}");
            }
        }
    }
}
