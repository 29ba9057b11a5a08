//! Types as plain data.

use super::ident::Ident;

/// The index of a type in [`Api::types`](super::Api::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// One item of the generated crate.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name.
    pub ident: Ident,
    /// The schema's place in the document, as `#/components/schemas/Pet`.
    pub place: String,
    /// What the document says of it.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind,
    /// Whether requests, responses or both hold it.
    pub reach: Reach,
}

/// What a type is.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// An object with named properties.
    Struct(Struct),
    /// A string of a list of values, and any other that the document will list one day.
    StringEnum(StringEnum),
    /// Another name for a type.
    Alias(TypeRef),
}

/// An object with named properties.
#[derive(Debug, Clone, Default)]
pub struct Struct {
    /// The properties, in the order of the document.
    pub fields: Vec<Field>,
    /// The values of the properties without a name of their own, where the document promises any.
    pub additional: Option<Additional>,
    /// The one required field whose type is a [`StringEnum`], where requests hold the struct and there is
    /// just one such field: each of its values names a constructor that is handed the other required fields.
    pub constructors_by: Option<usize>,
}

/// The map of the properties without a name of their own.
#[derive(Debug, Clone)]
pub struct Additional {
    /// The field that holds the map.
    pub ident: Ident,
    /// The type of the values.
    pub ty: TypeRef,
}

/// A property.
#[derive(Debug, Clone)]
pub struct Field {
    /// The field.
    pub ident: Ident,
    /// The property's name on the wire.
    pub wire: String,
    /// The type of the value where it is neither absent nor null.
    pub ty: TypeRef,
    /// Whether it may be absent, null or both.
    pub presence: Presence,
    /// What the document says of it.
    pub docs: Docs,
}

/// Whether a value may be absent, null or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always a value.
    Required,
    /// A value or absent.
    Optional,
    /// A value or null.
    Nullable,
    /// A value, null or absent.
    OptionalNullable,
}

/// A string of a list of values.
#[derive(Debug, Clone)]
pub struct StringEnum {
    /// The values, in the order of the document.
    pub variants: Vec<Variant>,
}

/// A value of a [`StringEnum`].
#[derive(Debug, Clone)]
pub struct Variant {
    /// The variant.
    pub ident: Ident,
    /// The constructor that [`Struct::constructors_by`] makes of it.
    pub constructor: Ident,
    /// The value on the wire.
    pub wire: String,
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeRef {
    /// `bool`.
    Bool,
    /// `i32`.
    Int32,
    /// `i64`.
    Int64,
    /// `f64`.
    Float64,
    /// `String`.
    String,
    /// A string that is never printed.
    Secret,
    /// Any JSON value.
    Json,
    /// An ordered list.
    List(Box<TypeRef>),
    /// A map from strings.
    Map(Box<TypeRef>),
    /// A value that may be null, within a list or map.
    Nullable(Box<TypeRef>),
    /// A type of the crate.
    Named(TypeId),
    /// A type of the crate that contains itself through this place.
    Boxed(TypeId),
}

impl TypeRef {
    /// Calls `visit` with every type of the crate that this one names.
    pub fn for_each_named(&self, visit: &mut impl FnMut(TypeId)) {
        match self {
            Self::Named(id) | Self::Boxed(id) => visit(*id),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => {
                inner.for_each_named(visit)
            }
            Self::Bool
            | Self::Int32
            | Self::Int64
            | Self::Float64
            | Self::String
            | Self::Secret
            | Self::Json => {}
        }
    }

    /// Whether this type, or one in it, satisfies a question.
    pub fn any(&self, question: &impl Fn(&TypeRef) -> bool) -> bool {
        question(self)
            || match self {
                Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.any(question),
                _ => false,
            }
    }
}

impl TypeKind {
    /// Every type that stands directly in this one.
    pub fn type_refs(&self) -> Vec<&TypeRef> {
        match self {
            Self::Struct(one) => one
                .fields
                .iter()
                .map(|field| &field.ty)
                .chain(one.additional.as_ref().map(|additional| &additional.ty))
                .collect(),
            Self::StringEnum(_) => Vec::new(),
            Self::Alias(ty) => vec![ty],
        }
    }
}

/// Whether requests, responses or both hold a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// A parameter or request body holds it.
    pub request: bool,
    /// A response holds it.
    pub response: bool,
}

/// What the document says of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Docs {
    /// CommonMark; empty where the document is silent.
    pub text: String,
    /// The default, as JSON.
    pub default: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
}
