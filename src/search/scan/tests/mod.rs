//! Searches in made-up articles: what is found, in which order, and what is counted on the way.

use std::collections::BTreeMap;

use super::*;
use crate::corpus::load::{LoadOptions, Root, load_all};
use crate::corpus::{Article, ArticleId, Corpus, Tagger, Tags};
use crate::facet::{Facet, ValueCount};
use crate::format::Draft;
use crate::messages::Lang;
use crate::province;
use crate::province::ProvinceSet;
use crate::query::{Clause, Literal, Role, Term};
use crate::search::order::SortBy;
use crate::search::postings::PostingsBuilder;
use crate::search::rows::LastPosition;
use crate::search::{ListOrder, Postings};
use crate::text::folding::Folding;

mod property;

/// 京 makes an article about Beijing, 辽 a mention of Liaoning.
struct CharTagger;

impl Tagger for CharTagger {
    fn tags(&self, draft: &Draft) -> Tags {
        let has = |sign| draft.title.as_str().contains(sign) || draft.body().as_str().contains(sign);
        let bit = |name, there: bool| if there { province::named(name) } else { ProvinceSet::EMPTY };
        let about = bit("北京", has('京'));
        Tags { about, mentions: about.union(bit("辽宁", has('辽'))) }
    }
}

/// Section, title, text, date.
type Line = (&'static str, String, String, &'static str);

fn corpus(lines: &[Line]) -> Corpus {
    let folder = tempfile::tempdir().unwrap();
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    for (section, title, text, date) in lines {
        let line = serde_json::json!({ "title": title, "text": text, "date": date });
        let file = files.entry(section).or_default();
        file.extend([line.to_string(), "\n".to_owned()]);
    }
    for (section, text) in files {
        std::fs::create_dir_all(folder.path().join(section)).unwrap();
        std::fs::write(folder.path().join(section).join("篇.jsonl"), text).unwrap();
    }
    load_all(&[Root::Path(folder.path().to_owned())], &LoadOptions::default(), &CharTagger)
}

/// An index of the first `articles` articles.
fn postings(corpus: &Corpus, articles: usize) -> Arc<Postings> {
    let mut builder = PostingsBuilder::new(tempfile::tempfile().unwrap());
    for article in corpus.articles().take(articles) {
        builder.add(article.id().0, article.text().as_str()).unwrap();
    }
    let (articles, mut lists) = (articles.min(corpus.len()) as u32, Vec::new());
    let (keys, offsets) = builder.finish(articles, &mut lists).unwrap();
    Arc::new(Postings::new(articles, keys.into(), offsets.into(), lists.into()).unwrap())
}

fn searched(corpus: &Corpus, indexed: Option<usize>) -> SearchSnapshot {
    SearchSnapshot {
        corpus: corpus.clone(),
        postings: indexed.map(|n| postings(corpus, n)),
        ..SearchSnapshot::default()
    }
}

fn request(query: &str, order: ListOrder) -> SearchRequest {
    SearchRequest { query: Query::parse(query), order }
}

const SMALL: Budget = Budget { work: 40, found: usize::MAX, since: 0 };

fn finish(scan: &mut Scan) -> SearchResult {
    while !scan.is_done() {
        assert!(scan.advance(SMALL, &|| false));
    }
    scan.found()
}

fn ids(found: &SearchResult) -> Vec<u32> {
    found.rows.ids().map(|id| id.0).collect()
}

fn search(query: &str, searched: &SearchSnapshot) -> SearchResult {
    let order = ListOrder::default();
    finish(&mut Scan::new(request(query, order), searched.clone(), &mut OrderCache::default(), None))
}

