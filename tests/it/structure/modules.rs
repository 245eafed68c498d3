//! The modules of the crate, and what the paths in them lead to.

use std::collections::{BTreeMap, BTreeSet};

use super::tokens::{Token, production};
use super::uses::{Mention, mentions};

/// The name of a module: `corpus::load`.
type Name = String;

/// A file of the crate without what only tests compile.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// `src/corpus/load/mod.rs`.
    pub file: String,
    pub tokens: Vec<Token>,
    mentions: Vec<Mention>,
    /// What its `use` declarations call something: the full path behind each name.
    aliases: BTreeMap<String, String>,
}

/// All modules by name. That of `lib.rs` is empty.
#[derive(Debug, Default)]
pub(super) struct Modules(pub BTreeMap<Name, Module>);

impl Modules {
    /// The modules of these files, given by path and text.
    pub(super) fn of(sources: Vec<(String, String)>) -> Self {
        let (mut modules, mut tests) = (BTreeMap::new(), Vec::new());
        for (file, text) in sources.into_iter().filter(|(file, _)| file != "src/main.rs") {
            let name = module_name(&file);
            let (tokens, inside) = production(&text);
            tests.extend(inside.iter().map(|test| joined(&name, test)));
            modules.insert(name, Module { file, tokens, ..Module::default() });
        }
        modules.retain(|name, _| !tests.iter().any(|test| is_within(name, test)));
        for (name, module) in &mut modules {
            module.mentions = mentions(name, &module.tokens);
        }
        let mut modules = Self(modules);
        for name in modules.0.keys().cloned().collect::<Vec<_>>() {
            let mentions = modules.0[&name].mentions.iter();
            let aliases = mentions.filter_map(|m| Some((m.alias.clone()?, modules.full(&name, m))));
            let aliases = aliases.collect();
            modules.0.entry(name).and_modify(|module| module.aliases = aliases);
        }
        modules
    }

    /// A path as seen from the root of the crate. What belongs to another crate stays as it is.
    fn full(&self, module: &str, mention: &Mention) -> String {
        let path = absolute(mention);
        let (first, rest) = path.split_once("::").unwrap_or((&path, ""));
        if first == "crate" {
            path
        } else if self.0.contains_key(&joined(module, first)) {
            joined(&joined("crate", module), &path)
        } else {
            self.0[module].aliases.get(first).map_or_else(|| path.clone(), |alias| joined(alias, rest))
        }
    }

    /// Pairs of modules where the first mentions something that the second defines.
    ///
    /// What leads through the names of a third leads to the module that defines it. A module may know the types of
    /// the modules around it, and these pass on what is defined within them: neither is counted.
    pub(super) fn edges(&self) -> BTreeSet<(Name, Name)> {
        let mut edges = BTreeSet::new();
        for (name, module) in &self.0 {
            for mention in &module.mentions {
                let path = self.full(name, mention);
                let Some((target, item)) = self.defined(&path, 0) else { continue };
                let is_type = item.starts_with(char::is_uppercase);
                let is_around = is_type && is_within(name, &target);
                let passed_on = mention.is_public && is_within(&target, name);
                if target != *name && !is_around && !passed_on {
                    edges.insert((name.clone(), target));
                }
            }
        }
        edges
    }

    /// The module that defines what is at the end of a full path, and its name there; nothing for a module itself.
    fn defined(&self, path: &str, depth: u32) -> Option<(Name, String)> {
        let mut module = Name::new();
        let segments: Vec<&str> = path.strip_prefix("crate::")?.split("::").collect();
        for (at, segment) in segments.iter().enumerate() {
            let is_last = at + 1 == segments.len();
            let child = joined(&module, segment);
            let alias = self.0.get(&module).and_then(|module| module.aliases.get(*segment));
            match alias.filter(|alias| depth < 16 && alias.starts_with("crate::")) {
                Some(alias) if is_last || !self.0.contains_key(&child) => {
                    let behind = [&[alias.as_str()], &segments[at + 1..]].concat().join("::");
                    return self.defined(&behind, depth + 1);
                }
                _ if self.0.contains_key(&child) => module = child,
                _ => return Some((module, (*segment).to_owned())),
            }
        }
        None
    }
}

/// A path as seen from the root of the crate, if it says where it begins.
pub(super) fn absolute(mention: &Mention) -> String {
    let mut segments = mention.path.iter().map(String::as_str).peekable();
    let mut base = mention.inside.as_str();
    match segments.peek() {
        Some(&"crate") => base = "",
        Some(&("self" | "super")) => {}
        _ => return mention.path.join("::"),
    }
    while let Some(step) = segments.next_if(|step| matches!(*step, "crate" | "self" | "super")) {
        base = if step == "super" { parent(base).unwrap_or("") } else { base };
    }
    let base = joined("crate", base);
    segments.fold(base, |path, segment| joined(&path, segment))
}

/// `corpus::load` of `src/corpus/load.rs` and of `src/corpus/load/mod.rs`.
pub(super) fn module_name(file: &str) -> Name {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if path == "lib" { Name::new() } else { path.replace('/', "::") }
}

pub(super) fn parent(name: &str) -> Option<&str> {
    name.rsplit_once("::").map(|(parent, _)| parent).or_else(|| (!name.is_empty()).then_some(""))
}

fn joined(module: &str, child: &str) -> Name {
    if module.is_empty() || child.is_empty() {
        format!("{module}{child}")
    } else {
        format!("{module}::{child}")
    }
}

fn is_within(name: &str, ancestor: &str) -> bool {
    name.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}
