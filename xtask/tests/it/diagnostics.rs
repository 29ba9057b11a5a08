//! How problems reach people and programs: `lint`, `explain`, levels and forms, as processes.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Péts, version: '1'}
paths:
  /pets:
    get:
      responses: {'200': {description: Pets.}}
    put:
      sumary: Misspelt.
      responses: {'200': {$ref: '#/components/responses/Ok'}}
components:
  responses:
    Fine: {description: Fine.}
";

fn workspace(document: &str, settings: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let target = "[target.pets]\ndocument = \"spec/pets.yaml\"\noutput = \"generated\"\n";
    fs::create_dir(folder.path().join("spec")).unwrap();
    fs::write(folder.path().join("spec/pets.yaml"), document).unwrap();
    let settings = format!("{target}{settings}");
    fs::write(folder.path().join("spec/bindery.toml"), settings).unwrap();
    folder
}

fn xtask(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A document whose only problems are warnings.
fn of_warnings() -> String {
    DOCUMENT.replace("responses/Ok", "responses/Fine")
}

#[test]
fn json_is_an_object_a_line() {
    let folder = workspace(DOCUMENT, "");
    let output = xtask(folder.path(), &["lint", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let lines: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let last = lines.last().unwrap();
    assert_eq!(last["code"], "B0202");
    assert_eq!(last["severity"], "error");
    assert_eq!(last["file"], "spec/pets.yaml");
    assert_eq!((&last["line"], &last["column"]), (&9.into(), &27.into()));
    assert_eq!(
        (&last["endLine"], &last["endColumn"]),
        (&9.into(), &31.into())
    );
    assert_eq!(last["pointer"], "#/paths/~1pets/put/responses/200/$ref");
    assert_eq!(last["within"], "operation PUT /pets");
    let misspelt = lines.iter().find(|line| line["code"] == "B0211").unwrap();
    assert!(misspelt["help"].as_str().unwrap().contains("`summary`"));
}

#[test]
fn github_shows_problems_beside_lines() {
    let folder = workspace(DOCUMENT, "");
    let output = xtask(folder.path(), &["codegen", "--format", "github"]);
    let text = stdout(&output);
    let error = text.lines().last().unwrap();
    let expected = "::error file=spec/pets.yaml,line=9,endLine=9,col=27,endColumn=31,title=B0202::";
    assert!(error.starts_with(expected), "{text}");
    assert!(error.contains("%0Ahelp: "), "{text}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn sarif_is_one_log_with_its_rules() {
    let folder = workspace(DOCUMENT, "");
    let output = xtask(folder.path(), &["lint", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    for result in results {
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()));
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(region["startLine"].as_u64().unwrap() > 0);
    }
    assert!(results.iter().any(|result| result["level"] == "error"));
}

#[test]
fn levels_deny_warn_and_allow() {
    let folder = workspace(&of_warnings(), "");
    let run = |arguments: &[&str]| xtask(folder.path(), arguments);
    assert_eq!(run(&["codegen"]).status.code(), Some(0));
    let denied = run(&["codegen", "--check", "-D", "warnings"]);
    assert_eq!(denied.status.code(), Some(2));
    assert!(
        stderr(&denied).contains("error[B0207]"),
        "{}",
        stderr(&denied)
    );
    assert!(stderr(&denied).contains("it is a warning that the levels deny"));
    let allowed = ["codegen", "-D", "warnings", "-A", "B0207", "-A", "b0211"];
    let allowed = run(&allowed);
    assert_eq!(allowed.status.code(), Some(0), "{}", stderr(&allowed));
    assert!(!stderr(&allowed).contains("B0207"));
    assert_eq!(run(&["codegen", "-D", "B9999"]).status.code(), Some(2));
}

#[test]
fn levels_of_the_settings_hold_at_places() {
    let settings = "[target.pets.levels]\nwarnings = \"deny\"\nB0211 = \"allow\"\n\
                    B0207 = { level = \"deny\", at = { \"#/paths/~1pets/get\" = \"allow\", \"#/paths/~1pets/put\" = \"warn\" } }\n";
    let folder = workspace(&of_warnings(), settings);
    let output = xtask(folder.path(), &["codegen"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stderr(&output);
    assert!(
        text.contains("warning[B0207]") && text.contains("pets.yaml:7:5"),
        "{text}"
    );
    assert!(
        !text.contains("pets.yaml:5:5") && !text.contains("B0211"),
        "{text}"
    );
    let folder = workspace(
        &of_warnings(),
        "[target.pets.levels]\nB0207 = \"alow\"\nB0999 = \"deny\"\n",
    );
    let output = xtask(folder.path(), &["codegen"]);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text.contains("spec/bindery.toml:5:1") && text.contains("spec/bindery.toml:6:1"),
        "{text}"
    );
}

#[test]
fn a_misspelt_key_of_the_settings_is_named_with_the_nearest() {
    let folder = workspace(DOCUMENT, "secretz = []\ncrate_name = \"a\"\n");
    let output = xtask(folder.path(), &["codegen"]);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text.contains("spec/bindery.toml:4:1") && text.contains("did you mean `secrets`?"),
        "{text}"
    );
    assert!(
        text.contains("spec/bindery.toml:5:1") && text.contains("did you mean `crate-name`?"),
        "{text}"
    );
}

#[test]
fn repeated_problems_are_folded() {
    let paths: String = (0..40)
        .map(|index| {
            format!("  /p{index}:\n    get: {{responses: {{'200': {{description: A.}}}}}}\n")
        })
        .collect();
    let document = format!("openapi: 3.0.3\ninfo: {{title: Many, version: '1'}}\npaths:\n{paths}");
    let folder = workspace(&document, "");
    let short = stderr(&xtask(folder.path(), &["codegen"]));
    assert_eq!(short.matches("warning[B0207]").count(), 3, "{short}");
    assert!(
        short.contains("and 37 more like it, at 11:5, 13:5, 15:5, …"),
        "{short}"
    );
    let long = stderr(&xtask(folder.path(), &["codegen", "--verbose"]));
    assert_eq!(long.matches("warning[B0207]").count(), 40);
}

#[test]
fn codes_are_explained() {
    let folder = TempDir::new().unwrap();
    let page = xtask(folder.path(), &["explain", "b0202"]);
    assert_eq!(page.status.code(), Some(0));
    assert!(stdout(&page).starts_with("# B0202: A reference leads nowhere"));
    let table = stdout(&xtask(folder.path(), &["explain"]));
    let is_known = |line: &str| {
        let name = line.split("  ").next().unwrap_or_default();
        line.starts_with("B0") || bindery::diff::catalogue::Code::by_name(name).is_some()
    };
    assert!(table.lines().all(is_known), "{table}");
    assert!(
        table.contains(
            "operation-removed                   breaking          An operation is gone."
        )
    );
    let page = stdout(&xtask(folder.path(), &["explain", "max-length-lowered"]));
    assert!(page.starts_with("# max-length-lowered: "), "{page}");
    assert!(
        page.contains("In a request: clients break. In a response: nobody breaks."),
        "{page}"
    );
    assert!(page.contains("-     maxLength: 200\n"), "{page}");
    let misspelt = xtask(folder.path(), &["explain", "operation-remove"]);
    assert!(stderr(&misspelt).contains("`operation-removed`"));
    assert!(table.contains("B0604  warning  A component that nothing refers to."));
    let unknown = xtask(folder.path(), &["explain", "B0209X"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("`B0209`"), "{}", stderr(&unknown));
}

#[test]
fn lint_takes_documents_outside_a_workspace_and_writes_nothing() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.yaml"), of_warnings()).unwrap();
    let output = xtask(folder.path(), &["lint", "a.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("warning[B0603]"));
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
}