/// What a query selects, found by comparing folded texts character by character.
fn naive(corpus: &Corpus, query: &str) -> Vec<u32> {
    let query = Query::parse(query);
    let holds = |article: Article<'_>, literal: &Literal| {
        let folding = Folding::get();
        let has = |text: &str, word: &str| folding.folded(text).contains(&folding.folded(word));
        let found = match &literal.term {
            Term::Text(word) => has(article.text().as_str(), word),
            Term::Title(word) => has(article.title().as_str(), word),
            Term::Near(words) => {
                article.text().as_str().split('\n').any(|line| words.iter().all(|word| has(line, word)))
            }
            Term::Regex(pattern) => {
                let regex = regex::Regex::new(pattern).unwrap();
                article.text().as_str().split('\n').any(|line| regex.is_match(line))
            }
            Term::Province { set, role: Role::About } => article.tags().about.intersects(*set),
            Term::Province { set, .. } => article.tags().mentions.intersects(*set),
            Term::Section(Some(section)) => has(article.section().as_str(), section),
            Term::Date(Some(when)) => article.date().is_some_and(|date| when.holds(date)),
            other => panic!("{other:?}"),
        };
        found != literal.negated
    };
    let all = |article: &Article<'_>| {
        query.clauses().iter().all(|clause: &Clause| clause.literals.iter().any(|l| holds(*article, l)))
    };
    corpus.articles().filter(all).map(|article| article.id().0).collect()
}

fn line(section: &'static str, title: &str, text: &str, date: &'static str) -> Line {
    (section, title.to_owned(), text.to_owned(), date)
}

fn library() -> Corpus {
    corpus(&[
        line("河湖", "京杭第10段", "营商环境\n改善", "2019-10-29"),
        line("河湖", "第2段", "投资环境，营商，营商", "2018"),
        line("河湖/湖", "遼河", "環境與營商環境", ""),
        line("要闻", "辽京", "铁路", "2019-01-01"),
        line("要闻", "空", "营商环境营商环境", "2020-02-02"),
    ])
}

#[test]
fn a_query_selects_what_satisfies_it() {
    let corpus = library();
    for indexed in [None, Some(5), Some(3)] {
        let searched = searched(&corpus, indexed);
        for query in [
            "营商环境",
            "营",
            "营商 -投资",
            "投资|铁路",
            "題:遼河",
            "營商~改善",
            "环境 @北京",
            "栏:要闻 年:2019",
        ] {
            assert_eq!(ids(&search(query, &searched)), naive(&corpus, query), "{query} {indexed:?}");
        }
    }
}

#[test]
fn a_whole_word_is_not_part_of_another() {
    let corpus = corpus(&[
        line("甲", "会计和出纳", "账目", "2019"),
        line("甲", "通知", "大会计划、会计师", "2019"),
        line("甲", "通知", "大会计划，找会計", "2019"),
        line("甲", "通知", "会 计 工 作", "2019"),
    ]);
    for indexed in [None, Some(3)] {
        let searched = searched(&corpus, indexed);
        assert_eq!(ids(&search("词:会计", &searched)), [0, 2, 3]);
        assert_eq!(ids(&search("word:会计 账目", &searched)), [0]);
        assert_eq!(ids(&search("-词:会计", &searched)), [1]);
        assert_eq!(ids(&search("词:会计|词:大会", &searched)), [0, 1, 2, 3]);
    }
    let hits = |query: &str, at: u32| {
        let article = corpus.article(ArticleId(at)).unwrap();
        Matcher::new(&Query::parse(query)).hits(article).len()
    };
    assert_eq!([hits("会计", 2), hits("词:会计", 2), hits("会计", 1), hits("词:会计", 1)], [2, 1, 2, 0]);
}

#[test]
fn every_order_has_its_own_first_rows() {
    let corpus = library();
    let searched = searched(&corpus, Some(5));
    let ordered = |query: &str, by, reversed| {
        let order = ListOrder { by, reversed };
        let found =
            finish(&mut Scan::new(request(query, order), searched.clone(), &mut OrderCache::default(), None));
        for (position, id) in found.rows.ids().enumerate() {
            assert_eq!(found.rows.position(id, LastPosition::default()), Ok(position), "{by:?}");
        }
        ids(&found)
    };
    assert_eq!(ordered("营商", SortBy::Corpus, false), [0, 1, 2, 4]);
    assert_eq!(ordered("营商", SortBy::Corpus, true), [4, 2, 1, 0]);
    assert_eq!(ordered("", SortBy::Corpus, true), [4, 3, 2, 1, 0]);
    // Folders come first: 遼河 is the first article.
    assert_eq!(ordered("", SortBy::Title, false), [2, 1, 4, 0, 3]);
    assert_eq!(ordered("营商", SortBy::Date, false), [4, 1, 2, 0]);
    assert_eq!(ordered("", SortBy::Date, true), [0, 2, 3, 1, 4]);
    assert_eq!(ordered("营商", SortBy::Hits, false), [2, 4, 0, 1]);
    assert_eq!(ordered("", SortBy::Length, false)[4], 3);
    assert_eq!(ordered("营商", SortBy::Relevance, false).len(), 4);
}

