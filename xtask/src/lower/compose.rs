//! Compositions to plain schemas: `allOf` merged, `oneOf` and `anyOf` in one normal form.
//!
//! After this pass a schema is one of three: the same as one other (`all_of` of one), a choice (`one_of`),
//! or what its own keywords say. No later pass looks at `any_of` or at several schemas in `all_of`.

mod choice;
mod inheritance;
mod merge;
mod tags;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::report::Report;
use crate::spec::Spec;
use crate::spec::schema::{Schema, SchemaId};
use merge::{Choice, Whole};

/// A document with its compositions resolved.
pub struct Composed {
    /// The document. The ids of its schemas are what they were; new schemas follow them.
    pub spec: Spec,
    /// What is known of each schema that is a choice.
    pub unions: HashMap<SchemaId, Union>,
}

/// A choice between schemas.
#[derive(Debug, Clone, Default)]
pub struct Union {
    /// The property whose value tells the variants apart.
    pub tag: Option<String>,
    /// The variants, in the order of the document.
    pub variants: Vec<Variant>,
}

/// A schema that a value may be of.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The schema.
    pub schema: SchemaId,
    /// The values of the tag that mean this variant.
    pub tags: Vec<String>,
}

/// Resolves the compositions of a document.
pub fn compose(spec: &Spec, report: &mut Report) -> Composed {
    let mut components: HashMap<SchemaId, Vec<String>> = HashMap::new();
    for (name, id) in &spec.component_schemas {
        components.entry(*id).or_default().push(name.clone());
    }
    let mut composer = Composer {
        first_made: spec.schemas.len(),
        written: spec.schemas.clone(),
        children: inheritance::children(spec),
        components,
        made: HashMap::new(),
        unions: HashMap::new(),
        annotated_by: HashMap::new(),
        merged: HashMap::new(),
        report,
    };
    let mut composed = Vec::new();
    // Composing makes new schemas at the end, which are composed in their turn.
    while composed.len() < composer.written.len() {
        composed.push(composer.compose(SchemaId(composed.len())));
    }
    Composed {
        unions: composer.unions,
        spec: Spec {
            schemas: composed,
            ..spec.clone()
        },
    }
}

struct Composer<'r> {
    /// The schemas as they are written, and after them those that composing made.
    written: Vec<Arc<Schema>>,
    /// How many are as they are written.
    first_made: usize,
    /// The schemas that extend one with a discriminator.
    children: HashMap<SchemaId, Vec<SchemaId>>,
    /// The names of the components.
    components: HashMap<SchemaId, Vec<String>>,
    /// What was made of several schemas, so that recursive ones come to an end.
    made: HashMap<Vec<SchemaId>, SchemaId>,
    unions: HashMap<SchemaId, Union>,
    /// The schemas whose annotations were given to another.
    annotated_by: HashMap<SchemaId, HashSet<SchemaId>>,
    /// What schemas are with all their parts, as far as it was asked for.
    merged: HashMap<SchemaId, Rc<Whole>>,
    report: &'r mut Report,
}

