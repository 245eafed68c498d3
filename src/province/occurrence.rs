//! Occurrences of place names in an article, and the tags that follow from all of them.
//!
//! Resolves names shared by several places, and decides what the article is about (`docs/en/provinces.md`).

use std::ops::Range;

use crate::corpus::Tags;
use crate::province::ProvinceSet;

/// Which provinces an occurrence means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// All of these.
    Sure(ProvinceSet),
    /// These, unless the article surely names other provinces and none of these: an inn called 台湾饭店.
    Unless(ProvinceSet),
    /// The one of these that the article names elsewhere; none of them if it names none or several.
    OneOf(ProvinceSet),
}

impl Certainty {
    pub(super) fn sure(self) -> Option<ProvinceSet> {
        match self {
            Self::Sure(set) => Some(set),
            Self::OneOf(_) | Self::Unless(_) => None,
        }
    }
}

/// One occurrence; a chain of names (江苏省苏州市昆山市) is one.
#[derive(Debug, Clone)]
pub(super) struct Occurrence {
    /// 0 for the title, then the paragraphs from 1.
    pub(super) paragraph: usize,
    /// Bytes of the paragraph.
    pub(super) range: Range<usize>,
    pub(super) certainty: Certainty,
    /// All provinces that have a place of this name.
    pub(super) all: ProvinceSet,
    /// Whether it continues a list that the occurrence before it begins: 海淀、朝阳.
    pub(super) listed: bool,
    /// Whether it counts for what the article is about: not after 不是, 除了.
    pub(super) weight: bool,
}

/// The occurrences of an article, with shared names resolved.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    all: Vec<Occurrence>,
    /// Names that the article has introduced as those of people.
    people: Vec<String>,
    /// The first paragraph with text, and the end of its first sentence.
    first: Option<(usize, usize)>,
}

impl Occurrences {
    /// What a reader of paragraphs appends to: the occurrences, and names that are people's.
    pub(super) fn parts(&mut self) -> (&mut Vec<Occurrence>, &mut Vec<String>) {
        (&mut self.all, &mut self.people)
    }

    /// Records the first sentence; only the first paragraph with text counts.
    pub(super) fn paragraph(&mut self, number: usize, text: &str) {
        if self.first.is_none() && !text.trim().is_empty() {
            self.first = Some((number, text.find(['。', '！', '？']).unwrap_or(text.len())));
        }
    }

    /// Assigns every shared name to the one province that the article names elsewhere, and drops the rest.
    pub(super) fn settle(&mut self) {
        self.settle_lists();
        let named =
            self.all.iter().filter_map(|o| o.certainty.sure()).fold(ProvinceSet::EMPTY, ProvinceSet::union);
        self.all.retain_mut(|occurrence| {
            let candidates = match occurrence.certainty {
                Certainty::Sure(_) => return true,
                Certainty::Unless(own) => {
                    occurrence.certainty = Certainty::Sure(own);
                    return named.is_empty() || named.intersects(own);
                }
                Certainty::OneOf(candidates) => candidates,
            };
            let one = candidates.intersection(named);
            occurrence.certainty = Certainty::Sure(one);
            one.len() == 1
        });
    }

    /// A name that several provinces have means in a list the one that the other members name: 海淀、顺义、朝阳.
    fn settle_lists(&mut self) {
        for list in self.all.chunk_by_mut(|_, next| next.listed) {
            let plain = list.iter().filter(|o| o.all.len() == 1);
            let named = plain.filter_map(|o| o.certainty.sure()).fold(ProvinceSet::EMPTY, ProvinceSet::union);
            if named.len() != 1 {
                continue;
            }
            for shared in list.iter_mut().filter(|o| o.all.len() > 1 && o.all.is_superset(named)) {
                if shared.certainty.sure().is_none_or(|sure| sure.len() <= 1) {
                    shared.certainty = Certainty::Sure(named);
                }
            }
        }
    }

    /// The resolved occurrences with their provinces.
    pub(super) fn settled(&self) -> impl Iterator<Item = (&Occurrence, ProvinceSet)> {
        self.all.iter().filter_map(|o| Some((o, o.certainty.sure()?)))
    }

    /// Whether it stands in the title.
    pub(super) fn in_title(occurrence: &Occurrence) -> bool {
        occurrence.paragraph == 0
    }

    /// Whether it stands in the first sentence of the text.
    pub(super) fn in_first_sentence(&self, occurrence: &Occurrence) -> bool {
        self.first.is_some_and(|(number, end)| occurrence.paragraph == number && occurrence.range.start < end)
    }

    /// The provinces that the article mentions, and those it is about.
    pub(super) fn tags(&self) -> Tags {
        let union = |test: &dyn Fn(&Occurrence) -> bool| {
            let chosen = self.settled().filter(|(o, _)| test(o));
            chosen.fold(ProvinceSet::EMPTY, |set, (_, provinces)| set.union(provinces))
        };
        let mentions = union(&|_| true);
        let mut about = union(&|o| o.weight && Self::in_title(o));
        if about.is_empty() {
            about = union(&|o| o.weight && self.in_first_sentence(o));
        }
        let counts = self.counts();
        let most = counts.iter().copied().max().unwrap_or(0);
        about = about.union(at_least(&counts, 3.max(most.div_ceil(2))));
        if about.is_empty() && most >= 2 {
            about = at_least(&counts, most);
        }
        Tags { about, mentions }
    }

    /// How many weighted occurrences each division has.
    fn counts(&self) -> [u32; 64] {
        let mut counts = [0; 64];
        for (_, provinces) in self.settled().filter(|(o, _)| o.weight) {
            for number in provinces.iter() {
                if let Some(count) = counts.get_mut(number) {
                    *count += 1;
                }
            }
        }
        counts
    }
}

fn at_least(counts: &[u32; 64], least: u32) -> ProvinceSet {
    let often = (0..).zip(counts).filter(|(_, count)| **count >= least);
    often.map(|(number, _)| number).collect()
}
