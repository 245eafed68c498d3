//! Lists, counts and positions in an engine against those here.

use std::sync::Arc;
use std::time::{Duration, Instant};

use xinglan::app::{Answer, ListRow};
use xinglan::corpus::{Article, ArticleId, ArticleKey};
use xinglan::facet::Facet;
use xinglan::query::Query;
use xinglan::remote::index::RemoteIndex;
use xinglan::remote::reading::RemoteLibrary;
use xinglan::search::arrange::{Arrangement, RowSharing};
use xinglan::search::rows::LastPosition;
use xinglan::search::{ListOrder, SortBy};
use xinglan::session::library::{Library, LibraryEvent, LibraryRequest};
use xinglan::state::Annotations;

use super::{BOTH, Both, TODAY, annotations, found_in};
use crate::dice::Dice;

/// A library in an engine, whose answers are waited for.
pub(crate) struct Asked {
    library: RemoteLibrary,
    generation: u64,
    /// How long each search took.
    took: Vec<Duration>,
}

impl Asked {
    fn of(both: &Both) -> Self {
        Self::over(both.index())
    }

    pub(crate) fn over(index: RemoteIndex) -> Self {
        let mut library = RemoteLibrary::new(index, &(Arc::new(|| {}) as xinglan::session::Wake));
        library.take();
        Self { library, generation: 0, took: Vec::new() }
    }

