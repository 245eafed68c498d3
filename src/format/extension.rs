//! What the end of a file's name says of its form.

/// Whether `name` ends in a dot and one of `extensions`, in any case.
pub(super) fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, end)| extensions.iter().any(|other| other.eq_ignore_ascii_case(end)))
}

/// `name` without what follows its last dot, if that looks like an extension: short, ASCII, and with a letter, for in
/// `2024.1.2` there is none.
pub(super) fn without_extension(name: &str) -> &str {
    let is_extension = |end: &str| {
        matches!(end.len(), 1..=8)
            && end.bytes().all(|b| b.is_ascii_alphanumeric())
            && end.bytes().any(|b| b.is_ascii_alphabetic())
    };
    name.rsplit_once('.').filter(|(_, end)| is_extension(end)).map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_has_a_letter() {
        for (name, stem) in [
            ("甲.txt", "甲"),
            ("甲.MD", "甲"),
            ("2024.1.2", "2024.1.2"),
            ("2024.1.2.mp3", "2024.1.2"),
            ("甲", "甲"),
        ] {
            assert_eq!(without_extension(name), stem);
        }
    }
}
