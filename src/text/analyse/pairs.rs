//! Whether a line may break between two clusters, and how gladly.
//!
//! Sources: W3C clreq and GB/T 15834-2011 5.1 for marks, UAX #14 LB25, LB28 and LB30 for numbers and Western text, our
//! own measurements for the penalties. A penalty is compared with the square of the cells that a line is short of.

use super::super::classes::{Class, Classes, is_measure};
use super::tokens::{Inside, Kind};

/// Never break here, unless nothing else is left.
pub(in crate::text) const FORBIDDEN: u16 = u16::MAX;
/// Penalties lie below; the bits above say inside which [`Kind`] of token the place lies.
pub(in crate::text) const KIND_SHIFT: u32 = 14;
/// The bits of a code that hold the penalty.
pub(in crate::text) const PENALTY: u16 = (1 << KIND_SHIFT) - 1;

/// Inside a dictionary word: 0.7 broken words in 1,000 lines of 36-100 cells; 225 leaves 1.4, 400 none, but lines a little
/// shorter and more of them.
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
/// Between Western signs without a blank: only to avoid a hole of more than 60 cells, or a cut by force.
const WESTERN: u16 = 4000;
/// Inside a token that is wider than the line: after one of its signs, and anywhere.
const TOKEN_SIGN: u16 = 400;
const TOKEN_CUT: u16 = 3000;

/// Never at a line start, whatever is before.
const NO_START: Classes = Classes::of(&[
    Class::Pause,
    Class::Close,
    Class::NarrowClose,
    Class::Connector,
    Class::Interpunct,
    Class::NonStarter,
    Class::Glue,
]);
/// Not at a line start unless a blank stands before.
const NO_START_UNSPACED: Classes = Classes::of(&[Class::Stop, Class::Solidus]);
/// Never at a line end, even with a blank after.
const NO_END: Classes = Classes::of(&[Class::Open, Class::NarrowOpen, Class::Glue]);
/// A break after these needs no blank.
const EASTERN_BEFORE: Classes = Classes::of(&[
    Class::Ideograph,
    Class::Emoji,
    Class::WideSign,
    Class::WideDigit,
    Class::WideMath,
    Class::Pause,
    Class::Stop,
    Class::Close,
    Class::NarrowClose,
    Class::NonStarter,
    Class::Dash,
    Class::Dots,
    Class::ListMark,
]);
/// A break before these needs no blank.
const EASTERN_AFTER: Classes = Classes::of(&[
    Class::Ideograph,
    Class::Emoji,
    Class::WideSign,
    Class::WideDigit,
    Class::WideMath,
    Class::Open,
    Class::NarrowOpen,
    Class::Dash,
    Class::Dots,
    Class::ListMark,
]);
const DIGIT: Classes = Classes::of(&[Class::Digit, Class::WideDigit]);
const WORDLIKE: Classes = Classes::of(&[Class::Letter, Class::Digit, Class::WideDigit]);
const MATH: Classes = Classes::of(&[Class::Math, Class::WideMath]);

/// A cluster, as far as breaking beside it is concerned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    /// Its first character.
    pub(super) first: char,
    /// The class of that.
    pub(super) class: Class,
    /// Whether it ends in a mark.
    pub(super) marked: bool,
}

impl Unit {
    /// Whether it is an ideograph and nothing else.
    pub(super) fn is_plain(self) -> bool {
        self.class == Class::Ideograph && !self.marked
    }
}

/// The code of a place between two plain ideographs outside tokens: what [`Place::code`] says, at once.
pub(super) fn between_ideographs(in_word: bool) -> u16 {
    if in_word { WORD } else { 0 }
}

/// The place between `left` and `right`, and what must be known of its surroundings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The cluster before.
    pub(super) left: Unit,
    /// The last cluster before that is no blank; `None` at the start of the text.
    pub(super) left_of_blanks: Option<Unit>,
    /// The cluster after.
    pub(super) right: Unit,
    /// Inside which tokens the place lies.
    pub(super) inside: Inside,
    /// Whether the place lies inside a dictionary word.
    pub(super) in_word: bool,
    /// How often the character before was repeated up to here.
    pub(super) repeated: u32,
    /// Whether `right` is followed by itself.
    pub(super) right_repeats: bool,
}

