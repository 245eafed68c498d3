//! No file depends on itself by way of others.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::Modules;
use super::{made_up, sources};

/// Circles there still are. A circle that is gone leaves this list; none may come.
const CIRCLES: &[&[&str]] = &[&["query", "query::when"]];

/// Modules that depend on each other, each group and the groups in order.
fn circles(edges: &BTreeSet<(String, String)>) -> BTreeSet<Vec<String>> {
    let mut targets = BTreeMap::<&str, Vec<&str>>::new();
    for (from, to) in edges {
        targets.entry(from).or_default().push(to);
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        targets.keys().map(|start| (*start, reached(&targets, start))).collect();
    let together = |a: &str, b: &str| {
        let leads = |a, b| reached.get(a).is_some_and(|found| found.contains(b));
        leads(a, b) && leads(b, a)
    };
    let circle = |start: &str| -> Vec<String> {
        reached.keys().filter(|other| together(start, other)).map(|other| (*other).to_owned()).collect()
    };
    reached.keys().map(|start| circle(start)).filter(|circle| !circle.is_empty()).collect()
}

/// Modules that one leads to.
fn reached<'a>(targets: &BTreeMap<&'a str, Vec<&'a str>>, start: &'a str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(module) = open.pop() {
        let next = targets.get(module).into_iter().flatten();
        open.extend(next.filter(|next| found.insert(**next)));
    }
    found
}

/// What differs between the circles found and the circles listed, as sentences.
fn differences(
    found: &BTreeSet<Vec<String>>,
    listed: &[&[&str]],
    edges: &BTreeSet<(String, String)>,
) -> Vec<String> {
    let mut differences = Vec::new();
    for circle in found.iter().filter(|circle| !listed.iter().any(|listed| *circle == listed)) {
        differences.push(format!("a circle that is not listed: {circle:?}, by way of"));
        let inside = edges.iter().filter(|(from, to)| circle.contains(from) && circle.contains(to));
        differences.extend(inside.map(|(from, to)| format!("    {from} -> {to}")));
    }
    let gone = listed.iter().filter(|listed| !found.iter().any(|circle| circle == *listed));
    differences.extend(gone.map(|gone| format!("gone, take it from the list: {gone:?}")));
    differences
}

#[test]
fn no_file_depends_on_itself() {
    let edges = Modules::of(sources()).edges();
    let differences = differences(&circles(&edges), CIRCLES, &edges);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn a_circle_is_found_and_a_lost_one_is_missed() {
    let files = [
        // Knows what its children pass on and need: no circle.
        ("src/a/mod.rs", "mod b; mod c; pub use b::B; pub struct A; pub fn help() {} use c::start;"),
        ("src/a/b.rs", "use super::A; use crate::a::c::C; pub struct B;"),
        // Comes back to `b` by way of a name that `a` passes on.
        ("src/a/c.rs", "pub struct C; fn f(b: super::B) {} pub fn start() {}"),
        // Knows more of its parent than types.
        ("src/d/mod.rs", "mod e; use e::E; pub fn help() {}"),
        ("src/d/e.rs", "pub struct E; fn f() { super::help() }"),
        ("src/f.rs", "use crate::a::A; #[cfg(test)] mod tests { use crate::g::G; }"),
        ("src/g.rs", "use crate::f::F; // use crate::h::H;"),
    ];
    let modules = Modules::of(made_up(&files));
    let edges = modules.edges();
    let found = circles(&edges);
    let expected = [vec!["a::b", "a::c"], vec!["d", "d::e"]]
        .map(|circle| circle.into_iter().map(str::to_owned).collect());
    assert_eq!(found, BTreeSet::from(expected));
    let said = differences(&found, &[&["a::b", "a::c"], &["f", "g"]], &edges);
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(said[0].contains("not listed") && said[3].contains("gone"), "{said:?}");
}
