//! The setting `select` of a target: the part of its document that code is made of.
//!
//! The rest is taken from the trees before anything else looks at them, so that it has neither types nor problems.

use crate::report::{Code, Diagnostic, Place, Report};
use crate::settings::Target;
use crate::spec::fragment;
use crate::spec::load::Document;
use crate::spec::pointer::Pointer;

/// What of a document was selected.
pub struct Selected {
    /// `None` where everything is selected.
    parts: Option<Parts>,
    /// Operations that stay in the trees, since something refers into them, and are not selected.
    extra: Vec<Pointer>,
}

struct Parts {
    /// What is selected, and what that reaches.
    selected: Document,
    /// The document with all else.
    whole: Document,
}

impl Selected {
    /// Takes what a target does not select from a document. Selectors that nothing fits are reported.
    pub fn of(document: Document, target: &Target, report: &mut Report) -> (Document, Self) {
        if target.select.is_empty() {
            let all = Self {
                parts: None,
                extra: Vec::new(),
            };
            return (document, all);
        }
        let (chosen, unmatched) = target.select.choose(&document);
        // An older version of the document may lack what a newer one has.
        for one in unmatched.iter().filter(|_| !target.is_of_other_version) {
            let place = target.setting(&["select", one.list, &one.index.to_string()]);
            report
                .error(Code::SettingWithoutPlace, place, one.message())
                .help(one.help());
        }
        let is_judged = unmatched.is_empty() && !target.is_of_other_version;
        if is_judged && chosen.operations.is_empty() && chosen.webhooks.is_empty() {
            report
                .error(
                    Code::SettingValue,
                    target.setting(&["select"]),
                    "nothing is left of what is selected",
                )
                .help("`except` leaves out all of it");
        }
        let fragment = fragment::of(&document, &chosen);
        let selected = fragment.prune(&document);
        let parts = Parts {
            selected: selected.clone(),
            whole: document,
        };
        let part = Self {
            parts: Some(parts),
            extra: fragment.extra,
        };
        (selected, part)
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
        let parts = self.parts.as_ref();
        parts.is_some_and(|parts| is_in(&parts.whole) && !is_in(&parts.selected))
    }

    /// Takes out the problems of what was not selected, and of settings that are about it.
    pub fn forget(&self, target: &Target, report: &mut Report) {
        if self.parts.is_none() {
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
        let parts = self.parts.as_ref();
        parts.is_some_and(|parts| has(&parts.whole) && !has(&parts.selected))
    }
}
