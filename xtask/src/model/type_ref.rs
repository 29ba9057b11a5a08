//! What a value is: a type of the language, of a package, of the runtime or of the crate.

use super::types::TypeId;

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

/// The type of maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapType {
    /// `std::collections::BTreeMap`.
    BTreeMap,
    /// `std::collections::HashMap`.
    HashMap,
    /// `indexmap::IndexMap`.
    IndexMap,
}

/// A type of Rust that the settings name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalType {
    /// Its path.
    pub path: String,
    /// The module whose functions `serialize` and `deserialize` write and read its values.
    pub with: Option<String>,
    /// The traits that it implements beside those that every type has, where that is said.
    pub traits: Option<Vec<String>>,
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
    /// A type of Rust that the settings name.
    External(ExternalType),
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
            | Self::External(_)
            | Self::Part
            | Self::Json => {}
        }
    }

    /// Calls `visit` with the path of every type of Rust that a format or the settings name.
    pub fn for_each_path(&self, visit: &mut dyn FnMut(&str)) {
        match self {
            Self::Formatted(path) => visit(path),
            Self::External(external) => visit(&external.path),
            Self::List(inner) | Self::Set(inner) | Self::Map(inner) | Self::Nullable(inner) => {
                inner.for_each_path(visit)
            }
            Self::Tuple(items) => items.iter().for_each(|item| item.for_each_path(visit)),
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
