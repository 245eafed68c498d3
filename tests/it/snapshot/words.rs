//! A reader of a snapshot needs no word list. Alone in its process, which must not have loaded one for another reason.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use crate::aged::{places, write_aged};
use crate::alone::alone;
use crate::harness::XINGLAN;
use xinglan::app::key::{Code, Key};
use xinglan::app::{Event, Options};
use xinglan::corpus::LoadOptions;
use xinglan::corpus::load::Root;
use xinglan::session::{Choice, LibrarySpec, Session, SnapshotLookup};
use xinglan::text::dictionary::Dictionary;

const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn the_word_list_is_loaded_for_articles_that_came_later_only() {
    alone("snapshot::words::the_word_list_is_loaded_for_articles_that_came_later_only", read_and_look);
}

fn read_and_look() {
    let (_home, root, target) = places();
    for number in 1..20 {
        let text = format!("第{number}篇\n\n河水从山里来，过了三道闸，分到两岸的田里。");
        write_aged(&root.join(format!("{number}.txt")), text);
    }
    let mut index = Command::new(XINGLAN);
    assert!(index.arg("index").arg(&root).arg("--output").arg(&target).output().unwrap().status.success());
    std::fs::write(root.join("20.txt"), "第20篇\n\n新来的。").unwrap();
    let roots = vec![Root::Path(root)];
    let lookup = SnapshotLookup::open(&roots, &LoadOptions::default(), &Choice::ReadOnly(Some(target)));
    assert!(lookup.base.is_some());
    let library = LibrarySpec { roots, lookup, ..LibrarySpec::default() };
    let mut session =
        Session::start(library, LoadOptions::default(), Options::default(), &(Arc::new(|| {}) as _));
    session.event(Event::Resize { cols: 100, rows: 30 });
    assert!(session.finish(PATIENCE));
    session.event(Event::Key(Key::plain(Code::Enter)));
    assert!(session.finish(PATIENCE));
    assert!(session.app.reader.shown().len() > 2 && session.app.library.articles.number == 20);
    assert!(Dictionary::loaded().is_none());
    for code in [Code::Left, Code::End, Code::Enter] {
        session.event(Event::Key(Key::plain(code)));
        assert!(session.finish(PATIENCE));
    }
    let title = session.app.reader.held().unwrap().article().title().to_string();
    assert_eq!((title.as_str(), Dictionary::loaded().is_some()), ("第20篇", true));
}
