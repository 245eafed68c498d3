//! How many cells a text takes on the screen. Every part of the program asks this one policy, so that the layout, the
//! lists and the screen never disagree.
//!
//! Terminals differ in five ways (measured on nine of them: xterm, VTE, kitty, alacritty, foot, tmux, screen); a
//! [`WidthPolicy`] holds one answer for each. Here is no terminal: [`PROBES`] are asked elsewhere, and the cells counted
//! there come back through [`WidthPolicy::measured`].

use super::ambiguous::is_ambiguous;
use super::clusters::clusters;
use super::han::is_main_han;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Cells of an ambiguous character (`“ ” — … · ① ℃`): a setting of the user's terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// One cell; the default of every terminal measured.
    #[default]
    One,
    /// Two cells, where the user chose wide.
    Two,
}

/// How the parts of an emoji sequence are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum EmojiSequence {
    /// As one picture of two cells.
    #[default]
    Joined,
    /// Each part for itself; joiners take no cell.
    Parts,
    /// Each part for itself; a joiner takes one cell (xterm with wide ambiguous characters).
    PartsAndJoiners,
}

/// Cells of an ideograph of the newest planes (extensions H, I and J).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum RareHan {
    /// No cell, or not drawn at all (foot, tmux): a stand-in of two cells is shown instead.
    Hidden,
    /// One cell (xterm, screen).
    One,
    /// Two cells, as the standard says.
    #[default]
    Two,
}

/// How wide the terminal draws what terminals draw differently.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct WidthPolicy {
    /// Ambiguous characters.
    pub ambiguous: Ambiguous,
    /// Emoji with a variation selector.
    pub selectors: Selectors,
    /// Emoji joined by U+200D (families).
    pub families: EmojiSequence,
    /// Emoji with a skin tone; no joiner stands between them.
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
    /// Nothing.
    Ignored,
}

/// One text for each question of a policy, in the order that [`WidthPolicy::measured`] takes the answers: quote, heart
/// with selector, emoji joined to one (an astronaut, which takes fewer bytes than a family), skin tone, ideograph of
/// extension H. None of them joins the one before it.
pub const PROBES: [&str; 5] =
    ["\u{201C}", "\u{2764}\u{FE0F}", "\u{1F469}\u{200D}\u{1F680}", "\u{1F469}\u{1F3FD}", "\u{31350}"];

/// The sign shown for a character that the terminal does not draw: the geta mark, a printer's sign for a missing type.
const STAND_IN: &str = "\u{3013}";

impl WidthPolicy {
    /// The usual answers, with ambiguous characters as given.
    pub fn new(ambiguous: Ambiguous) -> Self {
        Self { ambiguous, ..Self::default() }
    }

    /// The policy of a terminal that drew the [`PROBES`] in this many cells; `None` is no answer.
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

    /// Cells of one grapheme cluster. Mostly 0 to 2; a family may take more where its parts are drawn apart.
    pub fn cluster(&self, cluster: &str) -> u8 {
        let mut chars = cluster.chars();
        match (chars.next(), chars.next()) {
            (None, _) => 0,
            // Two regional letters are a flag; one without its partner is drawn as a wide letter.
            (Some('\u{1F1E6}'..='\u{1F1FF}'), _) => 2,
            (Some(c), None) => self.char(c),
            (Some(first), Some(_)) => self.sequence(cluster, first),
        }
    }

    /// Cells of a whole text.
    pub fn text(&self, text: &str) -> usize {
        clusters(text).map(|cluster| usize::from(self.cluster(cluster))).sum()
    }

    /// The longest start of `text` made of whole clusters that fits into `cells`, and the cells it takes. Signs of no
    /// width at the cut stay with what is before them.
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

    /// What to show instead of `cluster` where the terminal would draw nothing; as wide as [`Self::cluster`] says.
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
            // No character is wider than two cells; unicode-width counts one Khmer sign as three.
            Some(cells) => cells.min(2) as u8,
            None => 0,
        }
    }

    /// Cells of a cluster of more than one character, which begins with `first`.
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
                // A tone colours the picture before it; both together are as wide as the tone is alone.
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

    /// Cells of the first character of `pair`, itself of `cells` cells, before the variation selector after it.
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

/// A character of a cluster: where it starts (bytes), and the cells it added.
struct ClusterPart {
    at: usize,
    c: char,
    cells: u8,
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// Whether `c` may be a picture that a tone colours: no letter, ideograph or tone is one.
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
