//! People whose given names are places: 李吉林, 刘长春.
//!
//! A surname before a bare name of two characters makes a person where a person's name may start (after a comma, a title,
//! 叫) or where something follows that only people have (老师, 说).

use std::sync::LazyLock;

use crate::province::name_match::NameMatch;
use crate::province::word_list::{CharSet, WordList, WordListFile};
use crate::text::han::is_han;
use crate::text::numerals::{is_magnitude, is_one_to_ten, is_two_or_few};
use crate::text::word_bits::WordBits;

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/people.txt"));

/// Surnames that rarely end another word.
static SURNAMES: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("surnames"));

/// Surnames that are also nouns: a person only at the start of a clause or after a title.
static NOUNS: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("nouns"));

/// Surnames that are also verbs and the like: the other side must suggest a person too.
static DOUBTFUL: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("doubtful"));

/// Before a person's name.
static INTRODUCTIONS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("introductions"));

/// Last characters of given names.
static GIVEN: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("given"));

/// After the whole name of a person: 黄骅烈士.
static TITLES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("titles"));

/// Directly before a person's name, hardly ever before a place.
static SCHOLARS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("scholars"));

/// What a person does and a place does not.
static ACTS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("acts"));

/// One character before a person's name.
static CONNECTIONS: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("connections"));

/// After a person's name.
static COMPANY: LazyLock<WordList> = LazyLock::new(|| TABLE.words("company"));

/// Before a surname these make a nickname: 老李, 小王.
static NICKNAMES: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("nicknames"));

/// Before a place, and between the parts of no foreign name.
static BEFORE_PLACES: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("before-places"));

/// Characters that end no given name after a place.
static NOT_GIVEN: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("not-given"));

/// Directly before a reporter's name.
static REPORTERS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("reporters"));

/// Whether the bare name at `matched` is the given name of a person: the surname before it belongs to no other word.
pub(crate) fn is_person(matched: NameMatch<'_>, words: &WordBits) -> bool {
    if matched.name().chars().count() != 2 {
        return false;
    }
    let Some(surname) = matched.previous() else { return false };
    let before = matched.before().strip_suffix(surname).unwrap_or_default();
    let last = before.chars().next_back();
    let introduced =
        || last.is_none_or(|c| !is_han(c) || CONNECTIONS.contains(c)) || INTRODUCTIONS.ends(before);
    if SURNAMES.contains(surname) {
        let bound =
            || last.is_some_and(|c| words.pair(c, surname) > 0 || is_count(c) || NICKNAMES.contains(c));
        return introduced() || !bound() && !ends_person(before);
    }
    let noun = NOUNS.contains(surname) && !last.is_some_and(is_count);
    let doubtful =
        || DOUBTFUL.contains(surname) && (matched.after().is_empty() || COMPANY.begins(matched.after()));
    (noun || doubtful()) && introduced()
}

/// Whether a name of two characters has the shape of a person's: 陆川.
pub(crate) fn may_be_person(name: &str) -> bool {
    let surname = |c: char| SURNAMES.contains(c) || NOUNS.contains(c) || DOUBTFUL.contains(c);
    name.chars().count() == 2 && name.starts_with(surname)
}

/// Whether `before` is a person's name that the next character, itself a surname, completes: 王雷雷, 蔡依林.
fn ends_person(before: &str) -> bool {
    let mut back = before.chars().rev();
    let first = |c: Option<char>, before: Option<char>| {
        c.is_some_and(|c| SURNAMES.contains(c)) && before.is_none_or(|c| !is_han(c))
    };
    let (a, b, c) = (back.next(), back.next(), back.next());
    first(b, c) || first(a, b)
}

/// A number, which makes 余 or 周 after it no surname.
fn is_count(c: char) -> bool {
    c.is_ascii_digit() || is_one_to_ten(c) || is_magnitude(c) || is_two_or_few(c)
}

/// Whether the name at `matched` is part of a transliterated person's name: 古斯塔夫·哈格隆德.
pub(crate) fn is_transliterated(matched: NameMatch<'_>) -> bool {
    let mut near = matched.before().chars().rev().take(3);
    let dotted = near.clone().any(|c| "·・".contains(c));
    let last = near.next();
    let placed = last.is_some_and(|c| BEFORE_PLACES.contains(c));
    matched.after().starts_with(['·', '・', '•']) || dotted && !placed && last.is_some_and(is_han)
}

/// Whether the name at `matched` is a person's name or the start of one: 黄骅烈士, 木匠徐州平, 许昌平说.
pub(crate) fn is_whole_person(matched: NameMatch<'_>, words: &WordBits) -> bool {
    let name = matched.name();
    if name.chars().count() != 2 || !name.starts_with(|c| SURNAMES.contains(c) || NOUNS.contains(c)) {
        return false;
    }
    let mut after = matched.after().chars();
    let third = after.next().filter(|c| is_han(*c) && !NOT_GIVEN.contains(*c));
    let rest = after.as_str();
    let ended = rest.starts_with(['的', '，', '、', '。']) || COMPANY.begins(rest);
    let bound = third.zip(rest.chars().next()).is_some_and(|(a, b)| words.pair(a, b) > 0);
    let introduced = INTRODUCTIONS.ends(matched.before());
    let starts = matched.previous().is_none_or(|c| !is_han(c));
    TITLES.begins(matched.after())
        || third.is_some() && ended && introduced
        || third.is_some_and(|c| GIVEN.contains(c)) && !bound && (introduced || starts && ended)
}

/// Whether the name is introduced as a person's and acts like one: 教授沈阳说.
pub(crate) fn is_introduced(matched: NameMatch<'_>) -> bool {
    SCHOLARS.ends(matched.before())
        && may_be_person(matched.name())
        && (matched.after().is_empty() || ACTS.begins(matched.after()))
}

/// Whether two signs are a surname's given name and another surname: 吴京张涵予.
pub(crate) fn is_two_people(matched: NameMatch<'_>) -> bool {
    let mut back = matched.before().chars().rev();
    let (surname, before) = (back.next(), back.next());
    surname.is_some_and(|c| SURNAMES.contains(c))
        && before.is_none_or(|c| !is_han(c))
        && matched.name().chars().next_back().is_some_and(|c| SURNAMES.contains(c))
}

/// Whether the name at `matched` is a reporter's name in a bracketed byline: （记者 张掖）.
pub(crate) fn is_in_byline(matched: NameMatch<'_>) -> bool {
    if matched.next().is_some_and(|c| !" 　、）)".contains(c)) {
        return false;
    }
    let near = matched.before().char_indices().rev().take(BYLINE).find(|(_, c)| "（(）)".contains(*c));
    let Some((at, bracket)) = near else { return false };
    let line = matched.before().get(at + bracket.len_utf8()..).unwrap_or_default();
    let begins_there = matched.previous().is_some_and(|c| " 　、：:".contains(c)) || REPORTERS.ends(line);
    "（(".contains(bracket) && BYLINES.begins(line) && begins_there
}

/// Longest byline in characters.
const BYLINE: usize = 40;

/// How a byline starts.
static BYLINES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("bylines"));
