//! Places in the bodies of responses, by JSON Pointer: what stands there by the types.

use std::fmt;

use crate::model::pagination::ItemsPath;
use crate::model::types::{Field, TypeDef, TypeKind, TypeRef};
use crate::similar::nearest;

/// How many names may lead from one to another.
const DEEPEST: usize = 64;

/// What a value has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Link,
    /// A string or a number.
    Cursor,
    /// A number, or a string that may be one.
    Number,
    /// A boolean.
    Bool,
}

impl Kind {
    /// The kind in words.
    pub const fn what(self) -> &'static str {
        match self {
            Self::Link => "a string",
            Self::Cursor => "a string or a number",
            Self::Number => "a number",
            Self::Bool => "a boolean",
        }
    }
}

/// Why a pointer does not lead to what it should. Goes on from "… is `/items`, ".
#[derive(Debug, Clone)]
pub enum Miss {
    /// It is no JSON Pointer.
    NoPointer,
    /// A type has no such property.
    NoProperty {
        of: String,
        name: String,
        near: Vec<String>,
    },
    /// What stands there is something else.
    Unfit(String),
}

impl fmt::Display for Miss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPointer => formatter.write_str("which is not a JSON Pointer"),
            Self::NoProperty { of, name, .. } => {
                write!(formatter, "and {of} has no property `{name}`")
            }
            Self::Unfit(what) => formatter.write_str(what),
        }
    }
}

impl Miss {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::NoPointer => {
                "write it as `/data/items`, from the response; `\"\"` is the whole of it".to_owned()
            }
            Self::NoProperty { near, .. } if !near.is_empty() => {
                format!("did you mean `{}`?", near.join("` or `"))
            }
            Self::NoProperty { .. } | Self::Unfit(_) => "correct the pointer".to_owned(),
        }
    }
}

/// The tokens of a pointer (RFC 6901, section 3).
fn tokens(text: &str) -> Result<Vec<String>, Miss> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let rest = text.strip_prefix('/').ok_or(Miss::NoPointer)?;
    let unescaped = |token: &str| token.replace("~1", "/").replace("~0", "~");
    Ok(rest.split('/').map(unescaped).collect())
}

/// A type after all names that only stand for another; whether null is a value.
pub fn resolved<'t>(mut ty: &'t TypeRef, types: &'t [TypeDef]) -> (&'t TypeRef, bool) {
    let mut nullable = false;
    for _ in 0..DEEPEST {
        match ty {
            TypeRef::Nullable(inner) => {
                nullable = true;
                ty = inner;
            }
            TypeRef::Named(id) | TypeRef::Boxed(id) => match &types[id.0].kind {
                TypeKind::Alias(inner) => ty = inner,
                _ => break,
            },
            _ => break,
        }
    }
    (ty, nullable)
}

/// The fields of a type that is a struct.
pub fn fields<'t>(ty: &'t TypeRef, types: &'t [TypeDef]) -> &'t [Field] {
    match kind_of(ty, types) {
        Some(TypeKind::Struct(one)) => &one.fields,
        _ => &[],
    }
}

fn kind_of<'t>(ty: &'t TypeRef, types: &'t [TypeDef]) -> Option<&'t TypeKind> {
    match resolved(ty, types).0 {
        TypeRef::Named(id) | TypeRef::Boxed(id) => Some(&types[id.0].kind),
        _ => None,
    }
}

/// How the items at a place are taken from a body, and their type.
pub fn items(body: &TypeRef, text: &str, types: &[TypeDef]) -> Result<(ItemsPath, TypeRef), Miss> {
    let mut path = ItemsPath {
        is_nullable: resolved(body, types).1,
        fields: Vec::new(),
        is_set: false,
    };
    let mut ty = body;
    for token in tokens(text)? {
        if kind_of(ty, types).is_none() || fields(ty, types).is_empty() {
            let what = format!("and `{token}` is looked for in {}", name(ty, types));
            return Err(Miss::Unfit(format!(
                "{what}, which has no named properties"
            )));
        }
        let field = fields(ty, types).iter().find(|field| field.wire == token);
        let field = field.ok_or_else(|| no_property(ty, &token, types))?;
        path.fields.push((field.ident.clone(), field.presence));
        ty = &field.ty;
        // A name that stands for a nullable type says so in the presence of the field.
        if matches!(ty, TypeRef::Nullable(_)) {
            return Err(Miss::Unfit("which is in a list or map".to_owned()));
        }
    }
    match resolved(ty, types).0 {
        TypeRef::List(item) => Ok((path, (**item).clone())),
        TypeRef::Set(item) => {
            path.is_set = true;
            Ok((path, (**item).clone()))
        }
        _ => Err(Miss::Unfit(format!("and {} is no array", name(ty, types)))),
    }
}

