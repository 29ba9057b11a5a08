//! What is said of documents that cannot become code: the whole report.

use crate::fixture::Fixture;

#[test]
fn errors() {
    insta::glob!("..", "errors/*", |path| {
        let fixture = Fixture::read(path);
        let (api, report) = fixture.model();
        assert!(api.is_none(), "{} generates", fixture.name);
        assert!(report.has_errors());
        insta::assert_snapshot!(fixture.plain(&report));
    });
}
