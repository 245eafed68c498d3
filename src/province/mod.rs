//! The 34 province-level divisions: their names, signs and order, and which of them an article names.
//!
//! Names live here once; every pane, sign and query asks this table. What counts as naming a division is described in
//! `docs/en/provinces.md`. How it is found, from the tables in `assets/province` to tags and their evidence:
//!
//! 1. `recogniser` goes through title and paragraphs: the public entry.
//! 2. `gazetteer` has the names and what each may mean; its `lexicon` finds them fast.
//! 3. `reading` goes through one paragraph and asks the `rules` about each name found: is it the place?
//! 4. `occurrence` settles same names and decides what the article as a whole mentions and is about.
//!
//! `name_match` is a name in its text, which every rule looks at; `word_list` reads the lists that rules compare it with.

pub mod corrections;
mod gazetteer;
mod name_match;
mod occurrence;
mod reading;
mod recogniser;
mod rules;
mod sign;
mod word_list;

pub use corrections::{Correction, Corrections};
pub use recogniser::{Evidence, Recogniser};

use crate::messages::Lang;
use crate::store::SmallSet;
use crate::text::pinyin::{PinyinFit, Typed};

/// One division. The order of [`PROVINCES`] is the standard one of GB/T 2260.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Province {
    /// 辽宁
    pub short: &'static str,
    /// 辽宁省
    pub full: &'static str,
    /// 辽, the sign on number plates and in lists.
    pub sign: char,
    /// `liaoning`; the official spelling, so Shaanxi and Shanxi differ.
    pub pinyin: &'static str,
    /// `ln`: initials of the syllables of the short name.
    pub initials: &'static str,
    /// `Liaoning`: the usual English name, without a word for the kind of division.
    pub english: &'static str,
    /// `LN`: the second part of its ISO 3166-2:CN code, unique among the divisions.
    pub iso: &'static str,
}

impl Province {
    /// What a reader of `lang` calls it: the short name in Chinese, else the English name.
    pub fn name(&self, lang: Lang) -> &'static str {
        if lang == Lang::Zh { self.short } else { self.english }
    }

    /// The same with the word for its kind, where the language has one.
    pub fn full_name(&self, lang: Lang) -> &'static str {
        if lang == Lang::Zh { self.full } else { self.english }
    }

    /// The name as one word of a query: the English name without its blank (`InnerMongolia`).
    pub fn query_name(&self, lang: Lang) -> String {
        self.name(lang).replace(' ', "")
    }

    /// Whether `word` is its short, full or English name.
    pub fn is_name(&self, word: &str) -> bool {
        self.short == word || self.full == word || self.english == word
    }

    /// How letters fit its official spelling or its English name.
    pub fn spelling_fit(&self, typed: &str) -> Option<PinyinFit> {
        let exact = self.pinyin.eq_ignore_ascii_case(typed) || self.is_english(typed);
        let begun = || {
            let beginning = self.english.as_bytes().get(..typed.len());
            typed.len() > 1 && beginning.is_some_and(|it| it.eq_ignore_ascii_case(typed.as_bytes()))
        };
        exact.then_some(PinyinFit::Exact).or_else(|| begun().then_some(PinyinFit::Spelt))
    }

    /// Whether `typed` is the English name, with or without its blank, in either case.
    fn is_english(&self, typed: &str) -> bool {
        let is_same = |name: &str| letters(name).eq(letters(typed));
        is_same(self.english) || OTHER_ENGLISH.iter().any(|(name, iso)| *iso == self.iso && is_same(name))
    }

    /// The ISO code, for languages in which the name is long.
    pub fn code(&self, lang: Lang) -> Option<&'static str> {
        (lang != Lang::Zh).then_some(self.iso)
    }

    /// Two cells for it: the sign in Chinese, else the ISO code.
    pub fn abbreviation(&self, lang: Lang) -> String {
        if lang == Lang::Zh { self.sign.to_string() } else { self.iso.to_owned() }
    }
}

/// The letters of an English name, without what stands between its words.
fn letters(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| !b" -_".contains(byte)).map(|byte| byte.to_ascii_lowercase())
}

