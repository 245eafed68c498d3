//! Whether a line may break between two clusters, and at what penalty.
//!
//! Sources: W3C clreq and GB/T 15834-2011 5.1 for marks, UAX #14 LB25, LB28 and LB30 for numbers and Western text, and
//! our measurements for the penalties. A penalty is weighed against the square of the cells that a line is short of.

use super::super::break_class::{BreakClass, BreakClasses, BreakUnit, is_measure};
use super::runs::{Inside, RunKind};

/// Never break here, unless a line has no other break.
pub(in crate::text) const FORBIDDEN: u16 = u16::MAX;
/// Penalties are smaller; the bits above hold the [`RunKind`] of the run that the break lies in.
pub(in crate::text) const KIND_SHIFT: u32 = 14;
/// The bits of a code that hold the penalty.
pub(in crate::text) const PENALTY: u16 = (1 << KIND_SHIFT) - 1;

/// Inside a dictionary word: 0.7 broken words in 1,000 lines of 36-100 cells; 225 leaves 1.4, 400 none, but makes lines a
/// little shorter and more numerous.
const WORD: u16 = 260;
/// 20|家.
const MEASURE: u16 = 300;
/// 2019年|6月|4日, 9时|30分.
const DATE: u16 = 40;
/// A blank between a number and what it counts.
const SPACED_MEASURE: u16 = 100;
/// A line that begins with —— or …….
const DASH_START: u16 = 800;
/// A line that ends with a solidus (clreq, "GB-style").
const SOLIDUS_END: u16 = 300;
/// Inside a name (约翰·史密斯) or a range (3～5).
const JOINED: u16 = 120;
/// An item's number at a line end.
const LIST_MARK: u16 = 400;
/// After the hyphen of a word.
const HYPHEN: u16 = 80;
/// Between Western signs without a blank: only to avoid a gap of more than 60 cells or a forced cut.
const WESTERN: u16 = 4000;
/// Inside a run wider than the line: after one of its signs, and anywhere else.
const RUN_SIGN: u16 = 400;
const RUN_CUT: u16 = 3000;

/// Never at a line start, whatever precedes.
const NO_START: BreakClasses = BreakClasses::of(&[
    BreakClass::Pause,
    BreakClass::Close,
    BreakClass::NarrowClose,
    BreakClass::Connector,
    BreakClass::Interpunct,
    BreakClass::NonStarter,
    BreakClass::Glue,
]);
/// Not at a line start unless a blank precedes.
const NO_START_UNSPACED: BreakClasses = BreakClasses::of(&[BreakClass::Stop, BreakClass::Solidus]);
/// Never at a line end, even if a blank follows.
const NO_END: BreakClasses = BreakClasses::of(&[BreakClass::Open, BreakClass::NarrowOpen, BreakClass::Glue]);
/// A break after these needs no blank.
const EASTERN_BEFORE: BreakClasses = BreakClasses::of(&[
    BreakClass::Ideograph,
    BreakClass::Emoji,
    BreakClass::WideSign,
    BreakClass::WideDigit,
    BreakClass::WideMath,
    BreakClass::Pause,
    BreakClass::Stop,
    BreakClass::Close,
    BreakClass::NarrowClose,
    BreakClass::NonStarter,
    BreakClass::Dash,
    BreakClass::Dots,
    BreakClass::ListMark,
]);
/// A break before these needs no blank.
const EASTERN_AFTER: BreakClasses = BreakClasses::of(&[
    BreakClass::Ideograph,
    BreakClass::Emoji,
    BreakClass::WideSign,
    BreakClass::WideDigit,
    BreakClass::WideMath,
    BreakClass::Open,
    BreakClass::NarrowOpen,
    BreakClass::Dash,
    BreakClass::Dots,
    BreakClass::ListMark,
]);
const DIGIT: BreakClasses = BreakClasses::of(&[BreakClass::Digit, BreakClass::WideDigit]);
const WORDLIKE: BreakClasses =
    BreakClasses::of(&[BreakClass::Letter, BreakClass::Digit, BreakClass::WideDigit]);
const MATH: BreakClasses = BreakClasses::of(&[BreakClass::Math, BreakClass::WideMath]);

/// The code of a break between two plain ideographs outside runs: a shortcut for [`BreakOpportunity::code`].
pub(super) fn between_ideographs(in_word: bool) -> u16 {
    if in_word { WORD } else { 0 }
}

/// A place between two clusters, with the context that the rules need.
#[derive(Debug, Clone, Copy)]
pub(super) struct BreakOpportunity {
    /// The cluster before.
    pub(super) left: BreakUnit,
    /// The last non-blank cluster before; `None` at the start of the text.
    pub(super) left_of_blanks: Option<BreakUnit>,
    /// The cluster after.
    pub(super) right: BreakUnit,
    /// The runs that the place lies in.
    pub(super) inside: Inside,
    /// Whether the place lies inside a dictionary word.
    pub(super) in_word: bool,
    /// How often the character before has been repeated.
    pub(super) repeated: u32,
    /// Whether `right` is repeated.
    pub(super) right_repeats: bool,
}

