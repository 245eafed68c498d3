//! A session over a library that is late, silent, failing or vague: what is on the screen, and that keys never wait.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::fake::{Answers, Handle};
use crate::harness::assert_screen;
use crate::stage::{Stage, library};
use xinglan::app::request::{NotOffered, RequestFailure, Service};
use xinglan::app::{Event, Focus, Options};
use xinglan::corpus::load::{LoadOptions, Root};
use xinglan::session::library::{LibraryEvent, LibraryRequest};
use xinglan::session::{LibrarySpec, LocalLibrary};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 20)];

fn open(handle: &Handle, cols: u16, rows: u16) -> Stage {
    let mut session = handle.session(Options::default());
    session.event(Event::Resize { cols, rows });
    session.collect();
    session.settle();
    Stage::over(session, cols, rows)
}

/// Time passes, and what has come is taken.
fn pass(stage: &mut Stage, handle: &Handle, milliseconds: u64) {
    handle.pass(milliseconds);
    stage.session.collect();
    stage.session.settle();
}

/// Everything that is on its way comes, and input pauses.
fn rest(stage: &mut Stage, handle: &Handle) {
    for _ in 0..8 {
        pass(stage, handle, 1_000);
        stage.session.ring(Instant::now() + Duration::from_mins(1));
        stage.session.settle();
    }
}

/// The screen at every size after `play`.
fn screens(name: &str, play: impl Fn(&mut Stage, &Handle), set: impl Fn(&Handle)) {
    for (cols, rows) in SIZES {
        let handle = Handle::default();
        set(&handle);
        let mut stage = open(&handle, cols, rows);
        play(&mut stage, &handle);
        assert_screen(&format!("{name}-{cols}x{rows}"), &stage.screen());
    }
}

#[test]
fn rows_and_then_the_article_come_late() {
    let late = |handle: &Handle| _ = handle.delay(300);
    screens("late-start", |_, _| {}, late);
    screens("late-rows", |stage, handle| pass(stage, handle, 300), late);
    let opening = |stage: &mut Stage, handle: &Handle| {
        pass(stage, handle, 300);
        pass(stage, handle, 300);
        stage.press("<Enter>");
    };
    screens("late-article", opening, late);
}

#[test]
fn in_the_end_the_screen_is_that_of_a_quick_library() {
    for keys in ["", "jj", "jj<Enter>", "/第7次<Enter>", "/河水<Enter>jjJ"] {
        let screen = |delay| {
            let handle = Handle::default();
            handle.delay(delay);
            let mut stage = open(&handle, 80, 24);
            rest(&mut stage, &handle);
            for key in crate::stage::notation(keys) {
                stage.press_key(key);
                rest(&mut stage, &handle);
            }
            stage.screen()
        };
        assert_eq!(screen(0), screen(300), "{keys}");
    }
}

#[test]
fn a_key_is_answered_in_one_frame_whatever_is_missing() {
    let silent = |handle: &Handle| _ = handle.set(Service::Rows, Answers::Never);
    let play = |stage: &mut Stage, _: &Handle| {
        for position in 1..=3 {
            stage.press("j");
            assert_eq!(stage.session.app.list.cursor(), position);
        }
    };
    screens("never-rows", play, silent);
    let silent = |handle: &Handle| _ = handle.set(Service::Open, Answers::Never);
    let play = |stage: &mut Stage, _: &Handle| {
        stage.press("j<Enter>");
        assert_eq!(stage.session.app.focus, Focus::Reader);
        stage.press("J");
        assert_eq!(stage.session.app.list.cursor(), 2);
    };
    screens("never-article", play, silent);
}

#[test]
fn what_fails_is_said_and_changes_nothing() {
    let broken = RequestFailure::Unreachable;
    let play = |stage: &mut Stage, handle: &Handle| {
        handle.set(Service::Open, Answers::Fails(broken));
        stage.press("j<Enter>");
        assert_eq!(stage.session.app.focus, Focus::List);
    };
    screens("failed-article", play, |_| {});
    let play = |stage: &mut Stage, handle: &Handle| {
        handle.set(Service::Search, Answers::Fails(broken));
        stage.press("/麦子<Enter>");
        assert_eq!(stage.session.app.filter.query().text(), "");
    };
    screens("failed-search", play, |_| {});
    let fails = |handle: &Handle| _ = handle.set(Service::Search, Answers::Fails(broken));
    screens("failed-start", |_, _| {}, fails);
    let fails = |handle: &Handle| _ = handle.set(Service::Rows, Answers::Fails(broken));
    screens("failed-rows", |_, _| {}, fails);
}

