//! How long an index makes a reader wait, by hand: `XINGLAN_URL=http://…/NAME cargo test --test it latency -- --ignored --nocapture`.
//! `tests/engine/large` starts it with `XINGLAN_AFTER`.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use xinglan::app::ListRow;
use xinglan::query::Query;
use xinglan::remote::index::RemoteIndex;
use xinglan::search::ListOrder;
use xinglan::session::library::{LibraryEvent, LibraryRequest};

use super::lists::Asked;
use crate::dice::Dice;

/// Queries of each kind.
const QUERIES: usize = 150;

fn told(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |share: usize| took[(took.len() - 1) * share / 100].as_millis();
    println!("{what}: p50 {} ms, p99 {} ms, of {}", at(50), at(99), took.len());
}

fn rows(event: LibraryEvent) -> Option<Vec<ListRow>> {
    if let LibraryEvent::Rows { rows, .. } = event { Some(rows) } else { None }
}

#[test]
#[ignore = "needs an index of its own, and measures time"]
fn latency_of_an_index() {
    let url = std::env::var("XINGLAN_URL").unwrap();
    let mut asked = Asked::over(RemoteIndex::at(Path::new(&url), None).unwrap());
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
        for _ in 0..QUERIES {
            let text = if suffix == "+" {
                format!("{} {}", word(&mut dice), word(&mut dice))
            } else {
                format!("{}{suffix}", word(&mut dice))
            };
            let begun = Instant::now();
            asked.search(&Query::parse(&text), ListOrder::default(), &none);
            took.push(begun.elapsed());
        }
        told(what, took);
    }
    asked.search(&Query::default(), ListOrder::default(), &none);
    let mut took = Vec::new();
    for _ in 0..QUERIES / 3 {
        let begun = Instant::now();
        asked.ask(LibraryRequest::Rows { start: dice.roll(len - 60), count: 60 }, rows);
        took.push(begun.elapsed());
    }
    told("rows anywhere in the list", took);
}
