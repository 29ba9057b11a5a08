//! The text of a file of names to a lock. Whatever is no line of it is reported by its number.

use std::collections::{BTreeMap, BTreeSet};

use super::{Alias, LockedGroup, LockedItem, LockedOperation, Member, NameLock, Placed, Role};
use crate::report::{Code, Place, Report};

/// What the lines of the file look like.
const FORMS: &str = "a line is as one of these: `type Pet = 0a1b2c3d #/components/schemas/Pet`, \
    `operation pets.list_pets ListPets = listPets GET /pets`, `group pets = tag Pets`, \
    `field Pet.id = _id`, `alias Pet = Animal`";

impl NameLock {
    /// Reads the text of a file of names. `None`, with errors in `report`, when it is not one.
    pub fn parse(text: &str, report: &mut Report) -> Option<Self> {
        let mut reader = Reader::default();
        let mut lines = BTreeSet::new();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            // Where two branches changed neighbours, git keeps what both have twice.
            if line.is_empty() || line.starts_with('#') || !lines.insert(line) {
                continue;
            }
            reader.line = index + 1;
            if let Err(problem) = reader.read(line) {
                reader.report(problem, report);
            }
        }
        (!report.has_errors()).then_some(reader.lock)
    }
}

/// Why a line is not taken.
enum Problem {
    /// It is what git leaves of two branches that changed the same lines.
    Conflict,
    /// It is none of the file.
    Malformed(&'static str),
    /// It names what the line of this number names, or the same place.
    Duplicate(String, usize),
}

#[derive(Default)]
struct Reader {
    lock: NameLock,
    /// The lines that names and places stand on.
    known: BTreeMap<String, usize>,
    line: usize,
}

impl Reader {
    fn report(&self, problem: Problem, report: &mut Report) {
        let at = |line| Place::Text {
            file: String::new(),
            line,
            column: 1,
        };
        match problem {
            Problem::Conflict => {
                report
                    .error(Code::Names, at(self.line), "a conflict of a merge is left here")
                    .help("keep the lines of both sides and take out the markers, then run `cargo xtask codegen`");
            }
            Problem::Malformed(why) => {
                report
                    .error(
                        Code::Names,
                        at(self.line),
                        format!("this is no line of names: {why}"),
                    )
                    .help(FORMS);
            }
            Problem::Duplicate(what, other) => {
                report
                    .error(Code::Names, at(self.line), format!("{what} is given twice"))
                    .help("delete one of the lines: the name that callers use stays")
                    .related(at(other), "it is given here too");
            }
        }
    }

    fn read(&mut self, line: &str) -> Result<(), Problem> {
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
            .iter()
            .any(|marker| line.starts_with(marker))
        {
            return Err(Problem::Conflict);
        }
        let (left, right) = line
            .split_once(" = ")
            .ok_or(Problem::Malformed("it has no ` = `"))?;
        let (word, names) = left
            .split_once(' ')
            .ok_or(Problem::Malformed("it gives no name"))?;
        match word {
            "type" => self.placed("", names, right),
            "variant" => {
                let (owner, name) = pair(names)?;
                self.placed(owner, name, right)
            }
            "field" | "value" => self.member(word == "field", names, right),
            "group" => self.group(names, right),
            "operation" => self.operation(names, right),
            "item" => self.item(names, right),
            "alias" => self.alias(names, right),
            _ => Err(Problem::Malformed(
                "it begins with none of the words for names",
            )),
        }
    }

    /// Takes note of what the line gives.
    fn only(&mut self, what: String) -> Result<(), Problem> {
        match self.known.insert(what.clone(), self.line) {
            Some(other) => Err(Problem::Duplicate(what, other)),
            None => Ok(()),
        }
    }

    fn placed(&mut self, owner: &str, name: &str, right: &str) -> Result<(), Problem> {
        let name = ident(name)?;
        let mut rest = right;
        let mut shapes = BTreeSet::new();
        while let Some((first, behind)) = rest.split_once(' ')
            && first.len() == 8
            && let Ok(shape) = u32::from_str_radix(first, 16)
        {
            shapes.insert(shape);
            rest = behind;
        }
        let place = text(rest)?;
        if !place.contains('#') {
            return Err(Problem::Malformed(
                "it names no place such as `#/components/schemas/Pet`",
            ));
        }
        let all = if owner.is_empty() {
            &mut self.lock.types
        } else {
            &mut self.lock.variants
        };
        let (what, of) = if owner.is_empty() {
            (format!("the type `{name}`"), String::new())
        } else {
            (
                format!("the variant `{owner}.{name}`"),
                format!(" in `{owner}`"),
            )
        };
        // Two branches may both have changed the schema.
        let mut same = all.iter_mut().filter(|_| self.known.contains_key(&what));
        let same = same.find(|one| one.owner == owner && one.name == name && one.place == place);
        if let Some(same) = same {
            same.shapes.extend(shapes);
            return Ok(());
        }
        all.push(Placed {
            owner: owner.to_owned(),
            name: name.clone(),
            place: place.clone(),
            shapes,
        });
        self.only(what)?;
        self.only(format!("the name of `{place}`{of}"))
    }

    fn member(&mut self, is_field: bool, names: &str, right: &str) -> Result<(), Problem> {
        let (owner, name) = pair(names)?;
        let wire = text(right)?;
        self.only(format!("the name `{owner}.{name}`"))?;
        self.only(format!("the name of `{wire}` in `{owner}`"))?;
        self.lock.members.push(Member {
            is_field,
            owner: owner.to_owned(),
            name: name.to_owned(),
            wire,
        });
        Ok(())
    }

