//! What a package installs: the manual page and the completions, made by the program and kept in `contrib/`.
//!
//! `XINGLAN_BLESS=1 cargo test --test it installed` makes them anew after a command or an argument has changed. What must not
//! go in: packages themselves (`.ci/release` builds and tries them).

use std::fs;
use std::path::Path;
use std::process::Command;

use xinglan::messages::Lang;

use crate::harness::XINGLAN;

/// The files below `contrib/`, and what makes them.
const FILES: [(&str, &[&str]); 5] = [
    ("man/xinglan.1", &["man", "--lang", "en"]),
    ("man/zh_CN/xinglan.1", &["man", "--lang", "zh"]),
    ("completions/xinglan.bash", &["completions", "bash", "--lang", "en"]),
    ("completions/_xinglan", &["completions", "zsh", "--lang", "en"]),
    ("completions/xinglan.fish", &["completions", "fish", "--lang", "en"]),
];

fn made(args: &[&str]) -> String {
    let output = Command::new(XINGLAN).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn stored(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("contrib").join(name)).unwrap_or_default()
}

#[test]
fn what_is_kept_is_what_the_program_makes() {
    for (name, args) in FILES {
        let now = made(args);
        if std::env::var_os("XINGLAN_BLESS").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("contrib").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &now).unwrap();
        }
        assert!(
            stored(name) == now,
            "contrib/{name} is stale: XINGLAN_BLESS=1 cargo test --test it installed makes it anew"
        );
    }
}

/// Everything that can be typed: each command with its flags.
fn typed() -> Vec<(String, Vec<String>)> {
    let program = xinglan::cli::command(Lang::En);
    let flags = |command: &clap::Command| {
        command.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)).collect::<Vec<_>>()
    };
    let commands = program.get_subcommands().filter(|command| command.get_name() != "help");
    commands.map(|command| (command.get_name().to_owned(), flags(command))).collect()
}

#[test]
fn the_page_and_the_completions_have_every_command_and_flag() {
    for (file, _) in FILES {
        let text = stored(file).replace("\\-", "-");
        for (command, flags) in typed() {
            assert!(text.contains(&command), "{file} lacks {command}");
            for flag in flags {
                // Fish writes names without dashes.
                assert!(
                    text.contains(&format!("--{flag}")) || text.contains(&format!("-l {flag}")),
                    "{file}: {flag}"
                );
            }
        }
    }
}

#[test]
fn values_that_are_no_list_for_the_parser_are_completed() {
    for (file, _) in FILES.iter().filter(|(file, _)| file.starts_with("completions")) {
        let text = stored(file);
        for value in ["liaoning", "neimenggu", "relevance", "l1", "gb18030", "section"] {
            assert!(text.contains(value), "{file}: {value}");
        }
    }
}