/// Whether a value of a kind can stand at a place.
pub fn value(body: &TypeRef, text: &str, kind: Kind, types: &[TypeDef]) -> Result<(), Miss> {
    value_below(body, &tokens(text)?, kind, types, 0)
}

fn value_below(
    ty: &TypeRef,
    tokens: &[String],
    kind: Kind,
    types: &[TypeDef],
    depth: usize,
) -> Result<(), Miss> {
    let (ty, _) = resolved(ty, types);
    if depth > DEEPEST || *ty == TypeRef::Json {
        return Ok(());
    }
    if let Some(TypeKind::Union(union)) = kind_of(ty, types) {
        let mut first = None;
        for variant in &union.variants {
            match value_below(&variant.ty, tokens, kind, types, depth + 1) {
                Ok(()) => return Ok(()),
                Err(miss) => first = first.or(Some(miss)),
            }
        }
        return first.map_or(Ok(()), Err);
    }
    let Some((token, rest)) = tokens.split_first() else {
        return if is_of_kind(ty, kind, types) {
            Ok(())
        } else {
            let found = name(ty, types);
            Err(Miss::Unfit(format!("and {found} is not {}", kind.what())))
        };
    };
    let below = |inner: &TypeRef| value_below(inner, rest, kind, types, depth + 1);
    match (ty, kind_of(ty, types)) {
        (TypeRef::Map(values), _) => below(values),
        (_, Some(TypeKind::Struct(one))) => {
            let field = one.fields.iter().find(|field| field.wire == *token);
            let additional = one.additional.as_ref().map(|additional| &additional.ty);
            match field.map(|field| &field.ty).or(additional) {
                Some(inner) => below(inner),
                None => Err(no_property(ty, token, types)),
            }
        }
        _ => Err(no_property(ty, token, types)),
    }
}

/// Whether a type's values are of a kind.
pub fn is_of_kind(ty: &TypeRef, kind: Kind, types: &[TypeDef]) -> bool {
    let is_text = |ty: &TypeRef| {
        matches!(
            ty,
            TypeRef::String | TypeRef::Secret | TypeRef::Formatted(_) | TypeRef::Json
        )
    };
    let is_number = |ty: &TypeRef| matches!(ty, TypeRef::Integer(_) | TypeRef::Float64);
    let (ty, _) = resolved(ty, types);
    match (kind, kind_of(ty, types)) {
        (Kind::Bool, _) => matches!(ty, TypeRef::Bool | TypeRef::Json),
        (_, Some(TypeKind::StringEnum(_))) => kind != Kind::Number,
        (Kind::Cursor, Some(TypeKind::IntegerEnum(_) | TypeKind::Union(_))) => true,
        (Kind::Link, _) => is_text(ty),
        (Kind::Cursor | Kind::Number, _) => is_text(ty) || is_number(ty),
    }
}

fn no_property(ty: &TypeRef, token: &str, types: &[TypeDef]) -> Miss {
    let wires = fields(ty, types).iter().map(|field| field.wire.as_str());
    let near = nearest(token, wires);
    Miss::NoProperty {
        of: name(ty, types),
        name: token.to_owned(),
        near: near.into_iter().map(str::to_owned).collect(),
    }
}

/// A type in a message.
fn name(ty: &TypeRef, types: &[TypeDef]) -> String {
    match resolved(ty, types).0 {
        TypeRef::Named(id) | TypeRef::Boxed(id) => format!("`{}`", types[id.0].ident.bare()),
        TypeRef::List(_) | TypeRef::Set(_) | TypeRef::Tuple(_) => "an array".to_owned(),
        TypeRef::Map(_) => "an object".to_owned(),
        TypeRef::Json => "any JSON".to_owned(),
        TypeRef::Bool => "a boolean".to_owned(),
        TypeRef::Integer(_) | TypeRef::Float64 => "a number".to_owned(),
        _ => "a string".to_owned(),
    }
}
