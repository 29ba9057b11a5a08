//! The types of Rust that the settings name for schemas.

use super::by_place::ByPlace;
use crate::model::types::ExternalType;
use crate::report::{Code, Report};
use crate::settings::Target;

/// Takes the setting `types`; what is no path is reported.
pub fn new(target: &Target, report: &mut Report) -> ByPlace<ExternalType> {
    ByPlace::new(
        "types",
        &target.types,
        target,
        report,
        |place, ty, report| {
            let mut complain = |text: &str, what: &str| {
                let message =
                    format!("the setting `types.\"{place}\"` says `{text}`, which is not {what}");
                report.error(
                    Code::SettingValue,
                    target.setting(&["types", place]),
                    message,
                );
            };
            let is_type = is_path(ty.path());
            if !is_type {
                complain(ty.path(), "the path of a type of Rust");
            }
            let is_module = |path: &&str| syn::parse_str::<syn::Path>(path).is_err();
            let odd_module = ty.with().filter(is_module);
            if let Some(module) = odd_module {
                complain(module, "the path of a module of Rust");
            }
            (is_type && odd_module.is_none()).then(|| ExternalType {
                path: ty.path().to_owned(),
                with: ty.with().map(str::to_owned),
                traits: ty.traits().map(<[String]>::to_vec),
            })
        },
    )
}

/// Whether a text is the path of a type, and nothing that could end up as other code.
pub fn is_path(text: &str) -> bool {
    matches!(syn::parse_str::<syn::Type>(text), Ok(syn::Type::Path(_)))
}
