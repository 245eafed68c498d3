//! Every command with every kind of result and every error that can be provoked, run as programs.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use xinglan::messages::{HelpText, Lang};

use super::fixture::{NAME, folder};
use super::{Findings, LANGS};
use crate::aged::write_aged;
use crate::harness::XINGLAN;

/// How the language is asked for.
#[derive(Debug, Clone, Copy)]
enum Asked {
    Before,
    After,
    Locale,
    File,
}

const WAYS: [Asked; 4] = [Asked::Before, Asked::After, Asked::Locale, Asked::File];

/// Help, and what is wrong with a command line: nothing is read.
const USAGE: &[&str] = &[
    "--help",
    "-h",
    "help",
    "help list",
    "list --help",
    "show --help",
    "search --help",
    "check --help",
    "index --help",
    "kwic --help",
    "collocates --help",
    "keyness --help",
    "stats --help",
    "help help",
    "help lst",
    "lst --jsn",
    "list",
    "show",
    "search",
    "check",
    "index",
    "kwic",
    "kwic @湖北 鹭",
    "kwic 鹭 鹭 --sort r9",
    "keyness 鹭",
    "stats 鹭 --by x",
    "list --jsn 鹭",
    "list --zzzzzz 鹭",
    "list --json --json 鹭",
    "list --filter",
    "list --json=1 鹭",
    "list 鹭 --by x",
    "list 鹭 --lang",
    "list 鹭 --lang fr",
    "list 鹭 --encoding x",
    "show 鹭 --width x",
    "show 鹭 --width 0",
    "show 鹭 --ambiguous 3",
    "show 鹭 --id",
    "search a b -l --json",
    "search a b -l -c",
    "search a b --sort x",
    "check 鹭 --widths x",
    "--measure 2 鹭",
    "--idle 0 鹭",
    "--render x 鹭",
    "--ambiguous 3 鹭",
    "--snapshot a --no-cache 鹭",
    "--measure 30 list 鹭",
    "list 鹭 --filter /(/",
    "list 鹭 --filter /.{9999}{9999}/",
    "list 鹭 --filter date:x",
    "list 鹭 --filter @x",
    "list 鹭 --province x",
    "list 鹭 --mentions x",
    "search /(/ 鹭",
    "search @x 鹭",
    "list x",
    "show x",
    "search a x",
    "check x",
    "index x",
    "鹭",
    "x",
    "--restricted list 鹭",
];

/// What is read and printed.
const RESULTS: &[&str] = &[
    "list 鹭",
    "list 鹭 --by province",
    "list 鹭 --by section",
    "list 鹭 --by year",
    "list 鹭 --by month",
    "kwic 荻花 鹭",
    "kwic 荻花 鹭 --group r1",
    "collocates 荻花 鹭 --least 1",
    "keyness --filter 荻花 鹭 --least 1",
    "stats 鹭 --by province,section,year,month,tag,place",
    "list 鹭 --by province --filter 荻花",
    "list 鹭 --filter 荻花 --mentions ln",
    "list 鹭 --province ln",
    "list 鹭 --filter zzz",
    "list 鹭/霾/盘.txt --encoding gbk",
    "list 鹭/霾/盘.txt",
    "list 鹭/霾/萑.pdf",
    "list empty",
    "show 鹭/渔樵/葭.txt",
    "show 鹭/渔樵/葭.txt --width 30 --flush --grid --hang",
    "show 鹭/鸳鸯/鹭.txt",
    "show 鹭/鸳鸯/凫.txt",
    "show 鹭/鸳鸯/雁.md",
    "show 鹭/霾/萑.pdf",
    "show 鹭/霾/稗.txt",
    "show 鹭",
    "show empty",
    "show 鹭 --id zzz",
    "show /dev/null",
    "show 鹭/霾/霰",
    "search 荻花 鹭",
    "search zzz 鹭",
    "search -l 荻花 鹭",
    "search 荻花 鹭 --snapshot whole",
    "search 荻花 鹭 --snapshot not",
    "search 荻花 鹭 --snapshot none",
    "search 荻花 empty",
    "check 鹭",
    "check 鹭/渔樵/葭.txt --widths all",
    "check empty",
    "check 鹭/霾/萑.pdf 鹭/霾/稗.txt 鹭/霾/芦.txt 鹭/霾/苇.txt 鹭/霾/霰 /dev/null",
    "check inside",
    "check changed",
    "check damaged",
    "check older",
    "index 鹭 --output made",
    "index 鹭 --output none/made",
    "index 鹭 --output empty",
    "index empty --output made",
    "index 鹭/霾/萑.pdf --output made",
    "index 鹭",
];

/// What is printed as JSON: data, in which only the problems are sentences.
const DATA: &[&str] = &["list 鹭 --json", "search 荻花 鹭 --json", "check 鹭 --json"];

fn lang_code(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh",
    }
}