impl Place {
    /// The code of this place: a penalty, [`FORBIDDEN`], or a penalty with the [`Kind`] of token it would cut.
    pub(super) fn code(&self) -> u16 {
        let (left, right) = (self.left, self.right);
        if right.class == Class::Blank {
            return FORBIDDEN;
        }
        if left.class == Class::Blank {
            return self.after_blank();
        }
        if self.inside.address {
            let sign =
                matches!(left.first, '/' | '?' | '&' | '=' | '-' | '_' | '.' | '#') && right.first != '/';
            return in_token(Kind::Address, sign);
        }
        if NO_START.has(right.class) || NO_START_UNSPACED.has(right.class) || NO_END.has(left.class) {
            return FORBIDDEN;
        }
        if self.parts_a_pair() || self.lone_dash() || self.before_joint() {
            return FORBIDDEN;
        }
        if self.inside.word {
            let hyphen = left.class == Class::Hyphen && right.class != Class::Digit;
            if hyphen && !self.inside.number {
                return HYPHEN;
            }
            return in_token(Kind::Word, !WORDLIKE.has(left.class) && !left.marked);
        }
        if self.inside.number {
            return in_token(Kind::Number, !DIGIT.has(left.class));
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
            Class::Dash | Class::Dots | Class::Stop => DASH_START,
            _ if DIGIT.has(left.class) && is_measure(self.right.first) => SPACED_MEASURE,
            _ => 0,
        }
    }

    /// Inside —— or ……. Of a longer run the middle is allowed.
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
        let sign = matches!(left, Class::Prefix | Class::Hyphen) || self.left.first == '+';
        DIGIT.has(left) && matches!(right, Class::Suffix | Class::Letter) || sign && DIGIT.has(right)
    }

    /// Between two signs of Western text, which breaks at blanks.
    fn is_western(&self) -> bool {
        let (left, right) = (self.left.class, self.right.class);
        let wordlike = (WORDLIKE.has(left), WORDLIKE.has(right));
        !EASTERN_BEFORE.has(left) && !EASTERN_AFTER.has(right)
            || wordlike.0 && (matches!(right, Class::NarrowOpen | Class::Suffix) || MATH.has(right))
            || wordlike.1
                && (matches!(left, Class::NarrowClose | Class::Stop | Class::Solidus) || MATH.has(left))
    }

    /// How much a legal break is disliked.
    fn preference(&self) -> u16 {
        let (left, right) = (self.left, self.right);
        let mut penalty = match left.class {
            Class::Solidus => SOLIDUS_END,
            Class::Interpunct | Class::Connector => JOINED,
            Class::ListMark => LIST_MARK,
            Class::Digit | Class::WideDigit if is_measure(right.first) => MEASURE,
            Class::Ideograph if DIGIT.has(right.class) && matches!(left.first, '年' | '月' | '时' | '点') => {
                DATE
            }
            _ => 0,
        };
        if matches!(right.class, Class::Dash | Class::Dots) && left.first != right.first {
            penalty += DASH_START;
        }
        if self.in_word {
            penalty += WORD;
        }
        penalty
    }
}

const fn in_token(kind: Kind, after_sign: bool) -> u16 {
    (kind as u16) << KIND_SHIFT | if after_sign { TOKEN_SIGN } else { TOKEN_CUT }
}

#[cfg(test)]
mod tests {
    use super::{Inside, Place, Unit, between_ideographs};
    use crate::text::classes::Class;

    #[test]
    fn the_short_way_between_ideographs_says_the_same_as_the_long() {
        let unit = |first| Unit { first, class: Class::Ideograph, marked: false };
        for (right, in_word) in [('中', true), ('中', false), ('文', true), ('文', false)] {
            let place = Place {
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
