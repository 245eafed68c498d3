//! What the end of a file's name says of its form.

/// Whether `name` ends in a dot and one of `extensions`, in any case.
pub(super) fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, end)| extensions.iter().any(|other| other.eq_ignore_ascii_case(end)))
}
