//! The recogniser: from title and paragraphs to tags, and to the witnesses of each.
//!
//! A pure function of the text. Knows no file, no folder name and no dictionary.

use std::ops::Range;
use std::sync::LazyLock;

use super::fold::Folding;
use super::gazetteer::{self, Kind, Lexicon};
use super::occurrence::Occurrences;
use super::reading::Reading;
use super::rules::Tables;
use crate::corpus::{ProvinceSet, Tagger, Tags};
use crate::format::Draft;

/// Finds the provinces of articles. Built once, shared by all threads.
pub struct Recogniser {
    lexicon: Lexicon,
    folding: Folding,
    tables: Tables,
}

/// Words of an article that name a division.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Index in [`PROVINCES`](super::PROVINCES).
    pub province: usize,
    /// 0 for the title, then the paragraphs from 1.
    pub paragraph: usize,
    /// Bytes of that paragraph.
    pub range: Range<usize>,
    /// Where it stands.
    pub place: Place,
    /// Whether it counts for what the article is about (not after 不是, 除了).
    pub weight: bool,
    /// What sort of name it is.
    pub why: Why,
}

/// Where a witness stands; title and first sentence say most of what an article is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the title.
    Title,
    /// In the first sentence of the text.
    FirstSentence,
    /// Anywhere else.
    Text,
}

/// What sort of name a witness is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The name of a province: 辽宁, 辽宁省.
    Province,
    /// The name of a division below it: 沈阳市, 昆山.
    Division,
    /// A region of one or more provinces: 京津冀, 苏北, 羊城, 奉天.
    Region,
    /// An institution or a sight: 清华大学, 莫高窟.
    Institution,
    /// One character: 赴京, 晋冀鲁豫四省.
    Sign,
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
    /// The one of this process, made when it is first asked for.
    pub fn shared() -> &'static Self {
        &SHARED
    }

    /// Reads the tables; a few milliseconds.
    pub fn new() -> Self {
        Self { lexicon: gazetteer::lexicon(), folding: Folding::new(), tables: Tables::new() }
    }

    /// The divisions that an article mentions, and those it is about.
    pub fn recognise<'a>(&self, title: &str, paragraphs: impl Iterator<Item = &'a str>) -> Tags {
        self.occurrences(title, paragraphs).tags()
    }

    /// Where each division is named, in the order of the text.
    pub fn witnesses<'a>(&self, title: &str, paragraphs: impl Iterator<Item = &'a str>) -> Vec<Witness> {
        let occurrences = self.occurrences(title, paragraphs);
        let each = occurrences.settled().flat_map(|(occurrence, provinces)| {
            let place = if Occurrences::in_title(occurrence) {
                Place::Title
            } else if occurrences.in_first_sentence(occurrence) {
                Place::FirstSentence
            } else {
                Place::Text
            };
            provinces.iter().map(move |province| Witness {
                province,
                paragraph: occurrence.paragraph,
                range: occurrence.range.clone(),
                place,
                weight: occurrence.weight,
                why: why(occurrence.kind),
            })
        });
        each.collect()
    }

    /// The divisions that a folder's name says, parts joined by `/`: 新闻/辽宁/沈阳. A witness apart from those of the text:
    /// it never enters what an article mentions or is about.
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

    /// Reads one paragraph; `places` is room to work in.
    fn read(&self, text: &str, number: usize, places: &mut Vec<usize>, occurrences: &mut Occurrences) {
        if self.find_places(text, places) {
            let folded = self.folding.fold(text);
            self.find_places(&folded, places);
            Reading::new(&self.lexicon, &self.tables, &folded, number).read(places, occurrences.list());
        } else {
            Reading::new(&self.lexicon, &self.tables, text, number).read(places, occurrences.list());
        }
    }

    /// The bytes where a name may begin, and whether the text has to be folded first: one pass over the characters for
    /// both, which is most of the work in a text without places.
    fn find_places(&self, text: &str, places: &mut Vec<usize>) -> bool {
        places.clear();
        let mut chars = text.char_indices();
        let Some((mut at, mut a)) = chars.next() else { return false };
        let mut folds = self.folding.folds(a);
        for (next, b) in chars {
            folds |= self.folding.folds(b);
            if self.lexicon.may_begin(a, b) {
                places.push(at);
            }
            (at, a) = (next, b);
        }
        folds
    }
}

fn why(kind: Kind) -> Why {
    match kind {
        Kind::Province => Why::Province,
        Kind::Full | Kind::Anchored | Kind::Doubtful | Kind::Bare | Kind::Witness => Why::Division,
        Kind::Region | Kind::Epithet | Kind::Line => Why::Region,
        Kind::Institution => Why::Institution,
        Kind::Verb | Kind::List | Kind::Foreign | Kind::Thing | Kind::Blocker => Why::Sign,
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
