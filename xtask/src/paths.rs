//! Paths as messages, manifests and settings write them: with `/`, and relative where they can be.

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
    path.to_string_lossy().replace('\\', "/")
}

/// A path from the root of the disk, without `.` and `..`. It need not be there.
pub fn absolute(path: &Path) -> PathBuf {
    clean(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// A path without `.`, and without folders that a `..` leaves again, as far as the path alone tells.
pub fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match (part, clean.components().next_back()) {
            (Component::ParentDir, Some(Component::Normal(_))) => {
                clean.pop();
            }
            // Above the root there is the root.
            (Component::ParentDir, Some(Component::RootDir)) | (Component::CurDir, _) => {}
            (part, _) => clean.push(part),
        }
    }
    clean
}

/// A path within the folder that it starts from, without detours: empty for the folder itself, and `None` where it leads
/// elsewhere.
pub fn within(path: &Path) -> Option<PathBuf> {
    let path = clean(path);
    let is_within = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    is_within.then_some(path)
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
        assert_eq!(clean(Path::new("/a/./b/../c")), Path::new("/a/c"));
        assert_eq!(clean(Path::new("/../a")), Path::new("/a"));
        assert_eq!(clean(Path::new("../a/../../b")), Path::new("../../b"));
        assert_eq!(within(Path::new("./a/../b")), Some(PathBuf::from("b")));
        assert_eq!(within(Path::new("a/..")), Some(PathBuf::new()));
        for elsewhere in ["..", "../a", "/a"] {
            assert_eq!(within(Path::new(elsewhere)), None, "{elsewhere}");
        }
    }
}
