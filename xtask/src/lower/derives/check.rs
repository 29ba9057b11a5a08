//! Whether the types can derive what the settings ask of them: else the crate would not compile.

use std::fmt;

use crate::model::types::{MapType, Others, Presence, TypeDef, TypeKind, TypeRef};
use crate::report::{Code, Report};
use crate::settings::Target;

/// The traits of the standard library of which it is known what has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trait {
    Copy,
    Default,
    Eq,
    Hash,
    Ord,
    PartialOrd,
}

impl Trait {
    /// The trait that a path means, by its last segment.
    fn of(path: &str) -> Option<Self> {
        use Trait::{Copy, Default, Eq, Hash, Ord, PartialOrd};
        let last = path.rsplit("::").next().unwrap_or(path).trim();
        [Copy, Default, Eq, Hash, Ord, PartialOrd]
            .into_iter()
            .find(|one| one.to_string() == last)
    }

    /// The traits that a type must have beside it.
    const fn needs(self) -> &'static [Self] {
        match self {
            Self::Ord => &[Self::Eq, Self::PartialOrd],
            _ => &[],
        }
    }
}

impl fmt::Display for Trait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Reports the traits that a type cannot derive, with what of it stands in the way.
pub fn check(types: &[TypeDef], maps: MapType, target: &Target, report: &mut Report) {
    // What another version of the document could not derive is no mistake of the settings.
    if target.is_of_other_version {
        return;
    }
    let types = Types { types, maps };
    for one in types.types {
        for path in &one.derives {
            let Some(wanted) = Trait::of(path) else {
                continue;
            };
            let Some(culprit) = types.culprit(one, wanted) else {
                continue;
            };
            let is_asked = |key: &str| {
                let traits = target.derives.get(key);
                traits.is_some_and(|traits| traits.contains(path))
            };
            let keys = [one.place.as_str(), "*"];
            let key = keys.into_iter().find(|key| is_asked(key)).unwrap_or("*");
            let message = format!("`{}` cannot derive `{path}`: {}", one.ident, culprit.reason);
            let help = if key == "*" {
                "name the types that are to derive it, each by its JSON Pointer, in place of `*`"
            } else {
                culprit.help
            };
            report
                .error(
                    Code::SettingValue,
                    target.setting(&["derives", key]),
                    message,
                )
                .help(help);
        }
    }
}

/// What stands in the way of a trait.
struct Culprit {
    reason: String,
    help: &'static str,
}

/// The types of a crate, and the type of its maps.
#[derive(Clone, Copy)]
struct Types<'t> {
    types: &'t [TypeDef],
    maps: MapType,
}

