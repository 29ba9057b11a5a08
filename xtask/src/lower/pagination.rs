//! The settings `pagination` to what operations say of their pages.
//!
//! A pass over the whole model, as it asks what fields the types have in the end. Operations that seem to
//! answer in pages without a setting get a hint.

mod hints;
mod places;

use std::collections::HashSet;

use super::Context;
use crate::model::operation::{Group, Location, Operation, Payload};
use crate::model::pagination::{Pagination, PaginationStyle};
use crate::model::types::{TypeDef, TypeRef};
use crate::report::Code;
use crate::settings::pagination::{self as settings, Style};
use crate::similar::nearest;
use crate::spec::pointer::Pointer;
use places::{Kind, Miss};

/// Gives the operations that settings name their pagination.
pub fn lower(groups: &mut [Group], types: &[TypeDef], context: &mut Context<'_, '_>) {
    let target = context.target;
    // What settings speak of needs no hint, even where they are wrong.
    let mut known: HashSet<String> = HashSet::new();
    for (index, setting) in target.pagination.iter().enumerate() {
        let index = index.to_string();
        for (key, _) in setting
            .of_styles()
            .iter()
            .filter(|(_, value)| value.is_some())
        {
            if !setting.style.has(key) {
                let style = setting.style.as_str();
                let message = format!("`{key}` says nothing of the style `{style}`");
                let place = target.setting(&["pagination", &index, key]);
                context
                    .report
                    .error(Code::SettingValue, place, message)
                    .help("remove it, or choose another style");
            }
        }
        for (nth, name) in setting.operations.iter().enumerate() {
            let place = target.setting(&["pagination", &index, "operations", &nth.to_string()]);
            let ids = groups.iter().flat_map(|group| &group.operations);
            let ids: Vec<String> = ids.map(|one| one.id.clone()).collect();
            let operations = groups.iter_mut().flat_map(|group| &mut group.operations);
            let Some(operation) = operations.into_iter().find(|one| is_named(one, name)) else {
                // It may be one that errors concern.
                if context.report.left_out() > 0 {
                    continue;
                }
                let message = format!(
                    "the setting `pagination` names `{name}`, which is no operation of the crate"
                );
                let near = nearest(name, ids.iter().map(String::as_str));
                let help = did_you_mean(&near, "give the id of an operation, or its JSON Pointer");
                context
                    .report
                    .error(Code::SettingWithoutPlace, place, message)
                    .help(help);
                continue;
            };
            known.insert(operation.place.clone());
            if operation.pagination.is_some() {
                let message = format!("the setting `pagination` names `{name}` twice");
                context
                    .report
                    .error(Code::SettingValue, place, message)
                    .help("an operation has one pagination");
                continue;
            }
            match resolve(setting, operation, types) {
                Ok(pagination) => operation.pagination = Some(pagination),
                Err(wrong) => {
                    for wrong in wrong {
                        let place = target.setting(&["pagination", &index, wrong.key]);
                        context
                            .report
                            .error(wrong.code, place, wrong.message)
                            .help(wrong.help);
                    }
                }
            }
        }
    }
    hints::give(groups, &known, types, context);
}

fn is_named(operation: &Operation, name: &str) -> bool {
    operation.id == name
        || (name.starts_with(['#', '/'])
            && Pointer::parse(name).is_some_and(|place| place.to_string() == operation.place))
}

fn did_you_mean(near: &[&str], otherwise: &str) -> String {
    match near {
        [] => otherwise.to_owned(),
        near => format!("did you mean `{}`?", near.join("` or `")),
    }
}

/// What is wrong with a setting for an operation.
struct Wrong {
    key: &'static str,
    code: Code,
    message: String,
    help: String,
}

/// What a setting means for an operation.
fn resolve(
    setting: &settings::Pagination,
    operation: &Operation,
    types: &[TypeDef],
) -> Result<Pagination, Vec<Wrong>> {
    let mut found = Found {
        operation,
        types,
        bodies: Vec::new(),
        wrong: Vec::new(),
    };
    let (item, outputs) = found.items(&setting.items);
    found.check("more", setting.more.as_deref(), Kind::Bool);
    found.check("total", setting.total.as_deref(), Kind::Number);
    found.check("total-pages", setting.total_pages.as_deref(), Kind::Number);
    let style = match setting.style {
        Style::NextLink => found
            .required("next", setting.next.as_ref())
            .inspect(|next| found.check("next", Some(next), Kind::Link))
            .map(PaginationStyle::NextLink),
        Style::LinkHeader => Some(PaginationStyle::LinkHeader),
        Style::Cursor => match (&setting.cursor, &setting.last_item) {
            (Some(_), Some(_)) => {
                found.wrong(
                    "last-item",
                    Code::SettingValue,
                    "`cursor` and `last-item` exclude each other",
                    "keep one of them",
                );
                None
            }
            (None, Some(key)) => {
                if let Some(item) = &item {
                    found.check_in("last-item", key, std::slice::from_ref(item), Kind::Cursor);
                }
                Some(PaginationStyle::LastItem(key.clone()))
            }
            (cursor, None) => found
                .required("cursor", cursor.as_ref())
                .inspect(|cursor| found.check("cursor", Some(cursor), Kind::Cursor))
                .map(PaginationStyle::Cursor),
        },
        Style::Page => Some(PaginationStyle::Page(setting.first.unwrap_or(1))),
        Style::Offset => Some(PaginationStyle::Offset(setting.first.unwrap_or(0))),
    };
    let mut parameter = None;
    if setting.style.has("parameter")
        && let Some(name) = found.required("parameter", setting.parameter.as_ref())
    {
        let is_number = matches!(setting.style, Style::Page | Style::Offset);
        parameter = found.parameter("parameter", &name, is_number);
    }
    let limit = setting.limit.as_deref();
    let limit = limit.and_then(|name| found.parameter("limit", name, true));
    match (style, item) {
        (Some(style), Some(item)) if found.wrong.is_empty() => Ok(Pagination {
            style,
            items: setting.items.clone(),
            more: setting.more.clone(),
            total: setting.total.clone(),
            total_pages: setting.total_pages.clone(),
            item,
            outputs,
            parameter,
            limit,
        }),
        _ => Err(found.wrong),
    }
}

