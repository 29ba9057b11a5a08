//! Additions to `Cargo.toml` and to the settings of cargo that keep all else as it is written.

use toml_edit::{Array, DocumentMut, Item, Table, Value, value};

/// A manifest with members; a new one where there is none.
pub fn with_members(text: Option<&str>, members: &[String]) -> Result<String, String> {
    let mut manifest = parsed(text.unwrap_or("[workspace]\nresolver = \"3\"\n"))?;
    let workspace = manifest
        .entry("workspace")
        .or_insert_with(|| Item::Table(Table::new()));
    let workspace = workspace
        .as_table_like_mut()
        .ok_or("`workspace` is no table")?;
    let known = workspace
        .entry("members")
        .or_insert_with(|| value(Array::new()));
    let known = known.as_array_mut().ok_or("`members` is no list")?;
    for member in members {
        if !covers(known, member) {
            push(known, member);
        }
    }
    let excluded = workspace.get("exclude").and_then(Item::as_array);
    if let Some(member) = members
        .iter()
        .find(|member| excluded.is_some_and(|list| excludes(list, member)))
    {
        return Err(format!("its `exclude` takes `{member}` out"));
    }
    Ok(manifest.to_string())
}

/// The settings of cargo with an alias; one that is there is left alone.
pub fn with_alias(text: Option<&str>, alias: &str, package: &str) -> Result<String, String> {
    let mut config = parsed(text.unwrap_or_default())?;
    let aliases = config
        .entry("alias")
        .or_insert_with(|| Item::Table(Table::new()));
    let aliases = aliases.as_table_like_mut().ok_or("`alias` is no table")?;
    let command = format!("run --quiet --package {package} --");
    match aliases.get(alias) {
        None => {
            aliases.insert(alias, value(command));
        }
        // However it is written: as one text or a list, and with the options of the user.
        Some(known) if names(&known.to_string(), package) => {}
        Some(_) => return Err(format!("`{alias}` is the alias of something else")),
    }
    Ok(config.to_string())
}

/// Whether a command has a word.
fn names(command: &str, word: &str) -> bool {
    let is_of_word = |one: char| one.is_alphanumeric() || matches!(one, '-' | '_');
    command.split(|one| !is_of_word(one)).any(|one| one == word)
}

/// Whether the settings of cargo have an alias.
pub fn has_alias(text: &str, alias: &str) -> bool {
    let config = text.parse::<DocumentMut>().ok();
    let aliases = config.as_ref().and_then(|config| config.get("alias"));
    aliases.is_some_and(|aliases| aliases.get(alias).is_some())
}

/// A text of TOML, or what is wrong with it.
pub fn parsed(text: &str) -> Result<DocumentMut, String> {
    let parsed = text.parse::<DocumentMut>();
    parsed.map_err(|error| error.message().to_owned())
}

/// Whether a manifest takes a folder out of its workspace.
pub fn is_excluded(text: &str, member: &str) -> bool {
    let manifest = text.parse::<DocumentMut>().ok();
    let list = manifest
        .as_ref()
        .and_then(|all| all.get("workspace")?.get("exclude")?.as_array());
    list.is_some_and(|list| excludes(list, member))
}

/// Whether a list has a member, or a pattern that it matches.
fn covers(list: &Array, member: &str) -> bool {
    let mut known = list.iter().filter_map(Value::as_str);
    known.any(|known| {
        let known = known.trim_start_matches("./").trim_end_matches('/');
        let glob = globset::GlobBuilder::new(known)
            .literal_separator(true)
            .build();
        known == member || glob.is_ok_and(|glob| glob.compile_matcher().is_match(member))
    })
}

/// Whether a list has a folder that a member is or lies in.
fn excludes(list: &Array, member: &str) -> bool {
    let mut known = list.iter().filter_map(Value::as_str);
    known.any(|known| {
        let rest = member.strip_prefix(known.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Adds to a list as its items stand: beside each other, or a line each.
fn push(list: &mut Array, member: &str) {
    let like = list.iter().last().map(|last| last.decor().clone());
    let prefix = like
        .as_ref()
        .and_then(|decor| decor.prefix()?.as_str())
        .map(str::to_owned);
    list.push(member);
    // A comment above the last item is of that alone.
    if let (Some(prefix), Some(added)) = (prefix, list.iter_mut().last())
        && let Some((_, indent)) = prefix.rsplit_once('\n')
    {
        added.decor_mut().set_prefix(format!("\n{indent}"));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests end by panicking")]
mod tests {
    use super::*;

    fn with(text: Option<&str>, members: &[&str]) -> String {
        let members: Vec<String> = members.iter().map(|one| (*one).to_owned()).collect();
        with_members(text, &members).unwrap()
    }

    #[test]
    fn members_are_added_as_the_others_stand() {
        assert_eq!(
            with(None, &["xtask", "crates/a"]),
            "[workspace]\nresolver = \"3\"\nmembers = [\"xtask\", \"crates/a\"]\n"
        );
        let lines = "# top\n[workspace]\nmembers = [\n    \"a\", # the app\n    # libraries\n    \"libs/*\",\n]\n\n[profile.dev]\ndebug = 0\n";
        assert_eq!(
            with(Some(lines), &["libs/x", "xtask"]),
            lines.replace("\"libs/*\",\n", "\"libs/*\",\n    \"xtask\",\n")
        );
        let single = "[package]\nname = \"one\" # mine\n\n[dependencies]\n";
        assert_eq!(
            with(Some(single), &["xtask"]),
            format!("{single}\n[workspace]\nmembers = [\"xtask\"]\n")
        );
        let twice = with(Some(single), &["xtask"]);
        assert_eq!(with(Some(&twice), &["xtask"]), twice);
        let inline = "workspace = { members = [\"a\"] }\n";
        assert_eq!(
            with(Some(inline), &["b"]),
            "workspace = { members = [\"a\", \"b\"] }\n"
        );
    }

    #[test]
    fn what_cannot_be_added_to_says_why() {
        let add = |text: &str| with_members(Some(text), &["crates/a".to_owned()]).unwrap_err();
        assert_eq!(add("workspace = 1"), "`workspace` is no table");
        assert_eq!(add("[workspace]\nmembers = 1"), "`members` is no list");
        let excluded = add("[workspace]\nexclude = [\"crates\"]\n");
        assert_eq!(excluded, "its `exclude` takes `crates/a` out");
        assert!(with_members(Some("["), &[]).is_err());
    }

    #[test]
    fn an_alias_is_added_once_and_never_taken() {
        let text = "# mine\n[alias]\nb = \"build\"\n\n[net]\nretry = 3\n";
        let added = with_alias(Some(text), "xtask", "xtask").unwrap();
        assert_eq!(
            added,
            text.replace(
                "\"build\"\n",
                "\"build\"\nxtask = \"run --quiet --package xtask --\"\n"
            )
        );
        assert_eq!(with_alias(Some(&added), "xtask", "xtask").unwrap(), added);
        let other = with_alias(Some(&added), "xtask", "bindings-xtask");
        assert_eq!(other.unwrap_err(), "`xtask` is the alias of something else");
        assert!(has_alias(&added, "xtask") && !has_alias(text, "xtask"));
    }
}
