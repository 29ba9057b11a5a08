//! Pointers to places in the texts: file, line, column, and the lines that are meant.

use std::collections::HashMap;

use super::Version;
use super::change::Spot;
use crate::report::Place;
use crate::report::places::Places;
use crate::spec::pointer::{Origins, Pointer};

/// The most lines of an excerpt.
const MOST_LINES: usize = 14;

/// The places of nodes of one version.
pub struct Spots {
    spots: HashMap<Pointer, Spot>,
}

impl Spots {
    /// Finds nodes in the texts of a version, which are read again for that.
    pub fn of<'p>(version: &Version, pointers: impl Iterator<Item = &'p Pointer>) -> Self {
        let origins = Origins::of(&version.document.origins);
        let places: HashMap<&Pointer, Pointer> = pointers
            .map(|pointer| {
                let written = version.document.written(pointer);
                let before = origins.before(&written);
                (pointer, before.unwrap_or(written))
            })
            .collect();
        let texts = Places::among(places.values(), &version.document.written, &version.source);
        let spots = places.iter().map(|(pointer, place)| {
            let spot = texts.spot(&Place::Node(place.clone()));
            let positions = spot.as_ref().and_then(|spot| spot.positions());
            let range = spot.as_ref().and_then(|spot| spot.range.as_ref());
            let file = match &spot {
                Some(spot) => spot.name.to_owned(),
                None => version.source.name.clone(),
            };
            let found = Spot {
                file,
                line: positions.map(|(start, _)| start.line),
                column: positions.map(|(start, _)| start.column),
                pointer: place.to_string(),
                excerpt: spot
                    .as_ref()
                    .zip(range)
                    .and_then(|(spot, range)| spot.lines.block(range, MOST_LINES)),
            };
            ((*pointer).clone(), found)
        });
        Self {
            spots: spots.collect(),
        }
    }

    /// The place of one of the nodes.
    pub fn spot(&self, pointer: Option<&Pointer>) -> Option<Spot> {
        self.spots.get(pointer?).cloned()
    }
}