/// What is found of an operation, and what is wrong.
struct Found<'o> {
    operation: &'o Operation,
    types: &'o [TypeDef],
    /// The bodies of the successes that have items.
    bodies: Vec<TypeRef>,
    wrong: Vec<Wrong>,
}

impl Found<'_> {
    fn wrong(&mut self, key: &'static str, code: Code, message: &str, help: &str) {
        self.wrong.push(Wrong {
            key,
            code,
            message: format!("for `{}`: {message}", self.operation.id),
            help: help.to_owned(),
        });
    }

    fn miss(&mut self, key: &'static str, text: &str, miss: &Miss) {
        let code = match miss {
            Miss::NoPointer => Code::SettingValue,
            Miss::NoProperty { .. } | Miss::Unfit(_) => Code::SettingWithoutPlace,
        };
        let message = format!("`{key}` is `{text}`, {miss}");
        self.wrong(key, code, &message, &miss.help());
    }

    fn required(&mut self, key: &'static str, value: Option<&String>) -> Option<String> {
        if value.is_none() {
            let message = format!("the style needs `{key}`");
            // The key is absent, so the place is that of the table.
            self.wrong(
                key,
                Code::SettingValue,
                &message,
                &format!("add `{key} = \"…\"`"),
            );
        }
        value.cloned()
    }

    /// The type of the items, and how they are taken from each success.
    fn items(
        &mut self,
        text: &str,
    ) -> (
        Option<TypeRef>,
        Vec<Option<crate::model::pagination::ItemsPath>>,
    ) {
        let mut item: Option<TypeRef> = None;
        let mut outputs = Vec::new();
        let successes: Vec<Payload> = self
            .operation
            .successes()
            .map(|response| response.payload.clone())
            .collect();
        for payload in successes {
            let ty = match payload {
                Payload::Empty => {
                    outputs.push(None);
                    continue;
                }
                Payload::Json(ty) => ty,
                _ => {
                    let message = "a success is not JSON";
                    self.wrong("items", Code::SettingValue, message, "only JSON has items");
                    continue;
                }
            };
            match places::items(&ty, text, self.types) {
                Ok((path, of)) => {
                    if item.as_ref().is_some_and(|item| *item != of) {
                        let message = "the successes hold items of different types";
                        self.wrong(
                            "items",
                            Code::SettingValue,
                            message,
                            "such an operation has no pagination",
                        );
                    }
                    item = Some(of);
                    outputs.push(Some(path));
                    self.bodies.push(ty);
                }
                Err(miss) => self.miss("items", text, &miss),
            }
        }
        if item.is_none() && self.wrong.is_empty() {
            let message = "no success has a body";
            self.wrong("items", Code::SettingValue, message, "only JSON has items");
        }
        (item, outputs)
    }

    fn check(&mut self, key: &'static str, text: Option<&str>, kind: Kind) {
        let bodies = self.bodies.clone();
        if let Some(text) = text {
            self.check_in(key, text, &bodies, kind);
        }
    }

    /// A place that one of some types has to have, with a value of a kind.
    fn check_in(&mut self, key: &'static str, text: &str, within: &[TypeRef], kind: Kind) {
        let mut misses = Vec::new();
        for ty in within {
            match places::value(ty, text, kind, self.types) {
                Ok(()) => return,
                Err(miss) => misses.push(miss),
            }
        }
        if let Some(miss) = misses.first() {
            self.miss(key, text, miss);
        }
    }

    /// A parameter by its name on the wire, as an index.
    fn parameter(&mut self, key: &'static str, name: &str, is_number: bool) -> Option<usize> {
        let parameters = &self.operation.parameters;
        let is_settable = |location| location != Location::Path;
        let found = parameters
            .iter()
            .position(|one| one.wire == name && is_settable(one.location));
        let Some(index) = found else {
            let names = parameters.iter().map(|one| one.wire.as_str());
            let near = nearest(name, names);
            let help = did_you_mean(
                &near,
                "give the name of a query parameter, as in the document",
            );
            let message = format!("`{key}` is `{name}`, and the operation has no such parameter");
            self.wrong(key, Code::SettingWithoutPlace, &message, &help);
            return None;
        };
        let ty = &parameters[index].ty;
        let kind = if is_number {
            Kind::Number
        } else {
            Kind::Cursor
        };
        if !places::is_of_kind(ty, kind, self.types) {
            let what = kind.what();
            let message = format!("`{key}` is `{name}`, a parameter that is not {what}");
            self.wrong(key, Code::SettingValue, &message, "name another parameter");
        }
        Some(index)
    }
}
