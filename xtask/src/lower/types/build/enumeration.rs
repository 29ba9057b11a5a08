//! Lists of values.

use serde_json::Value;

use super::super::super::Context;
use super::super::super::naming::{Case, Claim, Rank, Renames, Scope, settle, settle_locked};
use crate::model::types::{IntegerEnum, IntegerVariant, StringEnum, Variant};
use crate::report::Report;
use crate::spec::schema::Schema;

/// `Unknown` holds the values that the document does not list.
const VARIANTS: Scope<'_> = Scope {
    case: Case::UpperCamel,
    reserved: &["Unknown", "Self"],
    suffix: "Value",
    is_files: false,
};

/// The open enumeration of a list of strings. `owner` is the name by which the lock knows it.
pub(super) fn strings(schema: &Schema, owner: &str, context: &mut Context<'_, '_>) -> StringEnum {
    const CONSTRUCTORS: Scope<'_> = Scope {
        case: Case::Snake,
        reserved: &["new"],
        suffix: "_",
        is_files: false,
    };
    let mut values: Vec<&str> = Vec::new();
    for value in schema.enumeration.iter().filter_map(Value::as_str) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let name_of = |value: &str| {
        let name = schema.value_names.get(&Value::from(value).to_string());
        name.map_or(value, String::as_str).to_owned()
    };
    let claims = |case: Case| -> Vec<Claim> {
        values
            .iter()
            .enumerate()
            .map(|(index, value)| Claim {
                place: schema.place.child("enum").child(index),
                wire: (*value).to_owned(),
                wanted: context.naming.words(&name_of(value), case),
                rank: Rank::Named,
            })
            .collect()
    };
    let (variants, constructors) = (claims(Case::UpperCamel), claims(Case::Snake));
    let kept = values.iter();
    let kept: Vec<Option<&str>> = kept
        .map(|value| context.kept.member(owner, value))
        .collect();
    let idents = settle_locked(
        &variants,
        &kept,
        VARIANTS,
        &mut context.renames,
        context.report,
    );
    // Constructors are told apart exactly where variants are, and reported there.
    let constructors = settle(
        &constructors,
        CONSTRUCTORS,
        &mut Renames::none(),
        &mut Report::new(),
    );
    let variants = values
        .iter()
        .zip(idents)
        .zip(constructors)
        .map(|((value, ident), constructor)| Variant {
            ident,
            constructor,
            wire: (*value).to_owned(),
            description: description(schema, &Value::from(*value)),
        })
        .collect();
    StringEnum {
        is_open: schema.is_open,
        variants,
    }
}

/// The open enumeration of a list of integers. A value without a name is named by its digits.
pub(super) fn integers(schema: &Schema, owner: &str, context: &mut Context<'_, '_>) -> IntegerEnum {
    let mut values: Vec<i64> = Vec::new();
    for value in schema.enumeration.iter().filter_map(Value::as_i64) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let claims: Vec<Claim> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let name = schema.value_names.get(&value.to_string());
            let spelled = if *value < 0 {
                format!("minus {}", value.unsigned_abs())
            } else {
                format!("value {value}")
            };
            Claim {
                place: schema.place.child("enum").child(index),
                wire: name.cloned().unwrap_or_else(|| value.to_string()),
                wanted: context
                    .naming
                    .words(name.unwrap_or(&spelled), Case::UpperCamel),
                rank: if name.is_some() {
                    Rank::Named
                } else {
                    Rank::Derived
                },
            }
        })
        .collect();
    let kept = values.iter();
    let kept: Vec<Option<&str>> = kept
        .map(|value| context.kept.member(owner, &value.to_string()))
        .collect();
    let idents = settle_locked(
        &claims,
        &kept,
        VARIANTS,
        &mut context.renames,
        context.report,
    );
    let variants = values
        .into_iter()
        .zip(idents)
        .map(|(wire, ident)| IntegerVariant {
            ident,
            wire,
            description: description(schema, &Value::from(wire)),
        })
        .collect();
    IntegerEnum {
        is_open: schema.is_open,
        variants,
    }
}

fn description(schema: &Schema, value: &Value) -> Option<String> {
    schema.value_descriptions.get(&value.to_string()).cloned()
}