    fn group(&mut self, module: &str, right: &str) -> Result<(), Problem> {
        let module = ident(module)?;
        let tag = match right.split_once(' ') {
            Some(("tag", tag)) => Some(text(tag)?),
            _ if right == "no tag" => None,
            _ => {
                return Err(Problem::Malformed(
                    "a group stands for `tag NAME` or for `no tag`",
                ));
            }
        };
        self.only(format!("the group `{module}`"))?;
        self.only(match &tag {
            Some(tag) => format!("the group of the tag `{tag}`"),
            None => "the group without a tag".to_owned(),
        })?;
        self.lock.groups.push(LockedGroup { module, tag });
        Ok(())
    }

    fn operation(&mut self, names: &str, right: &str) -> Result<(), Problem> {
        let (names, request) = names.split_once(' ').ok_or(Problem::Malformed(
            "an operation has a method and a request",
        ))?;
        let (module, name) = pair(names)?;
        let request = ident(request)?;
        let (id, rest) = first_word(right)?;
        let (method, path) = route(rest)?;
        self.only(format!("the method `{module}.{name}`"))?;
        self.only(format!("the type `{module}.{request}`"))?;
        self.only(format!("the name of `{id} {method} {path}`"))?;
        self.lock.operations.push(LockedOperation {
            module: module.to_owned(),
            name: name.to_owned(),
            request,
            id,
            method,
            path,
        });
        Ok(())
    }

    fn item(&mut self, names: &str, right: &str) -> Result<(), Problem> {
        let (module, name) = pair(names)?;
        let (word, rest) = right
            .split_once(' ')
            .ok_or(Problem::Malformed("an item belongs to an operation"))?;
        let role = Role::ALL.into_iter().find(|role| role.as_str() == word);
        let role = role.ok_or(Problem::Malformed(
            "an item is the `body`, `error`, `headers` or `output` of an operation",
        ))?;
        let operation = ident(rest)?;
        self.only(format!("the type `{module}.{name}`"))?;
        self.only(format!("the {word} of `{module}.{operation}`"))?;
        self.lock.items.push(LockedItem {
            module: module.to_owned(),
            name: name.to_owned(),
            role,
            operation,
        });
        Ok(())
    }

    fn alias(&mut self, old: &str, now: &str) -> Result<(), Problem> {
        match (pair(old), pair(now)) {
            (Ok((one, _)), Ok((other, _))) if one == other => {}
            _ if !old.contains('.') && !now.contains('.') => {
                ident(old)?;
                ident(now)?;
            }
            _ => {
                return Err(Problem::Malformed(
                    "an alias is of a type, or of what stands in one group",
                ));
            }
        }
        self.only(format!("the former name `{old}`"))?;
        self.lock.aliases.push(Alias {
            old: old.to_owned(),
            now: now.to_owned(),
        });
        Ok(())
    }
}

/// `Pet.name` as two identifiers.
fn pair(text: &str) -> Result<(&str, &str), Problem> {
    let (owner, name) = text.split_once('.').ok_or(Problem::Malformed(
        "the name has no `.` behind what owns it",
    ))?;
    ident(owner)?;
    ident(name)?;
    Ok((owner, name))
}

fn ident(text: &str) -> Result<String, Problem> {
    is_ident(text)
        .then(|| text.to_owned())
        .ok_or(Problem::Malformed("a name is no identifier of Rust"))
}

/// Whether a text is an identifier as files and modules may be named too: not raw, and not longer than the
/// longest that is made.
pub fn is_ident(text: &str) -> bool {
    const LONGEST: usize = 200;
    let mut characters = text.chars();
    let starts = characters
        .next()
        .is_some_and(|first| unicode_ident::is_xid_start(first) || first == '_');
    starts
        && text != "_"
        && characters.all(unicode_ident::is_xid_continue)
        && text.chars().count() <= LONGEST
        && !matches!(text, "self" | "Self" | "super" | "crate")
}

/// A text that ends the line.
fn text(text: &str) -> Result<String, Problem> {
    if !text.starts_with('"') {
        return Ok(text.to_owned());
    }
    serde_json::from_str(text).map_err(|_| Problem::Malformed("its text is no string of JSON"))
}

/// A word, or a string of JSON, and what is behind it.
fn first_word(text: &str) -> Result<(String, &str), Problem> {
    const NONE: Problem = Problem::Malformed("an operation has an id, a method and a path");
    if !text.starts_with('"') {
        let (word, rest) = text.split_once(' ').ok_or(NONE)?;
        return Ok((word.to_owned(), rest));
    }
    let mut strings = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let first = strings.next().and_then(Result::ok).ok_or(NONE)?;
    let rest = text.get(strings.byte_offset()..).unwrap_or_default();
    Ok((first, rest.trim_start()))
}

/// The method and the path of an operation.
fn route(words: &str) -> Result<(String, String), Problem> {
    let (method, path) = words
        .split_once(' ')
        .ok_or(Problem::Malformed("an operation has a method and a path"))?;
    let path = text(path)?;
    if !path.starts_with('/') {
        return Err(Problem::Malformed("a path begins with `/`"));
    }
    Ok((method.to_owned(), path))
}
