//! Which provinces a text names, by full and short names, and which of them it is about.
//!
//! A pure function of title and paragraphs. Knows no article, no file and no dictionary of words.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::PROVINCES;
use crate::corpus::{Draft, ProvinceSet, Tagger, Tags};

/// Words that hold the name of a province and do not mean it.
const BLOCKERS: &[&str] = &[
    "北京时间",
    "北京路",
    "上海合作组织",
    "上海精神",
    "北海道",
    "南京路",
    "台湾海峡",
    "西藏路",
    "四川路",
    "湖北路",
    "山东路",
    "河南路",
    "福建路",
    "广东路",
    "浙江路",
    "北京烤鸭",
    "长江",
    "珠江",
];

/// Forms besides short and full names that always mean the division.
const ALIASES: &[(&str, &str)] = &[
    ("内蒙", "内蒙古"),
    ("广西自治区", "广西"),
    ("宁夏自治区", "宁夏"),
    ("新疆自治区", "新疆"),
    ("臺灣", "台湾"),
    ("台灣", "台湾"),
    ("黑龍江", "黑龙江"),
    ("遼寧", "辽宁"),
    ("江蘇", "江苏"),
    ("廣東", "广东"),
    ("廣西", "广西"),
    ("重慶", "重庆"),
    ("貴州", "贵州"),
    ("雲南", "云南"),
    ("陝西", "陕西"),
    ("甘肅", "甘肃"),
    ("寧夏", "宁夏"),
    ("澳門", "澳门"),
    ("內蒙古", "内蒙古"),
];

/// A name that only touches across two words when this comes before it.
const NOT_AFTER: &[(&str, char)] =
    &[("南海", '沿'), ("重庆", '隆'), ("广西", '推'), ("河南", '黄'), ("安徽", '公')];

/// No pattern means a province.
const BLOCKED: u32 = u32::MAX;

/// Finds province names. Cheap to share, built once.
pub struct Recogniser {
    names: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
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

impl Recogniser {
    /// Builds the matcher over all names and blockers.
    pub fn new() -> Self {
        let mut patterns: Vec<(&str, u32)> = Vec::new();
        for (number, province) in (0..).zip(PROVINCES.iter()) {
            patterns.push((province.short, number));
            patterns.push((province.full, number));
        }
        for (alias, short) in ALIASES {
            let number = PROVINCES.iter().position(|p| p.short == *short);
            patterns.extend(number.map(|n| (*alias, n as u32)));
        }
        patterns.extend(BLOCKERS.iter().map(|word| (*word, BLOCKED)));
        let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest);
        Self { names: builder.build_with_values(patterns).ok() }
    }

    /// How often each division is named in `text`.
    fn count(&self, text: &str, counts: &mut [u32; 34]) -> ProvinceSet {
        let mut set = ProvinceSet::EMPTY;
        let Some(names) = &self.names else { return set };
        for found in names.leftmost_find_iter(text) {
            let number = found.value() as usize;
            let Some(count) = counts.get_mut(number) else { continue };
            let before = text.get(..found.start()).and_then(|t| t.chars().next_back());
            let word = text.get(found.start()..found.end()).unwrap_or_default();
            if NOT_AFTER.iter().any(|(name, c)| *name == word && before == Some(*c)) {
                continue;
            }
            *count += 1;
            set = set.union(ProvinceSet::single(number));
        }
        set
    }

    /// The provinces of an article: named anywhere, and what it is about. What it is about: those in the title, else
    /// those in the first sentence; and any named at least three times and half as often as the leader; failing all
    /// that, the leader if it is named twice.
    pub fn recognise<'a>(&self, title: &str, paragraphs: impl Iterator<Item = &'a str>) -> Tags {
        let mut counts = [0; 34];
        let mut about = self.count(title, &mut counts);
        let mut mentions = about;
        let mut first = true;
        for paragraph in paragraphs {
            if std::mem::take(&mut first) && about.is_empty() {
                let end = paragraph.find(['。', '！', '？']).unwrap_or(paragraph.len());
                about = self.count(paragraph.get(..end).unwrap_or_default(), &mut [0; 34]);
            }
            mentions = mentions.union(self.count(paragraph, &mut counts));
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let often = |least: u32| {
            let bits = (0..34).filter(|i| counts.get(*i).is_some_and(|n| *n >= least));
            bits.fold(ProvinceSet::EMPTY, |set, i| set.union(ProvinceSet::single(i)))
        };
        about = about.union(often(3.max(most.div_ceil(2))));
        if about.is_empty() && most >= 2 {
            about = often(most);
        }
        Tags { about, mentions }
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
    use crate::index::province::names;

    fn tags(title: &str, text: &str) -> (String, String) {
        let tags = Recogniser::new().recognise(title, text.split('\n'));
        let join = |set| names(set).collect::<Vec<_>>().join(" ");
        (join(tags.about), join(tags.mentions))
    }

    fn case(title: &str, text: &str, about: &str, mentions: &str) {
        assert_eq!(tags(title, text), (about.to_owned(), mentions.to_owned()), "{title} / {text}");
    }

    #[test]
    fn the_title_says_what_it_is_about() {
        case("山西、内蒙古共治黄河", "两省区与北京会商。", "山西 内蒙古", "北京 山西 内蒙古");
    }

    #[test]
    fn without_a_title_the_first_sentence_says_it() {
        case("", "浙江的茶农忙了起来。后来安徽也来了。", "浙江", "浙江 安徽");
    }

    #[test]
    fn what_is_named_often_is_meant() {
        case("水的故事", "云里来。贵州有水，贵州有山，贵州有洞。", "贵州", "贵州");
        case("水的故事", "水从山来。青海一见。", "", "青海");
    }

    #[test]
    fn words_that_only_hold_a_name_do_not_count() {
        case("", "按北京时间八点，隆重庆祝。", "", "");
        case("", "他在黄河南岸等船。", "", "");
    }

    #[test]
    fn full_short_and_traditional_names_are_one() {
        case("", "内蒙古自治区和廣東省。", "内蒙古 广东", "内蒙古 广东");
    }
}
