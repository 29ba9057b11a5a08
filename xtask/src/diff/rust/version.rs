//! The version to release next.

use semver::{BuildMetadata, Prerelease, Version};

use super::super::change::{Bump, RustChange};

/// What a release with these changes must be.
pub fn bump<'c>(changes: impl IntoIterator<Item = &'c RustChange>) -> Bump {
    let bumps = changes.into_iter().map(|change| change.bump);
    bumps.max().unwrap_or(Bump::Patch)
}

/// The least version that a release may have by Cargo's rules ("The Cargo Book", SemVer Compatibility: before
/// 1.0.0 the first number that is not zero is the major one, and before 0.1.0 every release is another).
///
/// A version that is none is answered as it is. A pre-release becomes the release that it leads to where that
/// says enough: after `2.0.0-rc.1` comes `2.0.0`, whatever changed.
pub fn next_version(version: &str, bump: Bump) -> String {
    let Ok(mut next) = Version::parse(version) else {
        return version.to_owned();
    };
    let was_prerelease = !next.pre.is_empty();
    next.pre = Prerelease::EMPTY;
    next.build = BuildMetadata::EMPTY;
    let bump = match (next.major, next.minor, bump) {
        (0, 0, _) => Bump::Patch,
        (0, _, Bump::Major) => Bump::Minor,
        (0, _, _) => Bump::Patch,
        (_, _, bump) => bump,
    };
    let says = match (next.minor, next.patch) {
        (0, 0) => Bump::Major,
        (_, 0) => Bump::Minor,
        _ => Bump::Patch,
    };
    if was_prerelease && bump <= says {
        return next.to_string();
    }
    let (major, minor, patch) = (next.major, next.minor, next.patch);
    (next.major, next.minor, next.patch) = match bump {
        Bump::Major => (major.saturating_add(1), 0, 0),
        Bump::Minor => (major, minor.saturating_add(1), 0),
        Bump::Patch => (major, minor, patch.saturating_add(1)),
    };
    next.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Bump::{Major, Minor, Patch};

    #[test]
    fn versions_follow_the_rules_of_cargo() {
        for (version, patch, minor, major) in [
            ("1.2.3", "1.2.4", "1.3.0", "2.0.0"),
            ("0.3.1", "0.3.2", "0.3.2", "0.4.0"),
            ("0.0.4", "0.0.5", "0.0.5", "0.0.5"),
            ("0.1.0", "0.1.1", "0.1.1", "0.2.0"),
            ("2.0.0-rc.1", "2.0.0", "2.0.0", "2.0.0"),
            ("2.1.0-rc.1", "2.1.0", "2.1.0", "3.0.0"),
            ("2.1.3-rc.1", "2.1.3", "2.2.0", "3.0.0"),
            ("0.3.0-rc.1", "0.3.0", "0.3.0", "0.3.0"),
            ("0.3.1-rc.1", "0.3.1", "0.3.1", "0.4.0"),
            ("1.0.0+build", "1.0.1", "1.1.0", "2.0.0"),
            ("one", "one", "one", "one"),
        ] {
            assert_eq!(next_version(version, Patch), patch, "{version}");
            assert_eq!(next_version(version, Minor), minor, "{version}");
            assert_eq!(next_version(version, Major), major, "{version}");
        }
    }
}
