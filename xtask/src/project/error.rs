//! Why a project could not do what it was asked for.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::problems::Diagnostics;
use crate::output::plan::PlanError;
use crate::output::write::WriteError;

/// Why a project could not do what it was asked for. The target that it is about is as it was.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A document, the settings or a file of names cannot be used.
    Unusable(Diagnostics),
    /// A file or folder cannot be read or written.
    Disk {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// These files stand where generated ones belong, and are not generated.
    InTheWay(Vec<PathBuf>),
    /// There is nothing to do, or not what was asked for.
    Target(String),
}

impl Error {
    /// The problems of the documents and settings; none where the error is another.
    pub fn diagnostics(&self) -> Diagnostics {
        match self {
            Self::Unusable(diagnostics) => diagnostics.clone(),
            Self::Disk { .. } | Self::InTheWay(_) | Self::Target(_) => Diagnostics::default(),
        }
    }

    pub(super) fn of_writing(error: WriteError, folder: &std::path::Path) -> Self {
        match error {
            WriteError::Disk(error) => error.into(),
            WriteError::InTheWay(paths) => {
                Self::InTheWay(paths.iter().map(|path| folder.join(path)).collect())
            }
        }
    }
}

impl From<PlanError> for Error {
    fn from(error: PlanError) -> Self {
        let PlanError { path, error } = error;
        Self::Disk { path, error }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unusable(diagnostics) => write!(formatter, "{diagnostics}"),
            Self::Disk { path, error } => write!(formatter, "{}: {error}", path.display()),
            Self::InTheWay(paths) => {
                let paths: Vec<String> = paths
                    .iter()
                    .map(|path| path.display().to_string())
                    .collect();
                write!(
                    formatter,
                    "these files are not generated, and would be overwritten: {}",
                    paths.join(", ")
                )
            }
            Self::Target(message) => formatter.write_str(message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk { error, .. } => Some(error),
            Self::Unusable(_) | Self::InTheWay(_) | Self::Target(_) => None,
        }
    }
}
