//! `cargo xtask why`: where an item of a crate comes from, and why it is named so.

use std::collections::HashSet;

use clap::Args;

use super::of_targets::{self, Read};
use super::{Outcome, terminal};
use crate::model::decision::{Decision, Rule};
use crate::model::items::{Item, items};
use crate::project::lowered::Lowered;
use crate::report::Place;
use crate::report::places::Places;
use crate::settings::{self, SETTINGS_FILE, names_file};
use crate::similar::nearest;
use crate::spec::pointer::Pointer;

/// Tell where an item of a crate comes from, and why it is named so.
///
/// Exit codes: 0 done, 2 nothing of the name, or bad document, settings or usage.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  cargo xtask why types::Client::links
  cargo xtask why get_oauth_client_by_id
  cargo xtask why '#/components/schemas/Client/properties/_links'")]
pub struct Arguments {
    /// The path in Rust below the crate, its end, or how the document calls it: a JSON Pointer, an operationId, the name of a property, or a method and a path
    item: String,
    #[command(flatten)]
    of: of_targets::Arguments,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Outcome {
    let Some(read) = of_targets::read(&arguments.of) else {
        return Outcome::Unusable;
    };
    let asked = arguments.item.trim();
    let (mut told, mut known) = (0, Vec::new());
    for one in &read {
        let named = Named::of(one);
        for (item, decision) in named.matching(asked) {
            if told > 0 {
                terminal::output("");
            }
            terminal::output(&one.explained(item, decision));
            told += 1;
        }
        known.extend(named.items.into_iter().map(|(item, _)| item.path));
    }
    if told > 0 {
        return Outcome::Done;
    }
    let help = match near_misses(asked, &known).as_slice() {
        [] => "`cargo xtask model` prints all that there is".to_owned(),
        near => format!("did you mean `{}`?", near.join("` or `")),
    };
    terminal::error(&format!("nothing is named `{asked}`"), &help);
    Outcome::Unusable
}

/// Paths that are like what was asked for, as a whole or in their last name.
fn near_misses<'k>(asked: &str, known: &'k [String]) -> Vec<&'k str> {
    /// More than anyone reads.
    const MOST: usize = 3;
    let last = |path: &'k str| path.rsplit("::").next().unwrap_or(path);
    let end = asked.rsplit("::").next().unwrap_or(asked);
    let all = || known.iter().map(String::as_str);
    let like = nearest(end, all().map(last));
    let mut near: Vec<&str> = all().filter(|path| last(path) == end).take(MOST).collect();
    near.extend(nearest(asked, all()));
    near.extend(all().filter(|path| like.contains(&last(path))));
    let mut met = HashSet::new();
    near.retain(|path| met.insert(*path));
    near.truncate(MOST);
    near
}

/// The items of a crate, each with what was decided of its name.
struct Named<'r> {
    items: Vec<(Item, Option<&'r Decision>)>,
}

impl<'r> Named<'r> {
    fn of(read: &'r Read) -> Self {
        let Some(api) = &read.lowered.api else {
            return Self { items: Vec::new() };
        };
        let items = items(api).into_iter().map(|item| {
            let decision = decision(&item, &api.decisions);
            (item, decision)
        });
        Self {
            items: items.collect(),
        }
    }

    /// The items that are meant: by their whole path, else by the end of it, or by their place.
    fn matching(&self, asked: &str) -> Vec<(&Item, Option<&'r Decision>)> {
        let all = self.items.iter().map(|(item, decision)| (item, *decision));
        if let Some(place) = Pointer::parse(asked) {
            let place = place.to_string();
            return all
                .filter(|(_, decision)| decision.is_some_and(|decision| decision.written == place))
                .collect();
        }
        let path = asked.trim_end_matches("()").replace('.', "::");
        let path = path.trim_start_matches("crate::");
        let exact: Vec<_> = all.clone().filter(|(item, _)| item.path == path).collect();
        if !exact.is_empty() {
            return exact;
        }
        let end = format!("::{path}");
        let by_end: Vec<_> = all
            .clone()
            .filter(|(item, _)| item.path.ends_with(&end))
            .collect();
        if !by_end.is_empty() {
            return by_end;
        }
        // As the document calls it: an operationId, the name of a property, or a method and a path.
        let place = asked.split_once(' ').map(|(method, path)| {
            let paths = Pointer::root().child("paths");
            paths.child(path).child(method.to_lowercase()).to_string()
        });
        let is_meant = |item: &Item| match &place {
            Some(place) => item.owner == *place && item.path.starts_with("operations::"),
            None => item.wire == asked,
        };
        all.filter(|(item, _)| is_meant(item)).collect()
    }
}

