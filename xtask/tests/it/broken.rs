//! The fragment of this repository, broken in one place at a time: the report names the place.

use std::fs;

use bindery::report::Report;
use bindery::report::places::{Places, Sources};
use bindery::settings::Target;
use bindery::spec::load::Source;

use crate::fixture;

/// What is replaced by what, and the code of the problem that this makes. `«` stands before the place that the
/// report has to name; it is no part of the text.
const MISTAKES: [(&str, &str, &str, &str); 34] = [
    (
        "a misspelt key of an operation",
        "      summary: List all clients\n",
        "      «sumary: List all clients\n",
        "B0211",
    ),
    (
        "a misspelt key of a schema",
        "        _accountId:\n          type: string\n          description: The account",
        "        _accountId:\n          type: string\n          «descripton: The account",
        "B0211",
    ),
    (
        "a reference to nothing",
        "                $ref: '#/components/schemas/ClientCollection'\n",
        "                «$ref: '#/components/schemas/ClientColection'\n",
        "B0202",
    ),
    (
        "a reference to a section that is not there",
        "          $ref: '#/components/responses/NotFound'\n",
        "          «$ref: '#/components/response/NotFound'\n",
        "B0202",
    ),
    (
        "a reference to another host",
        "          $ref: '#/components/responses/NotFound'\n",
        "          «$ref: 'https://example.com/errors.yaml#/NotFound'\n",
        "B0204",
    ),
    (
        "a reference to a file that is not there",
        "          $ref: '#/components/responses/NotFound'\n",
        "          «$ref: 'errors.yaml#/NotFound'\n",
        "B0204",
    ),
    (
        "a reference that is no text",
        "          $ref: '#/components/responses/NotFound'\n",
        "          «$ref: [NotFound]\n",
        "B0201",
    ),
    (
        "an id that is there already",
        "      operationId: getOAuthClientById\n",
        "      «operationId: createOAuth2Client\n",
        "B0206",
    ),
    (
        "an operation without an id",
        "    get:\n      operationId: getOAuthClientById\n",
        "    «get:\n",
        "B0207",
    ),
    (
        "a line that is indented too little",
        "      summary: Register a client\n",
        "     «summary: Register a client\n",
        "B0102",
    ),
    (
        "a line that is indented too much",
        "      summary: Register a client\n",
        "        «summary: Register a client\n",
        "B0102",
    ),
    (
        "a tab in the indentation",
        "      summary: Register a client\n",
        "«\t  summary: Register a client\n",
        "B0102",
    ),
    (
        "a bracket that is not closed",
        "  - ApiKey: []\n",
        "  - ApiKey: [\n",
        "B0102",
    ),
    (
        "a quote that is not closed",
        "  version: '2.0'\n",
        "  version: «'2.0\n",
        "B0102",
    ),
    (
        "a colon within a plain text",
        "  title: LaunchDarkly OAuth 2.0 clients\n",
        "  title: LaunchDarkly«: OAuth 2.0 clients\n",
        "B0102",
    ),
    (
        "a key that is given twice",
        "      summary: Fetch one client\n",
        "      summary: Fetch one client\n      «summary: Fetch a client\n",
        "B0102",
    ),
    (
        "a status that is none",
        "        '404':\n          $ref: '#/components/responses/NotFound'\n",
        "        «'4O4':\n          $ref: '#/components/responses/NotFound'\n",
        "B0201",
    ),
    (
        "a path parameter that is not declared",
        "  /api/v2/oauth/clients/{clientId}:\n    parameters:\n      - $ref: '#/components/parameters/ClientId'\n    get:",
        "  /api/v2/oauth/clients/{clientId}:\n    «get:",
        "B0205",
    ),
    (
        "a path parameter without a place",
        "  /api/v2/oauth/clients/{clientId}:\n",
        "  /api/v2/oauth/clients/{id}:\n",
        "B0205",
    ),
    (
        "a path without a slash",
        "  /api/v2/oauth/clients:\n",
        "  «api/v2/oauth/clients:\n",
        "B0205",
    ),
    (
        "a type that is none",
        "        _creationDate:\n          type: integer\n",
        "        _creationDate:\n          «type: long\n",
        "B0220",
    ),
    (
        "an enumeration of mixed types",
        "          enum:\n            - add\n",
        "          enum:\n            - «7\n            - add\n",
        "B0220",
    ),
    (
        "an enumeration that is none",
        "          enum:\n            - add\n            - remove\n            - replace\n            - move\n            - copy\n            - test\n",
        "          «enum: add\n",
        "B0220",
    ),
    (
        "a required property that is not there",
        "      required:\n        - _links\n        - items\n",
        "      «required:\n        - _links\n        - itmes\n",
        "B0209",
    ),
    (
        "required that is no list",
        "      required:\n        - _links\n        - items\n",
        "      «required: true\n",
        "B0220",
    ),
    (
        "an operation that is a list",
        "    get:\n      operationId: getOAuthClients\n      tags:\n        - OAuth2 Clients\n",
        "    «get: [list]\n    put:\n      operationId: getOAuthClients\n      tags:\n        - OAuth2 Clients\n",
        "B0201",
    ),
    (
        "a response without a description",
        "          description: The clients of the account.\n",
        "",
        "B0201",
    ),
    (
        "an example of another type",
        "                _creationDate: 1\n",
        "                _creationDate: now\n",
        "B0221",
    ),
    (
        "an example that lacks a property",
        "                name: string\n                _accountId: string\n",
        "                _accountId: string\n",
        "B0221",
    ),
    (
        "a security scheme that is not declared",
        "  - ApiKey: []\n",
        "  - ApiKeys: []\n",
        "B0208",
    ),
    (
        "a version that is not read",
        "openapi: 3.0.3\n",
        "«openapi: 4.0.3\n",
        "B0103",
    ),
    ("no version", "openapi: 3.0.3\n", "", "B0103"),
    (
        "an info without a title",
        "info:\n  title: LaunchDarkly OAuth 2.0 clients\n",
        "«info:\n",
        "B0201",
    ),
    (
        "a number that JSON has not",
        "                _creationDate: 1\n",
        "                _creationDate: «.inf\n",
        "B0104",
    ),
];

