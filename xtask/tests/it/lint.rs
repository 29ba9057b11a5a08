//! What hurts the clients of a document: the whole report.

use bindery::report::Report;

use crate::fixture::Fixture;

#[test]
fn lints() {
    insta::glob!("..", "lint/*.yaml", |path| {
        let fixture = Fixture::read(path);
        let mut report = Report::new();
        bindery::lint(&fixture.source, &fixture.target, &mut report);
        insta::assert_snapshot!(fixture.plain(&report));
    });
}