/// What was decided of an item: the nearest decision below the node that it belongs to, else the one about the same
/// name on the wire. A parameter may be declared elsewhere than in the operation.
fn decision<'d>(item: &Item, all: &'d [Decision]) -> Option<&'d Decision> {
    let named = || all.iter().filter(|one| one.name == item.ident);
    let is_within = |one: &&Decision| {
        let rest = one.place.strip_prefix(item.owner.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let is_same = |one: &&Decision| one.wire == item.wire;
    let within = named().filter(is_within);
    within
        .min_by_key(|one| (!is_same(one), one.place.len()))
        .or_else(|| named().find(|one| is_same(one) && !item.wire.is_empty()))
}

impl Read {
    /// A few lines about an item.
    fn explained(&self, item: &Item, decision: Option<&Decision>) -> String {
        let mut lines = vec![format!("{}: {}", item.path, item.kind)];
        let place = decision.map_or(item.owner.as_str(), |decision| decision.written.as_str());
        if let Some((spot, place)) = spot(place, &self.lowered) {
            lines.push(format!("  at {spot}"));
            lines.push(format!("     {place}"));
        }
        if !item.wire.is_empty() {
            lines.push(format!("  stands for `{}`", item.wire));
        }
        if let Some(decision) = decision {
            lines.push(format!("  named {}", self.reason(decision)));
            if let Some(keeper) = &decision.keeper {
                let at = spot(keeper, &self.lowered)
                    .map_or_else(String::new, |(spot, _)| format!(", at {spot}"));
                lines.push(format!("  because {keeper}{at}, keeps that name"));
            }
            if decision.rule != Rule::Setting && self.settings.is_some() {
                let other = format!("rename.\"{}\" = \"…\"", decision.written);
                lines.push(format!(
                    "  to be named otherwise by [target.{}] {other}",
                    self.name
                ));
            }
        }
        lines.join("\n")
    }

    fn reason(&self, decision: &Decision) -> String {
        let Decision { name, wanted, .. } = decision;
        let spelled = if name == wanted || decision.keeper.is_some() {
            String::new()
        } else {
            format!(", which would be `{wanted}`")
        };
        match decision.rule {
            Rule::Setting => {
                let keys = ["rename", decision.written.as_str()];
                let setting = self.target.setting(&keys);
                let line = match (&self.settings, &setting) {
                    (Some(settings), Place::Setting(keys)) => settings::span(&settings.text, keys)
                        .map(|span| settings.text[..span.start].matches('\n').count() + 1),
                    _ => None,
                };
                let line = line.map_or_else(String::new, |line| format!(":{line}"));
                format!("by the setting `rename`, at {SETTINGS_FILE}{line}")
            }
            Rule::Kept => format!("by {}, which keeps it{spelled}", names_file(&self.name)),
            Rule::Spelling if decision.keeper.is_some() => {
                format!("by its spelling and place, as another wants `{wanted}` too")
            }
            Rule::Spelling => format!("by its spelling{spelled}"),
            Rule::Place => "by its place".to_owned(),
        }
    }
}

/// Where a node stands, or the nearest above it that the document has, and its place.
fn spot(place: &str, lowered: &Lowered) -> Option<(String, String)> {
    let place = Pointer::parse(place)?;
    let above: Vec<Pointer> = std::iter::successors(Some(place), Pointer::parent).collect();
    let places = Places::among(&above, lowered.report.written(), &lowered.source);
    above.iter().find_map(|node| {
        let spot = places.spot(&Place::Node(node.clone()))?;
        spot.positions()?;
        Some((spot.to_text(), node.to_string()))
    })
}
