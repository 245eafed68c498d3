//! The reader in a terminal: a visit to every pane, and what the program says before, beside and after it.

use std::fs;

use rustix::process::Signal;
use xinglan::messages::Lang;

use super::fixture::{NAME, folder};
use super::{Findings, LANGS};
use crate::harness::{Pty, XINGLAN};

/// Arguments and environment.
type Start<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)]);

/// Starts the program in the locale of a language.
fn spawn(args: &[&str], lang: Lang, env: &[(&str, &str)]) -> Pty {
    let locale = if lang == Lang::En { "en_US.UTF-8" } else { "zh_CN.UTF-8" };
    Pty::spawn(args, 80, 24, &[env, &[("LANG", locale)]].concat())
}

fn look(findings: &mut Findings, pty: &mut Pty, what: &str, lang: Lang, named: &[&str]) {
    pty.wait_stable();
    findings.look(what, &pty.screen(), lang, named);
}

#[test]
fn a_visit_in_one_language() {
    let mut findings = Findings::default();
    let home = folder();
    let root = home.path().join(NAME);
    let root = root.to_str().unwrap();
    for lang in LANGS {
        let code = if lang == Lang::En { "en" } else { "zh" };
        let ways: [Start<'_>; 3] = [
            (&["--lang", code, root], &[("LANG", "C.UTF-8")]),
            (&["--restricted", root], &[]),
            (&[root], &[("NO_COLOR", "1"), ("SSH_TTY", "/dev/pts/9"), ("LC_CTYPE", "C")]),
        ];
        for (args, env) in ways {
            let mut pty = spawn(args, lang, env);
            let shown = [root, home.path().to_str().unwrap()];
            pty.wait_for("鹭");
            for keys in [
                "", "/荻花", "<Enter>", "n", "p", "t", "P", "?", "q:", "<Esc>!", "q=", "q#", "qo", "qy", "Y",
                "q",
            ] {
                pty.keys(keys);
                look(&mut findings, &mut pty, keys, lang, &shown);
            }
            pty.resize(40, 20);
            look(&mut findings, &mut pty, "narrow", lang, &shown);
            pty.resize(120, 40);
            look(&mut findings, &mut pty, "wide", lang, &shown);
            pty.keys("Q");
            pty.wait_exit();
        }
    }
}

#[test]
fn what_is_said_instead_of_opening_is_in_one_language() {
    let mut findings = Findings::default();
    let home = folder();
    let root = home.path().join(NAME);
    let root = root.to_str().unwrap();
    let refused: [Start<'_>; 6] = [
        (&[root], &[("TERM", "dumb")]),
        (&["--restricted", root], &[("TERM", "a b")]),
        (&["/no/such"], &[]),
        (&["--restricted", "/no/such"], &[]),
        (&["--measure", "2"], &[]),
        (&["/dev/null"], &[]),
    ];
    for lang in LANGS {
        for (args, env) in refused {
            let mut pty = spawn(args, lang, env);
            if args != ["/dev/null"] {
                pty.wait_exit();
            }
            look(&mut findings, &mut pty, &args.join(" "), lang, &["no/such", "null", "dev"]);
        }
    }
}

#[test]
fn what_is_wrong_with_the_config_file_is_said_in_one_language() {
    let mut findings = Findings::default();
    let home = folder();
    let root = home.path().join(NAME);
    let root = root.to_str().unwrap();
    let config = home.path().join("xinglan/config.toml");
    fs::create_dir(home.path().join("xinglan")).unwrap();
    let files: [&[u8]; 3] = [b"measure = x\nzz = 1\n???\n", b"\xff\xfe\xfd", b"measure = 3\n"];
    for lang in LANGS {
        for bytes in files {
            fs::write(&config, bytes).unwrap();
            let mut pty = spawn(&[root], lang, &[("XDG_CONFIG_HOME", home.path().to_str().unwrap())]);
            pty.wait_for("鹭");
            look(&mut findings, &mut pty, &String::from_utf8_lossy(bytes), lang, &["zz", "measure"]);
        }
        fs::remove_file(&config).unwrap();
        fs::create_dir(&config).unwrap();
        let mut pty = spawn(&[root], lang, &[("XDG_CONFIG_HOME", home.path().to_str().unwrap())]);
        pty.wait_for("鹭");
        look(&mut findings, &mut pty, "a folder", lang, &[]);
        fs::remove_dir(&config).unwrap();
    }
}

#[test]
fn what_is_wrong_with_a_snapshot_is_said_in_one_language() {
    let mut findings = Findings::default();
    let home = folder();
    let root = home.path().join(NAME);
    let snapshot = home.path().join("snapshot");
    let (root, file) = (root.to_str().unwrap(), snapshot.to_str().unwrap());
    for lang in LANGS {
        let mut pty = spawn(&["index", root, "--output", file], lang, &[]);
        pty.wait_exit();
        look(&mut findings, &mut pty, "index", lang, &[file]);
        let whole = fs::read(&snapshot).unwrap();
        for damage in [0, whole.len() / 2, whole.len() - 1] {
            fs::write(&snapshot, &whole[..damage]).unwrap();
            let mut pty = spawn(&["--restricted", "--snapshot", file, root], lang, &[]);
            pty.wait_for("鹭");
            look(&mut findings, &mut pty, "damaged", lang, &[]);
        }
        fs::write(&snapshot, whole).unwrap();
        let mut pty = spawn(&["--restricted", "--encoding", "utf-8", "--snapshot", file, root], lang, &[]);
        pty.wait_for("鹭");
        look(&mut findings, &mut pty, "older", lang, &[]);
    }
}

#[test]
fn the_progress_of_a_snapshot_is_in_one_language() {
    let mut findings = Findings::default();
    let home = folder();
    let root = home.path().join(NAME);
    // Enough to last for several steps of the bar.
    for number in 0..300 {
        fs::write(root.join(format!("{number}.txt")), format!("荻{number}\n\n{}", "荻花芦苇,".repeat(4_000)))
            .unwrap();
    }
    let root = root.to_str().unwrap();
    let file = home.path().join("snapshot");
    for lang in LANGS {
        let mut pty = spawn(&["index", root, "--output", file.to_str().unwrap()], lang, &[]);
        pty.wait_exit();
        let bytes = String::from_utf8_lossy(&pty.bytes()).replace(['\r', '\x1b'], "\n").replace("[K", "");
        findings.look("progress", &bytes, lang, &[file.to_str().unwrap()]);
    }
}

#[test]
fn what_is_printed_beside_the_screen_is_in_one_language() {
    let mut findings = Findings::default();
    let home = folder();
    let root = home.path().join(NAME);
    for lang in LANGS {
        let code = if lang == Lang::En { "en" } else { "zh" };
        let script = format!("{XINGLAN} --lang {code} {}; echo 鸳鸯", root.display());
        let mut pty = Pty::spawn_command(&["/bin/sh", "-c", &script], 80, 24, &[]);
        pty.wait_for("鹭").wait_stable();
        pty.keys("Y").wait_stable();
        findings.look("printed", &pty.screen(), lang, &[]);
        pty.keys("jQ").wait_for("鸳鸯");
        findings.look("after", &pty.screen(), lang, &[]);
        let mut pty = Pty::spawn(&["--lang", code, root.to_str().unwrap()], 80, 24, &[]);
        pty.wait_for("鹭").signal(Signal::TERM);
        pty.wait_exit();
        findings.look("ended", &pty.screen(), lang, &[]);
    }
}