#[test]
fn every_mistake_is_named_by_its_place() {
    let path = fixture::workspace().join("spec/launchdarkly-oauth-clients.yaml");
    let whole = fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    for (name, before, after, code) in MISTAKES {
        assert!(
            whole.contains(before),
            "{name}: not in the document: {before:?}"
        );
        let marked = whole.replacen(before, after, 1);
        let source = Source {
            name: "broken.yaml".to_owned(),
            text: marked.replacen('«', "", 1),
            ..Source::default()
        };
        let mut target =
            Target::of_document("broken.yaml".into(), "out".into(), "broken".to_owned());
        target.words = vec!["OAuth".to_owned()];
        let mut report = Report::new();
        bindery::model_of(&source, &target, &mut report);
        let sources = Sources::from(&source);
        let places = Places::of(&report, sources);
        let found: Vec<(String, Vec<String>)> = report
            .diagnostics()
            .iter()
            .map(|one| {
                let related = one.related.iter().map(|related| &related.place);
                let spots = related.chain([&one.place]);
                let texts = spots.map(|place| places.spot(place).unwrap().to_text());
                (one.code.as_str().to_owned(), texts.collect())
            })
            .collect();
        let expected = position(&marked);
        let is_named = found.iter().any(|(of, place)| {
            of == code
                && expected
                    .as_ref()
                    .is_none_or(|expected| place.contains(expected))
        });
        if !is_named {
            wrong.push(format!(
                "{name}: {code} at {expected:?} is not in {found:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The line and column of the mark.
fn position(marked: &str) -> Option<String> {
    let before = &marked[..marked.find('«')?];
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    Some(format!("broken.yaml:{line}:{column}"))
}
