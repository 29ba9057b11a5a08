//! Lists of values.

use serde_json::Value;

use super::super::super::Context;
use super::super::super::naming::{Case, Claim, Rank, Renames, Scope, settle, settle_locked};
use crate::model::types::{IntegerEnum, IntegerVariant, Others, StringEnum, Variant};
use crate::report::{Code, Report};
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
    let attributes = attributes(&variants, context);
    let variants = values
        .iter()
        .zip(idents)
        .zip(constructors)
        .zip(attributes)
        .map(|(((value, ident), constructor), attributes)| Variant {
            attributes,
            ident,
            constructor,
            wire: (*value).to_owned(),
            description: description(schema, &Value::from(*value)),
        })
        .collect();
    StringEnum {
        others: others(schema, context),
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
    let attributes = attributes(&claims, context);
    let variants = values
        .into_iter()
        .zip(idents)
        .zip(attributes)
        .map(|((wire, ident), attributes)| IntegerVariant {
            attributes,
            ident,
            wire,
            description: description(schema, &Value::from(wire)),
        })
        .collect();
    IntegerEnum {
        others: others(schema, context),
        variants,
    }
}

/// What the settings give to each value.
fn attributes(claims: &[Claim], context: &mut Context<'_, '_>) -> Vec<Vec<String>> {
    let places = claims.iter().map(|claim| &claim.place);
    let attributes = places.map(|place| context.attributes.get(place).cloned());
    attributes.map(Option::unwrap_or_default).collect()
}

/// Which values there may be beside those that are listed.
fn others(schema: &Schema, context: &mut Context<'_, '_>) -> Others {
    let is_closed = context.closed.contains(&schema.place);
    if is_closed && schema.is_open && !context.target.is_of_other_version {
        context
            .report
            .error(
                Code::SettingValue,
                &schema.place,
                "the setting `closed` names an enumeration of which the document says that it has other values",
            )
            .help("take it out of the setting");
    }
    match (is_closed, schema.is_open) {
        (true, _) => Others::None,
        (false, true) => Others::Allowed,
        (false, false) => Others::ToCome,
    }
}

fn description(schema: &Schema, value: &Value) -> Option<String> {
    schema.value_descriptions.get(&value.to_string()).cloned()
}
