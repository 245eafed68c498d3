//! Line-breaking classes: a Chinese tailoring of UAX #14.
//!
//! Sources: W3C clreq ("basic" prohibition rules) and GB/T 15834-2011 5.1 for marks, CSS `line-break: strict` for small
//! kana, UAX #14 classes PR and PO for signs next to numbers. What must not go in: the rules
//! (`pairs`) and widths (`width`).

use super::han::is_main_han;
use unicode_width::UnicodeWidthChar;

/// How a character takes part in line breaking. "Wide" and "narrow" mean the form, not cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum BreakClass {
    /// A blank of any width.
    Blank,
    /// Ideographs, kana, Hangul and any wide sign: lines break on both sides.
    Ideograph,
    /// A picture; breaks as an ideograph.
    Emoji,
    /// A wide symbol that is not part of a word: flags, 〒, ㎏, ＠.
    WideSign,
    /// Letters of any other script, also full-width Latin, also `_`.
    Letter,
    /// 0-9.
    Digit,
    /// ０-９.
    WideDigit,
    /// 、，。：；！？ and the like: never at a line start.
    Pause,
    /// , . : ; ! ? of ASCII: never at a line start, unless a blank precedes them.
    Stop,
    /// Closing brackets and quotes, Chinese forms.
    Close,
    /// ) ] }
    NarrowClose,
    /// Opening brackets and quotes, Chinese forms: never at a line end.
    Open,
    /// ( [ {
    NarrowOpen,
    /// Connectors – ～ －: never at a line start.
    Connector,
    /// · ‧ ・ •: never at a line start.
    Interpunct,
    /// / ／: never at a line start, preferably not at a line end.
    Solidus,
    /// Small kana and iteration marks: never at a line start.
    NonStarter,
    /// % ℃ and other signs after a number.
    Suffix,
    /// ￥ $ and other signs before a number.
    Prefix,
    /// — ― ─ ⸺
    Dash,
    /// … ⋯ ‥
    Dots,
    /// - ‐
    Hyphen,
    /// "
    Quote,
    /// '
    Apostrophe,
    /// Signs of arithmetic, narrow.
    Math,
    /// Signs of arithmetic, full-width.
    WideMath,
    /// ① ㈠ and other numbers that start a list item.
    ListMark,
    /// Forbids a break on both sides.
    Glue,
    /// Any other narrow sign.
    Symbol,
}

/// A set of classes.
#[derive(Debug, Clone, Copy)]
pub(super) struct BreakClasses(u32);

impl BreakClasses {
    /// The set of the classes listed.
    pub(super) const fn of(list: &[BreakClass]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < list.len() {
            bits |= 1 << list[at] as u32;
            at += 1;
        }
        Self(bits)
    }

    /// Whether `class` is one of them.
    pub(super) const fn has(self, class: BreakClass) -> bool {
        self.0 & (1 << class as u32) != 0
    }
}

impl BreakClass {
    /// The class of `c`.
    pub(super) fn of(c: char) -> Self {
        match c {
            c if is_main_han(c) => Self::Ideograph,
            '\0'..='~' => Self::ascii(c),
            '\u{2010}'..='\u{205E}' => Self::general_punctuation(c),
            '\u{3000}'..='\u{30FF}' => Self::cjk_punctuation_or_kana(c),
            '\u{FF01}'..='\u{FFE6}' => Self::full_width(c),
            _ => Self::other(c),
        }
    }