/// Runs it in `home`: what it prints, and what it says beside that.
fn run(home: &Path, line: &str, lang: Lang, asked: Asked) -> [String; 2] {
    let mut args: Vec<&str> = line.split(' ').collect();
    let code = lang_code(lang);
    let mut command = Command::new(XINGLAN);
    command.env_clear().current_dir(home).stdin(Stdio::null());
    for kind in ["config", "data", "state", "cache"] {
        command.env(format!("XDG_{}_HOME", kind.to_uppercase()), home.join(kind));
    }
    command.env("TERM", "xterm");
    match asked {
        Asked::Before => args.splice(0..0, ["--lang", code]).for_each(drop),
        Asked::After => args.extend(["--lang", code]),
        Asked::Locale => {
            command.env("LANG", if lang == Lang::En { "en_US.UTF-8" } else { "zh_CN.UTF-8" });
        }
        Asked::File => {
            let other = if lang == Lang::En { "zh_CN.UTF-8" } else { "en_US.UTF-8" };
            command.env("LANG", other).env("XDG_CONFIG_HOME", home.join(format!("config-{code}")));
        }
    }
    let output = command.args(args).output().unwrap();
    [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap())
}

/// The library, snapshots of it in every state, an empty folder, and a config file for each language.
fn home() -> tempfile::TempDir {
    let home = folder();
    let at = |name: &str| home.path().join(name);
    for lang in LANGS {
        write_aged(
            &at(&format!("config-{}", lang_code(lang))).join("xinglan/config.toml"),
            format!("lang = \"{}\"\n", lang_code(lang)),
        );
    }
    fs::create_dir(at("empty")).unwrap();
    write_aged(&at("not"), "鹭");
    run(home.path(), "index 鹭 --output whole", Lang::En, Asked::Locale);
    for name in ["inside", "changed", "damaged", "older"] {
        write_aged(&at(name).join("荻.txt"), "荻花\n\n荻花芦苇.\n");
        let line = format!("index {name} --output {name}/.xinglan.snapshot");
        run(home.path(), &line, Lang::En, Asked::Locale);
    }
    write_aged(&at("changed/凫.txt"), "凫雁\n\n凫雁.\n");
    let snapshot = at("damaged/.xinglan.snapshot");
    let bytes = fs::read(&snapshot).unwrap();
    fs::write(&snapshot, &bytes[..bytes.len() / 2]).unwrap();
    let line = "index older --encoding gbk --output older/.xinglan.snapshot";
    run(home.path(), line, Lang::En, Asked::Locale);
    home
}

#[test]
fn the_command_line_is_explained_in_one_language() {
    let mut findings = Findings::default();
    let home = home();
    for line in USAGE {
        for lang in LANGS {
            // A restricted reader reads no config file.
            let ways =
                WAYS.iter().filter(|asked| !matches!(asked, Asked::File) || !line.contains("--restricted"));
            for asked in ways.copied() {
                let said = run(home.path(), line, lang, asked).concat();
                assert!(!said.is_empty(), "{line}");
                // What was typed is shown as it was.
                let typed: Vec<&str> =
                    line.split([' ', '=']).filter(|part| part.len() > 1 && !part.starts_with('-')).collect();
                // What examples look for is Chinese, and their commands are English.
                let said = said.split(&format!("\n{}:\n", HelpText::Examples.text(lang))).next().unwrap();
                findings.look(&format!("{line} {asked:?}"), said, lang, &typed);
            }
        }
    }
}

#[test]
fn what_commands_print_is_in_one_language() {
    let mut findings = Findings::default();
    let home = home();
    for (number, line) in RESULTS.iter().enumerate() {
        for lang in LANGS {
            let said = run(home.path(), line, lang, WAYS[number % WAYS.len()]).concat();
            let typed: Vec<&str> = line.split(' ').skip(1).filter(|part| !part.starts_with('-')).collect();
            let cache = home.path().join("cache/xinglan");
            let named =
                [typed, vec![cache.to_str().unwrap(), ".xinglan.snapshot", "snapshots", "snapshot"]].concat();
            findings.look(line, &said, lang, &named);
        }
    }
}

#[test]
fn sentences_in_data_are_in_one_language() {
    let mut findings = Findings::default();
    let home = home();
    for line in DATA {
        for lang in LANGS {
            for asked in WAYS {
                let [said, beside] = run(home.path(), line, lang, asked);
                let mut sentences = vec![beside];
                for object in said.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
                    collect(&object, false, &mut sentences);
                }
                assert!(!line.starts_with("list") || sentences.len() > 1, "{line}: {said}");
                findings.look(&format!("{line} {asked:?}"), &sentences.join("\n"), lang, &[NAME]);
            }
        }
    }
}

/// The sentences of an object: strings below `problems`, `faults` and `reason`.
fn collect(value: &Value, is_sentence: bool, into: &mut Vec<String>) {
    match value {
        Value::String(text) if is_sentence => into.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| collect(value, is_sentence, into)),
        Value::Object(fields) => {
            for (name, value) in fields {
                collect(value, matches!(name.as_str(), "problems" | "faults" | "reason"), into);
            }
        }
        _ => {}
    }
}