impl BreakOpportunity {
    /// The code of this place: a penalty, [`FORBIDDEN`], or a penalty with the [`RunKind`] of the run it would cut.
    pub(super) fn code(&self) -> u16 {
        let (left, right) = (self.left, self.right);
        if right.class == BreakClass::Blank {
            return FORBIDDEN;
        }
        if left.class == BreakClass::Blank {
            return self.after_blank();
        }
        if self.inside.address {
            let sign =
                matches!(left.first, '/' | '?' | '&' | '=' | '-' | '_' | '.' | '#') && right.first != '/';
            return in_run(RunKind::Address, sign);
        }
        if NO_START.has(right.class) || NO_START_UNSPACED.has(right.class) || NO_END.has(left.class) {
            return FORBIDDEN;
        }
        if self.parts_a_pair() || self.lone_dash() || self.before_joint() {
            return FORBIDDEN;
        }
        if self.inside.word {
            let hyphen = left.class == BreakClass::Hyphen && right.class != BreakClass::Digit;
            if hyphen && !self.inside.number {
                return HYPHEN;
            }
            return in_run(RunKind::Word, !WORDLIKE.has(left.class) && !left.marked);
        }
        if self.inside.number {
            return in_run(RunKind::Number, !DIGIT.has(left.class));
        }
        if self.parts_a_number() {
            return FORBIDDEN;
        }
        if self.is_western() { WESTERN } else { self.preference() }
    }

    /// After one or more blanks: a line may break there, with few exceptions.
    fn after_blank(&self) -> u16 {
        let right = self.right.class;
        let Some(left) = self.left_of_blanks else { return WESTERN };
        if NO_START.has(right) || NO_END.has(left.class) || self.right.first == '／' || self.lone_dash() {
            return FORBIDDEN;
        }
        match right {
            BreakClass::Dash | BreakClass::Dots | BreakClass::Stop => DASH_START,
            _ if DIGIT.has(left.class) && is_measure(self.right.first) => SPACED_MEASURE,
            _ => 0,
        }
    }

    /// Inside —— or ……. A longer run may break in the middle.
    fn parts_a_pair(&self) -> bool {
        let (left, right) = (self.left.first, self.right.first);
        left == right && matches!(left, '—' | '―' | '─' | '…' | '⋯') && self.repeated % 2 == 1
    }

    /// Before a single —, which is a connector.
    fn lone_dash(&self) -> bool {
        self.right.first == '—' && self.left.first != '—' && !self.right_repeats
    }

    /// Inside a word or number before the sign that joins its parts.
    fn before_joint(&self) -> bool {
        (self.inside.word || self.inside.number) && !WORDLIKE.has(self.right.class)
    }

    /// Between a number and its unit or sign.
    fn parts_a_number(&self) -> bool {
        let (left, right) = (self.left.class, self.right.class);
        let sign = matches!(left, BreakClass::Prefix | BreakClass::Hyphen) || self.left.first == '+';
        DIGIT.has(left) && matches!(right, BreakClass::Suffix | BreakClass::Letter)
            || sign && DIGIT.has(right)
    }

    /// Between two clusters of Western text, which breaks at blanks.
    fn is_western(&self) -> bool {
        let (left, right) = (self.left.class, self.right.class);
        let wordlike = (WORDLIKE.has(left), WORDLIKE.has(right));
        !EASTERN_BEFORE.has(left) && !EASTERN_AFTER.has(right)
            || wordlike.0 && (matches!(right, BreakClass::NarrowOpen | BreakClass::Suffix) || MATH.has(right))
            || wordlike.1
                && (matches!(left, BreakClass::NarrowClose | BreakClass::Stop | BreakClass::Solidus)
                    || MATH.has(left))
    }

    /// The penalty of a legal break.
    fn preference(&self) -> u16 {
        let (left, right) = (self.left, self.right);
        let mut penalty = match left.class {
            BreakClass::Solidus => SOLIDUS_END,
            BreakClass::Interpunct | BreakClass::Connector => JOINED,
            BreakClass::ListMark => LIST_MARK,
            BreakClass::Digit | BreakClass::WideDigit if is_measure(right.first) => MEASURE,
            BreakClass::Ideograph
                if DIGIT.has(right.class) && matches!(left.first, '年' | '月' | '时' | '点') =>
            {
                DATE
            }
            _ => 0,
        };
        if matches!(right.class, BreakClass::Dash | BreakClass::Dots) && left.first != right.first {
            penalty += DASH_START;
        }
        if self.in_word {
            penalty += WORD;
        }
        penalty
    }
}

const fn in_run(kind: RunKind, after_sign: bool) -> u16 {
    (kind as u16) << KIND_SHIFT | if after_sign { RUN_SIGN } else { RUN_CUT }
}

#[cfg(test)]
mod tests {
    use super::{BreakOpportunity, BreakUnit, Inside, between_ideographs};
    use crate::text::break_class::BreakClass;

    #[test]
    fn the_short_way_between_ideographs_says_the_same_as_the_long() {
        let unit = |first| BreakUnit { first, class: BreakClass::Ideograph, marked: false };
        for (right, in_word) in [('中', true), ('中', false), ('文', true), ('文', false)] {
            let place = BreakOpportunity {
                left: unit('中'),
                left_of_blanks: Some(unit('中')),
                right: unit(right),
                inside: Inside::default(),
                in_word,
                repeated: 1,
                right_repeats: true,
            };
            assert_eq!(place.code(), between_ideographs(in_word));
        }
    }
}
