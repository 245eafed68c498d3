//! The notation of keys in tests, and the bytes that xterm sends for them.

/// Keys that have a name of their own.
const NAMED: &[(&str, &[u8])] = &[
    ("lt", b"<"),
    ("Space", b" "),
    ("Enter", b"\r"),
    ("Tab", b"\t"),
    ("BackTab", b"\x1b[Z"),
    ("Esc", b"\x1b"),
    ("BS", b"\x7f"),
    ("F1", b"\x1bOP"),
    ("F2", b"\x1bOQ"),
    ("F3", b"\x1bOR"),
    ("F4", b"\x1bOS"),
];

/// `CSI` keys with a letter at the end, where modifiers can be put in.
const LETTERS: &[(&str, char)] =
    &[("Up", 'A'), ("Down", 'B'), ("Right", 'C'), ("Left", 'D'), ("Home", 'H'), ("End", 'F')];

/// `CSI` keys with a number.
const NUMBERS: &[(&str, u8)] = &[
    ("Ins", 2),
    ("Del", 3),
    ("PgUp", 5),
    ("PgDn", 6),
    ("F5", 15),
    ("F6", 17),
    ("F7", 18),
    ("F8", 19),
    ("F9", 20),
    ("F10", 21),
    ("F11", 23),
    ("F12", 24),
];

/// The bytes of a line of keys, cut behind each Escape: what follows at once would belong to it.
///
/// Names may have modifiers before them: `<C-d>`, `<A-x>`, `<S-Up>`, `<C-S-PgDn>`.
pub(super) fn parts(keys: &str) -> Vec<Vec<u8>> {
    let mut parts = vec![Vec::new()];
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let (bytes, after) = match rest.strip_prefix('<').and_then(|named| named.split_once('>')) {
            Some((name, after)) => (named(name), after),
            None => (c.to_string().into_bytes(), rest.strip_prefix(c).unwrap_or_default()),
        };
        parts.last_mut().unwrap().extend_from_slice(&bytes);
        if bytes == b"\x1b" {
            parts.push(Vec::new());
        }
        rest = after;
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn named(name: &str) -> Vec<u8> {
    let mut modifiers = 0;
    let mut key = name;
    while let Some((modifier, rest)) = key.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
        modifiers |= match modifier {
            "S" => 1,
            "A" => 2,
            "C" => 4,
            _ => panic!("no such modifier in <{name}>"),
        };
        key = rest;
    }
    let parameter = if modifiers == 0 { String::new() } else { format!(";{}", modifiers + 1) };
    if let Some((_, letter)) = LETTERS.iter().find(|(known, _)| *known == key) {
        let one = if modifiers == 0 { "" } else { "1" };
        return format!("\x1b[{one}{parameter}{letter}").into_bytes();
    }
    if let Some((_, number)) = NUMBERS.iter().find(|(known, _)| *known == key) {
        return format!("\x1b[{number}{parameter}~").into_bytes();
    }
    let plain = match NAMED.iter().find(|(known, _)| *known == key) {
        Some((_, bytes)) => bytes.to_vec(),
        None if key.chars().count() == 1 => key.as_bytes().to_vec(),
        None => panic!("no such key: <{name}>"),
    };
    match (modifiers, plain.as_slice()) {
        (0, _) => plain,
        (2, _) => [b"\x1b", plain.as_slice()].concat(),
        (4, &[c @ b'@'..=b'~']) => vec![c & 0x1f],
        (4, b" ") => vec![0],
        (1, b"\t") => b"\x1b[Z".to_vec(),
        _ => panic!("terminals send nothing of its own for <{name}>"),
    }
}
