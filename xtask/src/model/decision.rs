//! Why items have their names.

/// The name of one item, and by what rule it has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The item's place, as the rest of the model has it; that which is made up has one below the place that asks for
    /// it.
    pub place: String,
    /// The same in the document as it was written.
    pub written: String,
    /// The spelling on the wire; empty where nothing is sent by that name.
    pub wire: String,
    /// What the spelling or the place would be called by itself.
    pub wanted: String,
    /// The name.
    pub name: String,
    /// By what right.
    pub rule: Rule,
    /// The place in the document as it was written of the item that keeps the name which this one wanted too.
    pub keeper: Option<String>,
}

/// By what right an item has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The setting `rename`.
    Setting,
    /// The file of names: the crate had it before.
    Kept,
    /// The document's own spelling.
    Spelling,
    /// The place where the item stands, or what it is for.
    Place,
}
