//! The terms of the filter in their own styles: in the query as it is shown, as in list and text.

use std::ops::Range;

use ratatui::style::Style;

use super::theme::Theme;
use crate::query::Query;

/// Where the words of a query stand in a text that shows it, each with its number. Longer words first, so that a word
/// inside another one does not cut it.
pub(super) fn places(shown: &str, query: &Query) -> Vec<(Range<usize>, usize)> {
    let mut words: Vec<(usize, &str)> = query.words().into_iter().enumerate().collect();
    words.sort_by_key(|(number, word)| (std::cmp::Reverse(word.len()), *number));
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (number, word) in words.into_iter().filter(|(_, word)| !word.is_empty()) {
        for (start, _) in shown.match_indices(word) {
            let range = start..start + word.len();
            if found.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start) {
                found.push((range, number));
            }
        }
    }
    found
}

/// The style of each byte of a text that shows a query.
pub(super) fn style(theme: Theme, places: &[(Range<usize>, usize)], base: Style) -> impl Fn(usize) -> Style {
    move |byte| {
        let word = places.iter().find(|(range, _)| range.contains(&byte));
        word.map_or(base, |(_, number)| base.patch(theme.term(*number)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_once_in_the_text_that_shows_it() {
        let query = Query::parse("问题 营商环境 环境 @辽宁 -北京");
        let shown = "问题 且 营商环境 且 环境 且 关于:辽宁 且 非 北京";
        let mut places = places(shown, &query);
        places.sort_by_key(|(range, _)| range.start);
        let words: Vec<(&str, usize)> =
            places.iter().map(|(range, number)| (shown.get(range.clone()).unwrap(), *number)).collect();
        assert_eq!(words, [("问题", 0), ("营商环境", 1), ("环境", 2)]);
    }
}
