//! Taking out with keys: files by `s`, commands by `|`, the editor by `e`, and nothing of that where nobody may.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::harness::{Pty, assert_screen};
use crate::stage::Stage;

/// A library of three notes about a river.
fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("文")).unwrap();
    for name in ["堤", "水闸", "渡口"] {
        let text = format!("{name}\n\n{name}边的河水又涨了一尺。渡船停了。\n\n第二段说{name}。\n");
        fs::write(folder.path().join("文").join(format!("{name}.txt")), text).unwrap();
    }
    folder
}

fn open(folder: &Path) -> Stage {
    Stage::with_state(folder.join("文"), Some(folder.join("state.db")), 80, 24)
}

/// Replaces the proposed file by one of this folder.
fn save_in(stage: &mut Stage, file: &Path) {
    stage.keys("<C-u>").paste(file.to_str().unwrap()).keys("<Enter>");
}

fn says(stage: &Stage, text: &str) {
    assert!(stage.screen().contains(text), "{text}: {}", stage.screen());
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_article_that_is_read_is_saved_in_the_form_of_the_ending() {
    let folder = library();
    let mut stage = open(folder.path());
    stage.keys("<Enter>s");
    let line = stage.session.app.prompt.as_ref().unwrap().text().to_owned();
    let folder_now = std::env::current_dir().unwrap();
    assert_eq!(Path::new(&line).parent(), Some(folder_now.as_path()), "the whole path");
    let title = Path::new(&line).file_stem().unwrap().to_str().unwrap().to_owned();
    let file = |ending: &str| folder.path().join(format!("{title}.{ending}"));
    save_in(&mut stage, &file("md"));
    says(&stage, "存好了：");
    assert!(read(&file("md")).starts_with(&format!("# {title}\n")));
    stage.keys("s");
    save_in(&mut stage, &file("txt"));
    assert!(read(&file("txt")).starts_with(&format!("{title}\n《{title}》")));
    stage.keys("s");
    save_in(&mut stage, &file("md"));
    says(&stage, "已有这个文件，没有动它");
    stage.keys("s");
    save_in(&mut stage, &file("pdf"));
    assert!(stage.session.app.prompt.is_some(), "the line stays, and says which endings there are");
    says(&stage, "扩展名用 md txt jsonl csv epub tsv");
    assert!(!file("pdf").exists());
    stage.keys("<Esc>s");
    save_in(&mut stage, Path::new("/nowhere/at/all.md"));
    says(&stage, "没有存成");
}

#[test]
fn the_list_the_starred_and_the_notes_are_saved_from_the_list() {
    let folder = library();
    let mut stage = open(folder.path());
    let file = |name: &str| folder.path().join(name);
    stage.keys("s");
    says(&stage, "整个列表");
    stage.keys("j<Enter>");
    save_in(&mut stage, &file("全部.jsonl"));
    says(&stage, "3 篇");
    let titles: Vec<String> = read(&file("全部.jsonl"))
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["title"].as_str().unwrap().to_owned())
        .collect();
    let listed: Vec<String> =
        (0..3).map(|at| stage.session.app.list.row(at).unwrap().label.to_string()).collect();
    assert_eq!(titles, listed, "in the order of the list");
    stage.keys("B<Enter>jva水情对照<Enter>v-<Esc>q");
    stage.keys("sjj<Enter>");
    save_in(&mut stage, &file("加星.csv"));
    assert_eq!(read(&file("加星.csv")).matches("\r\n").count(), 2, "a head and an article");
    stage.keys("M").keys("s");
    save_in(&mut stage, &file("批注.md"));
    says(&stage, "2 条");
    let notes = read(&file("批注.md"));
    assert!(
        notes.starts_with("## ") && notes.contains("批注：水情对照") && notes.contains("\n> "),
        "{notes}"
    );
}

#[test]
fn the_lit_passage_is_saved_with_its_source() {
    let folder = library();
    let mut stage = open(folder.path());
    stage.keys("<Enter>vs");
    let file = folder.path().join("一句.md");
    save_in(&mut stage, &file);
    let text = read(&file);
    assert!(text.starts_with("> ") && text.contains("——《"), "{text}");
    assert!(stage.session.app.reader.selection().is_none());
}

#[test]
fn the_source_follows_the_setting_and_is_that_of_the_export() {
    let folder = library();
    let mut stage = open(folder.path());
    stage.session.app.options.citation = xinglan::export::CitationStyle::GbT7714;
    stage.keys("<Enter>y");
    let copied = stage.session.outputs();
    let [xinglan::session::Output::Copy(text)] = copied.as_slice() else { panic!("{copied:?}") };
    assert!(text.contains("[EB/OL]"), "{text}");
}

/// A reader in a terminal, with a program as its editor that writes its arguments into a file and shows a screen of its own.
struct Desk {
    folder: tempfile::TempDir,
    pty: Pty,
}

