//! The kinds of section in a snapshot: each folder declares its own, and no two share a number.

use std::collections::BTreeMap;

use super::sources;

/// The numbers of the section kinds declared in a source, as they are written.
fn declared(text: &str) -> impl Iterator<Item = &str> {
    text.split("SectionKind = SectionKind::").skip(1).filter_map(|rest| {
        let number = rest.strip_prefix("primary(").or_else(|| rest.strip_prefix("derived("))?;
        number.split(')').next()
    })
}

#[test]
fn no_two_kinds_of_section_share_a_number() {
    let sources = sources();
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (file, text) in sources.iter().filter(|(file, _)| !file.ends_with("/tests.rs")) {
        declared(text).for_each(|number| owners.entry(number).or_default().push(file));
    }
    assert!(owners.len() >= 20, "{owners:?}");
    owners.retain(|_, files| files.len() > 1);
    assert!(owners.is_empty(), "{owners:?}");
}