impl Composer<'_> {
    /// A schema in normal form. One that is the same as a schema within it, which has no name of its own, is
    /// written as that one.
    fn compose(&mut self, id: SchemaId) -> Arc<Schema> {
        let composed = self.compose_shallow(id);
        let [same] = composed.all_of.as_slice() else {
            return composed;
        };
        let same = *same;
        let below = self.written[same.0].place.below(&composed.place);
        if self.components.contains_key(&same) || below.is_none_or(str::is_empty) {
            return composed;
        }
        let composed = Arc::unwrap_or_clone(composed);
        let inner = Arc::unwrap_or_clone(self.compose(same));
        if let Some(union) = self.unions.get(&same).cloned() {
            self.unions.insert(id, union);
        }
        Arc::new(Schema {
            nullable: composed.nullable || inner.nullable,
            description: composed.description.or(inner.description),
            title: composed.title.or(inner.title),
            default: composed.default.or(inner.default),
            examples: composed.examples,
            deprecated: composed.deprecated || inner.deprecated,
            read_only: composed.read_only || inner.read_only,
            write_only: composed.write_only || inner.write_only,
            xml: composed.xml.or(inner.xml),
            place: composed.place,
            ..inner
        })
    }

    fn compose_shallow(&mut self, id: SchemaId) -> Arc<Schema> {
        if let Some(children) = self.children.get(&id).cloned() {
            let choice = self.of_children(id, children);
            let own = annotations(&self.written[id.0]);
            return Arc::new(self.choice(id, own, choice));
        }
        let written = &self.written[id.0];
        if written.all_of.is_empty() && written.one_of.is_empty() && written.any_of.is_empty() {
            return Arc::clone(written);
        }
        if let Some(same) = self.only_part(id) {
            let nullable = self.written[id.0].nullable;
            return Arc::new(Schema {
                all_of: vec![same],
                nullable,
                ..annotations(&self.written[id.0])
            });
        }
        let mut whole = self.merged(id, &mut HashSet::new());
        whole.schema.nullable |= self.written[id.0].nullable;
        Arc::new(self.with_choices(id, whole))
    }

    /// The choice of the schemas that extend a base; and of the base itself, where the mapping names it.
    fn of_children(&mut self, id: SchemaId, children: Vec<SchemaId>) -> Choice {
        let mut variants = children;
        let discriminator = self.written[id.0].discriminator.clone();
        let names_base = discriminator
            .as_ref()
            .is_some_and(|one| one.mapping.values().any(|target| *target == id));
        if !names_base {
            return Choice {
                variants,
                discriminator,
            };
        }
        let whole = self.merged(id, &mut HashSet::new()).schema;
        let base = self.make(vec![id, id], |composer| Schema {
            place: composer.written[id.0].place.child("base"),
            title: Some("base".to_owned()),
            description: None,
            examples: Arc::default(),
            ..whole
        });
        variants.insert(0, base);
        let mut discriminator = discriminator.map(Arc::unwrap_or_clone);
        for target in discriminator
            .iter_mut()
            .flat_map(|one| one.mapping.values_mut())
        {
            if *target == id {
                *target = base;
            }
        }
        Choice {
            variants,
            discriminator: discriminator.map(Arc::new),
        }
    }

    /// Whether so many schemas were made that compositions seem to make each other without end.
    fn is_endless(&self) -> bool {
        /// How many may be made for each that is written.
        const MOST: usize = 8;
        /// How many may be made of a few.
        const MOST_OF_FEW: usize = 400;
        self.written.len() > self.first_made * MOST + MOST_OF_FEW
    }

    /// Whether this pass made a schema.
    fn is_made(&self, id: SchemaId) -> bool {
        id.0 >= self.first_made
    }

    /// The one part of an `allOf` that says anything, where the schema itself says nothing more.
    fn only_part(&self, id: SchemaId) -> Option<SchemaId> {
        let schema = &self.written[id.0];
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return None;
        }
        let mut parts = schema
            .all_of
            .iter()
            .filter(|part| self.written[part.0].says_something());
        let (first, second) = (parts.next(), parts.next());
        match (first, second) {
            // What extends a base is one of its variants, and not the choice between them.
            (Some(part), None) if self.is_child(id, *part) => None,
            (Some(part), None) if self.says_no_more(schema, *part) => Some(*part),
            (None, _) if !says_own(schema) => schema.all_of.first().copied(),
            _ => None,
        }
    }

    fn is_child(&self, id: SchemaId, base: SchemaId) -> bool {
        let schema = &self.written[base.0];
        let children = self.children.get(&base);
        children.is_some_and(|children| children.contains(&id))
            || schema.one_of.contains(&id)
            || schema.any_of.contains(&id)
    }

    /// Whether a schema says nothing but what a part of it says: the same type, and required properties
    /// that are required there.
    fn says_no_more(&self, schema: &Schema, part: SchemaId) -> bool {
        let of_part = &self.written[part.0];
        // A type beside a reference is common; only another type would say more.
        let same_type = schema.ty.is_none() || of_part.ty.is_none() || schema.ty == of_part.ty;
        let same_required = schema
            .required
            .iter()
            .all(|name| of_part.required.contains(name));
        !schema.has_more_than_type() && same_type && same_required
    }

    /// A schema that this pass made of several, the same one for the same ones.
    fn make(&mut self, parts: Vec<SchemaId>, schema: impl FnOnce(&Self) -> Schema) -> SchemaId {
        if let Some(made) = self.made.get(&parts) {
            return *made;
        }
        let schema = schema(self);
        let id = self.add(schema);
        self.made.insert(parts, id);
        id
    }

    fn add(&mut self, schema: Schema) -> SchemaId {
        self.written.push(Arc::new(schema));
        SchemaId(self.written.len() - 1)
    }

    /// Follows a schema through those that are just another.
    fn end_of(&self, id: SchemaId) -> SchemaId {
        let mut id = id;
        // A circle of schemas that are each other has no end.
        for _ in 0..64 {
            match self.only_part(id) {
                Some(part) => id = part,
                None => break,
            }
        }
        id
    }

    fn is_nullable(&self, id: SchemaId) -> bool {
        let mut id = id;
        for _ in 0..64 {
            if self.written[id.0].nullable {
                return true;
            }
            match self.only_part(id) {
                Some(part) => id = part,
                None => break,
            }
        }
        false
    }
}

/// What a schema says about itself, and nothing about its values.
fn annotations(schema: &Schema) -> Schema {
    Schema {
        place: schema.place.clone(),
        nullable: schema.nullable,
        title: schema.title.clone(),
        description: schema.description.clone(),
        default: schema.default.clone(),
        examples: schema.examples.clone(),
        deprecated: schema.deprecated,
        read_only: schema.read_only,
        write_only: schema.write_only,
        xml: schema.xml.clone(),
        ..Schema::default()
    }
}

/// Whether a schema says something apart from its parts.
fn says_own(schema: &Schema) -> bool {
    schema.has_type() || !schema.required.is_empty()
}
