//! Runs that stay whole unless they are wider than the line: web addresses, words of letters, numbers.
//!
//! They are found in the same pass as the clusters; only addresses are searched for beforehand, and only if the text has
//! an `@`, a `:` or `www.`. What must not go in: which breaks inside a run are better (`pairs`).

use super::super::break_class::{BreakClass, BreakUnit};

/// Runs up to this width fit every readable line and are not recorded (cells).
const SHORT: u32 = 8;

/// The kind of a run, strongest first: a place inside an address does not count as inside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::text) enum RunKind {
    /// A web or mail address.
    Address = 1,
    /// Letters, with digits and single signs between them: COVID-19, don’t, R&D.
    Word = 2,
    /// Digits with single signs between them: 12,345.67 and 09:30.
    Number = 3,
}

/// A run wider than [`SHORT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::text) struct UnbreakableRun {
    /// Its kind.
    pub(in crate::text) kind: RunKind,
    /// Index of its first cluster.
    pub(in crate::text) from: u32,
    /// Index after its last cluster.
    pub(in crate::text) to: u32,
    /// Its width in cells.
    pub(in crate::text) cells: u32,
}

/// Where a run starts: cluster index, and cells before it.
type RunStart = (u32, u32);

/// Tracks runs during the pass over the clusters.
#[derive(Debug, Default)]
pub(super) struct Tracker {
    addresses: Vec<(usize, usize)>,
    /// How many of `addresses` have been passed.
    passed: usize,
    address: Option<RunStart>,
    word: Option<RunStart>,
    number: Option<RunStart>,
    /// The role of the cluster before in a word and in a number.
    last: (RunPart, RunPart),
    long: Vec<UnbreakableRun>,
}

/// The role of a cluster in a kind of run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum RunPart {
    /// Part of it anywhere.
    Member,
    /// Part of it between two members.
    Joint,
    /// Not part of it.
    #[default]
    None,
}

/// What run detection needs to know about a cluster.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// Index of the cluster.
    pub(super) index: u32,
    /// Its byte offset in the text.
    pub(super) byte: usize,
    /// Cells before it.
    pub(super) cells: u32,
    /// The cluster. If it ends in a combining mark, a letter after it joins it as it would a letter.
    pub(super) unit: BreakUnit,
    /// The first character of the next cluster.
    pub(super) next: Option<char>,
}

impl Tracker {
    pub(super) fn new(text: &str) -> Self {
        Self { addresses: addresses(text), ..Self::default() }
    }

    /// Takes the next cluster; returns the kinds of run that the place before it lies in.
    pub(super) fn step(&mut self, step: &Step) -> Inside {
        let at = (step.index, step.cells);
        let BreakUnit { first, class, marked } = step.unit;
        let address = self.step_address(step.byte, at);
        let next = step.next.map(BreakClass::of);
        let word = match class {
            BreakClass::Letter | BreakClass::Digit => RunPart::Member,
            _ if self.last.0 == RunPart::Member && next.is_some_and(is_word) && joins_words(first) => {
                RunPart::Joint
            }
            _ => RunPart::None,
        };
        let number = match class {
            BreakClass::Digit | BreakClass::WideDigit => RunPart::Member,
            _ if self.last.1 == RunPart::Member && next.is_some_and(is_digit) && joins_digits(first) => {
                RunPart::Joint
            }
            _ => RunPart::None,
        };
        let in_word = advance(&mut self.word, word, at, RunKind::Word, &mut self.long);
        let in_number = advance(&mut self.number, number, at, RunKind::Number, &mut self.long);
        self.last = (word, number);
        if marked && word != RunPart::Member {
            self.word = Some(at);
            self.last.0 = RunPart::Member;
        }
        Inside { address, word: in_word, number: in_number }
    }

    /// Whether no run is open, so that a cluster outside any run changes nothing.
    pub(super) fn is_idle(&self) -> bool {
        self.word.is_none() && self.number.is_none() && self.passed == self.addresses.len()
    }

    fn step_address(&mut self, byte: usize, at: RunStart) -> bool {
        let Some(&(from, to)) = self.addresses.get(self.passed) else { return false };
        if byte < from {
            return false;
        }
        if byte >= to {
            self.passed += 1;
            advance(&mut self.address, RunPart::None, at, RunKind::Address, &mut self.long);
            return self.step_address(byte, at);
        }
        advance(&mut self.address, RunPart::Member, at, RunKind::Address, &mut self.long)
    }

    /// The long runs; `clusters` and `cells` are those of the whole text.
    pub(super) fn finish(mut self, clusters: u32, cells: u32) -> Vec<UnbreakableRun> {
        let end = (clusters, cells);
        advance(&mut self.address, RunPart::None, end, RunKind::Address, &mut self.long);
        advance(&mut self.word, RunPart::None, end, RunKind::Word, &mut self.long);
        advance(&mut self.number, RunPart::None, end, RunKind::Number, &mut self.long);
        self.long
    }
}