impl Types<'_> {
    fn culprit(self, one: &TypeDef, wanted: Trait) -> Option<Culprit> {
        if let Some(missing) = wanted.needs().iter().find(|other| !has(one, **other)) {
            return Some(Culprit {
                reason: format!("that needs `{missing}` too"),
                help: "add it to the list",
            });
        }
        const OF_ITS_OWN: &str = "take the trait out of the setting";
        let of = |reason: &str| {
            Some(Culprit {
                reason: reason.to_owned(),
                help: OF_ITS_OWN,
            })
        };
        match &one.kind {
            TypeKind::Struct(object) => {
                let fields = object.fields.iter().find_map(|field| {
                    let is_absent_at_first =
                        wanted == Trait::Default && field.presence != Presence::Required;
                    let reason = (!is_absent_at_first)
                        .then(|| self.within(&field.ty, wanted))
                        .flatten()?;
                    Some(format!("its property `{}` {reason}", field.wire))
                });
                let others = || {
                    let additional = object.additional.as_ref()?;
                    let map = TypeRef::Map(Box::new(additional.ty.clone()));
                    let reason = self.within(&map, wanted)?;
                    Some(format!("what it holds beside its properties {reason}"))
                };
                fields.or_else(others).map(|reason| Culprit {
                    reason,
                    help: "take the trait out of the setting, or ask it of the types within too where they can have it",
                })
            }
            TypeKind::Wrapper(ty) | TypeKind::Alias(ty) => {
                let reason = self.within(ty, wanted)?;
                of(&format!("what it holds {reason}"))
            }
            // An attribute of the settings may mark the default variant.
            TypeKind::StringEnum(values) if wanted == Trait::Default => {
                let mut marked = values.variants.iter();
                let is_marked = marked.any(|value| is_default(&value.attributes));
                if is_marked { None } else { of(NO_DEFAULT) }
            }
            TypeKind::IntegerEnum(values) if wanted == Trait::Default => {
                let mut marked = values.variants.iter();
                let is_marked = marked.any(|value| is_default(&value.attributes));
                if is_marked { None } else { of(NO_DEFAULT) }
            }
            TypeKind::StringEnum(values) if values.others == Others::None => None,
            TypeKind::IntegerEnum(values) if values.others == Others::None => None,
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => {
                let is_fixed = fixed(&one.kind).contains(&wanted);
                if is_fixed { None } else { of(OPEN) }
            }
            TypeKind::Union(_) => {
                of("it keeps values that are none of its variants, which have no such trait")
            }
        }
    }

    /// Why a value of a type stands in the way of a trait.
    fn within(self, ty: &TypeRef, wanted: Trait) -> Option<String> {
        use Trait::{Copy, Default, Eq, Hash, Ord, PartialOrd};
        let lacks = |what: &str| Some(format!("is {what}, which has no such trait"));
        match ty {
            TypeRef::Bool | TypeRef::Integer(_) => None,
            TypeRef::Float64 if matches!(wanted, Eq | Hash | Ord) => {
                lacks("a number with a fraction (`f64`)")
            }
            TypeRef::Float64 => None,
            TypeRef::String if wanted == Copy => lacks("a `String`"),
            TypeRef::String => None,
            TypeRef::Secret if matches!(wanted, Eq | Hash | Default) => None,
            TypeRef::Secret => lacks("a secret"),
            TypeRef::Formatted(_) if matches!(wanted, Eq | Hash | Ord | PartialOrd) => None,
            TypeRef::Formatted(_) => lacks("the text of a value"),
            TypeRef::Json if matches!(wanted, Eq | Hash | Default) => None,
            TypeRef::Json => lacks("any JSON (`serde_json::Value`)"),
            TypeRef::Part => lacks("a part of a body"),
            TypeRef::External(external) => {
                let traits = external.traits.as_ref()?;
                let mut traits = traits.iter().filter_map(|path| Trait::of(path));
                if traits.any(|one| one == wanted) {
                    return None;
                }
                Some(format!(
                    "is a `{}`, which has no such trait by the setting `types`",
                    external.path
                ))
            }
            TypeRef::List(_) | TypeRef::Set(_) | TypeRef::Map(_) if wanted == Copy => {
                lacks("on the heap")
            }
            TypeRef::Nullable(_) | TypeRef::List(_) | TypeRef::Set(_) | TypeRef::Map(_)
                if wanted == Default =>
            {
                None
            }
            TypeRef::Map(_)
                if matches!(wanted, Hash | Ord | PartialOrd) && self.maps != MapType::BTreeMap =>
            {
                lacks("a map without an order of its own")
            }
            TypeRef::Nullable(inner)
            | TypeRef::List(inner)
            | TypeRef::Set(inner)
            | TypeRef::Map(inner) => {
                let reason = self.within(inner, wanted)?;
                Some(format!("holds what {reason}"))
            }
            TypeRef::Tuple(items) => items.iter().find_map(|item| {
                let reason = self.within(item, wanted)?;
                Some(format!("holds what {reason}"))
            }),
            TypeRef::Boxed(_) if wanted == Copy => lacks("on the heap"),
            TypeRef::Named(id) | TypeRef::Boxed(id) => {
                let one = &self.types[id.0];
                match &one.kind {
                    TypeKind::Alias(ty) => self.within(ty, wanted),
                    _ if has(one, wanted) => None,
                    _ => Some(format!("is a `{}`, which does not derive it", one.ident)),
                }
            }
        }
    }
}

const NO_DEFAULT: &str =
    "none of its variants is the default; an attribute `#[default]` of a value would say so";

const OPEN: &str = "it keeps values that the document does not list, which have no such trait; the setting `closed` would leave them out";

/// Whether attributes mark a variant as the default one.
fn is_default(attributes: &[String]) -> bool {
    attributes
        .iter()
        .any(|text| text.replace(' ', "") == "#[default]")
}

/// Whether a type has a trait, by itself or by the settings.
fn has(one: &TypeDef, wanted: Trait) -> bool {
    let mut own = one.derives.iter().filter_map(|path| Trait::of(path));
    own.any(|one| one == wanted) || fixed(&one.kind).contains(&wanted)
}

/// What types of a kind have by themselves.
const fn fixed(kind: &TypeKind) -> &'static [Trait] {
    match kind {
        TypeKind::StringEnum(values) => match values.others {
            Others::None => &[Trait::Copy, Trait::Eq, Trait::Hash],
            Others::Allowed | Others::ToCome => &[Trait::Eq, Trait::Hash],
        },
        TypeKind::IntegerEnum(_) => &[Trait::Copy, Trait::Eq, Trait::Hash],
        _ => &[],
    }
}
