//! Words of a query as phrases: of pairs in the lines of a text, of single characters everywhere else.
//!
//! What must not go in: fields that hold no text.

use serde_json::{Value, json};

use super::condition::Condition;
use super::upper_bound::UpperBound;
use crate::remote::mapping::{GAP, field};
use crate::search::postings::Needs;
use crate::text::folding::Folding;
use crate::text::han::is_han;

/// The field has these characters.
pub(super) fn word(name: &str, text: &str) -> UpperBound {
    let folded = Folding::get().folded(text);
    if !may_miss_a_blank(&folded) {
        return UpperBound::exactly(contiguous(name, &folded));
    }
    // A text stands in the index with all of its blanks that part no word and with none of them, not with some.
    let parts = folded.split(' ').filter(|part| !part.is_empty());
    UpperBound::at_most(Condition::all(parts.map(|part| contiguous(name, part))))
}

/// Whether a blank lies between two ideographs, where one of the text may have been left out.
fn may_miss_a_blank(folded: &str) -> bool {
    let chars: Vec<char> = folded.chars().collect();
    chars.windows(3).any(|three| matches!(three, [a, ' ', b] if is_han(*a) && is_han(*b)))
}

/// Characters, one after the other.
fn contiguous(name: &str, folded: &str) -> Condition {
    match folded.chars().count() {
        0 => Condition::Nothing,
        1 if name == field::LINES => Condition::is(field::CHARACTERS, folded),
        1 => Condition::is(name, folded),
        2 if name == field::LINES => Condition::is(name, folded),
        _ => Condition::Holds(json!({"match_phrase": {name: folded}})),
    }
}

/// Title, text, or what is said beside them has these characters.
pub(super) fn anywhere(text: &str) -> UpperBound {
    if Folding::get().folded(text).chars().count() == 1 {
        return word(field::CHARACTERS, text);
    }
    UpperBound::any([word(field::LINES, text), word(field::STATEMENTS, text)])
}

/// The title has these characters.
pub(super) fn title(text: &str) -> UpperBound {
    word(field::TITLE, text)
}

/// One paragraph has all of these words.
pub(super) fn near(words: &[String]) -> UpperBound {
    let mut folded: Vec<String> = words.iter().map(|word| Folding::get().folded(word)).collect();
    if folded.iter().any(String::is_empty) {
        // A word without any width is nowhere.
        return UpperBound::exactly(Condition::Nothing);
    }
    folded.sort_by_key(|word| std::cmp::Reverse(word.len()));
    // What lies within another word is there with it.
    let mut distinct: Vec<String> = Vec::new();
    for word in folded {
        if !distinct.iter().any(|longer| longer.contains(&word)) {
            distinct.push(word);
        }
    }
    let apart = UpperBound::all(distinct.iter().map(|text| word(field::LINES, text)));
    // A single character has no position, and may stand in what is said beside the text.
    if distinct.iter().any(|word| word.chars().count() < 2 || may_miss_a_blank(word)) {
        return apart.unsure();
    }
    if distinct.len() < 2 {
        return apart;
    }
    let spans: Vec<Value> = distinct.iter().map(|word| span(word)).collect();
    let near = json!({"span_near": {"clauses": spans, "slop": GAP - 1, "in_order": false}});
    UpperBound::exactly(Condition::Holds(near))
}

/// A phrase that can be near another.
fn span(word: &str) -> Value {
    let chars: Vec<char> = word.chars().collect();
    let pair = |pair: &[char]| json!({"span_term": {field::LINES: pair.iter().collect::<String>()}});
    let mut pairs: Vec<Value> = chars.windows(2).map(pair).collect();
    if pairs.len() == 1 {
        return pairs.remove(0);
    }
    json!({"span_near": {"clauses": pairs, "slop": 0, "in_order": true}})
}

/// What every match of a regular expression has.
pub(super) fn needed(pattern: &str) -> UpperBound {
    UpperBound::at_most(needs(&Needs::of(pattern)))
}

fn needs(of: &Needs) -> Condition {
    match of {
        Needs::Anything => Condition::Everything,
        Needs::Word(text) => word(field::LINES, text).upper,
        Needs::All(parts) => Condition::all(parts.iter().map(needs)),
        Needs::Any(parts) => Condition::any(parts.iter().map(needs)),
    }
}