    fn ascii(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' | '_' => Self::Letter,
            '0'..='9' => Self::Digit,
            ',' | '.' | ':' | ';' | '!' | '?' => Self::Stop,
            ')' | ']' | '}' => Self::NarrowClose,
            '(' | '[' | '{' => Self::NarrowOpen,
            '/' => Self::Solidus,
            '%' => Self::Suffix,
            '$' | '#' => Self::Prefix,
            '-' => Self::Hyphen,
            '"' => Self::Quote,
            '\'' => Self::Apostrophe,
            '~' | '<' | '>' | '=' | '+' | '|' => Self::Math,
            ' ' | '\t'..='\r' => Self::Blank,
            _ => Self::Symbol,
        }
    }

    fn general_punctuation(c: char) -> Self {
        match c {
            '“' | '‘' | '‹' => Self::Open,
            '”' | '’' | '›' => Self::Close,
            '—' | '―' => Self::Dash,
            '…' | '‥' => Self::Dots,
            '–' => Self::Connector,
            '‧' | '•' => Self::Interpunct,
            '‼' | '⁇' | '⁈' | '⁉' => Self::Pause,
            '‰' | '‱' | '′' | '″' | '‵' => Self::Suffix,
            '\u{2010}' => Self::Hyphen,
            '\u{2011}' | '\u{202F}' => Self::Glue,
            '⁄' | '⁒' => Self::Math,
            '\u{2028}' | '\u{2029}' => Self::Blank,
            _ => Self::Symbol,
        }
    }

    fn cjk_punctuation_or_kana(c: char) -> Self {
        match c {
            '\u{3000}' => Self::Blank,
            '、' | '。' => Self::Pause,
            '》' | '〉' | '」' | '』' | '】' | '〕' | '〗' | '〙' | '〛' | '〞' | '〟' => {
                Self::Close
            }
            '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '〘' | '〚' | '〝' => Self::Open,
            '〜' => Self::Connector,
            '・' => Self::Interpunct,
            '々' | '〻' | 'ー' | 'ヽ' | 'ヾ' | 'ゝ' | 'ゞ' => Self::NonStarter,
            'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' | 'ァ'
            | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' => {
                Self::NonStarter
            }
            _ => Self::wide(c),
        }
    }

    fn full_width(c: char) -> Self {
        match c {
            '，' | '．' | '：' | '；' | '！' | '？' | '｡' | '､' => Self::Pause,
            '）' | '］' | '｝' | '｠' | '｣' => Self::Close,
            '（' | '［' | '｛' | '｟' | '｢' => Self::Open,
            '０'..='９' => Self::WideDigit,
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Self::Letter,
            '～' | '－' => Self::Connector,
            '･' => Self::Interpunct,
            '／' => Self::Solidus,
            '％' | '￠' => Self::Suffix,
            '￥' | '＄' | '￡' | '￦' | '＃' => Self::Prefix,
            '＋' | '＜' | '＝' | '＞' | '｜' | '￢' => Self::WideMath,
            _ => Self::wide(c),
        }
    }

    /// A wide character without a class of its own.
    fn wide(c: char) -> Self {
        if c.is_alphanumeric() { Self::Ideograph } else { Self::WideSign }
    }

    fn other(c: char) -> Self {
        match c {
            '\u{3400}'..='\u{4DBF}' | '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..='\u{3FFFD}' => Self::Ideograph,
            '·' => Self::Interpunct,
            '﹐' | '﹑' | '﹒' | '﹔' | '﹕' | '﹖' | '﹗' => Self::Pause,
            '«' | '﹁' | '﹃' | '︵' | '︻' => Self::Open,
            '»' | '﹂' | '﹄' | '︶' | '︼' => Self::Close,
            '℃' | '℉' | '°' | '¢' => Self::Suffix,
            '¥' | '€' | '£' | '₩' | '№' | '±' | '\u{2212}' => Self::Prefix,
            '─' | '⸺' | '⸻' => Self::Dash,
            '⋯' => Self::Dots,
            '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}' => Self::ListMark,
            '×' | '÷' | '¬' | '\u{2190}'..='\u{2194}' | '\u{2200}'..='\u{22FF}' => Self::Math,
            '\u{A0}' | '\u{2060}' | '\u{FEFF}' => Self::Glue,
            '\u{1F1E6}'..='\u{1F1FF}' => Self::WideSign,
            '\u{1F000}'..='\u{1FAFF}' => Self::Emoji,
            _ if c.is_whitespace() => Self::Blank,
            _ if c.width() == Some(2) => Self::wide(c),
            _ if c.is_alphanumeric() => Self::Letter,
            _ => Self::Symbol,
        }
    }
}

/// A grapheme cluster as the line breaker sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct BreakUnit {
    /// Its first character.
    pub(super) first: char,
    /// The class of that character.
    pub(super) class: BreakClass,
    /// Whether it ends in a mark.
    pub(super) marked: bool,
}

impl BreakUnit {
    /// Whether it is a bare ideograph.
    pub(super) fn is_plain(self) -> bool {
        self.class == BreakClass::Ideograph && !self.marked
    }
}

/// Whether `c` is a measure word or magnitude that should stay with its number (6月, 20家, 12亿). The list was collected from
/// running text; a wrong member costs little, because it only matters after a digit.
pub(super) fn is_measure(c: char) -> bool {
    "年月日号时点分秒个只件条项名人位家次届万亿千百元角吨米克里度倍岁周天页章节集期级种类所座户亩批轮场台套辆艘架张份\
     封本册部篇首句段层楼栋室间排列组队班股县市区镇乡村余多几"
        .contains(c)
}

#[cfg(test)]
mod tests {
    use super::{BreakClass, BreakClasses, is_measure};

    #[test]
    fn marks_are_what_they_do() {
        for (marks, class) in [
            ("、，。：；！？．﹐﹑｡､‼⁇", BreakClass::Pause),
            ("”’）》〉」』】〕〗］｝»›｣", BreakClass::Close),
            ("“‘（《〈「『【〔〖［｛«‹｢", BreakClass::Open),
            ("–～〜－", BreakClass::Connector),
            ("·‧・•･", BreakClass::Interpunct),
            ("々ーっャ", BreakClass::NonStarter),
            ("%‰％℃°", BreakClass::Suffix),
            ("￥¥$€№#±−", BreakClass::Prefix),
            ("—―─⸺", BreakClass::Dash),
            ("…⋯‥", BreakClass::Dots),
            ("①⑳❶㈠", BreakClass::ListMark),
        ] {
            assert!(marks.chars().all(|c| BreakClass::of(c) == class), "{marks} as {class:?}");
        }
    }

    #[test]
    fn letters_of_all_scripts_are_letters() {
        assert!("aZ_éßαЯאกกⅣ²Ａｚ".chars().all(|c| BreakClass::of(c) == BreakClass::Letter));
    }

    #[test]
    fn whatever_is_wide_breaks_as_an_ideograph() {
        assert!("中㐀𠀀あカ한ㄅꀀ〇".chars().all(|c| BreakClass::of(c) == BreakClass::Ideograph));
    }

    #[test]
    fn a_set_has_what_was_put_in() {
        const SET: BreakClasses = BreakClasses::of(&[BreakClass::Blank, BreakClass::Symbol]);
        assert!(SET.has(BreakClass::Blank) && SET.has(BreakClass::Symbol) && !SET.has(BreakClass::Digit));
    }

    #[test]
    fn measure_words() {
        assert!("年月件亿".chars().all(is_measure) && !is_measure('的') && !is_measure('\n'));
    }
}
