//! The setting `select` of a target: the part of its document that code is made of.
//!
//! The rest is taken from the trees before anything else looks at them, so that it has neither types nor problems.

use crate::report::{Code, Diagnostic, Place, Report};
use crate::settings::Target;
use crate::spec::fragment;
use crate::spec::load::Document;
use crate::spec::pointer::Pointer;

/// A document as it is written, and what of it was not selected.
pub struct Selected {
    /// What is selected, and what that reaches.
    pub document: Document,
    /// The document with all else; `None` where everything is selected.
    whole: Option<Document>,
    /// Operations that stay in the trees, since something refers into them, and are not selected.
    extra: Vec<Pointer>,
}

impl Selected {
    /// Takes what a target does not select from a document. Selectors that nothing fits are reported.
    pub fn of(document: Document, target: &Target, report: &mut Report) -> Self {
        if target.select.is_empty() {
            return Self {
                document,
                whole: None,
                extra: Vec::new(),
            };
        }
        let (chosen, unmatched) = target.select.choose(&document);
        // An older version of the document may lack what a newer one has.
        for one in unmatched.iter().filter(|_| !target.is_of_other_version) {
            let place = target.setting(&["select", one.list, &one.index.to_string()]);
            report
                .error(Code::SettingWithoutPlace, place, one.message())
                .help(one.help());
        }
        let fragment = fragment::of(&document, &chosen);
        Self {
            document: fragment.prune(&document),
            whole: Some(document),
            extra: fragment.extra,
        }
    }

    /// The settings that leave out the operations which are there and not selected.
    pub fn narrowed(&self, target: &Target) -> Target {
        let mut target = target.clone();
        target
            .skip
            .extend(self.extra.iter().map(Pointer::to_string));
        target
    }

    /// Whether a place is in what was not selected.
    pub fn leaves_out(&self, place: &Pointer) -> bool {
        let is_in = |document: &Document| document.find(&document.written(place)).is_some();
        self.whole.as_ref().is_some_and(is_in) && !is_in(&self.document)
    }

    /// Takes out the problems of what was not selected, and of settings that are about it.
    pub fn forget(&self, target: &Target, report: &mut Report) {
        if self.whole.is_none() {
            return;
        }
        report.retain(|diagnostic: &Diagnostic| match &diagnostic.place {
            Place::Node(place) | Place::Again(place) => !self.leaves_out(place),
            Place::Setting(keys) if diagnostic.code == Code::SettingWithoutPlace => {
                let text = target.text_of(keys);
                !text.is_some_and(|text| self.is_about_rest(text))
            }
            _ => true,
        });
    }

    /// Whether a setting is about what was not selected: by a pointer, or by the id of an operation.
    fn is_about_rest(&self, text: &str) -> bool {
        if let Some(place) = Pointer::parse(text) {
            return self.leaves_out(&place);
        }
        let has = |document: &Document| {
            let all = crate::spec::selection::candidates(document);
            all.iter().any(|one| one.id.as_deref() == Some(text))
        };
        self.whole.as_ref().is_some_and(has) && !has(&self.document)
    }
}
