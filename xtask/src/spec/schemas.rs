//! Schemas to the arena: every subschema and every reference to one becomes an id.

mod enumeration;
mod keywords;
mod read;
mod types;
mod xml;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use super::load::Document;
use super::pointer::Pointer;
use super::references;
use super::schema::{Schema, SchemaId};
use crate::report::Report;

/// Collects the schemas of a document, each once, however many references lead to it.
#[derive(Debug)]
pub struct SchemaCollector<'d> {
    document: &'d Document,
    ids: HashMap<Pointer, SchemaId>,
    waiting: VecDeque<(Pointer, Waiting<'d>)>,
}

/// The errors of schemas, as indices of the report's diagnostics.
pub type Broken = HashMap<SchemaId, Vec<usize>>;

/// A schema that has an id.
#[derive(Debug)]
enum Waiting<'d> {
    /// A node that is still to be read.
    Node(&'d Value),
    /// A part of a node that was read already.
    Read(Box<Schema>),
}

impl<'d> SchemaCollector<'d> {
    /// A collector without schemas.
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            ids: HashMap::new(),
            waiting: VecDeque::new(),
        }
    }

    /// The id of the schema at `place`, or of the one that it refers to; read later, by [`finish`](Self::finish).
    ///
    /// `None`, with an error, when it is a reference to nothing.
    pub fn id(
        &mut self,
        place: &Pointer,
        value: &'d Value,
        report: &mut Report,
    ) -> Option<SchemaId> {
        if keywords::has_siblings(value) {
            return Some(self.own_id(place.clone(), value));
        }
        let node = references::follow(self.document, place, value, report)?;
        Some(self.own_id(node.place, node.value))
    }

    /// The id of a component: like [`id`](Self::id), but one that refers to nothing is a schema all the same,
    /// for what refers to it is to be told.
    pub fn component(
        &mut self,
        place: &Pointer,
        value: &'d Value,
        report: &mut Report,
    ) -> SchemaId {
        if keywords::has_siblings(value) {
            return self.own_id(place.clone(), value);
        }
        let mut trial = Report::new();
        match references::follow(self.document, place, value, &mut trial) {
            Some(node) => self.own_id(node.place, node.value),
            None => {
                let _ = references::follow(self.document, place, value, report);
                self.own_id(place.clone(), value)
            }
        }
    }

    /// The id of the schema that the `$ref` of a schema with siblings leads to.
    fn target(
        &mut self,
        place: &Pointer,
        value: &'d Value,
        report: &mut Report,
    ) -> Option<SchemaId> {
        let node = references::follow(self.document, place, value, report)?;
        Some(self.own_id(node.place, node.value))
    }

    /// The id of the node itself, whatever it refers to.
    fn own_id(&mut self, place: Pointer, value: &'d Value) -> SchemaId {
        self.id_of(place, Waiting::Node(value))
    }

    /// The id of a schema that is a part of another, such as one of several types.
    pub(super) fn part(&mut self, schema: Schema) -> SchemaId {
        self.id_of(schema.place.clone(), Waiting::Read(Box::new(schema)))
    }

    fn id_of(&mut self, place: Pointer, waiting: Waiting<'d>) -> SchemaId {
        let next = SchemaId(self.ids.len());
        if let Some(id) = self.ids.get(&place) {
            return *id;
        }
        self.ids.insert(place.clone(), next);
        self.waiting.push_back((place, waiting));
        next
    }

    /// Reads every schema that has an id, and those below it. The result is indexed by id; beside it, which
    /// errors each broken schema gave, as indices of the report's diagnostics.
    pub fn finish(mut self, report: &mut Report) -> (Vec<Arc<Schema>>, Broken) {
        let mut schemas = Vec::new();
        let mut broken = Broken::new();
        // Ids are given in the order of the queue, so the list grows in step with them.
        while let Some((place, waiting)) = self.waiting.pop_front() {
            let mut own = Report::new();
            schemas.push(Arc::new(match waiting {
                Waiting::Node(value) => self.read(place, value, &mut own),
                Waiting::Read(schema) => *schema,
            }));
            let errors = report.append(own);
            if !errors.is_empty() {
                broken.insert(SchemaId(schemas.len() - 1), errors);
            }
        }
        (schemas, broken)
    }
}
