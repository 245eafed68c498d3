use super::*;
use crate::app::Key;
use crate::app::Options;

/// The app and how long until the idle timer rings, or that it leaves.
fn idle_after(app: &mut App, event: Event) -> Option<Result<u64, &'static str>> {
    update(app, event).into_iter().find_map(|effect| match effect {
        Effect::Timer(Timer::Idle, after) => Some(Ok(after.as_secs() / 60)),
        Effect::Quit => Some(Err("leaves")),
        _ => None,
    })
}

#[test]
fn an_idle_reader_says_so_and_leaves() {
    let idle = Some(Duration::from_mins(30));
    let mut app = App::new(Options { idle, ..Options::default() });
    assert_eq!(idle_after(&mut app, Event::Resize { cols: 80, rows: 24 }), Some(Ok(29)));
    assert_eq!(idle_after(&mut app, Event::Library(super::super::LibraryStatus::default())), None);
    assert_eq!(idle_after(&mut app, Event::Timer(Timer::Idle)), Some(Ok(1)));
    assert_eq!(app.notice, Some(Word::LastCall.into()));
    assert_eq!(idle_after(&mut app, Event::Key(Key::char('j'))), Some(Ok(29)), "a key: all is well");
    assert_eq!(idle_after(&mut app, Event::Timer(Timer::Idle)), Some(Ok(1)));
    assert_eq!(idle_after(&mut app, Event::Timer(Timer::Idle)), Some(Err("leaves")));
}

#[test]
fn a_reader_of_ones_own_never_leaves() {
    assert_eq!(idle_after(&mut App::default(), Event::Key(Key::char('j'))), None);
}
