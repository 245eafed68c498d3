//! The recogniser: turns title and paragraphs into tags, and gives the evidence for each.
//!
//! A pure function of the text. What must not go in: files and the dictionary.

use std::ops::Range;
use std::sync::LazyLock;

use super::gazetteer::{self, Lexicon};
use super::occurrence::Occurrences;
use super::reading::ParagraphReader;
use super::rules::{Tables, signs};
use crate::corpus::{Tagger, Tags};
use crate::format::Draft;
use crate::province::ProvinceSet;
use crate::text::bmp_set::BmpSet;
use crate::text::folding::{Simplifier, blanks};

/// Traditional characters kept as they are, because names have them: 乾县.
const IN_NAMES: [char; 1] = ['乾'];

/// Finds the provinces of articles. Built once and shared by all threads.
pub struct Recogniser {
    lexicon: Lexicon,
    simplifier: Simplifier,
    /// Characters for which a paragraph needs a closer look: those that change, and blanks.
    closer: BmpSet,
    tables: Tables,
}

/// The words of an article that name a division: the evidence for its tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Index in [`PROVINCES`](super::PROVINCES).
    pub province: usize,
    /// 0 for the title, then the paragraphs from 1.
    pub paragraph: usize,
    /// Bytes of that paragraph.
    pub range: Range<usize>,
}

impl std::fmt::Debug for Recogniser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recogniser")
    }
}

impl Default for Recogniser {
    fn default() -> Self {
        Self::new()
    }
}

static SHARED: LazyLock<Recogniser> = LazyLock::new(Recogniser::new);

impl Recogniser {
    /// The recogniser of the process, built on first use.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// Builds the tables; takes a few milliseconds.
    pub fn new() -> Self {
        let simplifier = Simplifier::except(&IN_NAMES);
        Self {
            lexicon: gazetteer::lexicon(signs::names()),
            closer: simplifier.changing(&blanks::BLANKS),
            simplifier,
            tables: Tables::new(),
        }
    }

    /// The provinces that an article mentions, and those it is about.
    pub fn recognise<'a>(&self, title: &str, paragraphs: impl Iterator<Item = &'a str>) -> Tags {
        self.occurrences(title, paragraphs).tags()
    }

    /// Where each province is named, in text order.
    pub fn evidence<'a>(&self, title: &str, paragraphs: impl Iterator<Item = &'a str>) -> Vec<Evidence> {
        let occurrences = self.occurrences(title, paragraphs);
        let each = occurrences.settled().flat_map(|(occurrence, provinces)| {
            provinces.iter().map(|province| Evidence {
                province,
                paragraph: occurrence.paragraph,
                range: occurrence.range.clone(),
            })
        });
        each.collect()
    }

    /// The provinces named by a folder, its parts joined by `/`: 新闻/辽宁/沈阳. This is separate from the text: it never
    /// counts towards what an article mentions or is about.
    pub fn of_folder(&self, section: &str) -> ProvinceSet {
        self.occurrences("", section.split('/')).tags().mentions
    }

    fn occurrences<'a>(&self, title: &str, paragraphs: impl Iterator<Item = &'a str>) -> Occurrences {
        let mut occurrences = Occurrences::default();
        let mut places = Vec::new();
        self.read(title, 0, &mut places, &mut occurrences);
        for (number, text) in (1..).zip(paragraphs) {
            self.read(text, number, &mut places, &mut occurrences);
            occurrences.paragraph(number, text);
        }
        occurrences.settle();
        occurrences
    }

    /// Reads one paragraph; `places` is a scratch buffer.
    fn read(&self, text: &str, number: usize, places: &mut Vec<usize>, occurrences: &mut Occurrences) {
        if !self.find_places(text, places) {
            return self.judge(text, number, places, occurrences);
        }
        let Some((plain, back)) = blanks::without(text) else {
            return self.read_unspaced(text, number, places, occurrences);
        };
        let before = occurrences.parts().0.len();
        self.find_places(&plain, places);
        self.read_unspaced(&plain, number, places, occurrences);
        let place = |at: usize| back.get(at).map_or(text.len(), |at| *at as usize);
        for occurrence in occurrences.parts().0.iter_mut().skip(before) {
            let Range { start, end } = occurrence.range;
            // The end is that of the last byte: a blank after the name is not part of it.
            occurrence.range = place(start)..end.checked_sub(1).map_or(0, |last| place(last) + 1);
        }
    }

    /// The same for a text without blanks that part no word, of which the places are found.
    fn read_unspaced(
        &self,
        text: &str,
        number: usize,
        places: &mut Vec<usize>,
        occurrences: &mut Occurrences,
    ) {
        if text.chars().any(|c| self.simplifier.changes(c)) {
            let folded = self.simplifier.simplified(text);
            self.find_places(&folded, places);
            self.judge(&folded, number, places, occurrences);
        } else {
            self.judge(text, number, places, occurrences);
        }
    }

    fn judge(&self, folded: &str, number: usize, places: &[usize], occurrences: &mut Occurrences) {
        let (list, people) = occurrences.parts();
        ParagraphReader::new((&self.lexicon, &self.tables), folded, number, people).read(places, list);
    }

    /// Finds the bytes where a name may start; returns whether the text needs a closer look. One pass over the characters does
    /// both, which is most of the work in a text without places.
    fn find_places(&self, text: &str, places: &mut Vec<usize>) -> bool {
        places.clear();
        let mut chars = text.char_indices();
        let Some((mut at, mut a)) = chars.next() else { return false };
        let mut closer = self.closer.contains(a);
        for (next, b) in chars {
            closer |= self.closer.contains(b);
            if self.lexicon.may_begin(a, b) {
                places.push(at);
            }
            (at, a) = (next, b);
        }
        closer
    }
}

impl Tagger for Recogniser {
    fn tags(&self, draft: &Draft) -> Tags {
        let count = draft.paragraphs().len();
        self.recognise(draft.title.as_str(), (0..count).map(|i| draft.paragraph_text(i).as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::province::names;

    fn folder(section: &str) -> String {
        names(Recogniser::new().of_folder(section)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_folder_names_its_provinces() {
        assert_eq!(folder("新闻/辽宁/沈阳"), "辽宁");
        assert_eq!(folder("北京新闻"), "北京");
        assert_eq!(folder("長三角/蘇州"), "上海 江苏 浙江 安徽");
        assert_eq!(folder("广东省/2019-10-29"), "广东");
    }

    #[test]
    fn a_name_that_several_have_means_the_one_named_beside_it() {
        assert_eq!(folder("朝阳区"), "");
        assert_eq!(folder("吉林/朝阳区"), "吉林");
        assert_eq!(folder("山西/大同"), "山西");
    }

    #[test]
    fn other_folders_name_none() {
        for section in ["", "要闻", "和平与合作", "资源/解放思想", "山东快书", "北京时间"]
        {
            assert_eq!(folder(section), "", "{section}");
        }
    }
}
