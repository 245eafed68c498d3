//! One name, one thing: how many names stand for more than one type.

use std::collections::BTreeMap;

use super::modules::Modules;
use super::{made_up, sources};

/// The number of such names may only go down.
const MOST: usize = 2;

/// Names of more than one type, and the files where they are defined.
fn repeated(sources: Vec<(String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::<String, Vec<String>>::new();
    for module in Modules::of(sources).0.values() {
        let mut depth = 0;
        for pair in module.tokens.windows(2) {
            depth += i32::from(pair[0].is('{')) - i32::from(pair[0].is('}'));
            let (Some(keyword), Some(name)) = (pair[0].word(), pair[1].word()) else { continue };
            // Inside of braces it belongs to a trait.
            if matches!(keyword, "struct" | "enum" | "trait") || (keyword == "type" && depth == 0) {
                found.entry(name.to_owned()).or_default().push(module.file.clone());
            }
        }
    }
    found.retain(|_, files| files.len() > 1);
    found
}

#[test]
fn few_names_stand_for_more_than_one_type() {
    let repeated = repeated(sources());
    let lines: Vec<String> =
        repeated.iter().map(|(name, files)| format!("{name}: {}", files.join(", "))).collect();
    println!("{} names of more than one type\n{}", repeated.len(), lines.join("\n"));
    assert!(repeated.len() <= MOST, "more than {MOST}");
}

#[test]
fn a_name_of_two_types_is_found() {
    let found = repeated(made_up(&[
        ("src/a.rs", "struct Line; enum Kind {} impl Iterator for Line { type Item = u8; }"),
        ("src/b.rs", "pub trait Line {} type Kind<T> = T; impl Iterator for B { type Item = u8; }"),
        ("src/c.rs", "struct Single; #[cfg(test)] mod tests { struct Single; }"),
    ]));
    assert_eq!(found.into_keys().collect::<Vec<_>>(), ["Kind", "Line"]);
}
