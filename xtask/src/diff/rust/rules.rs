//! What each change of a public item asks of a release, and why: the table.
//!
//! The chapter is "SemVer Compatibility" of The Cargo Book. A row is `Name = Bump, "why"`.

use super::super::change::Bump;
use Bump::{Major, Minor, Patch};

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $name:ident = $bump:expr, $why:literal;)+) => {
        /// A kind of change of a public item.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// What it asks of a release.
            pub const fn bump(self) -> Bump {
                match self {
                    $(Self::$name => $bump,)+
                }
            }

            /// Why, in one line; empty where the effect says it all.
            pub const fn why(self) -> &'static str {
                match self {
                    $(Self::$name => $why,)+
                }
            }
        }
    };
}

rules! {
    /// An item is gone.
    Removed = Major, "";
    /// A trait is not implemented any longer.
    ImplementationRemoved = Major, "code that asks for the trait does not compile any longer";
    /// A feature is gone.
    FeatureRemoved = Major, "a manifest that names it does not resolve any longer";
    /// A feature is off where nothing is said.
    DefaultRemoved = Major, "code that counts on it has to turn it on";
    /// A dependency is gone; what stood for it among the public items is a change of its own.
    DependencyRemoved = Patch, "";
    /// The package has another name.
    PackageRenamed = Major, "manifests and paths name the package";
    /// The crate exports something by a shorter path no longer.
    ExportRemoved = Major, "";

    /// An item is new.
    Added = Minor, "";
    /// A trait is implemented.
    ImplementationAdded = Minor, "";
    /// A feature is new, or on where nothing is said.
    FeatureAdded = Minor, "";
    /// The crate has a feature for each tag, now that there are several, and all are on where nothing is said.
    TagFeatures = Minor, "callers without the default features turn on those of the tags that they call";
    /// A dependency is new.
    DependencyAdded = Minor, "one more package to build";
    /// A struct that callers may write as a literal has one more field.
    FieldOfLiteral = Major, "callers write the struct as a literal, which lacks the field now";
    /// An enum that callers may match in full has one more variant.
    VariantOfMatch = Major, "callers match all variants, and do not know this one";
    /// A trait asks for one more item.
    RequiredTraitItem = Major, "who implements the trait lacks the item";

    /// An item of one kind is of another.
    OtherKind = Major, "it is another kind of item";
    /// The type of a field, constant, alias or variant is another.
    OtherType = Major, "code that reads or writes it names the other type";
    /// A field that always had a value may lack one.
    BecameOptional = Major, "a value may be absent now, which its type says";
    /// A field that could lack a value always has one.
    BecameRequired = Major, "a value is always there now, which its type says";
    /// A type is boxed, since it holds itself, or is not any longer.
    OtherBoxing = Major, "it holds itself through a box, or does no longer";
    /// What a function is handed or gives back is another.
    OtherSignature = Major, "calls hand over or receive something else";
    /// A function asks for more, or for less.
    OtherArity = Major, "calls have another number of arguments";
    /// An argument takes all that it took, and more.
    Generalised = Minor, "it takes what it took, and all that converts to it";
    /// A type that a trait's implementation names is another.
    OtherAssociatedType = Major, "what the implementation answers is another type";
    /// A type has other generics.
    OtherShape = Major, "it is written in another way";
    /// The requirement of a dependency is another.
    OtherRequirement = Major, "types of the package are part of what callers compile against";
    /// A struct can be written as a literal no longer.
    NoLiteral = Major, "callers that write it as a literal cannot any longer";
    /// A struct or enum is `#[non_exhaustive]` now.
    MarkedNonExhaustive = Major, "literals and full matches do not compile any longer";
    /// A struct or enum is no longer `#[non_exhaustive]`.
    NoLongerNonExhaustive = Minor, "literals and full matches compile now";
    /// It is there only under a condition, or under another one.
    OtherCondition = Major, "it is there only where a feature is on, or another one";
    /// It is there under no condition any longer.
    NoCondition = Minor, "it is there whichever features are on";
    /// `#[deprecated]` is new.
    Deprecated = Minor, "the compiler warns of it";
    /// `#[deprecated]` is gone.
    NoLongerDeprecated = Patch, "the compiler warns of it no longer";
    /// `#[must_use]` is new.
    MustUse = Minor, "the compiler warns where it is not used";
    /// `#[must_use]` is gone.
    NoLongerMustUse = Patch, "the compiler warns no longer where it is not used";
    /// The item is the same under another name.
    Renamed = Major, "it has another name";
    /// The item is the same under another name, and the old one is a deprecated alias of it.
    RenamedWithAlias = Minor, "it has another name, and the old one is deprecated";
    /// The item stands for something else, and what it stood for has another name.
    TakenOver = Major, "it stands for something else on the wire, and what it stood for has another name";
}
