//! Documents of one concept each, with their settings in `#:` comments and the names that they have in `#=`
//! comments.

use std::path::{Path, PathBuf};

use bindery::model::Api;
use bindery::names::NameLock;
use bindery::output::file_set::FileSet;
use bindery::report::Report;
use bindery::report::formats::Repeated;
use bindery::report::formats::text::render;
use bindery::report::places::Sources;
use bindery::settings::{Settings, Target};
use bindery::spec::load::Source;

/// The folder of the package.
pub fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The workspace's root.
pub fn workspace() -> &'static Path {
    package().parent().unwrap()
}

/// Every fixture that generates, by path.
pub fn all() -> Vec<PathBuf> {
    let folder = package().join("tests/fixtures");
    let mut paths: Vec<PathBuf> = folder
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

/// A document with its settings.
pub struct Fixture {
    /// The file's name without its end.
    pub name: String,
    /// The document.
    pub source: Source,
    /// The text of the settings.
    pub settings: Source,
    /// The settings.
    pub target: Target,
}

impl Fixture {
    /// Reads a fixture. Lines that begin with `#:` are settings of its target.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        Self::of(&name, text)
    }

    /// A fixture of a text.
    pub fn of(name: &str, text: String) -> Self {
        let mut settings = format!(
            "[target.{name}]\ndocument = \"{name}.yaml\"\noutput = \"out\"\ncrate-name = \"fixture-{}\"\n",
            name.replace('_', "-")
        );
        for line in text.lines().filter_map(|line| line.strip_prefix("#:")) {
            let line = line
                .trim()
                .replace("[rename]", &format!("[target.{name}.rename]"));
            settings.push_str(&line);
            settings.push('\n');
        }
        let mut report = Report::new();
        let parsed = Settings::parse(&settings, &mut report);
        let names: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("#= "))
            .collect();
        let names = (!names.is_empty()).then(|| NameLock::parse(&names.join("\n"), &mut report));
        let target = parsed.and_then(|mut settings| settings.target.remove(name));
        let target = target.filter(|_| !report.has_errors());
        let target = target.map(|target| Target {
            names: names.flatten(),
            ..target
        });
        let target = target.unwrap_or_else(|| panic!("{name}: {:?}", report.diagnostics()));
        Self {
            name: name.to_owned(),
            source: Source {
                name: format!("{name}.yaml"),
                text,
                ..Source::default()
            },
            settings: Source {
                name: "bindery.toml".to_owned(),
                text: settings,
                ..Source::default()
            },
            target,
        }
    }

    /// The model and what was said about it.
    pub fn model(&self) -> (Option<Api>, Report) {
        let mut report = Report::new();
        let api = bindery::model_of(&self.source, &self.target, &mut report);
        (api, report)
    }

    /// The files; a fixture that does not generate fails the test.
    pub fn files(&self) -> FileSet {
        let mut report = Report::new();
        bindery::generate(&self.source, &self.target, &mut report)
            .unwrap_or_else(|| panic!("{}", self.plain(&report)))
    }

    /// A report as a file would hold it.
    pub fn plain(&self, report: &Report) -> String {
        let sources = Sources {
            document: &self.source,
            settings: Some(&self.settings),
        };
        let text = render(report, sources, Repeated::Told, 140);
        anstream::adapter::strip_str(&text).to_string()
    }
}