    /// The first event that is wanted.
    pub(crate) fn ask<T>(
        &mut self,
        request: LibraryRequest,
        mut wanted: impl FnMut(LibraryEvent) -> Option<T>,
    ) -> T {
        self.generation += 1;
        self.library.ask(self.generation, request);
        let end = Instant::now() + Duration::from_mins(1);
        loop {
            for event in self.library.take() {
                if let LibraryEvent::Failed { service, failure, .. } = &event {
                    panic!("{service:?}: {failure:?}: {:?}", self.library.take());
                }
                if let Some(found) = wanted(event) {
                    return found;
                }
            }
            assert!(Instant::now() < end, "no answer");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    pub(crate) fn search(
        &mut self,
        query: &Query,
        order: ListOrder,
        annotations: &Arc<Annotations>,
    ) -> Answer {
        let arrangement = Arrangement { order, grouped: false, sharing: RowSharing::Nothing };
        let request = LibraryRequest::Search {
            query: query.clone(),
            arrangement,
            annotations: Arc::clone(annotations),
        };
        let begun = Instant::now();
        let answer = self.ask(request, |event| match event {
            LibraryEvent::Found(answer) if answer.done => Some(answer),
            _ => None,
        });
        self.took.push(begun.elapsed());
        answer
    }

    /// The article at a position: number, key and hits.
    pub(crate) fn at(&mut self, position: usize, len: usize) -> (ArticleId, ArticleKey, u32) {
        let start = position.saturating_sub(20).min(len.saturating_sub(60));
        let count = 60.min(len - start);
        let (start, rows) = self.ask(LibraryRequest::Rows { start, count }, |event| match event {
            LibraryEvent::Rows { start, rows, .. } => Some((start, rows)),
            _ => None,
        });
        match &rows[position - start] {
            ListRow::Article(row) => (row.id, row.key, row.hits),
            ListRow::Heading(heading) => panic!("{heading:?}"),
        }
    }
}

const fn order(by: SortBy, reversed: bool) -> ListOrder {
    ListOrder { by, reversed }
}

/// Every order that an engine has.
const ORDERS: [ListOrder; 8] = [
    order(SortBy::Corpus, false),
    order(SortBy::Corpus, true),
    order(SortBy::Title, false),
    order(SortBy::Title, true),
    order(SortBy::Date, false),
    order(SortBy::Date, true),
    order(SortBy::Length, false),
    order(SortBy::Length, true),
];

#[test]
fn lists_counts_and_positions_are_the_same() {
    let Some(both) = &*BOTH else { return };
    let mut asked = Asked::of(both);
    let annotations = annotations(&both.corpus);
    let mut dice = Dice(3);
    let queries = [
        "",
        "营商环境",
        "年:2019 @辽宁",
        "@辽宁 @北京",
        "栏:/要闻 标签:水利",
        "的 -年:2020",
        "作者:=某甲|作者:无",
        "状态:未读",
        "标签:无",
        "农村~电商",
        "/第[一二]批/",
        "提:辽宁|年:2019",
        "日期:2019-10 来源:晚报",
        "沒有的詞 年:2019",
        "月:2019-10",
    ];
    for text in queries {
        let query = Query::parse(text).resolved(TODAY);
        assert_eq!(query.fault(), None, "{text}");
        for order in ORDERS {
            let here = found_in(&query, &both.corpus, &annotations, order);
            let there = asked.search(&query, order, &annotations);
            assert_eq!((there.len, there.articles.number), (here.rows.len(), here.rows.articles()), "{text}");
            let is_decided = !text.contains('/') || text.contains(':');
            for facet in Facet::ALL.into_iter().filter(|_| is_decided) {
                assert_eq!(there.counts.of(facet), here.counts.of(facet), "{text} by {facet:?}");
            }
            assert_eq!(there.clause_hits, here.clause_hits, "{text}");
            let ids: Vec<ArticleId> = here.rows.ids().collect();
            let places = [0, ids.len() / 2, ids.len().saturating_sub(1), dice.roll(ids.len().max(1))];
            for position in places.into_iter().filter(|position| *position < ids.len()) {
                let article = both.corpus.article(ids[position]).unwrap();
                let (id, key, hits) = asked.at(position, there.len);
                assert_eq!(key, article.key(), "{text} {order:?} at {position}");
                let counted = xinglan::search::Matcher::for_marks(&query).hits(article).len();
                assert_eq!(hits as usize, if query.has_text() { counted } else { 0 }, "{text}");
                let last = LastPosition { position: 0, under: None };
                let located = asked.ask(LibraryRequest::Locate { article: id, last }, |event| match event {
                    LibraryEvent::Located { position, .. } => Some(position),
                    _ => None,
                });
                assert_eq!(located, Ok(position), "{text} {order:?}");
            }
        }
    }
    told(&mut asked.took);
}

/// Half of the searches, and all but one in a hundred, take no longer than this.
fn told(took: &mut [Duration]) {
    took.sort();
    let at = |share: usize| took.get(took.len() * share / 100).copied().unwrap_or_default();
    println!("{} searches: p50 {:?}, p99 {:?}", took.len(), at(50), at(99));
}

#[test]
fn every_position_is_reached() {
    let Some(both) = &*BOTH else { return };
    let mut asked = Asked::of(both);
    let none = Arc::<Annotations>::default();
    let order = ListOrder { by: SortBy::Title, reversed: true };
    let ids: Vec<ArticleId> = found_in(&Query::default(), &both.corpus, &none, order).rows.ids().collect();
    let len = asked.search(&Query::default(), order, &none).len;
    assert_eq!(len, ids.len());
    let mut dice = Dice(5);
    // Every one of a page somewhere, and places all over the list, in any order.
    let page = dice.roll(len - 500);
    let mut places: Vec<usize> = (page..page + 500).chain((0..1_000).map(|_| dice.roll(len))).collect();
    for at in (1..places.len()).rev() {
        places.swap(at, dice.roll(at + 1));
    }
    for position in places {
        let key = both.corpus.article(ids[position]).unwrap().key();
        assert_eq!(asked.at(position, len).1, key, "{position}");
    }
}

#[test]
fn articles_are_opened_found_and_named() {
    let Some(both) = &*BOTH else { return };
    let mut asked = Asked::of(both);
    let none = Arc::<Annotations>::default();
    let len = asked.search(&Query::default(), ListOrder::default(), &none).len;
    for position in [0, len / 2, len - 1] {
        let (id, key, _) = asked.at(position, len);
        let here = both.corpus.articles().nth(position).unwrap();
        let opened = asked.ask(LibraryRequest::Open(id), |event| match event {
            LibraryEvent::Opened { opened, .. } => Some(opened),
            _ => None,
        });
        assert_eq!((opened.id(), opened.key), (id, key));
        assert_eq!(opened.article.article().text(), here.text());
        let digits = asked.ask(LibraryRequest::Shorten(id), |event| match event {
            LibraryEvent::Shortened { digits, .. } => Some(digits),
            _ => None,
        });
        let begins = |article: &Article<'_>| format!("{:032x}", article.key().0).starts_with(&digits);
        assert!(both.corpus.articles().filter(begins).all(|article| article.key() == key), "{digits}");
        let found = asked.ask(LibraryRequest::Code(digits), |event| match event {
            LibraryEvent::CodeFound { found, .. } => Some(found),
            _ => None,
        });
        assert!(matches!(found, xinglan::app::place_code::CodeMatch::One(_)), "{found:?}");
        let keys = vec![ArticleKey(7), key];
        let found = asked.ask(LibraryRequest::Find { keys, position: 0 }, |event| match event {
            LibraryEvent::KeyFound { article, .. } => Some(article),
            _ => None,
        });
        assert!(found.is_some());
    }
    let neighbours = asked.ask(LibraryRequest::Neighbours(len / 2), {
        let mut count = 0;
        move |event| {
            count += usize::from(matches!(event, LibraryEvent::Neighbour { .. }));
            (count == 9).then_some(count)
        }
    });
    assert_eq!(neighbours, 9);
}
