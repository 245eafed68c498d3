//! The real program while its folder changes: what comes in is shown quietly, what is read stays, and who only waits does
//! not work.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use xinglan::app::{Event, Options};
use xinglan::corpus::load::{LoadOptions, Root};
use xinglan::session::library::{LibraryEvent, LibraryRequest};
use xinglan::session::{LibrarySpec, LocalLibrary, Opening, Session, StateAccess, Wake};
use xinglan::state::LibraryIdentity;

use crate::aged::write_aged;
use crate::harness::{Pty, XINGLAN};
use crate::stage::Stage;

fn text(number: usize) -> String {
    let lines = (1..=40).map(|n| format!("第{n}段说第{number}条河改道，流过{}道闸。\n", n * number + 3));
    format!("渡口{number}\n\n{}", lines.collect::<String>())
}

/// A folder of twenty long articles in a place of its own.
fn library() -> (tempfile::TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("文集");
    for number in 10..30 {
        write_aged(&root.join(format!("{number}.txt")), text(number));
    }
    (place, root)
}

fn open(root: &Path, more: &[&str]) -> Pty {
    let mut pty = Pty::spawn(&[more, &["--ambiguous", "1", root.to_str().unwrap()]].concat(), 80, 24, &[]);
    pty.wait_for("1/20").wait_stable();
    pty
}

fn header(pty: &Pty) -> String {
    pty.screen().lines().next().unwrap_or_default().to_owned()
}

/// The rows of the list that show an article.
fn selected(pty: &Pty) -> String {
    pty.screen().lines().find(|row| row.starts_with('>')).unwrap_or_default().to_owned()
}

#[test]
fn what_comes_in_is_shown_by_one_sign_and_moves_nothing() {
    let (_place, root) = library();
    let mut pty = open(&root, &[]);
    pty.keys("7G").wait_stable();
    let before = selected(&pty);
    fs::write(root.join("05.txt"), text(5)).unwrap();
    fs::write(root.join("06.txt"), text(6)).unwrap();
    pty.wait_for("+2").wait_stable();
    assert!(pty.screen().contains("7/22"), "{}", pty.screen());
    assert_eq!(selected(&pty), before);
    fs::remove_file(root.join("29.txt")).unwrap();
    pty.wait_for("7/21");
    write_aged(&root.join("28.txt"), text(88));
    pty.keys("R").wait_for("新到 2，变 1，去 1").wait_stable();
    assert!(!header(&pty).contains('+'), "{}", pty.screen());
    pty.keys("R").wait_for("文件夹里没有变化");
    assert!(header(&pty).contains("新"), "a reader who keeps a state sees what is new: {}", header(&pty));
    pty.keys("G").wait_stable();
    assert!(pty.screen().contains("第1段说第88条河"), "{}", pty.screen());
    pty.keys("Q");
    assert!(pty.wait_exit().success());
}

#[test]
fn an_open_text_stays_whatever_becomes_of_its_file() {
    let (_place, root) = library();
    let mut pty = open(&root, &[]);
    pty.keys("3G<Enter><Space>").wait_stable();
    let text_of = |pty: &Pty| {
        pty.screen().lines().filter(|row| row.contains("段说")).map(str::to_owned).collect::<Vec<_>>()
    };
    let before = text_of(&pty);
    fs::rename(root.join("12.txt"), root.join("别名.txt")).unwrap();
    fs::write(root.join("31.txt"), text(31)).unwrap();
    pty.wait_for("+1").wait_stable();
    assert_eq!(text_of(&pty), before, "moved");
    assert!(!pty.screen().contains("文件已"), "{}", pty.screen());
    write_aged(&root.join("别名.txt"), text(77));
    pty.wait_for("文件已改，这里还是旧文").wait_stable();
    assert_eq!(text_of(&pty), before, "changed");
    fs::remove_file(root.join("别名.txt")).unwrap();
    pty.wait_for("文件已不在，原文还能读").wait_stable();
    assert_eq!(text_of(&pty), before, "gone");
    pty.keys("g").wait_for("文件已不在").wait_for("渡口12");
    pty.keys("q").wait_for("20/20").keys("Q");
    assert!(pty.wait_exit().success());
    pty.assert_terminal_restored();
}

