//! Paths as manifests and settings write them: relative, with `/`.

use std::path::{Component, Path, PathBuf};

/// The way from a folder to a path, both absolute; the path itself where there is none, as from one drive of
/// Windows to another.
pub fn relative(from: &Path, to: &Path) -> PathBuf {
    let (from, to): (Vec<_>, Vec<_>) = (
        from.components().collect(),
        to.components().collect::<Vec<Component<'_>>>(),
    );
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return to.iter().collect();
    }
    let up = from[common..].iter().map(|_| Component::ParentDir);
    up.chain(to[common..].iter().copied()).collect()
}

/// A path with `/` on every system.
pub fn shown(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// A path without `.` and `..`, as far as the path alone tells. It need not be there.
pub fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_up_and_down() {
        let way = |from: &str, to: &str| shown(&relative(Path::new(from), Path::new(to)));
        assert_eq!(way("/a/b", "/a/b/c d"), "c d");
        assert_eq!(way("/a/b/x", "/a/c"), "../../c");
        assert_eq!(way("/a", "/a"), "");
        assert_eq!(normal(Path::new("/a/./b/../c")), Path::new("/a/c"));
    }
}
