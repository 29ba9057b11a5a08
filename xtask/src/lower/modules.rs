//! Modules of the crate that are written by hand.

use super::Context;
use super::naming::named;
use crate::model::HandModule;
use crate::report::Code;
use crate::settings::hand_module;

/// The modules that `lib.rs` has anyway, or names for others to see.
const GENERATED: [&str; 9] = [
    "blocking",
    "client",
    "contract",
    "guide",
    "http",
    "oauth2",
    "operations",
    "runtime",
    "types",
];

/// Takes the modules of the settings; what cannot be one is reported.
pub fn lower(context: &mut Context<'_, '_>) -> Vec<HandModule> {
    let mut modules: Vec<HandModule> = Vec::new();
    for (index, text) in context.target.modules.iter().enumerate() {
        let module = hand_module(text);
        let ident = named(module.name).filter(|ident| ident.as_str() == module.name);
        let wrong = match &ident {
            None => Some(format!("`{text}` is no module")),
            Some(_) if GENERATED.contains(&module.name) => {
                Some(format!("the module `{}` is generated", module.name))
            }
            Some(ident) if modules.iter().any(|known| known.ident == *ident) => {
                Some(format!("the module `{}` is named twice", module.name))
            }
            Some(_) => None,
        };
        if let Some(message) = wrong {
            let place = context.target.setting(&["modules", &index.to_string()]);
            context
                .report
                .error(Code::SettingValue, place, message)
                .help("write a name that is none of the generated modules, such as `ext`, or `pub ext` for one that users of the crate see");
            continue;
        }
        modules.extend(ident.map(|ident| HandModule {
            ident,
            is_public: module.is_public,
        }));
    }
    modules
}
