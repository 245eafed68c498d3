//! How long an index makes a reader wait: `XINGLAN_URL=http://…/NAME cargo test --test it latency -- --nocapture` prints it of a
//! large one, as `tests/engine/large` does by `XINGLAN_AFTER`. Else a few queries to the index of the other tests show that each
//! kind is answered.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use xinglan::app::ListRow;
use xinglan::query::Query;
use xinglan::remote::index::RemoteIndex;
use xinglan::search::ListOrder;
use xinglan::session::library::{LibraryEvent, LibraryRequest};

use super::BOTH;
use super::lists::Asked;
use crate::dice::Dice;

/// Queries of each kind, to an index of one's own and to that of the tests.
const QUERIES: [usize; 2] = [150, 6];

fn told(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |share: usize| took[(took.len() - 1) * share / 100].as_millis();
    println!("{what}: p50 {} ms, p99 {} ms, of {}", at(50), at(99), took.len());
}

fn rows(event: LibraryEvent) -> Option<Vec<ListRow>> {
    if let LibraryEvent::Rows { rows, .. } = event { Some(rows) } else { None }
}

#[test]
fn latency_of_an_index() {
    let url = std::env::var("XINGLAN_URL").ok();
    let own = url.as_ref().map(|url| RemoteIndex::at(Path::new(url), None).unwrap());
    let queries = QUERIES[usize::from(own.is_none())];
    let Some(index) = own.or_else(|| BOTH.as_ref().map(super::Both::index)) else { return };
    let mut asked = Asked::over(index);
    let none = Arc::default();
    let len = asked.search(&Query::default(), ListOrder::default(), &none).len;
    println!("{len} articles");
    let labels: Vec<String> = asked
        .ask(LibraryRequest::Rows { start: 0, count: 200 }, rows)
        .into_iter()
        .filter_map(|row| if let ListRow::Article(row) = row { Some(row.label.to_string()) } else { None })
        .collect();
    let mut dice = Dice(7);
    let word = |dice: &mut Dice| {
        let label: Vec<char> = labels[dice.roll(labels.len())].chars().collect();
        let length = (2 + dice.roll(3)).min(label.len());
        let start = dice.roll(label.len() - length + 1);
        format!("\"{}\"", label[start..start + length].iter().collect::<String>().replace('"', ""))
    };
    for (what, suffix) in [("one word", ""), ("two words", "+"), ("a word about a province", " @辽宁")] {
        let mut took = Vec::new();
        for _ in 0..queries {
            let text = if suffix == "+" {
                format!("{} {}", word(&mut dice), word(&mut dice))
            } else {
                format!("{}{suffix}", word(&mut dice))
            };
            let begun = Instant::now();
            let found = asked.search(&Query::parse(&text), ListOrder::default(), &none).len;
            assert!(found > 0 || !suffix.is_empty(), "{text} stands in a title");
            took.push(begun.elapsed());
        }
        told(what, took);
    }
    asked.search(&Query::default(), ListOrder::default(), &none);
    let mut took = Vec::new();
    for _ in 0..queries {
        let begun = Instant::now();
        let rows = asked.ask(LibraryRequest::Rows { start: dice.roll(len - 60), count: 60 }, rows);
        assert_eq!(rows.len(), 60);
        took.push(begun.elapsed());
    }
    told("rows anywhere in the list", took);
}
