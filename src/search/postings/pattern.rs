//! What a text must contain for a regular expression to match it, as far as the index can tell.
//!
//! Both the pattern and the keys of the index are folded: a text that matches contains these words in some written
//! form, but not every text that contains them matches. What must not go in: lists of articles, and matching.

use std::collections::BTreeSet;

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use crate::text::folding::Folding;

/// Most alternative words at one place of a pattern. With more, reading their lists takes longer than it saves.
const WORDS: usize = 16;
/// Most words in all, for the same reason.
const ASKED: usize = 64;
/// Most characters of a class that is expanded. `(?i)` makes up to eight of one, which folding mostly makes one again.
const MEMBERS: u32 = 64;

/// What a text must contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needs {
    /// Nothing in particular.
    Anything,
    /// This word, folded.
    Word(String),
    /// All of these.
    All(Vec<Self>),
    /// One of these; if there are none, nothing matches.
    Any(Vec<Self>),
}

impl Needs {
    /// What `pattern` needs; nothing is known of a malformed one.
    pub fn of(pattern: &str) -> Self {
        // Texts are searched as bytes, so that a pattern may match part of a character.
        let parsed = ParserBuilder::new().utf8(false).build().parse(pattern);
        let needs = parsed.map_or(Self::Anything, |hir| PatternPart::of(&hir).needs());
        if needs.words() > ASKED { Self::Anything } else { needs }
    }

    fn words(&self) -> usize {
        match self {
            Self::Anything => 0,
            Self::Word(_) => 1,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::words).sum(),
        }
    }
}

/// What is known of part of a pattern.
#[derive(Debug, Clone)]
enum PatternPart {
    /// It matches only these words, in any written form.
    Exactly(BTreeSet<String>),
    /// Whatever it matches contains this.
    Holds(Needs),
}

impl PatternPart {
    /// Something without width, such as an anchor: it does not separate the characters on both sides.
    fn empty() -> Self {
        Self::Exactly(BTreeSet::from([String::new()]))
    }

    fn unknown() -> Self {
        Self::Holds(Needs::Anything)
    }

    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::empty(),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => Self::Exactly(BTreeSet::from([Folding::get().folded(text)])),
                Err(_no_whole_character) => Self::unknown(),
            },
            HirKind::Class(class) => Self::class(class),
            HirKind::Repetition(repetition) => Self::repeated(repetition),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Concat(parts) => Self::joined(parts.iter().map(Self::of)),
            HirKind::Alternation(parts) => Self::one_of(parts.iter().map(Self::of).collect()),
        }
    }

    fn class(class: &Class) -> Self {
        let ranges: Vec<(char, char)> = match class {
            Class::Unicode(class) => class.iter().map(|range| (range.start(), range.end())).collect(),
            Class::Bytes(class) if class.is_ascii() => {
                class.iter().map(|range| (range.start().into(), range.end().into())).collect()
            }
            Class::Bytes(_) => return Self::unknown(),
        };
        let members: u32 = ranges.iter().map(|(first, last)| *last as u32 - *first as u32 + 1).sum();
        if members > MEMBERS {
            return Self::unknown();
        }
        let chars = ranges.into_iter().flat_map(|(first, last)| first..=last);
        let mut folded = [0; 4];
        // A character without width becomes an empty word, because it is skipped in texts.
        let word = |c| Folding::get().fold(c).map_or("", |c| c.encode_utf8(&mut folded)).to_owned();
        Self::bounded(chars.map(word).collect())
    }

    fn repeated(repetition: &Repetition) -> Self {
        let once = Self::of(&repetition.sub);
        match (repetition.min, repetition.max) {
            (0, Some(1)) => Self::one_of(vec![Self::empty(), once]),
            (0, _) => Self::unknown(),
            (min, Some(max)) if min == max && max as usize <= WORDS => {
                Self::joined(std::iter::repeat_n(once, max as usize))
            }
            _ => Self::Holds(once.needs()),
        }
    }

    /// Parts in sequence. Words are concatenated as long as they are few.
    fn joined(parts: impl Iterator<Item = Self>) -> Self {
        let mut needs = Vec::new();
        let mut run = BTreeSet::from([String::new()]);
        for part in parts {
            match part {
                Self::Exactly(words) if words.len() * run.len() <= WORDS => {
                    let after = |start: &String| {
                        let start = start.clone();
                        words.iter().map(move |word| format!("{start}{word}")).collect::<Vec<_>>()
                    };
                    run = run.iter().flat_map(after).collect();
                }
                Self::Exactly(words) => needs.push(any_of(std::mem::replace(&mut run, words))),
                Self::Holds(held) => {
                    needs.push(any_of(std::mem::replace(&mut run, BTreeSet::from([String::new()]))));
                    needs.push(held);
                }
            }
        }
        if needs.is_empty() {
            return Self::Exactly(run);
        }
        needs.push(any_of(run));
        needs.retain(|needs| *needs != Needs::Anything);
        Self::Holds(match needs.len() {
            0 => Needs::Anything,
            1 => needs.remove(0),
            _ => Needs::All(needs),
        })
    }

    fn one_of(parts: Vec<Self>) -> Self {
        let mut words = BTreeSet::new();
        for part in &parts {
            match part {
                Self::Exactly(more) => words.extend(more.iter().cloned()),
                Self::Holds(_) => {
                    let needs: Vec<Needs> = parts.into_iter().map(Self::needs).collect();
                    let unknown = needs.contains(&Needs::Anything);
                    return Self::Holds(if unknown { Needs::Anything } else { Needs::Any(needs) });
                }
            }
        }
        Self::bounded(words)
    }

    fn bounded(words: BTreeSet<String>) -> Self {
        if words.len() <= WORDS { Self::Exactly(words) } else { Self::Holds(any_of(words)) }
    }

    fn needs(self) -> Needs {
        match self {
            Self::Exactly(words) => any_of(words),
            Self::Holds(needs) => needs,
        }
    }
}

