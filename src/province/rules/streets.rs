//! Streets, bridges and lanes named after places elsewhere: 北京路, 重庆南路, 四川路桥.

use std::sync::LazyLock;

use crate::province::name_match::{NameMatch, starts};
use crate::province::word_list::{CharSet, WordList, WordListFile};
use crate::text::numerals::is_one_to_ten;

const TABLE: WordListFile = WordListFile(include_str!("../../../assets/province/streets.txt"));

/// Between the name and the word for a street: 南京西路, 中山东一路.
static DIRECTIONS: LazyLock<CharSet> = LazyLock::new(|| TABLE.chars("directions"));

static STREETS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("streets"));

/// Words that only start like a street: 上海街头, 武汉路面, 广州桥梁.
static NOT_STREETS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("not-streets"));

/// Of these, words that are part of a street after a direction: 南京西路边.
static ON_STREETS: LazyLock<WordList> = LazyLock::new(|| TABLE.words("on-streets"));

/// After 道 a street's name ends here: 重庆道上, 马场道12号.
static AFTER_LANE: LazyLock<WordList> = LazyLock::new(|| TABLE.words("after-lane"));

/// After 一路 a street's name ends here.
static AFTER_NUMBER: LazyLock<WordList> = LazyLock::new(|| TABLE.words("after-number"));

/// Not a street after the destination of a journey: 去上海路上.
static ON_THE_WAY: LazyLock<WordList> = LazyLock::new(|| TABLE.words("on-the-way"));

/// Before the destination of a journey.
static BOUND: LazyLock<WordList> = LazyLock::new(|| TABLE.words("bound"));

/// Cities whose own lanes are called [`LANES`], so that the word after their name does not make a street elsewhere.
static CITIES_WITH_LANES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("cities-with-lanes"));

/// The lanes of these cities.
static LANES: LazyLock<WordList> = LazyLock::new(|| TABLE.words("lanes"));

fn starts_with_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// The end of the street named after the place at `matched`, which has no suffix; a `rare` name before 街上 is a street's.
pub(crate) fn street(matched: NameMatch<'_>, rare: bool) -> Option<usize> {
    let after = matched.after();
    let direction = after.chars().next().filter(|c| DIRECTIONS.contains(*c)).map_or(0, char::len_utf8);
    let rest = after.get(direction..)?;
    let number = rest.chars().next().filter(|c| is_one_to_ten(*c)).map_or(0, char::len_utf8);
    let rest = rest.get(number..)?;
    let at = matched.end + direction + number;
    // 泰安一路口, and 北京一路走来.
    if number > 0 && direction == 0 {
        let numbered = rest
            .strip_prefix('路')
            .is_some_and(|r| r.is_empty() || AFTER_NUMBER.begins(r) || starts_with_number(r));
        return numbered.then_some(at + '路'.len_utf8());
    }
    let Some(street) =
        STREETS.words().iter().filter(|street| starts(rest, street)).map(|street| street.len()).max()
    else {
        let lane = rest.strip_prefix('道')?;
        let ends = AFTER_LANE.begins(lane) || starts_with_number(lane);
        return ends.then_some(at + '道'.len_utf8());
    };
    let lanes = CITIES_WITH_LANES.has(matched.name()) && LANES.begins(rest);
    let bound_for = ON_THE_WAY.begins(rest) && BOUND.ends(matched.before());
    let other = NOT_STREETS.begins(rest) && (direction == 0 && !rare || !ON_STREETS.begins(rest));
    (!bound_for && !other && !lanes).then_some(at + street)
}
