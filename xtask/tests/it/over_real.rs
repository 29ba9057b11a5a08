//! Real documents that are wrong, where they lie beside the repository: corrected, nothing is said of it any
//! longer, and the code is better.

use bindery::output::file_set::FileSet;
use bindery::report::{Code, Report};
use bindery::settings::Target;
use bindery::spec::corrections::Correction;
use bindery::spec::load::{self, SourceFile};

use crate::fixture;

/// The schema of a stream of events refers to definitions that stand in itself, as if in the root.
const SPEECH: &str = r#"[
  {"op": "move", "from": "/paths/~1v1~1audio~1speech/post/responses/200/content/text~1event-stream/schema/$defs", "path": "/$defs"}
]"#;

/// Schemas of another host are written down here.
const SERVICE: &str = "
overlay: 1.0.0
info: {title: Schemas of the standard of services, version: 1.0.0}
actions:
  - target: $.components.schemas.*.allOf[?match(@['$ref'], 'https://.*/service-info[.]yaml#.*')]
    remove: true
  - target: $.components.schemas.tesServiceType.allOf
    update:
      type: object
      required: [group, version]
      properties: {group: {type: string}, version: {type: string}}
  - target: $.components.schemas.tesServiceInfo.allOf
    update:
      type: object
      required: [id, name, version]
      properties:
        id: {type: string}
        name: {type: string}
        version: {type: string}
        createdAt: {type: string, format: date-time}
";

/// A response has no schema.
const USER: &str = "
overlay: 1.0.0
info: {title: What a user is, version: 1.0.0}
actions:
  - target: $.components
    update:
      schemas:
        user:
          type: object
          required: [object, id]
          properties:
            object: {type: string, enum: [user]}
            id: {type: string}
            name: {type: [string, 'null']}
  - target: $.paths['/v1/users/{user_id}'].get.responses['200'].content['application/json']
    update: {schema: {$ref: '#/components/schemas/user'}}
";

/// `required` names a property that is called otherwise.
const MEMBER: &str = "
overlay: 1.0.0
info: {title: Members have names, version: 1.0.0}
actions:
  - target: $.paths['/v1/organizations/{organizationSlug}/members'].post.requestBody..schema.required
    remove: true
  - target: $.paths['/v1/organizations/{organizationSlug}/members'].post.requestBody..schema
    update: {required: [username]}
";

/// A document of the corpus as it is, or with a correction; `None` where it is not there.
fn generated(name: &str, correction: Option<&str>) -> Option<(Option<FileSet>, Report)> {
    let folder = fixture::workspace().join("../shared/corpus").join(name);
    let files = ["openapi.yaml", "openapi.json"].map(|file| folder.join(file));
    let Some(path) = files.into_iter().find(|path| path.is_file()) else {
        eprintln!("{name} is not there, and was not tried");
        return None;
    };
    let target = Target::of_document(path.clone(), "out".into(), "real".to_owned());
    let mut report = Report::new();
    let mut source = load::read(&path, "real.yaml", &target.limits, &mut report);
    source.corrections = correction
        .map(|text| Correction {
            name: "correction.yaml".to_owned(),
            file: SourceFile {
                path: "correction.yaml".to_owned(),
                text: text.to_owned(),
            },
        })
        .into_iter()
        .collect();
    let files = bindery::generate(&source, &target, &mut report);
    Some((files, report))
}

fn count(report: &Report, code: Code) -> usize {
    let of_code = report.diagnostics().iter().filter(|one| one.code == code);
    of_code.count()
}

fn file<'f>(files: &'f Option<FileSet>, path: &str) -> &'f str {
    let files = files.as_ref().unwrap();
    files.get(path).unwrap_or_else(|| {
        panic!(
            "{path} is not among {:?}",
            files.paths().collect::<Vec<_>>()
        )
    })
}

#[test]
fn a_schema_whose_definitions_stand_elsewhere() {
    let Some((files, report)) = generated("mistral", None) else {
        return;
    };
    assert!(files.is_none());
    assert_eq!(count(&report, Code::DanglingReference), 5);
    let (files, report) = generated("mistral", Some(SPEECH)).unwrap();
    assert_eq!(count(&report, Code::DanglingReference), 0);
    let operation = file(&files, "src/operations/audio_speech.rs");
    assert!(operation.contains("EventStream<"), "{operation}");
}

#[test]
fn schemas_of_another_host() {
    let Some((files, report)) = generated("ga4gh-tes", None) else {
        return;
    };
    assert!(files.is_none());
    assert_eq!(count(&report, Code::ExternalReference), 2);
    let (files, report) = generated("ga4gh-tes", Some(SERVICE)).unwrap();
    assert!(!report.has_errors());
    let info = file(&files, "src/types/tes_service_info.rs");
    assert!(info.contains("pub created_at: Option<"), "{info}");
    assert!(info.contains("pub storage: Option<Vec<String>>"), "{info}");
}

#[test]
fn a_response_without_a_schema() {
    let Some((files, report)) = generated("notion", None) else {
        return;
    };
    assert!(!report.has_errors());
    let operations = "src/operations/untagged.rs";
    let untyped = |files| {
        file(files, operations)
            .matches("type Output = serde_json::Value")
            .count()
    };
    let untyped_before = untyped(&files);
    let (files, report) = generated("notion", Some(USER)).unwrap();
    assert!(!report.has_errors());
    assert_eq!(untyped(&files), untyped_before - 1);
    assert!(file(&files, operations).contains("type Output = types::User;"));
}

#[test]
fn a_required_property_that_is_called_otherwise() {
    let Some((files, report)) = generated("turso", None) else {
        return;
    };
    assert_eq!(count(&report, Code::UnknownRequired), 1);
    let body = "src/types/add_organization_member.rs";
    assert!(file(&files, body).contains("pub username: Option<String>,"));
    let (files, report) = generated("turso", Some(MEMBER)).unwrap();
    assert_eq!(count(&report, Code::UnknownRequired), 0);
    let body = file(&files, body);
    assert!(
        body.contains("pub fn new(username: impl Into<String>)"),
        "{body}"
    );
}