#[test]
fn who_waits_for_changes_does_nothing_and_still_sees_them() {
    let (_place, root) = library();
    let mut pty = open(&root, &[]);
    fs::write(root.join("31.txt"), text(31)).unwrap();
    pty.wait_for("+1").wait_stable();
    // What came in is looked through and kept, and then there is nothing left to do.
    std::thread::sleep(Duration::from_secs(3));
    pty.wait_stable();
    let (sleeps, bytes) = (pty.sleeps(), pty.bytes().len());
    std::thread::sleep(Duration::from_secs(5));
    assert_eq!((pty.sleeps(), pty.bytes().len()), (sleeps, bytes), "a thread woke up");
    fs::write(root.join("32.txt"), text(32)).unwrap();
    pty.wait_for("+2");
}

#[test]
fn a_restricted_reader_looks_now_and_then_and_sees_changes_too() {
    let (_place, root) = library();
    let mut pty = open(&root, &["--restricted"]);
    fs::write(root.join("31.txt"), text(31)).unwrap();
    pty.wait_for("+1").wait_stable();
    // In place, which no folder tells of.
    let path = root.join("12.txt");
    fs::write(&path, text(99)).unwrap();
    pty.keys("/第99条<Enter>").wait_for(" 1/1").wait_stable();
    std::thread::sleep(Duration::from_secs(5));
    pty.wait_stable();
    let (sleeps, before) = (pty.sleeps(), pty.processor_time());
    std::thread::sleep(Duration::from_secs(10));
    let woken = pty.sleeps() - sleeps;
    assert!((1..=15).contains(&woken), "woken {woken} times in ten seconds");
    let used = pty.processor_time().saturating_sub(before);
    assert!(used <= Duration::from_millis(200), "two hundredths of a core: {used:?}");
}

#[test]
fn a_snapshot_is_followed_too() {
    let (place, root) = library();
    let target = place.path().join("快照");
    let made = Command::new(XINGLAN).arg("index").arg(&root).arg("-o").arg(&target).output().unwrap();
    assert!(made.status.success());
    let mut pty = open(&root, &["--snapshot", target.to_str().unwrap()]);
    fs::write(root.join("31.txt"), text(31)).unwrap();
    pty.wait_for("+1").wait_for("1/21").keys("G").wait_for("第31条河");
    fs::remove_file(root.join("10.txt")).unwrap();
    pty.wait_for("20/20").keys("g").wait_for("第11条河").keys("Q");
    assert!(pty.wait_exit().success());
    // The next reader finds the same by comparing.
    pty.again(&["--snapshot", target.to_str().unwrap(), root.to_str().unwrap()]).wait_for("/20");
}

#[test]
fn a_folder_that_comes_and_goes_is_followed() {
    let (_place, root) = library();
    let mut pty = open(&root, &[]);
    for number in 40..45 {
        write_aged(&root.join(format!("新栏/深/{number}.txt")), text(number));
    }
    pty.wait_for("+5");
    fs::remove_dir_all(root.join("新栏")).unwrap();
    pty.wait_for("1/20").keys("Q");
    assert!(pty.wait_exit().success());
}

fn connect(library: &LocalLibrary) -> Stage {
    let wake: Wake = Arc::new(|| {});
    let opening = Opening {
        library: library.connect(&wake),
        name: "共享".to_owned(),
        hidden: Vec::new(),
        identity: LibraryIdentity::default(),
        state: StateAccess::Off,
    };
    let mut session = Session::over(opening, Options::default(), &wake);
    session.event(Event::Resize { cols: 80, rows: 24 });
    session.settle();
    let mut stage = Stage::over(session, 80, 24);
    stage.rest();
    stage
}

fn shared(root: &Path) -> LocalLibrary {
    let spec = LibrarySpec { roots: vec![Root::Path(root.to_owned())], ..LibrarySpec::default() };
    LocalLibrary::open(spec, LoadOptions::default())
}

