//! Tables: aligned for a terminal, and as Markdown. The first column is text, the others are numbers.

/// A table with a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it is about.
    pub title: String,
    columns: Vec<String>,
    /// Its rows, of as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
    note: Option<String>,
}

impl Table {
    /// A table.
    pub fn new(title: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Self {
        Self {
            title: title.to_owned(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            rows,
            note: None,
        }
    }

    /// With a sentence below it.
    pub fn with_note(mut self, note: &str) -> Self {
        self.note = Some(note.to_owned());
        self
    }

    /// For a terminal.
    pub fn text(&self) -> String {
        let lines = || std::iter::once(&self.columns).chain(&self.rows);
        let width = |column: usize| {
            let cells = lines().filter_map(|cells| cells.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let mut text = format!("{}\n", self.title);
        for cells in lines() {
            let cells = cells.iter().zip(&widths).enumerate();
            let cells = cells.map(|(column, (cell, width))| match column {
                0 => format!("{cell:width$}"),
                _ => format!("{cell:>width$}"),
            });
            let line: Vec<String> = cells.collect();
            text.push_str(&format!("  {}\n", line.join("  ").trim_end()));
        }
        if let Some(note) = &self.note {
            text.push_str(&format!("  {note}\n"));
        }
        text
    }

    /// As Markdown, with a heading.
    pub fn markdown(&self) -> String {
        let mut text = format!("### {}\n\n{}", self.title, self.markdown_rows());
        if let Some(note) = &self.note {
            text.push_str(&format!("\n{note}\n"));
        }
        text
    }

    /// As Markdown, without a word around it.
    pub fn markdown_rows(&self) -> String {
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let numbers = "---:|".repeat(self.columns.len().saturating_sub(1));
        let mut text = format!("{}|---|{numbers}\n", line(&self.columns));
        text.extend(self.rows.iter().map(|cells| line(cells)));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = vec![row(["a|b", "1.00 ×"]), row(["longer", "12 ×"])];
        Table::new("Title", &["document", "ratio"], rows).with_note("A note.")
    }

    #[test]
    fn columns_are_aligned() {
        let expected =
            "Title\n  document   ratio\n  a|b       1.00 ×\n  longer      12 ×\n  A note.\n";
        assert_eq!(table().text(), expected);
    }

    #[test]
    fn markdown() {
        let expected = "### Title\n\n| document | ratio |\n|---|---:|\n| a\\|b | 1.00 × |\n| longer | 12 × |\n\nA note.\n";
        assert_eq!(table().markdown(), expected);
    }
}