#[test]
fn each_pane_counts_without_its_own_choice() {
    let searched = searched(&library(), None);
    let counts = |query: &str, facet: Facet| {
        let counts = search(query, &searched).counts;
        let shown =
            |count: &ValueCount| ((facet.row().text)(&count.value, Lang::Zh), count.articles, count.mentions);
        counts.of(facet).iter().map(shown).collect::<Vec<_>>()
    };
    let is = |found: Vec<(String, u32, u32)>, expected: &[(&str, u32)]| {
        let expected: Vec<_> = expected.iter().map(|(value, n)| ((*value).to_owned(), *n, *n)).collect();
        assert_eq!(found, expected);
    };
    assert_eq!(counts("环境 @北京 栏:河湖 年:2019", Facet::Province)[0], ("北京".to_owned(), 1, 1));
    is(counts("环境 @北京 栏:河湖 年:2019", Facet::Year), &[("2019", 1)]);
    is(counts("环境 年:2019..", Facet::Section), &[("河湖", 1), ("要闻", 1)]);
    is(counts("环境 年:2019..", Facet::Year), &[("2020", 1), ("2019", 1), ("2018", 1), ("", 1)]);
    is(counts("", Facet::Section), &[("河湖", 3), ("河湖/湖", 1), ("要闻", 2)]);
}

#[test]
fn the_guilty_term_is_named_when_nothing_is_found() {
    for indexed in [None, Some(5)] {
        let found = search("环境 营商环竟|铁桥 @北京", &searched(&library(), indexed));
        let clause_hits =
            [("环境", 4), ("营商环竟|铁桥", 0), ("关于:北京", 2)].map(|(w, n)| (w.to_owned(), n));
        let blamed: Vec<_> =
            found.clause_hits.iter().map(|(clause, count)| (clause.in_words(Lang::Zh), *count)).collect();
        assert_eq!((found.rows.len(), blamed), (0, clause_hits.to_vec()));
    }
}

#[test]
fn the_first_piece_ends_with_a_screenful() {
    let lines: Vec<Line> = (0..200).map(|n| line("", &format!("第{n}"), "营商环境", "")).collect();
    let corpus = corpus(&lines);
    for order in [ListOrder::default(), ListOrder { by: SortBy::Date, reversed: true }] {
        let mut scan =
            Scan::new(request("营商环", order), searched(&corpus, None), &mut OrderCache::default(), None);
        assert!(scan.advance(Budget::FIRST, &|| false));
        assert_eq!((scan.found().rows.len(), scan.is_done()), (64, false));
        assert_eq!(finish(&mut scan).rows.len(), 200);
    }
}

#[test]
fn a_search_can_be_given_up() {
    let lines: Vec<Line> = (0..20).map(|_| line("", "题", &"营商环境".repeat(10_000), "")).collect();
    let searched = searched(&corpus(&lines), None);
    let mut scan =
        Scan::new(request("铁路", ListOrder::default()), searched, &mut OrderCache::default(), None);
    assert!(!scan.advance(Budget::FIRST, &|| true));
    assert!(scan.found().scanned < 20);
}

/// Runs one budget with three threads, however few the articles.
fn shared(scan: &mut Scan, work: usize, cancelled: &(dyn Fn() -> bool + Sync)) -> bool {
    let Scan { searched, matcher, plan, order, request, steps, .. } = &*scan;
    let scanner = ChunkScanner { searched, matcher, plan, order, sort: request.order };
    let (chunks, whole) = scanner.scan_parallel(3, *steps, &mut Budget { work, ..Budget::WHOLE }, cancelled);
    for chunk in chunks {
        scan.take(chunk);
    }
    whole
}

