//! 100 sessions on one local library: its folder is read once, its memory is used once, and every screen is that of a
//! session alone.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::alone::alone;
use crate::stage::Stage;
use xinglan::app::{Event, Options};
use xinglan::corpus::load::{LoadOptions, Root};
use xinglan::session::{LibrarySpec, LocalLibrary, Opening, Session, StateAccess, Wake};
use xinglan::state::LibraryIdentity;

const ARTICLES: usize = 5_000;
const SESSIONS: usize = 100;

/// Articles of about 5 KB; every tenth names a province. Returns the bytes of all files.
fn write(folder: &Path) -> u64 {
    let mut bytes = 0;
    for number in 0..ARTICLES {
        let part = folder.join(format!("{}", number / 500));
        fs::create_dir_all(&part).unwrap();
        let place = if number % 10 == 0 { "辽宁省沈阳市" } else { "山里" };
        let mut text = format!("题目{number}\n\n{place}来的河水，第{number}次改道。\n");
        for paragraph in 0..18 {
            let day = number * 31 + paragraph * 7;
            let line = format!("第{day}天，河水过了{paragraph}道闸，分到两岸的田里；每年春天要清一次渠，");
            text = format!("{text}\n{line}巡河员在堤上走了{number}里路，记下水位和风向，又回到村里吃饭。\n");
        }
        bytes += text.len() as u64;
        fs::write(part.join(format!("{number}.txt")), text).unwrap();
    }
    bytes
}

/// A value of a file in `/proc/self`, as it stands there.
fn value(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/self/{file}")).unwrap();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn library(folder: &Path) -> LocalLibrary {
    let spec = LibrarySpec { roots: vec![Root::Path(folder.to_owned())], ..LibrarySpec::default() };
    LocalLibrary::open(spec, LoadOptions::default())
}

fn connect(library: &LocalLibrary) -> Stage {
    let wake: Wake = Arc::new(|| {});
    let library = library.connect(&wake);
    let opening = Opening {
        library,
        name: "共享".to_owned(),
        hidden: Vec::new(),
        identity: LibraryIdentity::default(),
        state: StateAccess::Off,
    };
    let mut session = Session::over(opening, Options::default(), &wake);
    session.event(Event::Resize { cols: 80, rows: 24 });
    session.settle();
    Stage::over(session, 80, 24)
}

/// What the session numbered `number` types, and what it types when that has its answer.
fn keys(number: usize) -> [String; 2] {
    let (first, then) = match number % 5 {
        0 => (format!("/第{number}次<Enter>"), "<Enter>".to_owned()),
        1 => (format!("{number}G"), "<Enter><C-d>".to_owned()),
        2 => ("/河水<Enter>".to_owned(), format!("{number}j")),
        3 => (format!("/题目{number}<Enter>"), "<Enter>J".to_owned()),
        _ => (format!("/沈阳 {number}<Enter>"), "G".to_owned()),
    };
    [first, then]
}

/// What the sessions show after all have typed, each key press of the one between those of the others.
fn play(stages: &mut [Stage]) -> Vec<String> {
    stages.iter_mut().for_each(Stage::rest);
    for part in 0..2 {
        for (number, stage) in stages.iter_mut().enumerate() {
            stage.press(&keys(number)[part]);
        }
        stages.iter_mut().for_each(Stage::rest);
    }
    stages.iter().map(Stage::screen).collect()
}

fn many_sessions() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = write(folder.path());
    let (before, read) = (value("status", "RssAnon:"), value("io", "rchar:"));
    let shared = library(folder.path());
    let mut stages: Vec<Stage> = (0..SESSIONS).map(|_| connect(&shared)).collect();
    let shown = play(&mut stages);
    let read = value("io", "rchar:") - read;
    let used = (value("status", "RssAnon:") - before) << 10;
    eprintln!("{bytes} bytes of text, {read} read, {used} used");
    assert!(read < bytes * 11 / 10, "{read} of {bytes} bytes read: the folder was read more than once");
    let limit = bytes * 115 / 100 + ((SESSIONS as u64) << 20);
    assert!(used <= limit, "{used} bytes used, limit {limit}");
    drop(stages);
    drop(shared);
    let single = library(folder.path());
    for (number, screen) in shown.iter().enumerate() {
        let mut stage = connect(&single);
        stage.rest();
        for keys in keys(number) {
            stage.keys(&keys);
        }
        assert_eq!(*screen, stage.screen(), "session {number}: {:?}", keys(number));
    }
}

#[test]
fn a_hundred_sessions_share_one_library() {
    alone("shared::a_hundred_sessions_share_one_library", many_sessions);
}
