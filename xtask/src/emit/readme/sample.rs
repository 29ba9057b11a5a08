//! Values and calls as an example writes them.

use crate::model::operation::{
    Body, Content, Form, Format, Group, Operation, Payload, Response, single_output,
};
use crate::model::types::{Field, Presence, Struct, TypeKind, TypeRef};
use crate::model::{Api, CredentialKind};

/// How many optional properties an example sets.
const SETTERS: usize = 2;

/// How deep an example nests.
const DEPTH: usize = 3;

/// The arguments of `Client::new`.
pub fn constructor_arguments(api: &Api) -> String {
    let mut arguments = Vec::new();
    if api.servers.is_empty() {
        arguments.push("\"https://api.example.com\"".to_owned());
    }
    arguments.extend(credentials(api).into_iter().map(|(_, arguments)| arguments));
    arguments.join(", ")
}

/// The credentials that `Client::new` asks for: the builder's setter, and its arguments.
pub fn credentials(api: &Api) -> Vec<(String, String)> {
    let credentials = api
        .constructor_credentials
        .iter()
        .map(|index| &api.credentials[*index]);
    let arguments = credentials.map(|credential| {
        let arguments = match credential.kind {
            CredentialKind::Basic => "\"user\", \"password\"".to_owned(),
            _ => text(credential.ident.bare()),
        };
        (credential.ident.to_string(), arguments)
    });
    arguments.collect()
}

/// The operation that shows best how something is read: without a body, with one plain argument.
pub fn reading(api: &Api) -> Option<(&Group, &Operation)> {
    let reads = |operation: &&(&Group, &Operation)| {
        operation.1.method == "GET"
            && required_body(operation.1).is_none()
            && !operation.1.docs.deprecated
    };
    let callable = callable(api);
    let arguments = |operation: &Operation| {
        operation
            .parameters
            .iter()
            .filter(|one| one.required)
            .count()
    };
    let mut readings = callable.iter().filter(reads);
    let one_argument = readings
        .clone()
        .find(|(_, operation)| arguments(operation) == 1);
    one_argument
        .or_else(|| readings.next())
        .or_else(|| {
            callable
                .iter()
                .find(|(_, operation)| required_body(operation).is_none())
        })
        .copied()
}

/// The operations that show best how something is sent: those that ask for a body of JSON, two at most.
pub fn sending(api: &Api) -> Vec<(&Group, &Operation)> {
    let mut sending: Vec<(&Group, &Operation)> = Vec::new();
    for (group, operation) in callable(api) {
        let is_other_method = sending
            .iter()
            .all(|(_, other)| other.method != operation.method);
        let is_json = required_body(operation)
            .and_then(easiest)
            .is_some_and(|one| {
                one.format == Format::Plain && matches!(one.payload, Payload::Json(_))
            });
        if sending.len() < 2 && is_other_method && is_json && !operation.docs.deprecated {
            sending.push((group, operation));
        }
    }
    sending
}

/// The first upload of files: the body, and the call that is given it.
pub fn upload(api: &Api) -> Option<(String, String)> {
    let mut callable = callable(api).into_iter();
    callable.find_map(|(group, operation)| {
        let only = required_body(operation)?.only()?;
        let is_upload = matches!(only.format, Format::Multipart(Form::Typed, _));
        let is_shown = is_upload && !operation.docs.deprecated;
        is_shown.then_some(())?;
        Some((body(operation, api)?, call(group, operation, api)?))
    })
}

/// The first call that answers with a stream of items, and the body that it is given.
pub fn stream(api: &Api) -> Option<(Option<String>, String)> {
    let mut callable = callable(api).into_iter();
    callable.find_map(|(group, operation)| {
        let is_stream =
            |responses: &[Response]| single_output(responses).is_some_and(Payload::is_stream);
        let view = operation
            .views
            .iter()
            .find(|view| is_stream(&view.responses));
        let by = match view {
            _ if operation.docs.deprecated => return None,
            _ if is_stream(&operation.responses) => String::new(),
            Some(view) => format!(".{}()", view.method_ident),
            None => return None,
        };
        // Files are another topic.
        let is_upload = |one: &Content| matches!(one.format, Format::Multipart(..));
        let has_upload = required_body(operation)
            .and_then(easiest)
            .is_some_and(is_upload);
        if has_upload {
            return None;
        }
        Some((body(operation, api), call(group, operation, api)? + &by))
    })
}

/// An operation that comes in pages.
pub fn paginated(api: &Api) -> Option<(&Group, &Operation)> {
    let mut callable = callable(api).into_iter();
    callable.find(|(_, operation)| operation.pagination.is_some() && !operation.docs.deprecated)
}

/// The call of an operation, from the accessor of its tag on; a body that it asks for is called `body`.
pub fn call(group: &Group, operation: &Operation, api: &Api) -> Option<String> {
    let mut arguments = parameters(operation, api)?;
    arguments.extend(required_body(operation).map(|_| "body".to_owned()));
    Some(format!(
        "{}().{}({})",
        group.module,
        operation.method_ident,
        arguments.join(", ")
    ))
}

