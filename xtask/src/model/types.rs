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
    /// What its name is kept for.
    pub origin: Origin,
    /// What the document says of it.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind,
    /// What it derives beside what every type derives.
    pub derives: Vec<String>,
    /// Whether requests, responses or both hold it.
    pub reach: Reach,
}

/// What a name is kept for: a place in the document, and what stands there but for its name and its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The place, which no other type has.
    pub place: String,
    /// A hash of the shape of the schema.
    pub shape: u32,
}

/// A former name of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerType {
    /// The former name.
    pub ident: Ident,
    /// The type.
    pub now: TypeId,
}

/// What a type is.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// An object with named properties.
    Struct(Struct),
    /// A string of a list of values, and any other that the document will list one day.
    StringEnum(StringEnum),
    /// An integer of a list of values, and any other that the document will list one day.
    IntegerEnum(IntegerEnum),
    /// A value of one of several types, and any other that the document will list one day.
    Union(Union),
    /// Another name for a type.
    Alias(TypeRef),
    /// A list or map that holds itself, of which no name alone can be made.
    Wrapper(TypeRef),
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
    /// Whether it is the parts of a `multipart/form-data` body, and no JSON.
    pub is_multipart: bool,
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
    /// What is decoded where the property is absent.
    pub default: Option<Literal>,
    /// The value that constructors give it without asking: that of a `const`.
    pub constant: Option<Literal>,
}

/// A value that stands in code.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A boolean.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A string, or what is made of one: a value of an enumeration, a string of a format.
    Text(String),
    /// A value of an enumeration of integers.
    EnumInteger(i64),
    /// An empty list or map.
    Empty,
    /// A list.
    List(Vec<Literal>),
    /// A map.
    Map(Vec<(String, Literal)>),
    /// Null.
    Null,
}

impl std::fmt::Display for Literal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Integer(value) | Self::EnumInteger(value) => write!(formatter, "{value}"),
            Self::Number(value) => write!(formatter, "{value}"),
            Self::Text(value) => write!(formatter, "{value:?}"),
            Self::Empty => formatter.write_str("empty"),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(formatter, "[{}]", items.join(", "))
            }
            Self::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| format!("{key:?}: {value}"))
                    .collect();
                write!(formatter, "{{{}}}", entries.join(", "))
            }
            Self::Null => formatter.write_str("null"),
        }
    }
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
    /// Whether the document allows other values too, without listing them.
    pub is_open: bool,
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
    /// What the document says of it.
    pub description: Option<String>,
}

/// An integer of a list of values.
#[derive(Debug, Clone)]
pub struct IntegerEnum {
    /// Whether the document allows other values too, without listing them.
    pub is_open: bool,
    /// The values, in the order of the document.
    pub variants: Vec<IntegerVariant>,
}

/// A value of an [`IntegerEnum`].
#[derive(Debug, Clone)]
pub struct IntegerVariant {
    /// The variant.
    pub ident: Ident,
    /// The value on the wire.
    pub wire: i64,
    /// What the document says of it.
    pub description: Option<String>,
}

/// A value of one of several types.
#[derive(Debug, Clone)]
pub struct Union {
    /// The property whose value tells the variants apart; without one they are told apart by their shape.
    pub tag: Option<String>,
    /// Whether the document lets values lack the tag; those are told apart by their shape.
    pub is_tag_optional: bool,
    /// The types, in the order of the document.
    pub variants: Vec<UnionVariant>,
}

/// One type of a [`Union`].
#[derive(Debug, Clone)]
pub struct UnionVariant {
    /// The variant.
    pub ident: Ident,
    /// What its name is kept for.
    pub origin: Origin,
    /// What it holds.
    pub ty: TypeRef,
    /// The values of the tag that mean this variant; the first is sent where the type has no such property.
    pub tags: Vec<String>,
    /// Whether values of the type may lack the tag, or hold another, so that it is put in when they are sent.
    pub adds_tag: bool,
    /// What the document says of it.
    pub description: Option<String>,
}

/// A type of integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntegerType {
    /// `i8`.
    I8,
    /// `i16`.
    I16,
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `u8`.
    U8,
    /// `u16`.
    U16,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
}

impl IntegerType {
    /// The name of the type in Rust.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
        }
    }

    /// Whether a value is one of this type.
    pub fn holds(self, value: i64) -> bool {
        match self {
            Self::I8 => i8::try_from(value).is_ok(),
            Self::I16 => i16::try_from(value).is_ok(),
            Self::I32 => i32::try_from(value).is_ok(),
            Self::I64 => true,
            Self::U8 => u8::try_from(value).is_ok(),
            Self::U16 => u16::try_from(value).is_ok(),
            Self::U32 => u32::try_from(value).is_ok(),
            Self::U64 => u64::try_from(value).is_ok(),
        }
    }
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeRef {
    /// `bool`.
    Bool,
    /// An integer.
    Integer(IntegerType),
    /// `f64`.
    Float64,
    /// `String`.
    String,
    /// A string that is never printed.
    Secret,
    /// A string that its format says to be a value of this type of Rust.
    Formatted(String),
    /// Any JSON value.
    Json,
    /// A part of a `multipart/form-data` body.
    Part,
    /// An ordered list.
    List(Box<TypeRef>),
    /// A sorted set.
    Set(Box<TypeRef>),
    /// A list of fixed length.
    Tuple(Vec<TypeRef>),
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
    pub fn for_each_named(&self, visit: &mut dyn FnMut(TypeId)) {
        match self {
            Self::Named(id) | Self::Boxed(id) => visit(*id),
            Self::List(inner) | Self::Set(inner) | Self::Map(inner) | Self::Nullable(inner) => {
                inner.for_each_named(visit)
            }
            Self::Tuple(items) => items.iter().for_each(|item| item.for_each_named(visit)),
            Self::Bool
            | Self::Integer(_)
            | Self::Float64
            | Self::String
            | Self::Secret
            | Self::Formatted(_)
            | Self::Part
            | Self::Json => {}
        }
    }

    /// Calls `visit` with every type of Rust that a format of strings stands for.
    pub fn for_each_format(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::Formatted(path) => visit(path),
            Self::List(inner) | Self::Set(inner) | Self::Map(inner) | Self::Nullable(inner) => {
                inner.for_each_format(visit)
            }
            Self::Tuple(items) => items.iter().for_each(|item| item.for_each_format(visit)),
            _ => {}
        }
    }

    /// Whether this type, or one in it, satisfies a question.
    pub fn any(&self, question: &dyn Fn(&TypeRef) -> bool) -> bool {
        question(self)
            || match self {
                Self::List(inner) | Self::Set(inner) | Self::Map(inner) | Self::Nullable(inner) => {
                    inner.any(question)
                }
                Self::Tuple(items) => items.iter().any(|item| item.any(question)),
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
            Self::Union(one) => one.variants.iter().map(|variant| &variant.ty).collect(),
            Self::StringEnum(_) | Self::IntegerEnum(_) => Vec::new(),
            Self::Alias(ty) | Self::Wrapper(ty) => vec![ty],
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
