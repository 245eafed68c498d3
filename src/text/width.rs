//! Display width of text in cells. The whole program asks one policy, so that layout, lists and screen never disagree.
//!
//! Terminals differ in five ways (measured on nine of them: xterm, VTE, kitty, alacritty, foot, tmux, screen); a
//! [`WidthPolicy`] holds one answer for each. What must not go in: talking to a terminal.
//! Others print the [`PROBES`] and pass the cells they took to [`WidthPolicy::measured`].

use super::ambiguous::is_ambiguous;
use super::clusters::clusters;
use super::han::is_main_han;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells of an ambiguous character (`“ ” — … · ① ℃`): a setting of the user's terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// One cell: the default of all nine terminals.
    #[default]
    One,
    /// Two cells, if the user has set the terminal to wide.
    Two,
}

/// How the terminal draws an emoji sequence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum EmojiSequence {
    /// As one picture of two cells.
    #[default]
    Joined,
    /// Each part separately; joiners take no cell.
    Parts,
    /// Each part separately; a joiner takes one cell (xterm with wide ambiguous characters).
    PartsAndJoiners,
}

/// Cells of an ideograph of the newest planes (extensions H, I and J).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum RareHan {
    /// No cell, or not drawn at all (foot, tmux): a placeholder of two cells is shown instead.
    Hidden,
    /// One cell (xterm, screen).
    One,
    /// Two cells, as the standard says.
    #[default]
    Two,
}

/// The width of everything that terminals disagree about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct WidthPolicy {
    /// Ambiguous characters.
    pub ambiguous: Ambiguous,
    /// Emoji with a variation selector.
    pub selectors: Selectors,
    /// Emoji joined by U+200D (families).
    pub families: EmojiSequence,
    /// Emoji with a skin tone; no joiner in between.
    pub tones: EmojiSequence,
    /// Ideographs of the newest planes.
    pub rare_han: RareHan,
}

/// What a variation selector after an emoji does to its width.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Selectors {
    /// U+FE0F makes two cells, U+FE0E one (kitty, and the standard).
    #[default]
    Obeyed,
    /// No effect.
    Ignored,
}

/// One probe for each field of a policy, in the order of [`WidthPolicy::measured`]: quote, heart with selector, joined
/// emoji (an astronaut, which is shorter than a family), skin tone, ideograph of extension H. None joins the one
/// before it.
pub const PROBES: [&str; 5] =
    ["\u{201C}", "\u{2764}\u{FE0F}", "\u{1F469}\u{200D}\u{1F680}", "\u{1F469}\u{1F3FD}", "\u{31350}"];

/// The placeholder for a character that the terminal does not draw: the geta mark, a printer's sign for missing type.
const STAND_IN: &str = "\u{3013}";

impl WidthPolicy {
    /// The policy of a common terminal, with ambiguous characters as given.
    pub fn new(ambiguous: Ambiguous) -> Self {
        Self { ambiguous, ..Self::default() }
    }

    /// The policy of a terminal that drew the [`PROBES`] in these many cells; `None` means no answer.
    pub fn measured(cells: [Option<u8>; 5]) -> Self {
        let [quote, heart, joined, tone, rare] = cells;
        let ambiguous = match quote {
            Some(2) => Ambiguous::Two,
            _ => Ambiguous::One,
        };
        let selectors = match heart {
            Some(1) => Selectors::Ignored,
            _ => Selectors::Obeyed,
        };
        let families = match joined {
            Some(5..) => EmojiSequence::PartsAndJoiners,
            Some(3..=4) => EmojiSequence::Parts,
            _ => EmojiSequence::Joined,
        };
        let tones = match tone {
            Some(3..) => EmojiSequence::Parts,
            _ => EmojiSequence::Joined,
        };
        let rare_han = match rare {
            Some(0) => RareHan::Hidden,
            Some(1) => RareHan::One,
            _ => RareHan::Two,
        };
        Self { ambiguous, selectors, families, tones, rare_han }
    }

    /// Cells of one grapheme cluster. Usually 0 to 2; a family takes more if its parts are drawn separately.
    pub fn cluster(&self, cluster: &str) -> u8 {
        let mut chars = cluster.chars();
        match (chars.next(), chars.next()) {
            (None, _) => 0,
            // Two regional indicators make a flag; a single one is drawn as a wide letter.
            (Some('\u{1F1E6}'..='\u{1F1FF}'), _) => 2,
            (Some(c), None) => self.char(c),
            (Some(first), Some(_)) => self.sequence(cluster, first),
        }
    }

