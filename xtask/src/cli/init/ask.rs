//! Questions to a person, where one is there.

use std::io::{IsTerminal, Write as _, stdin};

use crate::cli::told::Told;

/// Whether questions are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// A person answers.
    Person,
    /// Nobody is there, or nobody wants to be asked.
    Nobody,
}

impl Asks {
    /// Nobody is asked without a terminal.
    pub fn of(is_silent: bool) -> Self {
        if !is_silent && stdin().is_terminal() && std::io::stderr().is_terminal() {
            Self::Person
        } else {
            Self::Nobody
        }
    }

    /// An answer that has no default. `flag` would give it.
    pub fn needed(self, question: &str, flag: &str) -> Result<String, Told> {
        let missing = || {
            Told::error(
                format!("{question} is missing"),
                format!("give it by `{flag}`"),
            )
        };
        match self {
            Self::Nobody => Err(missing()),
            Self::Person => Some(answer(&format!("{question}: "))?)
                .filter(|answer| !answer.is_empty())
                .ok_or_else(missing),
        }
    }

    /// An answer; the default where nothing is answered.
    pub fn or_default(self, question: &str, default: String) -> Result<String, Told> {
        match self {
            Self::Nobody => Ok(default),
            Self::Person => {
                let answer = answer(&format!("{question} [{default}]: "))?;
                Ok(Some(answer)
                    .filter(|one| !one.is_empty())
                    .unwrap_or(default))
            }
        }
    }

    /// Whether something is to be done; it is where nobody is asked.
    pub fn agreed(self, question: &str) -> Result<bool, Told> {
        match self {
            Self::Nobody => Ok(true),
            Self::Person => {
                let answer = answer(&format!("{question} [Y/n] "))?.to_lowercase();
                Ok(matches!(answer.as_str(), "" | "y" | "yes"))
            }
        }
    }

    /// Whether something that destroys is to be done; it is not where nobody is asked.
    pub fn insisted(self, question: &str) -> Result<bool, Told> {
        match self {
            Self::Nobody => Ok(false),
            Self::Person => {
                let answer = answer(&format!("{question} [y/N] "))?.to_lowercase();
                Ok(matches!(answer.as_str(), "y" | "yes"))
            }
        }
    }
}

fn answer(question: &str) -> Result<String, Told> {
    anstream::eprint!("{question}");
    let _ = std::io::stderr().flush();
    let mut line = String::new();
    match stdin().read_line(&mut line) {
        Ok(0) => Err(Told::error(
            "the input ended before the answer",
            "nothing was written",
        )),
        Ok(_) => Ok(line.trim().to_owned()),
        Err(error) => Err(Told::error(
            format!("the answer cannot be read: {error}"),
            "give the answers by flags; nothing was written",
        )),
    }
}