/// Whoever has found something wakes the session once. A session that then took only the answer to its last request never
/// heard of it.
#[test]
fn an_answer_that_waits_does_not_hide_what_has_come() {
    let (_place, root) = library();
    let local = shared(&root);
    let woken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&woken);
    let wake: Wake = Arc::new(move || _ = count.fetch_add(1, Ordering::AcqRel));
    let mut library = local.connect(&wake);
    let known = |events: &[LibraryEvent], wanted: usize| {
        events.iter().any(|event| {
            matches!(event, LibraryEvent::Progress { articles, complete: true, .. } if articles.number == wanted)
        })
    };
    let wait = |over: &mut dyn FnMut() -> bool| {
        let begun = Instant::now();
        while !over() {
            assert!(begun.elapsed() < Duration::from_mins(1), "it does not come");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    wait(&mut || known(&library.take(), 20));
    wait(&mut || library.take().is_empty() && library.is_idle());
    let before = woken.load(Ordering::Acquire);
    fs::write(root.join("31.txt"), text(31)).unwrap();
    wait(&mut || woken.load(Ordering::Acquire) > before);
    library.ask(1, LibraryRequest::Rows { start: 0, count: 1 });
    let events = library.take();
    assert!(matches!(events.first(), Some(LibraryEvent::Rows { .. })), "in order");
    assert!(known(&events, 21));
}

/// Waits until all of these have so many articles.
fn wait_for(stages: &mut [Stage], articles: usize) {
    let begun = Instant::now();
    while stages.iter().any(|stage| stage.session.app.library.articles.number != articles) {
        assert!(begun.elapsed() < Duration::from_mins(1), "{articles} articles do not come");
        std::thread::sleep(Duration::from_millis(20));
        for stage in stages.iter_mut() {
            stage.session.collect();
        }
    }
    stages.iter_mut().for_each(Stage::rest);
}

#[test]
fn every_session_of_a_shared_library_sees_it() {
    let (_place, root) = library();
    let library = shared(&root);
    let mut stages: Vec<Stage> = (0..10).map(|_| connect(&library)).collect();
    fs::write(root.join("31.txt"), text(31)).unwrap();
    wait_for(&mut stages, 21);
    for stage in &mut stages {
        let head = stage.screen().lines().next().unwrap().to_owned();
        assert!(head.contains("+1"), "{head}");
    }
    let mut later = connect(&library);
    assert!(!later.screen().contains("+1"), "it was there when this one came");
    assert!(later.keys("R").screen().contains("没有变化"));
    assert!(stages[0].keys("R").screen().contains("新到 1"));
}

#[test]
fn a_burst_comes_in_a_few_pieces_and_keys_are_answered_meanwhile() {
    const MANY: usize = 3_000;
    let (_place, root) = library();
    let library = shared(&root);
    let mut stages = [connect(&library)];
    let stage = &mut stages[0];
    let begun = Instant::now();
    let (mut steps, mut last) = (0, 20);
    let write = std::thread::spawn({
        let root = root.clone();
        move || {
            for number in 0..MANY {
                let folder = root.join(format!("{}", number / 100));
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join(format!("{number}.txt")), format!("新{number}\n\n正文{number}。"))
                    .unwrap();
            }
        }
    });
    while last < 20 + MANY {
        assert!(begun.elapsed() < Duration::from_mins(3), "{last}");
        stage.press("jk");
        assert!(
            stage.session.app.list.row(stage.session.app.list.cursor()).is_some(),
            "a row is there at once"
        );
        std::thread::sleep(Duration::from_millis(10));
        stage.session.collect();
        stage.session.settle();
        let now = stage.session.app.library.articles.number;
        steps += u64::from(now != last);
        last = now;
    }
    write.join().unwrap();
    assert!(steps <= begun.elapsed().as_secs() + 2, "{steps} steps in {:?}", begun.elapsed());
    stage.rest();
    assert!(stage.screen().contains("渡口10"), "{}", stage.screen());
}

#[test]
fn folders_are_judged_again_when_the_user_looks() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("文集");
    let prose = |number: usize| {
        format!(
            "　　那年第{number}次涨水，村里人把粮食搬到了高处，又等了几天才下来。\n　　水退以后，第{number}座桥修好了。\n"
        )
    };
    let headline =
        |number: usize| format!("{}江水位回落后的村庄见闻之{}", ["松", "柳", "湘", "赣"][number % 4], number);
    write_aged(&root.join("一.txt"), prose(0));
    let mut pty = Pty::spawn(&["--ambiguous", "1", root.to_str().unwrap()], 80, 24, &[]);
    pty.wait_for("1/1").wait_stable();
    for number in 1..=60 {
        write_aged(&root.join(format!("{}.txt", headline(number))), prose(number));
    }
    pty.wait_for("1/61").wait_stable();
    assert!(!pty.screen().contains("村庄见闻"), "the first file says nothing of names: {}", pty.screen());
    pty.keys("R").wait_for("换了读法，重读了").wait_for("江水位回落后的村庄见闻之");
    pty.keys("R").wait_for("文件夹里没有变化");
    pty.keys("Q");
    assert!(pty.wait_exit().success());
}