impl Desk {
    fn open(args: &[&str]) -> Self {
        let folder = library();
        let editor = folder.path().join("editor");
        let script = "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$(dirname \"$0\")/opened\"\nstty -a > \"$(dirname \"$0\")/modes\"\nprintf 'the editor is here'\nread line\nexit 0\n";
        fs::write(&editor, script).unwrap();
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
        let library = folder.path().join("文");
        let args = [&["--ambiguous", "1"], args, &[library.to_str().unwrap()]].concat();
        let env = [("EDITOR", editor.to_str().unwrap()), ("PATH", "/usr/bin:/bin")];
        let mut pty = Pty::spawn(&args, 80, 24, &env);
        pty.wait_for("渡口").wait_stable();
        Self { folder, pty }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

#[test]
fn the_editor_gets_the_terminal_and_the_line_that_is_read() {
    let mut desk = Desk::open(&[]);
    desk.pty.keys("<Enter>").wait_stable();
    desk.pty.keys("}").wait_stable();
    desk.pty.keys("e").wait_for("the editor is here").wait_stable();
    let opened = read(&desk.path("opened"));
    let (line, file) = opened.trim_end().split_once('\n').unwrap();
    assert!(line.starts_with('+'), "{opened}");
    let text = read(Path::new(file));
    let number: usize = line.trim_start_matches('+').parse().unwrap();
    assert!(text.lines().nth(number - 1).is_some_and(|line| !line.is_empty()), "{opened}");
    let modes = read(&desk.path("modes"));
    assert!(modes.contains(" icanon") && modes.contains(" echo "), "{modes}");
    // What is typed there is not for the reader, nor is Control-C.
    desk.pty.keys("q<Enter>").wait_for("【阅读】").wait_stable();
    desk.pty.keys("Q");
    assert!(desk.pty.wait_exit().success());
    desk.pty.assert_terminal_restored();
}

#[test]
fn what_came_before_the_editor_is_kept_whatever_ends_it() {
    let mut desk = Desk::open(&[]);
    // Within the second in which places wait.
    desk.pty.keys("<Enter>Je").wait_for("the editor is here").wait_stable();
    let opened = read(&desk.path("opened"));
    let name = Path::new(opened.lines().nth(1).unwrap()).file_stem().unwrap().to_str().unwrap().to_owned();
    let reader = Pid::from_raw(desk.pty.reader().cast_signed()).unwrap();
    kill_process(reader, Signal::KILL).unwrap();
    desk.pty.keys("<Enter>").wait_exit();
    let library = desk.path("文");
    let mut again = desk.pty.beside(&["--ambiguous", "1", library.to_str().unwrap()]);
    again.wait_for(&format!("接着上次：《{name}》")).wait_stable();
    again.keys("Q");
    assert!(again.wait_exit().success());
}

#[test]
fn a_command_gets_the_article_and_its_output_stays_until_a_key() {
    let mut desk = Desk::open(&[]);
    desk.pty.keys("<Enter>").wait_stable();
    let file = desk.path("wc");
    desk.pty.keys("|").wait_stable();
    desk.pty.keys(&format!("tee {} | wc -l<Enter>", file.display())).wait_for("按任意键返回").wait_stable();
    let text = read(&file);
    assert!(text.contains("河水又涨了一尺"), "{text}");
    let lines = text.lines().count().to_string();
    assert!(desk.pty.screen().contains(&lines), "{}", desk.pty.screen());
    desk.pty.keys("j").wait_for("【阅读】").wait_stable();
    desk.pty.keys("|").wait_stable();
    desk.pty.keys("exit 3<Enter>").wait_for("返回码 3").wait_stable();
    desk.pty.keys("j").wait_for("【阅读】").wait_stable();
    desk.pty.keys("Q");
    assert!(desk.pty.wait_exit().success());
    desk.pty.assert_terminal_restored();
}

#[test]
fn control_c_ends_the_command_and_not_the_reader() {
    let mut desk = Desk::open(&[]);
    desk.pty.keys("<Enter>").wait_stable();
    desk.pty.keys("|").wait_stable();
    desk.pty.keys("echo waiting; sleep 1000<Enter>").wait_for("waiting").wait_stable();
    desk.pty.keys("<C-c>").wait_for("返回码 130").wait_stable();
    desk.pty.keys("j").wait_for("【阅读】").wait_stable();
    desk.pty.keys("Q");
    assert!(desk.pty.wait_exit().success());
}

#[test]
fn a_restricted_reader_writes_and_starts_nothing() {
    let mut desk = Desk::open(&["--restricted"]);
    for key in ["s", "|", "e"] {
        desk.pty.keys(key).wait_for("这里不写文件，也不启动程序").wait_stable();
        desk.pty.keys("k").wait_stable();
    }
    assert!(!desk.path("opened").exists());
    desk.pty.keys("Q");
    assert!(desk.pty.wait_exit().success());
}

#[test]
fn what_can_be_saved_as_it_looks() {
    for (cols, rows) in [(120, 40), (80, 24), (40, 20)] {
        let folder = library();
        let mut stage = Stage::with_state(folder.path().join("文"), None, cols, rows);
        stage.keys("s");
        assert_screen(&format!("save-{cols}x{rows}"), &stage.screen());
    }
}
