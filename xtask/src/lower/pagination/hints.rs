//! Operations that seem to answer in pages, with the setting that would say so.
//!
//! A guess by names that many APIs share. It changes nothing: a person reads it and pastes it, or not.

mod names;

use std::collections::{BTreeMap, HashSet};

use super::places::{self, Kind, fields, is_of_kind, resolved};
use crate::lower::Context;
use crate::model::operation::{Group, Location, Operation, Parameter, Payload};
use crate::model::types::{Field, TypeDef, TypeRef};
use crate::report::Code;
use crate::settings::pagination::{Pagination, Style};
use crate::spec::pointer::Pointer;
use names::*;

/// Gives a hint a style, with the settings to paste; none of operations that settings speak of.
pub fn give(
    groups: &[Group],
    known: &HashSet<String>,
    types: &[TypeDef],
    context: &mut Context<'_, '_>,
) {
    let operations: Vec<&Operation> = groups.iter().flat_map(|group| &group.operations).collect();
    let mut by_style: BTreeMap<Style, Vec<(Pagination, Vec<&Operation>)>> = BTreeMap::new();
    let unknown = operations.iter().filter(|one| !known.contains(&one.place));
    for operation in unknown {
        let Some(setting) = suggested(operation, types) else {
            continue;
        };
        let settings = by_style.entry(setting.style).or_default();
        match settings.iter_mut().find(|(known, _)| *known == setting) {
            Some((_, alike)) => alike.push(operation),
            None => settings.push((setting, vec![operation])),
        }
    }
    let target = context.target.name.as_deref();
    let target = target.or(context.target.crate_name.as_deref());
    let target = target.unwrap_or("NAME").to_owned();
    for (style, settings) in by_style {
        let mut concerned = settings.iter().flat_map(|(_, of)| of.iter().copied());
        let Some(first) = concerned.next() else {
            continue;
        };
        let seem = match concerned.count() {
            0 => "seems".to_owned(),
            1 => "and 1 more operation seem".to_owned(),
            more => format!("and {more} more operations seem"),
        };
        let by = match style {
            Style::NextLink => "by links in the body",
            Style::LinkHeader => "by `Link` headers",
            Style::Cursor => "by cursor",
            Style::Page => "by number",
            Style::Offset => "by offset",
        };
        let tables: Vec<String> = settings
            .into_iter()
            .map(|(setting, of)| {
                let operations = of.iter().map(|one| reference(one, &operations)).collect();
                let setting = Pagination {
                    operations,
                    ..setting
                };
                setting.to_toml(&target)
            })
            .collect();
        let message = format!(
            "`{}` {seem} to answer in pages {by}, of which a call gives one",
            first.id
        );
        let place = Pointer::parse(&first.place).unwrap_or_else(Pointer::root);
        context
            .report
            .note(Code::UnsaidPagination, &place, message)
            .help(format!(
                "if so, the settings can say it:\n\n{}",
                tables.join("\n\n")
            ));
    }
}

/// How the settings name an operation: by its id where that is in the document and its own.
fn reference(operation: &Operation, all: &[&Operation]) -> String {
    let is_own = all.iter().filter(|one| one.id == operation.id).count() == 1;
    if is_own && !operation.id.contains(' ') {
        operation.id.clone()
    } else {
        operation.place.clone()
    }
}

/// The setting that an operation seems to be one of, without its name.
fn suggested(operation: &Operation, types: &[TypeDef]) -> Option<Pagination> {
    if operation.method != "GET" {
        return None;
    }
    let body = operation.successes().find_map(|one| match &one.payload {
        Payload::Json(ty) => Some(ty),
        _ => None,
    })?;
    let mut seen = Seen {
        operation,
        types,
        body,
        properties: Vec::new(),
    };
    seen.look_into(body, "", 0);
    let items = seen.items()?;
    let guesses = [
        seen.cursor(&items),
        seen.next_link(&items),
        seen.link_header(&items),
        seen.page(&items),
        seen.offset(&items),
    ];
    guesses
        .into_iter()
        .flatten()
        .find(|guess| super::resolve(guess, operation, types).is_ok())
}

