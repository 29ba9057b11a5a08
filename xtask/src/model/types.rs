//! Types as plain data.

use super::ident::Ident;
pub use super::type_ref::{ExternalType, IntegerType, MapType, TypeRef};

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
    /// The attributes that the settings give it, as they stand in code.
    pub attributes: Vec<String>,
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
    /// A list or map that holds itself, or a type of Rust that another module writes and reads: of neither a name
    /// alone can be made.
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
    /// The attributes that the settings give it, as they stand in code.
    pub attributes: Vec<String>,
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
    /// A value of an enumeration that has no others.
    Variant {
        /// The enumeration.
        of: Ident,
        /// The variant.
        variant: Ident,
        /// The value on the wire, an integer by its digits.
        wire: String,
    },
    /// The JSON text of a value of a type that the settings name, which alone knows how to read it.
    Decoded(String),
    /// An empty list or map.
    Empty,
    /// A list.
    List(Vec<Literal>),
    /// A map.
    Map(Vec<(String, Literal)>),
    /// Null.
    Null,
}

impl Literal {
    /// Whether it is read when it is asked for, and might not be a value.
    pub fn is_decoded(&self) -> bool {
        match self {
            Self::Decoded(_) => true,
            Self::List(items) => items.iter().any(Self::is_decoded),
            Self::Map(entries) => entries.iter().any(|(_, value)| value.is_decoded()),
            _ => false,
        }
    }
}

impl std::fmt::Display for Literal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Integer(value) | Self::EnumInteger(value) => write!(formatter, "{value}"),
            Self::Number(value) => write!(formatter, "{value}"),
            Self::Text(value) => write!(formatter, "{value:?}"),
            Self::Variant { wire, .. } => formatter.write_str(wire),
            Self::Decoded(json) => formatter.write_str(json),
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

/// Which values an enumeration has beside those that the document lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// Those that the document allows without listing them.
    Allowed,
    /// Those that the document will list one day.
    ToCome,
    /// None: the settings say so, and another one cannot be decoded.
    None,
}

/// A string of a list of values.
#[derive(Debug, Clone)]
pub struct StringEnum {
    /// Which other values there may be.
    pub others: Others,
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
    /// The attributes that the settings give it, as they stand in code.
    pub attributes: Vec<String>,
}

/// An integer of a list of values.
#[derive(Debug, Clone)]
pub struct IntegerEnum {
    /// Which other values there may be.
    pub others: Others,
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
    /// The attributes that the settings give it, as they stand in code.
    pub attributes: Vec<String>,
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