    /// Cells of a text.
    pub fn text(&self, text: &str) -> usize {
        clusters(text).map(|cluster| usize::from(self.cluster(cluster))).sum()
    }

    /// The longest prefix of `text` made of whole clusters that fits into `cells`, and its width. Zero-width clusters at the
    /// cut belong to the prefix.
    pub fn truncate<'a>(&self, text: &'a str, cells: usize) -> (&'a str, usize) {
        let (mut end, mut used) = (0, 0);
        for cluster in clusters(text) {
            let wider = used + usize::from(self.cluster(cluster));
            if wider > cells {
                break;
            }
            used = wider;
            end += cluster.len();
        }
        (text.get(..end).unwrap_or_default(), used)
    }

    /// The placeholder for a `cluster` that the terminal would not draw; as wide as [`Self::cluster`] says.
    pub fn stand_in(&self, cluster: &str) -> Option<&'static str> {
        let hidden = self.rare_han == RareHan::Hidden && cluster.chars().next().is_some_and(is_rare_han);
        hidden.then_some(STAND_IN)
    }

    /// Cells of a character on its own.
    fn char(self, c: char) -> u8 {
        match c {
            ' '..='~' => return 1,
            '\u{3400}'..='\u{4DBF}' => return 2,
            _ if is_main_han(c) => return 2,
            _ if is_rare_han(c) => return if self.rare_han == RareHan::One { 1 } else { 2 },
            _ => {}
        }
        match c.width() {
            Some(1) if self.ambiguous == Ambiguous::Two && is_ambiguous(c) => 2,
            // No character is wider than two cells; unicode-width gives three for one Khmer sign.
            Some(cells) => cells.min(2) as u8,
            None => 0,
        }
    }

    /// Cells of a cluster of several characters that starts with `first`.
    fn sequence(self, cluster: &str, first: char) -> u8 {
        let mut sum = 0_u8;
        let mut emoji = false;
        let mut last = ClusterPart { at: 0, c: first, cells: 0 };
        for (at, c) in cluster.char_indices() {
            let cells = match c {
                '\u{200D}' if self.families == EmojiSequence::Joined => return 2,
                '\u{200D}' => u8::from(self.families == EmojiSequence::PartsAndJoiners),
                '\u{FE0E}' | '\u{FE0F}' => {
                    let pair = cluster.get(last.at..at + c.len_utf8()).unwrap_or_default();
                    let selected = self.selected(pair, last.cells);
                    sum = sum.saturating_sub(last.cells);
                    selected
                }
                // A skin tone colours the emoji before it; both together are as wide as the tone alone.
                _ if is_tone(c) && self.tones == EmojiSequence::Joined && takes_tone(last.c) => {
                    2 - last.cells.min(2)
                }
                _ => self.char(c),
            };
            emoji |= is_tone(c) || matches!(c, '\u{200D}' | '\u{FE0E}' | '\u{FE0F}');
            sum = sum.saturating_add(cells);
            last = ClusterPart { at, c, cells };
        }
        // A letter with spacing marks or a conjunct of narrow letters is drawn in two cells at most.
        if !emoji && self.char(first) < 2 { sum.min(2) } else { sum }
    }

    /// Cells of the first character of `pair`, which is `cells` wide by itself, with the variation selector after it.
    fn selected(self, pair: &str, cells: u8) -> u8 {
        if self.selectors == Selectors::Ignored {
            return cells;
        }
        let base = pair.chars().next().and_then(UnicodeWidthChar::width);
        match (base, pair.width()) {
            (Some(1), 2) => 2,
            (Some(2), 1) => 1,
            _ => cells,
        }
    }
}

/// A character of a cluster: its byte offset and the cells it added.
struct ClusterPart {
    at: usize,
    c: char,
    cells: u8,
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// Whether `c` may be an emoji that a skin tone colours: not a letter, ideograph or tone.
fn takes_tone(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !is_tone(c)
}

/// Ideographs of extensions H, I and J: newer than the tables of many terminals.
fn is_rare_han(c: char) -> bool {
    matches!(c, '\u{2EBF0}'..='\u{2EE5F}' | '\u{31350}'..='\u{3347F}')
}

#[cfg(test)]
mod tests {
    use super::{Ambiguous, EmojiSequence, PROBES, RareHan, Selectors, WidthPolicy};
    use proptest::prelude::*;

