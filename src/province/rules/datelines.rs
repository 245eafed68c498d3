//! Datelines: 新华社北京3月5日电, where 北京 is the seat of the agency.

use std::sync::LazyLock;

use crate::province::name_match::NameMatch;
use crate::province::word_list::{WordList, WordListFile};
use crate::text::han::is_han;
use crate::text::numerals::is_one_to_ten;

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/datelines.txt"));

/// Endings of the names of agencies and papers.
static AGENCIES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("agencies"));

/// How a dispatch is announced after its place and date.
static DISPATCHES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("dispatches"));

/// Names of the city where the agencies sit.
static SEATS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("seats"));

/// After the place in a byline: 本报记者 王明 北京报道.
static REPORTS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("reports"));

/// Before the name in a byline.
static REPORTERS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("reporters"));

/// The text after 电, if `rest`, which follows a name, begins with a date and 电 or with 电 alone.
fn dispatch(rest: &str) -> Option<&str> {
    let date =
        |c: char| c.is_ascii_digit() || is_one_to_ten(c) || "０１２３４５６７８９〇年月日 　/-.".contains(c);
    let rest = rest.trim_start_matches(date);
    let rest = match rest.strip_prefix(['（', '(']).and_then(|r| r.split_once(['）', ')'])) {
        Some((_, rest)) => rest.trim_start(),
        None => rest,
    };
    DISPATCHES.words().iter().find_map(|word| rest.strip_prefix(word))
}

/// Whether the name at `matched` is the place of a dateline, so that no word crosses its edges: 新华社长沙3月5日电.
pub(crate) fn is_dateline(matched: NameMatch<'_>) -> bool {
    AGENCIES.ends(matched.before())
        && dispatch(matched.after()).is_some_and(|rest| rest.len() < matched.after().len())
}

/// Whether the 北京 at `matched` is the seat of an agency in its dateline.
pub(crate) fn is_seat(matched: NameMatch<'_>) -> bool {
    if !SEATS.has(matched.name()) {
        return false;
    }
    let before = matched.before().trim_end();
    if REPORTS.begins(matched.after()) && is_byline(before) {
        return true;
    }
    let Some(text) = dispatch(matched.after()) else { return false };
    let dated = matched.after().starts_with(|c: char| !is_han(c) || is_one_to_ten(c));
    let whole = before.is_empty() && dated;
    whole || AGENCIES.ends(before) && (dated || text.chars().next().is_none_or(|c| !is_han(c)))
}

/// Whether `before` ends in a reporter's name: 本报记者 王明.
fn is_byline(before: &str) -> bool {
    const LONGEST: usize = 12;
    let Some((_, name)) = REPORTERS.words().iter().find_map(|word| before.rsplit_once(word)) else {
        return false;
    };
    name.chars().count() <= LONGEST && name.chars().all(|c| is_han(c) || " 　、".contains(c))
}