#[test]
fn what_failed_is_asked_again_by_a_key_and_not_before() {
    let handle = Handle::default();
    handle.set(Service::Rows, Answers::Fails(RequestFailure::Unreachable));
    let mut stage = open(&handle, 80, 24);
    let asked = |handle: &Handle| handle.with(|control| control.asked.len());
    let before = asked(&handle);
    rest(&mut stage, &handle);
    assert_eq!(asked(&handle), before);
    handle.set(Service::Rows, Answers::After(0));
    stage.press("j");
    assert!(stage.screen().contains("题目2"));
    handle.set(Service::Search, Answers::Fails(RequestFailure::Unreachable));
    let handle = Handle::default();
    handle.set(Service::Search, Answers::Fails(RequestFailure::Unreachable));
    let mut stage = open(&handle, 80, 24);
    handle.set(Service::Search, Answers::After(0));
    stage.press("<C-l>");
    rest(&mut stage, &handle);
    assert!(stage.screen().contains("题目2"), "{}", stage.screen());
}

#[test]
fn a_count_may_be_at_least() {
    let vague = |handle: &Handle| _ = handle.at_least(1_200);
    let play = |stage: &mut Stage, handle: &Handle| {
        stage.press("/河水<Enter>");
        rest(stage, handle);
    };
    screens("at-least", play, vague);
}

#[test]
fn keys_before_the_first_rows_act_when_they_come() {
    let handle = Handle::default();
    handle.delay(300);
    let mut stage = open(&handle, 80, 24);
    stage.press("jj<Enter>");
    rest(&mut stage, &handle);
    let app = &stage.session.app;
    assert_eq!((app.focus, app.list.cursor(), app.reader.id()), (Focus::Reader, 2, app.list.current()));
    let mut stage = Stage::start(library(), None, 80, 24);
    stage.press("jj<Enter>q3kG").rest();
    let app = &stage.session.app;
    assert_eq!((app.focus, app.list.cursor()), (Focus::List, app.list.len() - 1));
}

#[test]
fn an_answer_to_an_older_search_is_dropped() {
    let handle = Handle::default();
    let mut stage = open(&handle, 80, 24);
    handle.set(Service::Search, Answers::After(500));
    stage.press("/第7次");
    handle.set(Service::Search, Answers::After(100));
    stage.press("<C-u>麦子<Enter>");
    pass(&mut stage, &handle, 100);
    assert_eq!(stage.session.app.list.len(), 40);
    pass(&mut stage, &handle, 500);
    assert_eq!(stage.session.app.list.len(), 40);
}

#[test]
fn a_neighbour_that_has_come_opens_at_once() {
    let handle = Handle::default();
    handle.preload();
    let mut stage = open(&handle, 80, 24);
    rest(&mut stage, &handle);
    stage.press("<Enter>");
    handle.set(Service::Open, Answers::Never);
    stage.press("J");
    let app = &stage.session.app;
    assert_eq!((app.list.cursor(), app.reader.id()), (1, app.list.current()));
}

#[test]
fn what_a_library_does_not_offer_fails_with_a_reason() {
    let spec = LibrarySpec { roots: vec![Root::Path(library())], ..LibrarySpec::default() };
    let local = LocalLibrary::open(spec, LoadOptions::default());
    let mut library = local.connect(&(Arc::new(|| {}) as _));
    let reason = NotOffered::AtHand;
    assert_eq!(library.capabilities().lacks(Service::Neighbours), Some(reason));
    library.take();
    library.ask(7, LibraryRequest::Neighbours(0));
    let failed = |event: &LibraryEvent| match event {
        LibraryEvent::Failed { generation, service, failure } => Some((*generation, *service, *failure)),
        _ => None,
    };
    let expected = (7, Service::Neighbours, RequestFailure::NotOffered(reason));
    assert!(library.take().iter().filter_map(failed).eq([expected]));
}