    const FAMILY: &str = "👨\u{200D}👩\u{200D}👧";
    const TONE: &str = "👩\u{1F3FD}";
    const HEART: &str = "❤\u{FE0F}";

    fn narrow(text: &str) -> usize {
        WidthPolicy::default().text(text)
    }

    fn wide(text: &str) -> usize {
        WidthPolicy::new(Ambiguous::Two).text(text)
    }

    #[test]
    fn ideographs_and_letters() {
        assert_eq!(narrow("省览 xinglan"), 12);
        assert_eq!(narrow("𠀀𪜀"), 4);
        assert_eq!(narrow("ｶﾀｶﾅ한글"), 8);
    }

    #[test]
    fn ambiguous_characters_follow_the_policy() {
        assert_eq!(narrow("“—”…·①℃α"), 8);
        assert_eq!(wide("“—”…·①℃α"), 16);
        assert_eq!(wide("abc，。é1"), 9 + 1, "é is ambiguous too");
    }

    #[test]
    fn marks_take_no_cell() {
        assert_eq!(narrow("e\u{301}n\u{303}"), 2);
        assert_eq!(wide("α\u{301}"), 2);
    }

    #[test]
    fn emoji_by_default_are_two_cells() {
        assert_eq!([FAMILY, TONE, HEART, "1\u{FE0F}\u{20E3}", "🇨🇳", "🇨"].map(narrow), [2; 6]);
    }

    #[test]
    fn emoji_apart_take_what_their_parts_take() {
        let foot = WidthPolicy {
            families: EmojiSequence::Parts,
            tones: EmojiSequence::Parts,
            ..WidthPolicy::default()
        };
        assert_eq!([FAMILY, TONE].map(|s| foot.cluster(s)), [6, 4]);
        let xterm = WidthPolicy { families: EmojiSequence::PartsAndJoiners, ..foot };
        assert_eq!(xterm.cluster(FAMILY), 8);
    }

    #[test]
    fn selectors_count_only_where_they_are_obeyed() {
        let ignoring = WidthPolicy { selectors: Selectors::Ignored, ..WidthPolicy::default() };
        assert_eq!([narrow("⌚\u{FE0E}"), ignoring.text("⌚\u{FE0E}")], [1, 2]);
        assert_eq!([narrow(HEART), ignoring.text(HEART)], [2, 1]);
    }

    #[test]
    fn hidden_ideographs_get_a_stand_in_as_wide_as_counted() {
        let hidden = WidthPolicy { rare_han: RareHan::Hidden, ..WidthPolicy::default() };
        let sign = hidden.stand_in("\u{31350}").expect("extension H is hidden");
        assert_eq!(hidden.text(sign), hidden.text("\u{31350}"));
        assert_eq!(hidden.stand_in("中"), None);
        assert_eq!(WidthPolicy::default().stand_in("\u{31350}"), None);
    }

    #[test]
    fn a_text_is_cut_between_clusters() {
        let policy = WidthPolicy::default();
        assert_eq!(policy.truncate("中文字", 5), ("中文", 4));
        assert_eq!(policy.truncate("ae\u{301}b", 2), ("ae\u{301}", 2));
        assert_eq!(policy.truncate(FAMILY, 1), ("", 0));
    }

    #[test]
    fn measured_answers_are_the_widths_of_the_probes() {
        for cells in [[1, 2, 2, 2, 2], [1, 1, 4, 4, 1], [2, 1, 5, 4, 2], [1, 2, 4, 2, 2]] {
            let policy = WidthPolicy::measured(cells.map(Some));
            assert_eq!(PROBES.map(|probe| policy.cluster(probe)), cells);
        }
    }

    #[test]
    fn without_answers_the_defaults_hold() {
        assert_eq!(WidthPolicy::measured([None; 5]), WidthPolicy::default());
    }

    proptest! {
        #[test]
        fn what_is_cut_fits_and_what_follows_does_not(text in "\\PC{0,40}", cells in 0_usize..60) {
            let policy = WidthPolicy::default();
            let (kept, used) = policy.truncate(&text, cells);
            prop_assert!(text.starts_with(kept) && used <= cells);
            prop_assert_eq!(policy.text(kept), used);
        }
    }
}