const fn province(
    [short, full]: [&'static str; 2],
    sign: char,
    [pinyin, initials]: [&'static str; 2],
    [english, iso]: [&'static str; 2],
) -> Province {
    Province { short, full, sign, pinyin, initials, english, iso }
}

/// A set of divisions by their places in [`PROVINCES`].
pub type ProvinceSet = SmallSet;

/// All divisions in the standard order; the index is the bit in a [`ProvinceSet`].
///
/// Names and order are those of GB/T 2260, the codes and the English names those of ISO 3166-2:CN: the pinyin, but for Inner
/// Mongolia, Hong Kong and Macao.
pub const PROVINCES: [Province; 34] = [
    province(["北京", "北京市"], '京', ["beijing", "bj"], ["Beijing", "BJ"]),
    province(["天津", "天津市"], '津', ["tianjin", "tj"], ["Tianjin", "TJ"]),
    province(["河北", "河北省"], '冀', ["hebei", "hb"], ["Hebei", "HE"]),
    province(["山西", "山西省"], '晋', ["shanxi", "sx"], ["Shanxi", "SX"]),
    province(["内蒙古", "内蒙古自治区"], '蒙', ["neimenggu", "nmg"], ["Inner Mongolia", "NM"]),
    province(["辽宁", "辽宁省"], '辽', ["liaoning", "ln"], ["Liaoning", "LN"]),
    province(["吉林", "吉林省"], '吉', ["jilin", "jl"], ["Jilin", "JL"]),
    province(["黑龙江", "黑龙江省"], '黑', ["heilongjiang", "hlj"], ["Heilongjiang", "HL"]),
    province(["上海", "上海市"], '沪', ["shanghai", "sh"], ["Shanghai", "SH"]),
    province(["江苏", "江苏省"], '苏', ["jiangsu", "js"], ["Jiangsu", "JS"]),
    province(["浙江", "浙江省"], '浙', ["zhejiang", "zj"], ["Zhejiang", "ZJ"]),
    province(["安徽", "安徽省"], '皖', ["anhui", "ah"], ["Anhui", "AH"]),
    province(["福建", "福建省"], '闽', ["fujian", "fj"], ["Fujian", "FJ"]),
    province(["江西", "江西省"], '赣', ["jiangxi", "jx"], ["Jiangxi", "JX"]),
    province(["山东", "山东省"], '鲁', ["shandong", "sd"], ["Shandong", "SD"]),
    province(["河南", "河南省"], '豫', ["henan", "hn"], ["Henan", "HA"]),
    province(["湖北", "湖北省"], '鄂', ["hubei", "hb"], ["Hubei", "HB"]),
    province(["湖南", "湖南省"], '湘', ["hunan", "hn"], ["Hunan", "HN"]),
    province(["广东", "广东省"], '粤', ["guangdong", "gd"], ["Guangdong", "GD"]),
    province(["广西", "广西壮族自治区"], '桂', ["guangxi", "gx"], ["Guangxi", "GX"]),
    province(["海南", "海南省"], '琼', ["hainan", "hn"], ["Hainan", "HI"]),
    province(["重庆", "重庆市"], '渝', ["chongqing", "cq"], ["Chongqing", "CQ"]),
    province(["四川", "四川省"], '川', ["sichuan", "sc"], ["Sichuan", "SC"]),
    province(["贵州", "贵州省"], '贵', ["guizhou", "gz"], ["Guizhou", "GZ"]),
    province(["云南", "云南省"], '云', ["yunnan", "yn"], ["Yunnan", "YN"]),
    province(["西藏", "西藏自治区"], '藏', ["xizang", "xz"], ["Xizang", "XZ"]),
    province(["陕西", "陕西省"], '陕', ["shaanxi", "sx"], ["Shaanxi", "SN"]),
    province(["甘肃", "甘肃省"], '甘', ["gansu", "gs"], ["Gansu", "GS"]),
    province(["青海", "青海省"], '青', ["qinghai", "qh"], ["Qinghai", "QH"]),
    province(["宁夏", "宁夏回族自治区"], '宁', ["ningxia", "nx"], ["Ningxia", "NX"]),
    province(["新疆", "新疆维吾尔自治区"], '新', ["xinjiang", "xj"], ["Xinjiang", "XJ"]),
    province(["台湾", "台湾省"], '台', ["taiwan", "tw"], ["Taiwan", "TW"]),
    province(["香港", "香港特别行政区"], '港', ["xianggang", "xg"], ["Hong Kong", "HK"]),
    province(["澳门", "澳门特别行政区"], '澳', ["aomen", "am"], ["Macao", "MO"]),
];

/// English names besides those of [`PROVINCES`], and the codes of their divisions.
const OTHER_ENGLISH: [(&str, &str); 2] = [("tibet", "XZ"), ("macau", "MO")];

/// The divisions that `name` means: a short, full or English name, a sign, pinyin, initials or an ISO code. Initials may mean
/// several; in capitals `SX` is the code of Shanxi alone. In small letters a code counts where no initials are the same.
pub fn named(name: &str) -> ProvinceSet {
    let lower = name.to_ascii_lowercase();
    let whole = |p: &Province| {
        p.short == name || p.full == name || p.pinyin == lower || p.iso == name || p.is_english(name)
    };
    let sign = |p: &Province| name.chars().eq([p.sign]) || p.initials == lower;
    let by = |test: &dyn Fn(&Province) -> bool| {
        let bits = PROVINCES.iter().enumerate().filter(|(_, p)| test(p));
        bits.map(|(i, _)| i).collect::<ProvinceSet>()
    };
    let code = |p: &Province| p.iso.eq_ignore_ascii_case(name);
    let found = [by(&whole), by(&sign), by(&code)];
    found.into_iter().find(|set| !set.is_empty()).unwrap_or_default()
}

/// The divisions whose names hold `typed` in Han or begin with it in pinyin, initials or a mixture: for narrowing a list
/// while typing.
pub fn narrowed(typed: &str) -> ProvinceSet {
    let lower = typed.to_ascii_lowercase();
    let spelt = Typed::new(typed);
    let fits = |p: &Province| {
        p.full.contains(typed)
            || typed.chars().eq([p.sign])
            || p.pinyin.starts_with(&lower)
            || p.spelling_fit(typed).is_some()
            || spelt.as_ref().is_some_and(|spelt| spelt.fit(p.full).is_some())
    };
    let bits = PROVINCES.iter().enumerate().filter(|(_, p)| fits(p));
    bits.map(|(i, _)| i).collect()
}

/// The short names of a set, in standard order.
pub fn names(set: ProvinceSet) -> impl Iterator<Item = &'static str> {
    set.iter().filter_map(|i| PROVINCES.get(i)).map(|p| p.short)
}

/// The names of a set for a reader of `lang`, in standard order.
pub fn names_in(set: ProvinceSet, lang: Lang) -> impl Iterator<Item = &'static str> {
    set.iter().filter_map(|i| PROVINCES.get(i)).map(move |p| p.name(lang))
}

/// The shortest names of a set for a reader of `lang`, in standard order.
pub fn abbreviations(set: ProvinceSet, lang: Lang) -> impl Iterator<Item = String> {
    set.iter().filter_map(|i| PROVINCES.get(i)).map(move |p| p.abbreviation(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(set: ProvinceSet) -> String {
        names(set).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_signs_pinyin_and_initials_are_understood() {
        for name in ["辽宁", "辽宁省", "辽", "liaoning", "LN"] {
            assert_eq!(short(named(name)), "辽宁", "{name}");
        }
        assert_eq!(short(named("sx")), "山西 陕西");
        assert_eq!(short(named("shanxi")), "山西");
        assert!(named("火星").is_empty());
    }

    #[test]
    fn english_names_and_codes_are_names() {
        for (name, province) in [
            ("Inner Mongolia", "内蒙古"),
            ("InnerMongolia", "内蒙古"),
            ("inner-mongolia", "内蒙古"),
            ("Hong Kong", "香港"),
            ("macau", "澳门"),
            ("Xizang", "西藏"),
            ("Tibet", "西藏"),
            ("Shanxi", "山西"),
            ("SX", "山西"),
            ("Shaanxi", "陕西"),
            ("SN", "陕西"),
            ("sn", "陕西"),
            ("HE", "河北"),
            ("HB", "湖北"),
            ("HK", "香港"),
        ] {
            assert_eq!(short(named(name)), province, "{name}");
        }
        for province in PROVINCES {
            for name in [province.english, &province.query_name(Lang::En), province.iso] {
                assert_eq!(short(named(name)), province.short, "{name}");
            }
        }
    }

    #[test]
    fn codes_and_english_names_are_unique() {
        let unique = |of: fn(&Province) -> &'static str| {
            PROVINCES.iter().map(of).collect::<std::collections::BTreeSet<_>>().len()
        };
        assert_eq!((unique(|p| p.iso), unique(|p| p.english)), (PROVINCES.len(), PROVINCES.len()));
        assert!(PROVINCES.iter().all(|p| p.iso.len() == 2 && p.english.is_ascii()));
    }

    #[test]
    fn typing_narrows() {
        assert_eq!(short(narrowed("h")), "河北 黑龙江 河南 湖北 湖南 海南");
        assert_eq!(short(narrowed("江")), "黑龙江 江苏 浙江 江西");
        assert_eq!(short(narrowed("heilj")), "黑龙江");
        assert_eq!(short(narrowed("黑l")), "黑龙江");
        assert_eq!(short(narrowed("shaanx")), "陕西");
        assert_eq!(short(narrowed("zhongqing")), "重庆");
    }
}
