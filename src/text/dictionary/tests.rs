use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::*;

/// What jieba-rs makes of a text with the same list.
fn jieba(text: &str) -> Vec<usize> {
    static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
        let mut list = String::new();
        let mut word = String::new();
        for line in include_str!("../../../assets/words.txt").lines().filter(|line| !line.starts_with('#')) {
            let (shared, rest) = line.split_at(1);
            let kept: String = word.chars().take(usize::from_str_radix(shared, 36).unwrap()).collect();
            let (rest, frequency) = rest.split_once('\t').unwrap();
            word = kept + rest;
            list.extend([word.as_str(), " ", frequency, "\n"]);
        }
        let recent = include_str!("../../../assets/recent_words.txt").lines().skip(1);
        for word in recent.flat_map(str::split_whitespace) {
            list.extend([word, " 50\n"]);
        }
        Jieba::with_dict(&mut list.as_bytes()).unwrap()
    });
    JIEBA.cut(text, false).into_iter().map(|token| token.word.len()).collect()
}

/// Every article that comes with the program or its tests, and the samples that the environment names.
fn samples() -> Vec<String> {
    let mut folders = vec![std::path::PathBuf::from("seeds"), "tests/data".into(), "docs".into()];
    folders.extend(std::env::var_os("XINGLAN_SAMPLES").map(Into::into));
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                texts.extend(std::fs::read_to_string(entry));
            }
        }
    }
    texts
}

#[test]
fn samples_are_cut_as_by_jieba() {
    let texts = samples();
    assert!(texts.iter().map(String::len).sum::<usize>() > 100_000);
    for text in texts {
        let lengths = cut(&text);
        assert_eq!(lengths, jieba(&text));
        let mut at = 0;
        let words = lengths.iter().map(|length| {
            at += length;
            text.get(at - length..at).unwrap().chars().count()
        });
        assert_eq!(breaks(&text), WordBreaks::from_lengths(words));
    }
}

#[test]
fn a_word_is_whole_where_none_goes_on_beyond_it() {
    let whole = |text: &str, word: &str| -> Vec<bool> {
        text.match_indices(word).map(|(at, it)| is_whole(text, &(at..at + it.len()))).collect()
    };
    assert_eq!(whole("会计和大会计划，会计师", "会计"), [true, false, false]);
    assert_eq!(whole("优化营商环境。", "营商环境"), [true]);
    assert_eq!(whole("gcd，abgcd", "gcd"), [true, false]);
    assert_eq!(whole("会 计", "会 计"), [true]);
    assert_eq!(whole("。", "。"), [true]);
}

#[test]
fn recent_words_are_words() {
    let recent = include_str!("../../../assets/recent_words.txt").lines().skip(1);
    for word in recent.flat_map(str::split_whitespace) {
        assert_eq!(cut(word), [word.len()], "{word}");
        assert_eq!(cut(&format!("的{word}了"))[1], word.len(), "{word}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(3_000))]
    #[test]
    fn any_text_is_cut_as_by_jieba(
        text in "([一-龥]|[中国人民共和主题教育大会的了在是不有这个上我他]{0,6}|[a-cA-C0-9]{0,3}|[+#&._%-]|[γTe恤]|[，。“”、《》 ]|\r?\n|[㐀豈𠀀é€☆]|\\PC){0,40}",
    ) {
        proptest::prop_assert_eq!(cut(&text), jieba(&text), "{:?}", text);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]
    #[test]
    fn what_is_remembered_is_cut_as_if_it_were_not(
        texts in proptest::collection::vec(
            "([主题教育营商环境重庆的]{0,4}|[，。“”…—（）：ａ１〇々]|[a1.% +-]|\r?\n|[㐀豈𠀀é€☆]){0,9}|[主题教育]{60,70}", 1..9,
        ),
    ) {
        let mut cutter = WordCutter::new();
        for text in texts.iter().chain(&texts) {
            proptest::prop_assert_eq!(cutter.cut(text), cut(text), "{:?}", text);
        }
    }
}

#[test]
fn a_sign_is_no_part_of_a_word_for_jieba() {
    for c in (0..=0x3_FFFF).filter_map(char::from_u32).filter(|c| JiebaClass::of(*c) == JiebaClass::Sign) {
        assert_eq!(cut(&format!("主{c}{c}题")), [3, c.len_utf8(), c.len_utf8(), 3], "{c:?}");
    }
}

#[test]
fn text_is_cut_into_words_of_the_list() {
    let text = "他来到网易杭研大厦，共20家";
    let mut rest = text;
    let mut words = Vec::new();
    for length in cut(text) {
        let (word, tail) = rest.split_at(length);
        words.push(word);
        rest = tail;
    }
    assert_eq!(words.join("/"), "他/来到/网易/杭/研/大厦/，/共/20/家");
    assert!(breaks(text).inside(2) && !breaks(text).inside(3));
}
