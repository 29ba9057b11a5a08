//! Which node of a document an item stands for, through the model that both come from.

use std::collections::HashMap;

use super::super::Version;
use crate::model::ident::Ident;
use crate::model::operation::{Group, Operation, Status};
use crate::model::types::{TypeDef, TypeKind};
use crate::names::path_key;
use crate::spec::pointer::Pointer;
use crate::spec::schema::SchemaId;
use crate::spec::{self, StatusPattern};

/// What an item is on the wire: a name within its type, or the route of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Wire {
    /// The type that has it; empty for operations.
    owner: String,
    name: String,
}

/// The nodes of a document by the paths of the items that stand for them.
#[derive(Debug, Default)]
pub struct Places {
    nodes: HashMap<String, Pointer>,
    wires: HashMap<String, Wire>,
    operations: HashMap<String, usize>,
    groups: HashMap<String, usize>,
}

impl Places {
    /// The nodes of one version.
    pub fn of(version: &Version) -> Self {
        let mut places = Self::default();
        let ids = version.spec.schemas.iter().enumerate();
        let ids: HashMap<&Pointer, SchemaId> = ids
            .map(|(index, schema)| (&schema.place, SchemaId(index)))
            .collect();
        for one in &version.api.types {
            places.add_type(one, version, &ids);
        }
        let by_place = version.spec.operations.iter();
        let by_place: HashMap<String, &spec::Operation> =
            by_place.map(|one| (one.place.to_string(), one)).collect();
        let mut index = 0;
        for (number, group) in version.api.groups.iter().enumerate() {
            places.add_group(number, group);
            for operation in &group.operations {
                let of_spec = by_place.get(&operation.place).copied();
                places.add_operation(index, operation, group, of_spec);
                index += 1;
            }
        }
        for credential in &version.api.credentials {
            let schemes = Pointer::root().child("components").child("securitySchemes");
            let place = schemes.child(&credential.scheme);
            places.add(format!("ClientBuilder::{}", credential.ident), place);
        }
        for server in &version.api.servers {
            let servers = Pointer::root().child("servers");
            places.add(format!("Server::{}", server.ident), servers.clone());
            places.add("Server".to_owned(), servers);
        }
        places
    }

    /// The node that an item stands for: its own, or that of the item that it belongs to.
    pub fn node(&self, path: &str, owner: Option<&str>) -> Option<&Pointer> {
        let own = self.nodes.get(path);
        own.or_else(|| self.nodes.get(owner?))
    }

    /// The node that an item stands for itself.
    pub fn own_node(&self, path: &str) -> Option<&Pointer> {
        self.nodes.get(path)
    }

    /// The operation that an item belongs to, by its number.
    pub fn operation(&self, path: &str) -> Option<usize> {
        self.operations.get(path).copied()
    }

    /// The group of operations that an item stands for, by its number.
    pub fn group(&self, path: &str) -> Option<usize> {
        self.groups.get(path).copied()
    }

    /// Whether an item stands for something else than one of the older version, and what that stood for has another
    /// name now. Callers compile, and mean what they did not write.
    pub fn is_taken_over(&self, path: &str, before: &Self, path_before: &str) -> bool {
        let (Some(was), Some(is)) = (before.wires.get(path_before), self.wires.get(path)) else {
            return false;
        };
        let elsewhere = Wire {
            owner: is.owner.clone(),
            name: was.name.clone(),
        };
        was.name != is.name && self.wires.values().any(|one| *one == elsewhere)
    }

    fn add(&mut self, path: String, place: Pointer) {
        self.nodes.entry(path).or_insert(place);
    }

    fn add_wire(&mut self, owner: &str, ident: &Ident, name: &str) {
        let wire = Wire {
            owner: owner.to_owned(),
            name: name.to_owned(),
        };
        self.wires
            .entry(format!("{owner}::{ident}"))
            .or_insert(wire);
    }

    fn add_type(&mut self, one: &TypeDef, version: &Version, ids: &HashMap<&Pointer, SchemaId>) {
        let Some(place) = Pointer::parse(&one.place) else {
            return;
        };
        let path = format!("types::{}", one.ident);
        if let TypeKind::StringEnum(enumeration) = &one.kind {
            for variant in &enumeration.variants {
                self.add_wire(&path, &variant.ident, &variant.wire);
            }
        }
        if let TypeKind::Struct(structure) = &one.kind {
            for field in &structure.fields {
                self.add_wire(&path, &field.ident, &field.wire);
                if let Some(property) = property(version, ids, &place, &field.wire) {
                    self.add(format!("{path}::{}", field.ident), property);
                }
            }
        }
        self.add(path, place);
    }

