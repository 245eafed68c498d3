//! Round trips of what is done most, and every fault of a line or an engine: one sentence each, and reading goes on after it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use xinglan::messages::{Message, RemoteFault};
use xinglan::query::Query;
use xinglan::remote::address::{EngineAddress, IndexName};
use xinglan::remote::client::{Attempts, Client};
use xinglan::remote::index::RemoteIndex;
use xinglan::remote::reading::RemoteLibrary;
use xinglan::remote::secrets::Access;
use xinglan::search::ListOrder;
use xinglan::session::library::{Library, LibraryEvent, LibraryRequest};

use super::BOTH;
use super::line::{Line, Manner};
use super::lists::Asked;

fn port(url: &str) -> u16 {
    EngineAddress::parse(url).unwrap().port
}

fn index(line: &Line) -> RemoteIndex {
    let address = EngineAddress::parse(&format!("http://127.0.0.1:{}", line.port)).unwrap();
    let client = Client::new(address, &Access::default()).unwrap().attempting(Attempts::Few(1));
    RemoteIndex::open(client.waiting(Duration::from_secs(20)), IndexName::new("reading").unwrap()).unwrap()
}

fn reads(position: usize) -> LibraryRequest {
    LibraryRequest::Rows { start: position, count: 60 }
}

fn rows(event: LibraryEvent) -> Option<usize> {
    if let LibraryEvent::Rows { start, rows, .. } = event { Some(start + rows.len()) } else { None }
}

#[test]
fn nothing_takes_more_round_trips_than_it_needs() {
    let Some(both) = &*BOTH else { return };
    let line = Line::to(port(both.engine.url(0)));
    let mut asked = Asked::over(index(&line));
    let none = Arc::default();
    let mut told = Vec::new();
    let mut count = |what: &'static str, most: u64| {
        let (requests, bytes) = line.since();
        told.push(format!("{what}: {requests} requests, {bytes} bytes"));
        assert!(requests <= most, "{what}: {requests} round trips, {most} expected");
    };
    count("open", 1);
    let len = asked.search(&Query::default(), ListOrder::default(), &none).len;
    // A point in time, the search, and the texts of rows without a title.
    count("first search", 3);
    asked.ask(reads(0), rows);
    count("first rows", 0);
    let query = Query::parse("营商环境");
    let found = asked.search(&query, ListOrder::default(), &none).len;
    assert!(found > 100);
    count("search", 1);
    let id = asked.at(20, found).0;
    count("rows of the first screen", 0);
    asked.ask(LibraryRequest::Open(id), |event| matches!(event, LibraryEvent::Opened { .. }).then_some(()));
    count("open", 1);
    let mut near = 0;
    asked.ask(LibraryRequest::Neighbours(20), |event| {
        near += usize::from(matches!(event, LibraryEvent::Neighbour { .. }));
        (near == 9).then_some(())
    });
    count("neighbours", 1);
    let next = asked.at(19, found).0;
    asked.ask(LibraryRequest::Open(next), |event| matches!(event, LibraryEvent::Opened { .. }).then_some(()));
    count("next article", 0);
    asked.search(&Query::default(), ListOrder::default(), &none);
    count("search of all", 2);
    asked.ask(reads(len - 60), rows);
    count("end", 2);
    asked.ask(reads(len / 2), rows);
    count("middle", 4);
    for line in told {
        println!("{line}");
    }
}

/// Whether a fault is the one that is expected.
type IsExpected = fn(&RemoteFault) -> bool;

/// What a line or an engine may do wrong, and what is said of it.
fn faults() -> Vec<(Manner, IsExpected)> {
    let status = |status: u16, head: &str, body: &str| {
        let length = body.len();
        format!("HTTP/1.1 {status} X\r\n{head}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
            .into_bytes()
    };
    vec![
        (Manner::Cut, |fault| matches!(fault, RemoteFault::Cut(_))),
        (Manner::Answer(status(401, "", "")), |fault| *fault == RemoteFault::Unauthorised),
        (Manner::Answer(status(403, "", "")), |fault| *fault == RemoteFault::Forbidden),
        (Manner::Answer(status(404, "", "")), |fault| matches!(fault, RemoteFault::NoIndex(_))),
        (Manner::Answer(status(429, "", "")), |fault| *fault == RemoteFault::Busy(429)),
        (
            Manner::Answer(status(500, "", "{\"error\":\"\u{1b}[31m\"}")),
            |fault| matches!(fault, RemoteFault::Refused(500, said) if !said.contains('\u{1b}')),
        ),
        (Manner::Answer(status(503, "", "")), |fault| *fault == RemoteFault::Busy(503)),
        (Manner::Answer(status(302, "location: http://127.0.0.1:1/\r\n", "")), |fault| {
            *fault == RemoteFault::Redirected(302)
        }),
        (Manner::Answer(status(200, "", "<html>")), |fault| matches!(fault, RemoteFault::Unreadable(_))),
        (Manner::Endless, |fault| matches!(fault, RemoteFault::TooLarge(_))),
    ]
}

#[test]
fn each_fault_is_one_sentence_and_reading_goes_on() {
    let Some(both) = &*BOTH else { return };
    let line = Line::to(port(both.engine.url(0)));
    let mut library = RemoteLibrary::new(index(&line), &(Arc::new(|| {}) as xinglan::session::Wake));
    library.take();
    let faults = faults();
    let mut generation = 0;
    let mut search = |library: &mut RemoteLibrary| -> Vec<LibraryEvent> {
        generation += 1;
        let query = Query::parse("营商环境");
        library.ask(
            generation,
            LibraryRequest::Search {
                query,
                arrangement: xinglan::search::Arrangement::default(),
                annotations: Arc::default(),
            },
        );
        wait(library, Instant::now() + Duration::from_mins(1))
    };
    for (manner, is_it) in faults {
        line.set(manner.clone());
        let events = search(&mut library);
        let [LibraryEvent::Failed { .. }, LibraryEvent::Notice(Message::Remote(fault))] = events.as_slice()
        else {
            panic!("{manner:?}: {events:?}");
        };
        assert!(is_it(fault), "{manner:?}: {fault:?}");
        line.set(Manner::Pass(Duration::ZERO));
        let events = search(&mut library);
        assert!(events.iter().any(|event| matches!(event, LibraryEvent::Found(_))), "{manner:?}: {events:?}");
    }
    // Rows that could not be had come by themselves when the line is there again.
    line.set(Manner::Cut);
    library.ask(900, reads(100));
    let end = Instant::now() + Duration::from_mins(1);
    let events = wait(&mut library, end);
    assert!(
        matches!(events.as_slice(), [LibraryEvent::Failed { .. }, LibraryEvent::Notice(_)]),
        "{events:?}"
    );
    line.set(Manner::Pass(Duration::ZERO));
    let events = wait(&mut library, end);
    assert!(matches!(events.as_slice(), [LibraryEvent::Rows { generation: 900, .. }]), "{events:?}");
}

/// The next events.
fn wait(library: &mut RemoteLibrary, end: Instant) -> Vec<LibraryEvent> {
    loop {
        let events = library.take();
        if !events.is_empty() {
            return events;
        }
        assert!(Instant::now() < end, "no answer");
        std::thread::sleep(Duration::from_millis(1));
    }
}
