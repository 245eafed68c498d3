use super::*;
use crate::text::pinyin;

/// Articles of one paragraph each, with words separated by `/`.
fn counted(articles: &[&str]) -> VocabularyBuilder {
    let mut builder = VocabularyBuilder::default();
    for article in articles {
        builder.article("");
        paragraph(&mut builder, article, false);
    }
    builder
}

fn paragraph(builder: &mut VocabularyBuilder, words: &str, title: bool) {
    let lengths: Vec<usize> = words.split('/').map(str::len).collect();
    builder.add(&words.replace('/', ""), &lengths, title);
}

fn listed(vocabulary: &Vocabulary) -> Vec<(&str, u32)> {
    (0..vocabulary.len() as u32).filter_map(|word| vocabulary.get(word)).map(|e| (e.text, e.docs)).collect()
}

#[test]
fn words_are_counted_once_an_article_and_the_most_frequent_come_first() {
    let built = counted(&["黄河/，/黄河/铁路", "黄河/的/铁路", "黄河"]).finish();
    assert_eq!(listed(&built), [("黄河", 3), ("铁路", 2)]);
}

#[test]
fn numbers_and_single_characters_are_no_words() {
    let built = counted(&["我们/2019/个/三十/两个/第一/四川/GDP/a/，/河"]).finish();
    assert_eq!(listed(&built), [("GDP", 1), ("四川", 1), ("我们", 1)]);
}

#[test]
fn neighbours_that_stand_together_are_a_word() {
    let text = "优化/营/商/环境";
    let built = counted(&[text, "改善/营/商/环境", "环境", "环境", "优化", "优化", "优化"]).finish();
    assert_eq!(listed(&built), [("优化", 4), ("环境", 4), ("营商环境", 2), ("改善", 1)]);
}

#[test]
fn neighbours_by_chance_are_none() {
    let mut articles = vec!["铁路/黄河", "铁路/黄河"];
    articles.extend(["铁路/，/黄河"; 7]);
    assert_eq!(listed(&counted(&articles).finish()), [("铁路", 9), ("黄河", 9)]);
}

#[test]
fn a_title_is_believed_at_once() {
    let mut builder = VocabularyBuilder::default();
    builder.article("");
    paragraph(&mut builder, "脱贫/攻坚", true);
    builder.article("");
    paragraph(&mut builder, "脱贫/攻坚", false);
    assert_eq!(listed(&builder.finish()), [("攻坚", 2), ("脱贫", 2), ("脱贫攻坚", 2)]);
}

#[test]
fn counting_in_two_halves_is_counting_the_whole() {
    let articles = ["乡村/振兴/和/黄河", "乡村/振兴", "乡村/振兴/，/铁路", "乡村/振兴/与/黄河"];
    let mut half = counted(&articles[..2]);
    half.absorb(&counted(&articles[2..]));
    assert_eq!(half.articles(), 4);
    assert_eq!(listed(&half.finish()), listed(&counted(&articles).finish()));
}

#[test]
fn sections_are_found_by_their_last_part_too() {
    let mut builder = VocabularyBuilder::default();
    builder.article("要闻/国内");
    builder.article("要闻/国内");
    let built = builder.finish();
    let section = WordEntry { text: "要闻/国内", docs: 2, section: true };
    for typed in ["yw", "gn"] {
        let keys = pinyin::Typed::new(typed).unwrap().keys();
        assert_eq!(keys.flat_map(|key| built.under(key)).collect::<Vec<_>>(), [section], "{typed}");
    }
}

#[test]
fn a_word_stands_under_each_of_its_keys_and_no_other() {
    let built = counted(&["重庆/，/黄河/，/重复"]).finish();
    let under = |key| built.under(key).map(|e| e.text).collect::<Vec<_>>();
    let all = ["重庆", "黄河", "重复"];
    for key in 0..pinyin::LETTERS * pinyin::LETTERS {
        let mut expected: Vec<&str> =
            all.into_iter().filter(|word| pinyin::keys(word).contains(&key)).collect();
        expected.sort_unstable();
        assert_eq!(under(key), expected);
    }
}

#[test]
fn a_block_of_another_length_or_kind_is_refused() {
    let built = counted(&["黄河/，/铁路"]).finish();
    let bytes = built.bytes().unwrap().to_vec();
    assert!(Vocabulary::open(bytes.clone().into()).is_some());
    for length in 0..bytes.len() {
        assert!(Vocabulary::open(bytes[..length].to_vec().into()).is_none());
    }
    let mut other = bytes;
    other[7] += 1;
    assert!(Vocabulary::open(other.into()).is_none());
}

proptest::proptest! {
    #[test]
    fn a_damaged_block_is_read_without_panic(changes in proptest::collection::vec((0usize..4000, proptest::num::u8::ANY), 1..12)) {
        let mut bytes = counted(&["黄河/，/铁路", "黄河/，/重庆"]).finish().bytes().unwrap().to_vec();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        if let Some(damaged) = Vocabulary::open(bytes.into()) {
            let words = (0..damaged.len().min(100) as u32).filter_map(|word| damaged.get(word)).count();
            let entries: usize = (0..BUCKETS).map(|key| damaged.under(key).take(100).count()).sum();
            proptest::prop_assert!(words <= 100 && entries <= BUCKETS * 100);
        }
    }
}

#[test]
fn letters_and_digits_are_words_with_ideographs() {
    let texts =
        ["用/QQ/音乐/听/歌", "QQ/音乐/下载", "5G/手机/发布", "买/5G/手机", "2018/年/的/夏天", "在/2018/年"];
    let built = counted(&texts).finish();
    let words: Vec<&str> = listed(&built).into_iter().map(|word| word.0).collect();
    for word in ["QQ音乐", "5G手机", "2018年"] {
        assert!(words.contains(&word), "{word} of {words:?}");
    }
}

#[test]
fn function_words_are_part_of_names() {
    let texts = [
        "于/秋/白/说",
        "见到/于/秋/白",
        "于/秋/白/和/曾/可/帆",
        "曾/可/帆/来/了",
        "恒/大/赢/了",
        "恒/大/的/恒/大",
        "双/十一/到/了",
        "过/双/十一",
    ];
    let built = counted(&texts).finish();
    let words: Vec<&str> = listed(&built).into_iter().map(|word| word.0).collect();
    for word in ["于秋白", "曾可帆", "恒大", "双十一"] {
        assert!(words.contains(&word), "{word} of {words:?}");
    }
}

#[test]
fn parts_of_addresses_are_no_words() {
    let texts = ["https/:///www/./weixin/./com/?/a/=/weixin", "微信/（/weixin/）", "见/weixin"];
    let built = counted(&texts).finish();
    assert_eq!(listed(&built).iter().find(|word| word.0 == "weixin"), Some(&("weixin", 2)));
    assert!(listed(&built).iter().all(|word| word.0 != "https" && word.0 != "com"));
}

#[test]
fn a_name_of_frequent_characters_is_a_word() {
    let mut articles = vec!["马/云/说"; 4];
    articles.extend(["马/，/云"; 20]);
    assert!(listed(&counted(&articles).finish()).contains(&("马云", 4)));
}
