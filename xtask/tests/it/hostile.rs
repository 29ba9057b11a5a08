//! Files that are no documents, and documents that mean harm: a diagnostic, in little time and memory.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Runs codegen on a file of a folder.
fn codegen(folder: &Path, name: &str) -> (Output, Duration) {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args([
            "codegen",
            "--spec",
            name,
            "--out",
            "out",
            "--crate-name",
            "hostile",
        ])
        .current_dir(folder)
        .output()
        .unwrap();
    (output, start.elapsed())
}

/// The report of a document that is refused.
fn refused(folder: &Path, name: &str) -> String {
    let (output, time) = codegen(folder, name);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{name}: {text}");
    assert!(time < Duration::from_secs(10), "{name} took {time:?}");
    assert!(!folder.join("out").exists(), "{name} was written");
    assert!(!text.contains("panicked"), "{text}");
    text
}

fn refused_text(text: impl AsRef<[u8]>) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.yaml"), text).unwrap();
    refused(folder.path(), "a.yaml")
}

#[test]
fn files_that_are_no_documents() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    assert!(refused(here, "missing.yaml").contains("error[B0101]"));
    fs::create_dir(here.join("folder")).unwrap();
    assert!(refused(here, "folder").contains("it is not a file"));
    // As large as a disk, and nothing of it is read.
    let zeros = File::create(here.join("zeros.yaml")).unwrap();
    zeros.set_len(1 << 30).unwrap();
    assert!(refused(here, "zeros.yaml").contains("error[B0105]"));
    zeros.set_len(1 << 20).unwrap();
    assert!(refused(here, "zeros.yaml").contains("error[B0102]"));
    fs::write(here.join("utf16.yaml"), [0xff, 0xfe, b'o', 0]).unwrap();
    assert!(refused(here, "utf16.yaml").contains("is not UTF-8 from byte 0 on"));
    fs::write(here.join("empty.yaml"), "").unwrap();
    assert!(refused(here, "empty.yaml").contains("error[B0103]"));
}

#[cfg(unix)]
#[test]
fn a_pipe_and_a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let made = Command::new("mkfifo").arg(here.join("pipe.yaml")).status();
    if made.is_ok_and(|status| status.success()) {
        assert!(refused(here, "pipe.yaml").contains("it is not a file"));
    }
    let path = here.join("secret.yaml");
    fs::write(&path, "openapi: 3.0.3").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read everything.
    if File::open(&path).is_err() {
        assert!(refused(here, "secret.yaml").contains("error[B0101]"));
    }
}

#[test]
fn nesting_and_anchors_without_end() {
    assert!(refused_text("[".repeat(100_000)).contains("error[B0105]"));
    assert!(refused_text("{\"a\":".repeat(100_000)).contains("error[B0105]"));
    assert!(refused_text("- ".repeat(100_000)).contains("error[B0105]"));
    assert!(refused_text("{a: ".repeat(100_000)).contains("error[B0105]"));
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let below = format!("*a{}", level - 1);
        laughs.push_str(&format!(
            "a{level}: &a{level} [{}]\n",
            [below.as_str(); 10].join(", ")
        ));
    }
    assert!(refused_text(laughs).contains("error[B0105]"));
}

#[test]
fn texts_that_aliases_repeat_and_schemas_that_extend_each_other() {
    let text = "x".repeat(1 << 20);
    let aliases = vec!["*a"; 3_000].join(", ");
    assert!(refused_text(format!("a: &a {text}\nb: [{aliases}]\n")).contains("error[B0105]"));
    // As long as anyone's chain, and not refused.
    let schemas: String = (0..300)
        .map(|index| {
            let next = (index + 1) % 300;
            format!("    S{index}: {{allOf: [{{$ref: '#/components/schemas/S{next}'}}, {{type: object, properties: {{p{index}: {{type: string}}}}}}]}}\n")
        })
        .collect();
    let folder = TempDir::new().unwrap();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    );
    fs::write(folder.path().join("a.yaml"), document).unwrap();
    let (output, _) = codegen(folder.path(), "a.yaml");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn brackets_in_texts_are_no_nesting() {
    let texts: String = (0..2_000)
        .map(|index| format!("  - name: t{index}\n    description: in [0, 1)\n"))
        .collect();
    let folder = TempDir::new().unwrap();
    let document =
        format!("openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\ntags:\n{texts}paths: {{}}\n");
    fs::write(folder.path().join("a.yaml"), document).unwrap();
    let (output, _) = codegen(folder.path(), "a.yaml");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_document_cut_off_anywhere() {
    let whole = fs::read_to_string(
        crate::fixture::workspace().join("spec/launchdarkly-oauth-clients.yaml"),
    )
    .unwrap();
    let json: serde_json::Value = serde_yaml_to_json(&whole);
    for text in [whole, json.to_string()] {
        let cuts = (0..text.len()).step_by(text.len() / 60);
        for cut in cuts.filter(|cut| text.is_char_boundary(*cut)) {
            let fixture = crate::fixture::Fixture::of("cut", text[..cut].to_owned());
            let (_, report) = fixture.model();
            fixture.plain(&report);
        }
    }
}

/// A document of YAML as its tree, by the generator's own reading.
fn serde_yaml_to_json(text: &str) -> serde_json::Value {
    let source = bindery::spec::load::Source {
        name: "a.yaml".to_owned(),
        text: text.to_owned(),
        ..Default::default()
    };
    let mut report = bindery::report::Report::new();
    bindery::spec::load::parse(&source, &Default::default(), &mut report)
        .unwrap()
        .root
}

#[test]
fn references_to_each_other_without_end() {
    let aliases: String = (0..500)
        .map(|index| {
            format!(
                "    S{index}: {{$ref: '#/components/schemas/S{}'}}\n",
                (index + 1) % 500
            )
        })
        .collect();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths:\n  /a:\n    get:\n      responses: {{'200': {{description: A., content: {{application/json: {{schema: {{$ref: '#/components/schemas/S0'}}}}}}}}}}\ncomponents:\n  schemas:\n{aliases}"
    );
    assert!(refused_text(document).contains("error[B0203]"));
}