    fn add_group(&mut self, number: usize, group: &Group) {
        let paths = [
            format!("operations::{}", group.ident),
            format!("operations::{}", group.module),
            format!("Client::{}", group.module),
            format!("blocking::Client::{}", group.module),
        ];
        let place = group.operations.first();
        let place = place.and_then(|operation| Pointer::parse(&operation.place));
        for path in paths {
            if let Some(place) = &place {
                self.add(path.clone(), place.clone());
            }
            self.groups.insert(path, number);
        }
    }

    fn add_operation(
        &mut self,
        number: usize,
        one: &Operation,
        group: &Group,
        of_spec: Option<&spec::Operation>,
    ) {
        let Some(place) = Pointer::parse(&one.place) else {
            return;
        };
        let module = format!("operations::{}", group.module);
        let request = format!("{module}::{}", one.ident);
        let errors = format!("{module}::{}", one.error_ident);
        let outputs = format!("{module}::{}", one.output_ident);
        let headers = format!("{module}::{}", one.headers_ident);
        let method = format!("operations::{}::{}", group.ident, one.method_ident);
        let choice = one.body.as_ref().and_then(|body| body.choice.as_ref());
        let choice = choice.map(|ident| format!("{module}::{ident}"));
        let route = Wire {
            owner: String::new(),
            name: format!("{} {}", one.method, path_key(&one.path)),
        };
        self.wires.insert(method.clone(), route.clone());
        self.wires.insert(request.clone(), route);
        for parameter in &one.parameters {
            self.add_wire(&request, &parameter.ident, &parameter.wire);
        }
        if let Some(of_spec) = of_spec {
            for parameter in &one.parameters {
                let of_spec = of_spec
                    .parameters
                    .iter()
                    .find(|known| known.name == parameter.wire);
                if let Some(of_spec) = of_spec {
                    self.add(
                        format!("{request}::{}", parameter.ident),
                        of_spec.place.clone(),
                    );
                }
            }
            if let (Some(body), Some(of_spec)) = (&one.body, &of_spec.request_body) {
                self.add(format!("{request}::{}", body.ident), of_spec.place.clone());
                if let Some(choice) = &choice {
                    self.add(choice.clone(), of_spec.place.clone());
                }
            }
            for response in &one.responses {
                let of_spec = of_spec
                    .responses
                    .iter()
                    .find(|known| is_same(known.status, response.status));
                if let Some(of_spec) = of_spec {
                    let of = if response.is_success {
                        &outputs
                    } else {
                        &errors
                    };
                    self.add(format!("{of}::{}", response.ident), of_spec.place.clone());
                }
            }
        }
        let views = one
            .views
            .iter()
            .flat_map(|view| [&view.ident, &view.output_ident]);
        let views: Vec<String> = views.map(|ident| format!("{module}::{ident}")).collect();
        let items = [method, request, errors, outputs, headers].into_iter();
        for item in items.chain(choice).chain(views) {
            self.add(item.clone(), place.clone());
            self.operations.insert(item, number);
        }
    }
}

/// The node of a property: that of the schema at a place, or of a part of its `allOf`.
fn property(
    version: &Version,
    ids: &HashMap<&Pointer, SchemaId>,
    place: &Pointer,
    name: &str,
) -> Option<Pointer> {
    /// How many parts are looked at.
    const MOST: usize = 64;
    let mut waiting: Vec<SchemaId> = ids.get(place).copied().into_iter().collect();
    let mut next = 0;
    while next < waiting.len().min(MOST) {
        let schema = version.spec.schema(waiting[next]);
        let node = schema.place.child("properties").child(name);
        if schema.properties.contains_key(name) && version.document.find(&node).is_some() {
            return Some(node);
        }
        for part in &schema.all_of {
            if !waiting.contains(part) {
                waiting.push(*part);
            }
        }
        next += 1;
    }
    None
}

fn is_same(pattern: StatusPattern, status: Status) -> bool {
    match (pattern, status) {
        (StatusPattern::Exact(one), Status::Exact(other))
        | (StatusPattern::Range(one), Status::Range(other)) => one == other,
        (StatusPattern::Default, Status::Default) => true,
        _ => false,
    }
}