fn any_of(words: BTreeSet<String>) -> Needs {
    if words.contains("") {
        return Needs::Anything;
    }
    let mut words: Vec<Needs> = words.into_iter().map(Needs::Word).collect();
    if words.len() == 1 { words.remove(0) } else { Needs::Any(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The needed words, joined by `+` where all are needed and by `|` where one is.
    fn needs(pattern: &str) -> String {
        fn echo(needs: &Needs) -> String {
            let list = |parts: &[Needs], sign: &str| {
                format!("({})", parts.iter().map(echo).collect::<Vec<_>>().join(sign))
            };
            match needs {
                Needs::Anything => "*".to_owned(),
                Needs::Word(word) => word.clone(),
                Needs::All(parts) => list(parts, "+"),
                Needs::Any(parts) => list(parts, "|"),
            }
        }
        echo(&Needs::of(pattern))
    }

    #[test]
    fn literals_on_both_sides_of_a_gap_are_needed() {
        assert_eq!(needs("海棠.{0,9}书院"), "(海棠+书院)");
        assert_eq!(needs("^第.+章$"), "(第+章)");
        assert_eq!(needs("海棠(.*)"), "海棠");
    }

    #[test]
    fn what_has_no_width_does_not_part_a_word() {
        assert_eq!(needs(r"^海\b棠$"), "海棠");
        assert_eq!(needs("海()棠"), "海棠");
        assert_eq!(needs("海\u{FE0F}棠"), "海棠");
        assert_eq!(needs("海[\u{200D}\u{FE0F}]棠"), "海棠");
    }

    #[test]
    fn alternatives_and_optional_parts_give_every_word() {
        assert_eq!(needs("海棠|书院"), "(书院|海棠)");
        assert_eq!(needs("海棠书?院"), "(海棠书院|海棠院)");
        assert_eq!(needs("(海.棠|书院)里"), "(((海+棠)|书院)+里)");
        assert_eq!(needs("海棠(书院)*(里){2}"), "(海棠+里里)");
        assert_eq!(needs("(海|.*)"), "*");
    }

    #[test]
    fn forms_of_a_character_are_one() {
        assert_eq!(needs("(?i)gdp"), "gdp");
        assert_eq!(needs("[题題]目"), "题目");
        assert_eq!(needs("題ＧＤＰ"), "题gdp");
    }

    #[test]
    fn what_cannot_be_told_needs_nothing() {
        for pattern in ["", ".*", "海?", r"\p{Han}+", "(", "[^海]", r"(?-u:\xE6)", "(海棠)*"] {
            assert_eq!(needs(pattern), "*", "{pattern}");
        }
        assert_eq!(needs(r"[a&&b]"), "()", "matches nothing");
        assert_eq!(needs(&format!("(?:{}.)", "[甲乙丙丁].".repeat(20))), "*", "too many words");
    }
}