#[test]
fn several_threads_find_what_one_does() {
    let text =
        |n: usize| format!("{}{}", "铁路\n".repeat(n % 7), ["营商环境", "環境京", "营商", "辽"][n % 4]);
    let dates = ["", "2019", "2018-03"];
    let line = |n: usize| line(["甲", "甲/乙", "丙"][n % 3], &format!("第{n}"), &text(n), dates[n % 3]);
    let corpus = corpus(&(0..2_000).map(line).collect::<Vec<_>>());
    for (query, by) in [
        ("营商环", SortBy::Corpus),
        ("营商环|铁路铁", SortBy::Date),
        ("/营|京/ @北京", SortBy::Hits),
        ("铁路", SortBy::Hits),
    ] {
        for indexed in [None, Some(1_000)] {
            let searched = searched(&corpus, indexed);
            let request = request(query, ListOrder { by, reversed: true });
            let new = || Scan::new(request.clone(), searched.clone(), &mut OrderCache::default(), None);
            let (mut alone, mut scan) = (new(), new());
            while scan.next().is_some() {
                assert!(shared(&mut scan, 1 << 14, &|| false));
            }
            let (alone, several) = (finish(&mut alone), finish(&mut scan));
            assert_eq!((ids(&several), several.scanned), (ids(&alone), 2_000), "{query} {by:?}");
            assert_eq!(several.counts, alone.counts, "{query} {by:?}");
        }
    }
}

#[test]
fn what_several_threads_found_before_they_were_stopped_is_the_beginning() {
    let lines: Vec<Line> = (0..900).map(|n| line("", &format!("第{n}"), &"营商".repeat(2_000), "")).collect();
    let searched = searched(&corpus(&lines), None);
    for calls in 1..6 {
        let request = request("第", ListOrder::default());
        let mut scan = Scan::new(request, searched.clone(), &mut OrderCache::default(), None);
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let stop = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1 >= calls;
        assert!(!shared(&mut scan, usize::MAX, &stop));
        let found = ids(&scan.found());
        assert_eq!(found, (0..found.len() as u32).collect::<Vec<_>>());
        assert!(found.len() < 900 && scan.found().scanned == found.len());
        assert_eq!(finish(&mut scan).rows.len(), 900);
    }
}

#[test]
fn the_dead_are_not_found() {
    let mut searched = searched(&library(), Some(5));
    searched.corpus.mark_deleted(1..2);
    assert_eq!(ids(&search("营商", &searched)), [0, 2, 4]);
    assert_eq!(ids(&search("", &searched)), [0, 2, 3, 4]);
    assert_eq!(search("营商 铁桥", &searched).clause_hits[0].1, 3);
}

#[test]
fn a_list_made_anew_is_not_shown_before_it_is_whole_again() {
    let mut searched = searched(&library(), None);
    for order in [ListOrder::default(), ListOrder { by: SortBy::Date, reversed: false }] {
        let mut orders = OrderCache::default();
        let mut scan = Scan::new(request("营商", order), searched.clone(), &mut orders, None);
        finish(&mut scan);
        searched.corpus.mark_deleted(1..2);
        scan.grow(searched.clone(), &mut orders);
        assert!(!scan.is_presentable());
        assert_eq!((finish(&mut scan).rows.len(), scan.is_presentable()), (3, true));
        searched.corpus.deleted = Arc::default();
    }
}

#[test]
fn a_growing_corpus_is_followed_in_every_order() {
    let searched = searched(&library(), None);
    for by in [SortBy::Corpus, SortBy::Date, SortBy::Title, SortBy::Hits, SortBy::Length, SortBy::Relevance] {
        for reversed in [false, true] {
            let mut orders = OrderCache::default();
            let order = ListOrder { by, reversed };
            let mut scan = Scan::new(request("营商", order), SearchSnapshot::default(), &mut orders, None);
            assert!(finish(&mut scan).rows.is_empty());
            scan.grow(searched.clone(), &mut orders);
            let grown = finish(&mut scan);
            let mut fresh =
                Scan::new(request("营商", order), searched.clone(), &mut OrderCache::default(), None);
            assert_eq!(ids(&grown), ids(&finish(&mut fresh)), "{order:?}");
            assert_eq!(grown.rows.len(), 4);
        }
    }
}
