//! What is called like a place without being one: ships, inns, lines between other cities, firms, a word of another trade.
//!
//! What must not go in: dishes and dialects (`things`), streets (`streets`).

use std::sync::LazyLock;

use crate::province::name_match::{NameMatch, clause};
use crate::province::sign;
use crate::province::word_list::{CharSet, WordList, WordListFile};
use crate::text::han::is_han;

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/namesakes.txt"));

/// After the name of a ship.
static SHIPS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("ships"));

/// Words that begin like one of [`SHIPS`].
static NOT_SHIPS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("not-ships"));

/// After the name of an inn or a street of shops, which may stand in any town.
static VENUES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("venues"));

/// After the name of a line, which is made of the first characters of its ends.
static LINES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("lines"));

/// Names that are also a verb, as 开封 is "to open".
static VERBS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("verbs"));

/// Beside the verb, before and after it.
static BEFORE_VERBS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("before-verbs"));
static AFTER_VERBS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("after-verbs"));

/// Names that are more often a firm or a position than the place, which needs its province in the article.
static FIRMS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("firms"));

/// Before the end of a journey.
static ROUTES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("routes"));

/// The last character of a name, before 里: a housing estate of the place before.
static SIDES: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("sides"));

/// In a bracket after 县 these make it any county: 沿河县（市、区）.
const KINDS: &str = "县市区旗、/";

/// Whether a ship or an inn has the name, which counts unless the article names other provinces only: 台湾饭店.
pub(crate) fn is_named_after(matched: NameMatch<'_>) -> bool {
    VENUES.begins(matched.after()) || SHIPS.begins(matched.after()) && !NOT_SHIPS.begins(matched.after())
}

/// Whether a line has the name: 贵南高铁 is the line from 贵阳 to 南宁, for which the county is too small (`rare`); 昌吉赣高铁
/// joins three cities, whatever the first two characters are.
pub(crate) fn is_line(matched: NameMatch<'_>, rare: bool) -> bool {
    let mut rest = matched.after().chars();
    let third = rest.next();
    let line = rare && LINES.begins(matched.after())
        || LINES.begins(rest.as_str()) && third.is_some_and(|c| sign::province(c).is_some());
    line && matched.name().chars().count() == 2 && !matched.before().ends_with(['至', '到', '—', '-', '～'])
}

/// Whether the name is the verb: 信件开封后.
pub(crate) fn is_verb(matched: NameMatch<'_>) -> bool {
    VERBS.has(matched.name()) && (BEFORE_VERBS.ends(matched.before()) || AFTER_VERBS.begins(matched.after()))
}

/// Whether the name is first of all that of a firm: 阿里; `listed` says that another place stands in the same clause,
/// which makes it the end of a journey in 从聊城走到阿里.
pub(crate) fn is_firm(matched: NameMatch<'_>, listed: bool) -> bool {
    let is_route = || listed && ROUTES.ends(matched.before()) || matched.after().starts_with(['至', '到']);
    FIRMS.has(matched.name()) && !is_route()
}

/// Whether 山东 in 老山东里 is 老山 and a side of it.
pub(crate) fn is_side(matched: NameMatch<'_>) -> bool {
    matched.after().starts_with('里')
        && matched.name().chars().next_back().is_some_and(|c| SIDES.contains(c))
        && clause(matched).1 > 0
}

/// Whether any county is meant: 沿河县（市、区）.
pub(crate) fn is_any_county(matched: NameMatch<'_>) -> bool {
    let Some(rest) = matched.after().strip_prefix(['（', '(']) else { return false };
    let end = rest.trim_start_matches(|c| KINDS.contains(c));
    end.len() < rest.len() && end.starts_with(['）', ')'])
}

/// Whether a slash joins the name to a street: 思南/百色路.
pub(crate) fn is_corner(matched: NameMatch<'_>) -> bool {
    const LONGEST: usize = 5;
    let Some(rest) = matched.after().strip_prefix(['/', '／']) else { return false };
    let name = rest.chars().take(LONGEST).take_while(|c| is_han(*c) && !"路街".contains(*c)).count();
    name > 0 && rest.chars().nth(name).is_some_and(|c| "路街".contains(c))
}
