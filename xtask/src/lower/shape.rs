//! What a schema looks like but for its name and its words: one number, by which it is known again where it
//! stands elsewhere in a later version of the document.

use std::collections::HashMap;

use super::Context;
use super::classify::{Class, resolve};
use super::naming::fnv1a;
use crate::spec::schema::{AdditionalProperties, SchemaId};

/// How deep schemas within schemas are looked at. The number stands in committed files: another depth, and
/// any other change here, makes moved schemas unknown once.
const DEPTH: usize = 3;

/// The shapes of schemas, each worked out once.
#[derive(Debug, Default)]
pub struct Shapes {
    known: HashMap<(SchemaId, usize), u64>,
}

impl Shapes {
    /// The shape of a schema: references are followed, and order does not matter.
    pub fn of(&mut self, id: SchemaId, context: &Context<'_, '_>) -> u32 {
        let [high, low] = {
            let shape = self.at(id, DEPTH, context);
            [shape >> 32, shape & 0xffff_ffff]
        };
        u32::try_from(high ^ low).unwrap_or_default()
    }

    fn at(&mut self, id: SchemaId, depth: usize, context: &Context<'_, '_>) -> u64 {
        let resolved = resolve(context.spec, id);
        let key = (resolved.id, depth);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let text = self.text(resolved.id, resolved.class, depth, context);
        let shape = fnv1a(text.as_bytes());
        self.known.insert(key, shape);
        shape
    }

    fn text(
        &mut self,
        id: SchemaId,
        class: Class,
        depth: usize,
        context: &Context<'_, '_>,
    ) -> String {
        let schema = context.spec.schema(id);
        let mut inner = |id: SchemaId| match depth {
            0 => String::new(),
            _ => format!("{:x}", self.at(id, depth - 1, context)),
        };
        let word = match class {
            Class::Struct => "object",
            Class::StringEnum => "strings",
            Class::IntegerEnum => "integers",
            Class::Union => "choice",
            Class::Map(_) => "map",
            Class::List(_) => "list",
            Class::Tuple(_) => "tuple",
            Class::Text => "text",
            Class::Scalar(_) => "scalar",
            Class::Any | Class::Same(_) | Class::Untyped(_) => "any",
        };
        let mut parts: Vec<String> = match class {
            Class::Struct => {
                let properties = schema.properties.iter();
                let mut parts: Vec<String> = properties
                    .map(|(name, id)| {
                        let required = schema.required.contains(name);
                        format!("{name:?} {required} {}", inner(*id))
                    })
                    .collect();
                if let AdditionalProperties::Typed(values) = schema.additional_properties {
                    parts.push(format!("values {}", inner(values)));
                }
                parts
            }
            Class::StringEnum | Class::IntegerEnum => {
                let values = schema.enumeration.iter();
                values.map(ToString::to_string).collect()
            }
            Class::Union => {
                let union = context.unions.get(&id);
                let variants = union.map(|union| union.variants.as_slice());
                let variants = variants.unwrap_or_default().iter();
                let mut parts: Vec<String> =
                    variants.map(|variant| inner(variant.schema)).collect();
                parts.extend(union.and_then(|union| union.tag.clone()));
                parts
            }
            Class::Tuple(items) => {
                let items = items.into_iter().enumerate();
                items
                    .map(|(index, id)| format!("{index} {}", inner(id)))
                    .collect()
            }
            Class::Map(part) | Class::List(part) => part.map(inner).into_iter().collect(),
            Class::Text => schema.format.iter().cloned().collect(),
            Class::Scalar(ty) => vec![format!("{ty:?}")],
            Class::Any | Class::Same(_) | Class::Untyped(_) => Vec::new(),
        };
        parts.sort();
        format!("{word}\n{}", parts.join("\n"))
    }
}
