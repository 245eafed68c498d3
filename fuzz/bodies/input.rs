//! What is typed: keys, queries, and words looked for.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use xinglan::app::key::Code;
use xinglan::messages::Lang;
use xinglan::query::{Query, write};
use xinglan::search::matcher::WordPattern;
use xinglan::term::input::{Decoder, Input, Timing};
use xinglan::text::CleanText;
use xinglan::text::folding::Folding;
use xinglan::text::sanitize::may_be_marked;

use super::{magnitude, sign};

/// What a query is written as is read as the same query.
pub(crate) fn query(data: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(data);
    let query = Query::parse(&text);
    for clause in query.clauses() {
        assert!(text.get(clause.span.clone()).is_some(), "{:?}", clause.span);
    }
    if query.fault().is_none() {
        for lang in [Lang::Zh, Lang::En] {
            let written = write::clauses(query.clauses(), lang);
            let again = Query::parse(&written);
            assert_eq!(again.fault(), None, "{written:?}");
            assert_eq!(write::clauses(again.clauses(), lang), written);
        }
    }
    let terms = query.clauses().iter().flat_map(|clause| &clause.literals);
    let kinds = terms.fold(0, |kinds, literal| {
        kinds | 1_u64 << u64::from(literal.term.is_text()) | u64::from(literal.negated) << 3
    });
    let fault = query.fault().map_or(0, |fault| match fault {
        xinglan::messages::QueryFault::NoProvince(_) => 1,
        xinglan::messages::QueryFault::Regex { .. } => 2,
        xinglan::messages::QueryFault::NoDate(_) => 3,
        xinglan::messages::QueryFault::LargeRegex(_) => 4,
        xinglan::messages::QueryFault::NoStatus(_) => 5,
    });
    sign(&[kinds, fault, magnitude(query.clauses().len()), magnitude(query.notes().len())])
}

/// A word is found where a search without any index or engine finds it.
pub(crate) fn matcher(data: &[u8]) -> u64 {
    let Some((length, rest)) = data.split_first() else { return 0 };
    let raw = String::from_utf8_lossy(rest);
    let at = raw.floor_char_boundary(usize::from(*length % 16).min(raw.len()));
    let (word, text) = raw.split_at(at);
    // Half of the words are taken from the text.
    let text = CleanText::line(text);
    let inside: String = text.as_str().chars().skip(at).take(3).collect();
    let word = if length & 128 == 0 { word.to_owned() } else { inside };
    let folding = Folding::get();
    let folded: Vec<char> = word.chars().filter_map(|c| folding.fold(c)).collect();
    let found: Vec<_> = WordPattern::new(&word).places(text.as_str().as_bytes()).collect();
    if folded.is_empty() {
        return 0;
    }
    assert_eq!(found, naive(folding, &folded, text.as_str()), "{word:?} in {:?}", text.as_str());
    sign(&[magnitude(found.len()), magnitude(folded.len()), magnitude(text.len())])
}

/// Character by character from the left.
fn naive(folding: &Folding, word: &[char], text: &str) -> Vec<std::ops::Range<usize>> {
    let is_mark = |c: char| c == '\u{200d}' || ('\u{fe00}'..='\u{fe0f}').contains(&c);
    let length_at = |rest: &str| {
        let mut chars = rest.char_indices().peekable();
        let mut marked = false;
        for wanted in word {
            while marked && chars.peek().is_some_and(|(_, c)| is_mark(*c)) {
                chars.next();
            }
            let (_, c) = chars.next()?;
            if !folding.variants(*wanted).contains(&c) {
                return None;
            }
            marked = folding.variants(*wanted).iter().any(|c| may_be_marked(*c));
        }
        Some(chars.peek().map_or(rest.len(), |(at, _)| *at))
    };
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = length_at(rest) {
            found.push(at..at + length);
            at += length;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Any bytes at any time, and afterwards a key is still a key. The first byte says how they are cut.
pub(crate) fn keys(data: &[u8]) -> u64 {
    let Some((cut, rest)) = data.split_first() else { return 0 };
    let mut decoder = Decoder::new(Timing::with_escape(Duration::from_millis(25)), cut & 128 == 0);
    let (mut now, mut events) = (*START, Vec::new());
    for part in rest.chunks(usize::from(cut & 15) + 1) {
        decoder.feed(part, now, &mut events);
        now += Duration::from_millis(u64::from(cut & 0x70));
        if decoder.deadline().is_some_and(|deadline| deadline <= now) {
            decoder.expire(now, &mut events);
        }
    }
    let count = events.len();
    // However long a sequence, a paste or a character without an end is waited for.
    for _ in 0..8 {
        let Some(deadline) = decoder.deadline() else { break };
        now = now.max(deadline);
        decoder.expire(now, &mut events);
    }
    assert_eq!(decoder.deadline(), None, "waits for ever");
    events.drain(..).for_each(|event| drop(Input::from(event)));
    decoder.feed(b"x", now, &mut events);
    let last = events.pop().map(Input::from);
    let is_x = matches!(&last, Some(Input::Key(key)) if key.code == Code::Char('x'));
    assert!(is_x, "deaf: {last:?}");
    sign(&[magnitude(count), magnitude(rest.len())])
}
