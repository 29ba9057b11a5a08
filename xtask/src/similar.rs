//! What a misspelt name was likely meant to be.

/// The names that are spelled most like a text, the nearest first; none that is another word.
pub fn nearest<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    /// How alike two names have to be, from 0 to 1.
    const ALIKE: f64 = 0.6;
    /// How many are worth reading.
    const MOST: usize = 3;
    let lower = text.to_lowercase();
    let mut alike: Vec<(f64, &str)> = names
        .into_iter()
        .filter(|name| *name != text)
        .map(|name| {
            let likeness = strsim::normalized_damerau_levenshtein(&lower, &name.to_lowercase());
            (likeness, name)
        })
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    alike.dedup();
    alike.truncate(MOST);
    alike.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_and_of_another_case_but_not_another_word() {
        let names = ["document", "output", "documents", "words"];
        assert_eq!(nearest("documnt", names), ["document", "documents"]);
        assert_eq!(nearest("Output", names), ["output"]);
        assert!(nearest("levels", names).is_empty());
    }
}