/// The body that an operation asks for.
pub fn body(operation: &Operation, api: &Api) -> Option<String> {
    let body = required_body(operation)?;
    match (&easiest(body)?.payload, body.ident.bare()) {
        (Payload::Json(ty) | Payload::Xml { ty, .. }, name) => value(ty, name, api, 0),
        (Payload::Text, _) => Some(text("text")),
        (_, _) => None,
    }
}

/// What a body is made of without naming its media type.
fn easiest(body: &Body) -> Option<&Content> {
    let mut contents = body.contents.iter();
    let converted = contents.find(|content| content.converts);
    body.only().or(converted)
}

/// The operations of which all arguments are easy to write.
fn callable(api: &Api) -> Vec<(&Group, &Operation)> {
    let all = api
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |one| (group, one)));
    let is_easy = |operation: &Operation| {
        parameters(operation, api).is_some()
            && (required_body(operation).is_none() || body(operation, api).is_some())
    };
    all.filter(|(_, operation)| is_easy(operation)).collect()
}

fn required_body(operation: &Operation) -> Option<&Body> {
    operation.body.as_ref().filter(|body| body.required)
}

fn parameters(operation: &Operation, api: &Api) -> Option<Vec<String>> {
    let parameters = operation.parameters.iter().filter(|one| one.required);
    parameters
        .map(|one| value(&one.ty, one.ident.bare(), api, 0))
        .collect()
}

/// An expression of a type; `None` where it would take more than an example should.
fn value(ty: &TypeRef, name: &str, api: &Api, depth: usize) -> Option<String> {
    match ty {
        TypeRef::Part => Some(format!("Part::from_path({})", text(name))),
        TypeRef::Bool => Some("true".to_owned()),
        TypeRef::Integer(_) => Some("1".to_owned()),
        TypeRef::Float64 => Some("1.0".to_owned()),
        TypeRef::String | TypeRef::Secret | TypeRef::Json => Some(text(name)),
        // The items of a list are not converted as arguments are.
        TypeRef::List(items) => match **items {
            TypeRef::String | TypeRef::Secret | TypeRef::Json => {
                Some(format!("vec![{}.into()]", text(name)))
            }
            _ => Some(format!("vec![{}]", value(items, name, api, depth)?)),
        },
        TypeRef::Map(_)
        | TypeRef::Nullable(_)
        | TypeRef::Set(_)
        | TypeRef::Tuple(_)
        | TypeRef::External(_)
        | TypeRef::Formatted(_) => None,
        TypeRef::Named(id) | TypeRef::Boxed(id) => {
            if depth == DEPTH {
                return None;
            }
            let one = api.type_def(*id);
            match &one.kind {
                TypeKind::Alias(ty) => value(ty, name, api, depth + 1),
                TypeKind::StringEnum(values) => Some(format!(
                    "types::{}::{}",
                    one.ident,
                    values.variants.first()?.ident
                )),
                TypeKind::IntegerEnum(_) | TypeKind::Union(_) | TypeKind::Wrapper(_) => None,
                TypeKind::Struct(structure) => {
                    structure_value(&one.ident.to_string(), structure, api, depth + 1)
                }
            }
        }
    }
}

fn structure_value(name: &str, structure: &Struct, api: &Api, depth: usize) -> Option<String> {
    let is_argument =
        |field: &&Field| matches!(field.presence, Presence::Required | Presence::Nullable);
    let mut arguments = Vec::new();
    for (index, field) in structure
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| is_argument(field))
    {
        if structure.constructors_by == Some(index) || field.constant.is_some() {
            continue;
        }
        if field.presence == Presence::Nullable {
            arguments.push("None".to_owned());
        } else {
            arguments.push(value(&field.ty, field.ident.bare(), api, depth)?);
        }
    }
    let constructor = match structure.constructors_by {
        Some(index) => constructor(&structure.fields[index], api)?,
        None => "new".to_owned(),
    };
    let settable = |field: &&Field| {
        !is_argument(field)
            && !field.docs.deprecated
            && matches!(field.ty, TypeRef::String | TypeRef::Json)
    };
    let setters = structure.fields.iter().filter(settable).take(SETTERS);
    let setters: String = setters
        .map(|field| format!(".{}({})", field.ident, text(field.ident.bare())))
        .collect();
    Some(format!(
        "types::{name}::{constructor}({}){setters}",
        arguments.join(", ")
    ))
}

/// The constructor of the value that changes something, else of the first one.
fn constructor(field: &Field, api: &Api) -> Option<String> {
    let TypeRef::Named(id) = field.ty else {
        return None;
    };
    let TypeKind::StringEnum(values) = &api.type_def(id).kind else {
        return None;
    };
    let replaces = values
        .variants
        .iter()
        .find(|variant| variant.wire == "replace");
    replaces
        .or(values.variants.first())
        .map(|variant| variant.constructor.to_string())
}

/// A text that tells what it stands for.
fn text(name: &str) -> String {
    format!("\"{}\"", name.replace('_', "-"))
}