/// A name without case and marks: `page[number]`, `pageNumber` and `page_number` are one.
fn normal(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|one| one.to_ascii_lowercase()).collect()
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn guess(style: Style, items: &str) -> Pagination {
    Pagination {
        operations: Vec::new(),
        style,
        items: items.to_owned(),
        next: None,
        cursor: None,
        last_item: None,
        parameter: None,
        first: None,
        limit: None,
        more: None,
        total: None,
        total_pages: None,
    }
}

/// What is seen of an operation.
struct Seen<'o> {
    operation: &'o Operation,
    types: &'o [TypeDef],
    body: &'o TypeRef,
    /// The properties of the body and of envelopes in it, with their places.
    properties: Vec<(String, &'o Field)>,
}

impl<'o> Seen<'o> {
    fn look_into(&mut self, ty: &'o TypeRef, place: &str, depth: usize) {
        /// As `meta.pagination.cursors`.
        const DEEPEST: usize = 2;
        for field in fields(ty, self.types) {
            let own = format!("{place}/{}", escaped(&field.wire));
            self.properties.push((own.clone(), field));
            if depth < DEEPEST && ENVELOPES.contains(&normal(&field.wire).as_str()) {
                self.look_into(&field.ty, &own, depth + 1);
            }
        }
    }

    fn items(&self) -> Option<String> {
        let is_list = |ty| {
            matches!(
                resolved(ty, self.types).0,
                TypeRef::List(_) | TypeRef::Set(_)
            )
        };
        if is_list(self.body) {
            return Some(String::new());
        }
        let lists: Vec<(&str, String)> = self
            .properties
            .iter()
            .filter(|(_, field)| is_list(&field.ty))
            .map(|(place, field)| (place.as_str(), normal(&field.wire)))
            .filter(|(_, name)| !NO_ITEMS.contains(&name.as_str()))
            .collect();
        let of_body: Vec<_> = lists
            .iter()
            .filter(|(place, _)| place.matches('/').count() == 1)
            .collect();
        let named = |name: &&str| lists.iter().find(|(_, of)| of == name);
        let found = match (of_body.as_slice(), lists.as_slice()) {
            ([only], _) => Some(*only),
            (_, [only]) => Some(only),
            _ => ITEMS.iter().find_map(named),
        };
        found.map(|(place, _)| (*place).to_owned())
    }

    /// The place of the first property of some names that is of a kind.
    fn place(&self, names: &[&str], kind: Kind) -> Option<String> {
        let of_name = |name: &&str| {
            let mut properties = self.properties.iter();
            let found = properties.find(|(_, field)| {
                normal(&field.wire) == *name
                    && *resolved(&field.ty, self.types).0 != TypeRef::Json
                    && is_of_kind(&field.ty, kind, self.types)
                    && (kind == Kind::Link || !self.is_link(field))
            });
            found.map(|(place, _)| place.clone())
        };
        names.iter().find_map(of_name)
    }

    /// Whether a property called `next` is a link, and no cursor.
    fn is_link(&self, field: &Field) -> bool {
        if normal(&field.wire) != "next" {
            return false;
        }
        let text = field.docs.text.to_ascii_lowercase();
        let mut properties = self.properties.iter();
        ["url", "uri", "link"].iter().any(|word| text.contains(word))
            // Links go both ways more often than cursors do.
            || properties.any(|(_, other)| matches!(normal(&other.wire).as_str(), "previous" | "prev"))
    }

