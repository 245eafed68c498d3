//! The documents as a whole: every link leads somewhere, every document stands in the book in both languages, and every command and
//! flag that is named exists. (That every one that exists is named, `made_documents` sees to.)

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use xinglan::app::action::TABLE;
use xinglan::app::settings::SETTINGS;
use xinglan::messages::Lang;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every document with its path from the root.
fn documents() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["", "docs", "docs/en", "docs/zh"] {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        paths.extend(entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    }
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// What is code in a document: between backticks, and in blocks.
fn code(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for (at, part) in text.split("```").enumerate() {
        if at % 2 == 1 {
            pieces.extend(part.lines().map(str::to_owned));
        } else {
            pieces.extend(part.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    pieces
}

#[test]
fn every_link_leads_somewhere() {
    let link = Regex::new(r"\]\(([^)\s]+)\)").unwrap();
    let mut dead = Vec::new();
    for (path, text) in documents() {
        for found in link.captures_iter(&text) {
            let target = &found[1];
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            if !file.exists() {
                dead.push(format!("{}: {target}", shown(&path)));
            } else if !anchor.is_empty() && !anchors(&fs::read_to_string(&file).unwrap()).contains(anchor) {
                dead.push(format!("{}: {target} has no such heading", shown(&path)));
            }
        }
    }
    assert_eq!(dead, [""; 0]);
}

/// The names by which headings are reached.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let name = |line: &str| {
        let kept = line.trim_start_matches('#').trim().to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.collect::<String>().replace(' ', "-")
    };
    headings.map(name).collect()
}

#[test]
fn the_book_has_every_document_in_both_languages() {
    let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).unwrap();
    let names = |lang: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(root().join("docs").join(lang)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert_eq!(names("zh"), names("en"));
    for name in names("en") {
        for lang in ["zh", "en"] {
            assert!(summary.contains(&format!("({lang}/{name})")), "docs/SUMMARY.md lacks {lang}/{name}");
        }
    }
    for (path, _) in documents().iter().filter(|(path, _)| path.parent() == Some(&root().join("docs"))) {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(
            name == "SUMMARY.md" || summary.contains(&format!("({name})")),
            "docs/SUMMARY.md lacks {name}"
        );
    }
}

/// Links of the book must stay in it.
#[test]
fn documents_for_readers_link_to_nothing_outside_the_book() {
    let link = Regex::new(r"\]\(([^)\s]+)\)").unwrap();
    for (path, text) in documents().iter().filter(|(path, _)| shown(path).starts_with("docs/")) {
        for found in link.captures_iter(text).filter(|found| !found[1].contains("://")) {
            let target = path.parent().unwrap().join(found[1].split('#').next().unwrap());
            let target = fs::canonicalize(&target).unwrap();
            let is_inside = target.starts_with(fs::canonicalize(root().join("docs")).unwrap());
            assert!(is_inside, "{}: {}", shown(path), &found[1]);
        }
    }
}

#[test]
fn every_flag_and_command_that_is_named_exists() {
    let program = xinglan::cli::command(Lang::En);
    let mut flags: BTreeSet<String> =
        program.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)).collect();
    let mut commands = BTreeSet::from(["help".to_owned()]);
    for command in program.get_subcommands() {
        commands.insert(command.get_name().to_owned());
        flags.extend(command.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)));
    }
    let flag = Regex::new(r"(?:^|[\s(`])--([a-z][a-z0-9-]*)").unwrap();
    let command = Regex::new(r"(?:^|\s)xinglan ([a-z]+)(?:\s|$)").unwrap();
    let mut unknown = Vec::new();
    for (path, text) in documents() {
        let name = shown(&path);
        // What was called otherwise once, and the flags of the tools that measure.
        let is_history = name == "CHANGELOG.md" || name == "docs/performance.md";
        for piece in code(&text).iter().filter(|_| !is_history) {
            for found in command.captures_iter(piece) {
                if !commands.contains(&found[1]) {
                    unknown.push(format!("{name}: xinglan {}", &found[1]));
                }
            }
            // Calls of other programs have flags of their own.
            let others = [
                "cargo", "useradd", "podman", "git ", "tests/", "fuzz/", "install ", "python3", "dpkg",
                "apt", "valgrind", "rg ", ".ci/", "--check",
            ];
            let is_ours = !others.iter().any(|other| piece.contains(other));
            for found in flag.captures_iter(piece).filter(|_| is_ours) {
                if !flags.contains(&found[1]) && !FOREIGN.contains(&&found[1]) {
                    unknown.push(format!("{name}: --{}", &found[1]));
                }
            }
        }
    }
    assert_eq!(unknown, [""; 0]);
}

/// Flags of other programs that are named alone.
const FOREIGN: [&str; 6] = ["shell", "ultra", "josn", "release", "locked", "nocapture"];

#[test]
fn every_key_and_setting_that_is_named_exists() {
    let names: BTreeSet<String> = TABLE
        .iter()
        .map(|row| row.action.name())
        .chain(SETTINGS.iter().map(|row| row.name.to_owned()))
        .collect();
    let line = Regex::new(r"(?m)^([a-z][a-z_-]*) += +\S").unwrap();
    for (path, text) in documents() {
        for block in text.split("```toml").skip(1) {
            let block = block.split("```").next().unwrap();
            if block.contains("[[remote]]") {
                continue;
            }
            for found in line.captures_iter(block) {
                assert!(names.contains(&found[1]), "{}: {}", shown(&path), &found[1]);
            }
        }
    }
}
