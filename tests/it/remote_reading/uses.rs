//! Uses and statistics of what was fetched from an index: as many as here, and each opens its article.

use std::sync::Arc;

use xinglan::concordance::asked::{StatisticsKind, StatisticsRequest, UseRow, UsesFound, UsesRequest};
use xinglan::query::Query;
use xinglan::search::ListOrder;
use xinglan::session::library::{LibraryEvent, LibraryRequest};

use super::lists::Asked;
use super::{BOTH, Both, commands};
use crate::harness::Pty;

/// A word of so few articles that all of them are fetched.
const WORD: &str = "黄河水利";

fn found(asked: &mut Asked, request: UsesRequest) -> UsesFound {
    asked.ask(LibraryRequest::Uses { request, annotations: Arc::default() }, |event| match event {
        LibraryEvent::UsesFound { found, .. } if found.done => Some(found),
        _ => None,
    })
}

fn uses_here(both: &Both) -> usize {
    let at = commands::COMMANDS.iter().position(|command| **command == ["kwic", WORD, "--tsv"]).unwrap();
    both.printed[at].lines().count() - 1
}

#[test]
fn uses_are_those_here_and_open_their_articles() {
    let Some(both) = &*BOTH else { return };
    let mut asked = Asked::over(both.index());
    asked.search(&Query::default(), ListOrder::default(), &Arc::default());
    let request = UsesRequest { query: Query::parse(WORD), ..UsesRequest::default() };
    let all = found(&mut asked, request.clone());
    assert_eq!(all.all, uses_here(both));
    let rows = asked.ask(LibraryRequest::UseRows { start: 0, count: all.rows }, |event| match event {
        LibraryEvent::UseRows { rows, .. } => Some(rows),
        _ => None,
    });
    assert_eq!(rows.len(), all.rows);
    for row in rows {
        let UseRow::Use(line) = row else { panic!("{row:?}") };
        let opened = asked.ask(LibraryRequest::Open(line.article), |event| match event {
            LibraryEvent::Opened { opened, .. } => Some(opened),
            _ => None,
        });
        let text = opened.article.article().text().to_string();
        assert!(
            text.get(line.range.start as usize..line.range.end as usize).is_some_and(|use_| !use_.is_empty())
        );
        let one = found(&mut asked, UsesRequest { article: Some(line.article), ..request.clone() });
        assert!((1..=all.all).contains(&one.all));
    }
    let kind = StatisticsKind::Distribution;
    let request = StatisticsRequest { query: Query::parse(WORD), kind };
    asked.ask(LibraryRequest::Statistics { request, annotations: Arc::default() }, |event| {
        matches!(event, LibraryEvent::Counted { .. }).then_some(())
    });
}

#[test]
fn the_pane_of_uses_says_how_much_was_fetched() {
    let Some(both) = &*BOTH else { return };
    let url = format!("{}/reading", both.engine.url(0));
    let mut pty = Pty::spawn(&["--ambiguous", "1", "--lang", "zh", &url], 80, 24, &[]);
    pty.wait_for("1/").wait_stable();
    pty.keys(&format!("/{WORD}<Enter>")).wait_for("处").wait_stable();
    pty.keys("c").wait_for("看的是取来的").wait_stable();
    pty.keys("<Enter>").wait_for(WORD).wait_stable();
    pty.keys("Q").wait_exit();
    pty.assert_terminal_restored();
}
