//! The examples of the document, with the types that they are values of.

use super::Context;
use super::operations::media_types::{Kind, kind, preferred};
use super::response_bodies;
use super::responses::is_success;
use super::types::TypeTable;
use crate::model::Example;
use crate::model::types::TypeRef;
use crate::report::Code;
use crate::spec::schema::{self, SchemaId};
use crate::spec::{self, Spec, examples};

/// The examples that satisfy their schemas, and how many do not.
///
/// `written` is the document before its compositions were resolved, which is what examples have to satisfy.
pub fn lower<'o>(
    written: &Spec,
    operations: impl Iterator<Item = &'o &'o spec::Operation>,
    table: &TypeTable,
    context: &mut Context<'_, '_>,
) -> (Vec<Example>, usize) {
    let mut lowered = Examples {
        written,
        table,
        valid: Vec::new(),
        invalid: 0,
        known: Default::default(),
    };
    for id in written.component_schemas.values() {
        lowered.of_schema(*id, context);
    }
    for operation in operations {
        let bodies = operation.request_body.iter().map(|body| &body.content);
        let spec = context.spec;
        let responses = operation.responses.iter().flat_map(|response| {
            let is_success = is_success(response.status, operation);
            let typed = response_bodies::typed(&response.content, is_success, spec);
            response.content.iter().filter(move |media_type| {
                let is_its = |(id, _): &(SchemaId, String)| Some(*id) == media_type.schema;
                typed.iter().any(is_its)
            })
        });
        for media_type in bodies
            .filter_map(|content| preferred(content, spec))
            .chain(responses)
        {
            let Some(id) = media_type
                .schema
                .filter(|_| kind(media_type, context.spec) == Kind::Json)
            else {
                continue;
            };
            for example in media_type.examples.iter() {
                lowered.add(id, example, context);
            }
            lowered.of_schema(id, context);
        }
    }
    (lowered.valid, lowered.invalid)
}

struct Examples<'s> {
    written: &'s Spec,
    table: &'s TypeTable,
    valid: Vec<Example>,
    invalid: usize,
    known: std::collections::HashSet<String>,
}

impl Examples<'_> {
    fn of_schema(&mut self, id: SchemaId, context: &mut Context<'_, '_>) {
        let written = self.written;
        for example in written.schema(id).examples.iter() {
            self.add(id, example, context);
        }
    }

    fn add(&mut self, id: SchemaId, example: &schema::Example, context: &mut Context<'_, '_>) {
        let place = example.place.to_string();
        // What operations share is one example.
        if !self.known.insert(place.clone()) {
            return;
        }
        if let Err(fault) = examples::check(self.written, id, &example.value) {
            self.invalid += 1;
            context
                .report
                .warning(
                    Code::Example,
                    &example.place,
                    format!("the example does not satisfy its schema: {fault}"),
                )
                .help("it makes no test; correct it, or the schema");
            return;
        }
        let (ty, nullable) = self.table.type_ref(id, context);
        // The parts of a form are sent, and never read.
        if self.table.is_form(&ty) {
            return;
        }
        self.valid.push(Example {
            place,
            ty: if nullable {
                TypeRef::Nullable(Box::new(ty))
            } else {
                ty
            },
            value: examples::named_parts(self.written, id, &example.value),
        });
    }
}