/// The kinds of run that a place lies in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Inside {
    pub(super) address: bool,
    pub(super) word: bool,
    pub(super) number: bool,
}

/// Opens, continues or closes a run; returns whether the place before this cluster lies inside it.
fn advance(
    open: &mut Option<RunStart>,
    part: RunPart,
    at: RunStart,
    kind: RunKind,
    long: &mut Vec<UnbreakableRun>,
) -> bool {
    match (*open, part) {
        (Some(_), RunPart::Member | RunPart::Joint) => return true,
        (Some((from, before)), RunPart::None) => {
            let cells = at.1 - before;
            if cells > SHORT {
                long.push(UnbreakableRun { kind, from, to: at.0, cells });
            }
            *open = None;
        }
        (None, RunPart::Member) => *open = Some(at),
        (None, _) => {}
    }
    false
}

fn is_word(class: BreakClass) -> bool {
    matches!(class, BreakClass::Letter | BreakClass::Digit)
}

fn is_digit(class: BreakClass) -> bool {
    matches!(class, BreakClass::Digit | BreakClass::WideDigit)
}

fn joins_words(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '.' | '/' | '&' | '@' | '+' | '#')
}

fn joins_digits(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '/' | '-' | '．' | '，' | '：' | '／')
}

/// Byte ranges of the addresses in `text`, ascending and disjoint.
fn addresses(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    // Addresses already found are skipped, so that a row of `http://http://…` stays linear.
    let mut end = 0;
    for at in memchr::memchr2_iter(b'@', b':', bytes) {
        if at < end {
            continue;
        }
        let address = if bytes.get(at) == Some(&b'@') { mail_at(bytes, at) } else { scheme_at(bytes, at) };
        if let Some(address) = address {
            end = address.1;
            found.push(address);
        }
    }
    end = 0;
    for at in memchr::memmem::find_iter(bytes, b"www.") {
        if at < end {
            continue;
        }
        end = at + 4 + run(bytes, at + 4, is_host_or_path);
        if end > at + 4 {
            found.push((at, end));
        }
    }
    found.sort_unstable_by_key(|(from, to)| (*from, std::cmp::Reverse(*to)));
    let mut end = 0;
    found.retain(|(from, to)| {
        let free = *from >= end;
        end = if free { *to } else { end };
        free
    });
    found
}

/// `http://…`, `https://…` or `ftp://…` around the colon at `at`.
fn scheme_at(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let (before, after) = bytes.split_at_checked(at)?;
    let scheme = [&b"https"[..], b"http", b"ftp"].into_iter().find(|scheme| before.ends_with(scheme))?;
    let body = after.strip_prefix(b"://").map(|_| at + 3)?;
    let length = run(bytes, body, is_address);
    (length > 0).then_some((at - scheme.len(), body + length))
}

/// `name@host.org` around the sign at `at`.
fn mail_at(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let local = bytes.get(..at)?.iter().rev().take_while(|b| is_local(**b)).count();
    let host = bytes.get(at + 1..at + 1 + run(bytes, at + 1, is_host))?;
    let dot =
        (1..host.len()).rev().find(|dot| host.get(*dot) == Some(&b'.') && run(host, dot + 1, letter) >= 2)?;
    (local > 0).then(|| (at - local, at + 1 + dot + 1 + run(host, dot + 1, letter)))
}

/// How many bytes from `from` on satisfy the predicate.
fn run(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> usize {
    bytes.get(from..).unwrap_or_default().iter().take_while(|b| is(**b)).count()
}

fn letter(b: u8) -> bool {
    b.is_ascii_alphabetic()
}

fn is_local(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"._%+-".contains(&b)
}

fn is_host(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b".-".contains(&b)
}

fn is_host_or_path(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-._~/?#=&%".contains(&b)
}

/// Characters of RFC 3986.
fn is_address(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b)
}

#[cfg(test)]
mod tests {
    use super::addresses;

    fn found(text: &str) -> Vec<&str> {
        addresses(text).into_iter().filter_map(|(from, to)| text.get(from..to)).collect()
    }

    #[test]
    fn web_addresses_end_at_the_first_other_character() {
        assert_eq!(found("见https://a.cn/b?c=d#e，或ftp://x吧"), ["https://a.cn/b?c=d#e", "ftp://x"]);
        assert_eq!(found("www.gov.cn。www."), ["www.gov.cn"]);
        assert_eq!(found("http://（无）、a:b、://x"), Vec::<&str>::new());
    }

    #[test]
    fn mail_addresses_end_with_their_domain() {
        assert_eq!(found("写信到li.si+1@mail.pku.edu.cn。"), ["li.si+1@mail.pku.edu.cn"]);
        assert_eq!(found("a@b、@c.de、x@y.z1"), Vec::<&str>::new());
    }

    #[test]
    fn an_address_holds_what_looks_like_another() {
        assert_eq!(found("https://me@www.a.cn/x"), ["https://me@www.a.cn/x"]);
        assert_eq!(found("http://http://a www.www.a"), ["http://http://a", "www.www.a"]);
    }
}
