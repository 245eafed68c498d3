//! The names of members as text: archives of Windows have them in GBK, without saying so.
//!
//! What must not go in: what a name says of a member.

use std::path::PathBuf;

use crate::archive::harmless;
use crate::format::decode::{decode, decode_name};

/// The paths of these names. Those that are not UTF-8 are read in one encoding, which many together show better than each by
/// itself; none where nothing is left of a name.
pub(super) fn paths(raw: &[&[u8]]) -> Vec<Option<PathBuf>> {
    let foreign: Vec<&[u8]> = raw.iter().copied().filter(|name| !is_utf8(name)).collect();
    let joined = foreign.join(&b'\n');
    let read = decode(&joined, None).ok().map(|decoded| decoded.text.into_owned());
    let lines: Vec<&str> = read.as_deref().map(|text| text.split('\n').collect()).unwrap_or_default();
    let mut together = (lines.len() == foreign.len()).then(|| lines.into_iter());
    let text = |name: &&[u8]| match together.as_mut().filter(|_| !is_utf8(name)) {
        Some(lines) => harmless(lines.next().unwrap_or_default()),
        None => path(name),
    };
    raw.iter().map(text).collect()
}

/// The path of a name by itself.
pub(super) fn path(name: &[u8]) -> Option<PathBuf> {
    harmless(&decode_name(name))
}

fn is_utf8(name: &[u8]) -> bool {
    std::str::from_utf8(name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_archive_are_in_one_encoding() {
        // Two ideographs alone may be anything.
        let (long, _, _) = encoding_rs::GBK.encode("新闻资料/沿河新建的图书馆开放了.txt");
        let (short, _, _) = encoding_rs::GBK.encode("新闻资料/春.txt");
        let read = paths(&[&long, "说明.txt".as_bytes(), &short]);
        let read: Vec<String> =
            read.into_iter().map(|path| path.unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(read, ["新闻资料/沿河新建的图书馆开放了.txt", "说明.txt", "新闻资料/春.txt"]);
    }

    #[test]
    fn a_backslash_within_a_character_is_none() {
        // 0x5C is the second byte of 誠 in GBK.
        let (name, _, had_errors) = encoding_rs::GBK.encode("誠心\\忠誠的人们在河边.txt");
        assert!(!had_errors && name.contains(&0x5C));
        assert_eq!(paths(&[&name])[0], Some(PathBuf::from("誠心/忠誠的人们在河边.txt")));
    }
}