    fn parameter(&self, names: &[&str], kind: Kind) -> Option<&'o Parameter> {
        let of_name = |name: &&str| {
            let mut parameters = self.operation.parameters.iter();
            parameters.find(|one| {
                one.location == Location::Query
                    && normal(&one.wire) == *name
                    && is_of_kind(&one.ty, kind, self.types)
            })
        };
        names.iter().find_map(of_name)
    }

    /// A parameter that is a number, and no text that may be one.
    fn number_parameter(&self, names: &[&str]) -> Option<&'o Parameter> {
        let found = self.parameter(names, Kind::Number)?;
        let ty = resolved(&found.ty, self.types).0;
        matches!(ty, TypeRef::Integer(_) | TypeRef::Float64).then_some(found)
    }

    fn more(&self) -> Option<String> {
        self.place(&MORES, Kind::Bool)
    }

    fn cursor(&self, items: &str) -> Option<Pagination> {
        let more = self.more();
        let wire = |names: &[&str]| Some(self.parameter(names, Kind::Cursor)?.wire.clone());
        if let Some(parameter) = wire(&CURSOR_PARAMETERS) {
            let cursor = self.place(&CURSORS, Kind::Cursor);
            // The id of the last item is always there, so something else has to tell the end.
            let last_id = || more.as_ref().and(self.place(&["lastid"], Kind::Cursor));
            if let Some(cursor) = cursor.or_else(last_id) {
                return Some(Pagination {
                    cursor: Some(cursor),
                    parameter: Some(parameter),
                    more,
                    ..guess(Style::Cursor, items)
                });
            }
        }
        let (_, item) = places::items(self.body, items, self.types).ok()?;
        let has_id = places::value(&item, "/id", Kind::Cursor, self.types).is_ok();
        (has_id && more.is_some()).then_some(Pagination {
            last_item: Some("/id".to_owned()),
            parameter: Some(wire(&LAST_ITEM_PARAMETERS)?),
            more,
            ..guess(Style::Cursor, items)
        })
    }

    fn next_link(&self, items: &str) -> Option<Pagination> {
        let mut properties = self.properties.iter();
        let next = self.place(&NEXT_LINKS, Kind::Link).or_else(|| {
            properties.find_map(|(place, field)| {
                if normal(&field.wire) != "next" {
                    return None;
                }
                let has_href = fields(&field.ty, self.types)
                    .iter()
                    .any(|of| of.wire == "href");
                let is_among_links = place.to_ascii_lowercase().contains("links/");
                let is_text = is_of_kind(&field.ty, Kind::Link, self.types);
                if has_href {
                    Some(format!("{place}/href"))
                } else {
                    (is_text && (is_among_links || self.is_link(field))).then(|| place.clone())
                }
            })
        })?;
        Some(Pagination {
            next: Some(next),
            ..guess(Style::NextLink, items)
        })
    }

    fn link_header(&self, items: &str) -> Option<Pagination> {
        let mut headers = self.operation.successes().flat_map(|one| &one.headers);
        let has_links = headers.any(|(name, _)| name.eq_ignore_ascii_case("link"));
        has_links.then(|| guess(Style::LinkHeader, items))
    }

    fn page(&self, items: &str) -> Option<Pagination> {
        let parameter = self.number_parameter(&PAGE_PARAMETERS)?;
        let guess = Pagination {
            parameter: Some(parameter.wire.clone()),
            first: (default(parameter) == Some(0)).then_some(0),
            more: self.more(),
            total: self.place(&TOTALS, Kind::Number),
            total_pages: self.place(&TOTAL_PAGES, Kind::Number),
            ..guess(Style::Page, items)
        };
        let tells = guess.more.is_some() || guess.total.is_some() || guess.total_pages.is_some();
        (tells || self.number_parameter(&LIMIT_PARAMETERS).is_some()).then_some(guess)
    }

    /// Without `limit`: a server that caps it would end the pages too early, and no document says so.
    fn offset(&self, items: &str) -> Option<Pagination> {
        let parameter = self.number_parameter(&OFFSET_PARAMETERS)?;
        // `start` may be one of time.
        if parameter.docs.text.to_ascii_lowercase().contains("time") {
            return None;
        }
        self.number_parameter(&LIMIT_PARAMETERS)?;
        Some(Pagination {
            parameter: Some(parameter.wire.clone()),
            first: default(parameter).filter(|first| *first == 1),
            more: self.more(),
            total: self.place(&TOTALS, Kind::Number),
            ..guess(Style::Offset, items)
        })
    }
}

fn default(parameter: &Parameter) -> Option<u64> {
    parameter.docs.default.as_ref()?.parse().ok()
}
