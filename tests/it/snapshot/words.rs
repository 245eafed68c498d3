//! The words that a snapshot has counted are those that are counted without it, whatever has changed since.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use xinglan::complete::vocabulary::Vocabulary;
use xinglan::concordance::asked::{
    CollocateSort, KeywordSort, ListedWords, Statistics, StatisticsKind, StatisticsRequest,
};
use xinglan::concordance::collocates::Window;
use xinglan::concordance::statistics::StatisticsContext;
use xinglan::concordance::stored_words::{StoredWords, WORD_NUMBERS, WORD_TOTALS};
use xinglan::concordance::{WordSet, section_builders};
use xinglan::corpus::Corpus;
use xinglan::corpus::load::{LoadOptions, Root, load_over};
use xinglan::corpus::snapshot::SnapshotSpec;
use xinglan::province::Recogniser;
use xinglan::query::Query;
use xinglan::search::{OrderCache, SearchSnapshot};

use super::sections::{damage, spread};
use crate::aged::{places, write_aged};

const WHO: [&str; 6] = ["老周", "巡河员", "Ada", "護林人", "重庆老周家", "王e\u{301}小e"];
const WHAT: [&str; 7] =
    ["营商环境", "優化營商環境", "ＧＤＰ", "优化营商环境建设", "双十一", "水位2019年", "放管服"];

fn text(number: usize) -> String {
    let sentence = |part: usize| {
        let (who, what) = (WHO[(number + part) % 6], WHAT[(number * 3 + part) % 7]);
        let end = ["。", "！", "，", "！\u{301}", "……"][(number + part * 2) % 5];
        format!("{who}记下了{what}的样子，“走了{}里路”，营商与环境{end}", (number * part) % 13)
    };
    let line = |from: usize| (from..from + 3 + number % 4).map(sentence).collect::<String>();
    format!("第{number}篇 {}来信\n\n{}\n\n{}\n", WHO[number % 6], line(0), line(4))
}

fn write(root: &Path, number: usize, text: &str) {
    write_aged(&root.join(format!("{}年/{number}.txt", 2015 + number % 5)), text);
}

fn context(corpus: &Corpus) -> SearchSnapshot {
    SearchSnapshot { corpus: corpus.clone(), annotations: Arc::default(), postings: None }
}

fn counted(searched: &SearchSnapshot, set: &WordSet, query: &str, kind: StatisticsKind) -> Statistics {
    let context = StatisticsContext { searched, set, watch: &|_| true, most: usize::MAX };
    let request = StatisticsRequest { query: Query::parse(query), kind };
    context.count(&request, &mut OrderCache::default()).unwrap().0
}

fn rows(statistics: &Statistics) -> usize {
    match statistics {
        Statistics::Collocates(table) => table.rows.len(),
        Statistics::Keywords(table) => table.rows.len(),
        Statistics::Distribution(_) => 0,
    }
}

/// Compares what is counted with the totals of the snapshot with what is counted without them.
fn compare(corpus: &Corpus) {
    let stored = WordSet::of(corpus);
    let vocabulary = Vocabulary::stored(corpus).unwrap();
    let words = (0..vocabulary.len() as u32).filter_map(|number| vocabulary.get(number));
    let plain = WordSet::with_phrases(words.filter(|word| !word.section).map(|word| word.text));
    assert_eq!(stored.phrases(), plain.phrases());
    assert!(plain.phrases() > 3);
    let searched = context(corpus);
    let words = ListedWords { least: 1, common: true };
    let windows = [(5, 5, false), (2, 0, false), (0, 3, true)].map(|(left, right, cross_sentence)| Window {
        left,
        right,
        cross_sentence,
    });
    for query in
        ["营商环境", "老周", "环境|优化", "业|商", "/营.{1,2}境/", "周记", "e", "！", "营商环境 放管服"]
    {
        for window in windows {
            let kind = StatisticsKind::Collocates { window, words, sort: CollocateSort::default() };
            let both = [&stored, &plain].map(|set| counted(&searched, set, query, kind.clone()));
            assert_eq!(both[0], both[1], "{query} {window:?}");
            assert!(rows(&both[0]) > 0, "{query}");
        }
    }
    for (query, against) in
        [("放管服", None), ("营商", None), ("老周", None), ("年:2016", None), ("年:2016", Some("老周"))]
    {
        let against = against.map(Query::parse);
        let kind = StatisticsKind::Keywords { against, words, sort: KeywordSort::default() };
        let both = [&stored, &plain].map(|set| counted(&searched, set, query, kind.clone()));
        assert_eq!(both[0], both[1], "{query}");
        assert!(rows(&both[0]) > 20 || !["放管服", "年:2016"].contains(&query), "{query}");
    }
}

#[test]
fn words_of_a_snapshot_are_those_that_are_counted_without_it() {
    let (_home, root, target) = places();
    for number in 0..120 {
        // Every tenth is a copy of the one five before it.
        write(&root, number, &text(if number % 10 == 7 { number - 5 } else { number }));
    }
    let spec = SnapshotSpec::new(vec![root.clone()], LoadOptions::default(), target.clone(), false);
    spec.make(&Recogniser::new(), section_builders(), &|_| ControlFlow::Continue(())).unwrap();
    let opened = || {
        let base = spec.open().unwrap();
        load_over(base, &[Root::Path(root.clone())], &LoadOptions::default(), &Recogniser::new())
    };
    let corpus = opened();
    assert!(StoredWords::of(&corpus).unwrap().articles() == 108);
    compare(&corpus);
    // An original goes, so that its copy counts; texts change, come, and come as copies.
    fs::remove_file(root.join("2017年/2.txt")).unwrap();
    write(&root, 30, &text(31_000).replace("老周", "老吴"));
    (200..220).for_each(|number| write(&root, number, &text(number).replace("水位", "江豚")));
    write(&root, 230, &text(3));
    let changed = opened();
    assert_eq!((corpus.live_len(), changed.live_len()), (120, 140));
    compare(&changed);
    // What is damaged is not believed.
    for kind in [WORD_NUMBERS, WORD_TOTALS] {
        spec.make(&Recogniser::new(), section_builders(), &|_| ControlFlow::Continue(())).unwrap();
        spread(&target);
        damage(&target, kind);
        assert!(StoredWords::of(&spec.open().unwrap()).is_none());
    }
}
