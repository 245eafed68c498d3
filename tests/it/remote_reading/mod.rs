//! Reading from an engine: what the queries find there against what they find here. The engine is a real one.

mod articles;
mod commands;
mod faults;
mod foreign;
mod latency;
mod line;
mod lists;
mod queries;
mod restricted;
mod screens;
mod through;
mod uses;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use serde_json::{Value, json};
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::corpus::{Article, Corpus};
use xinglan::facet::Facet;
use xinglan::format::Date;
use xinglan::province::Recogniser;
use xinglan::query::Query;
use xinglan::remote::address::{EngineAddress, IndexName};
use xinglan::remote::client::{Attempts, Client};
use xinglan::remote::document::{DocumentId, hex, push_lines};
use xinglan::remote::fetch::fetch;
use xinglan::remote::index::RemoteIndex;
use xinglan::remote::mapping;
use xinglan::remote::secrets::Access;
use xinglan::remote::translate::Translation;
use xinglan::search::{Budget, ListOrder, OrderCache, Scan, SearchRequest, SearchResult, SearchSnapshot};
use xinglan::state::{Annotations, ArticleRef, Change};

use articles::write;
use queries::random_query;

use crate::dice::Dice;
use crate::harness::{Engine, LIBRARY};

/// Today, for dates that depend on it.
const TODAY: Date = Date { year: 2021, month: 6, day: 15 };

/// Queries asked.
const QUERIES: usize = 1_000;

/// Generated articles: `XINGLAN_ARTICLES` for more than a usual run has time for.
fn articles() -> usize {
    std::env::var("XINGLAN_ARTICLES").ok().and_then(|number| number.parse().ok()).unwrap_or(2_000)
}

/// A library here and the same in an engine.
pub(crate) struct Both {
    engine: &'static Engine,
    corpus: Corpus,
    roots: Vec<PathBuf>,
    /// What the commands print of the folders.
    printed: Vec<String>,
}

/// Pushed once for all tests.
static BOTH: LazyLock<Option<Both>> = LazyLock::new(Both::new);

impl Both {
    fn new() -> Option<Self> {
        let engine = Engine::shared()?;
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), articles());
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let roots = vec![folder.path().to_owned(), seeds, LIBRARY.into()];
        let all: Vec<Root> = roots.iter().cloned().map(Root::Path).collect();
        let corpus = load_all(&all, &LoadOptions::default(), Recogniser::shared());
        let printed = commands::COMMANDS.iter().map(|command| commands::run(command, &roots)).collect();
        let both = Self { engine, corpus, roots, printed };
        both.push();
        Some(both)
    }

    pub(crate) fn below(&self, article: Article<'_>) -> PathBuf {
        let path = article.path();
        let root = self.roots.iter().find_map(|root| path.strip_prefix(root).ok());
        root.unwrap_or(&path).to_owned()
    }

    /// On a machine that is busy an answer takes its time, and what is asked twice is done twice.
    pub(crate) fn client(&self) -> Client {
        let address = EngineAddress::parse(self.engine.url(0)).unwrap();
        let client = Client::new(address, &Access::default()).unwrap();
        client.attempting(Attempts::Few(1)).waiting(Duration::from_mins(2))
    }

    fn push(&self) {
        let client = self.client();
        let _: Value = client.put("reading", &mapping::creation(3, 0)).unwrap();
        let mut lines = Vec::new();
        let flush = |lines: &mut Vec<u8>| {
            let answer: Value = client.lines("reading/_bulk", lines).unwrap();
            assert_eq!(answer["errors"], json!(false), "{answer}");
            lines.clear();
        };
        for (order, article) in self.corpus.articles().enumerate() {
            push_lines(article, &self.below(article), order as i64, &mut lines);
            if lines.len() > 4 << 20 {
                flush(&mut lines);
            }
        }
        flush(&mut lines);
        let meta = json!({"_meta": mapping::meta(true)});
        let _: Value = client.put("reading/_mapping", &meta).unwrap();
        let _: Value = client.post("reading/_refresh", &json!({})).unwrap();
    }

    pub(crate) fn index(&self) -> RemoteIndex {
        RemoteIndex::open(self.client(), IndexName::new("reading").unwrap()).unwrap()
    }

    fn id(&self, article: Article<'_>) -> String {
        hex(DocumentId::of(article, &self.below(article)).id)
    }

    fn ids(&self, found: &SearchResult) -> Vec<String> {
        found.rows.ids().filter_map(|id| self.corpus.article(id)).map(|article| self.id(article)).collect()
    }
}

fn found(query: &Query, corpus: &Corpus, annotations: &Arc<Annotations>) -> SearchResult {
    found_in(query, corpus, annotations, ListOrder::default())
}

fn found_in(
    query: &Query,
    corpus: &Corpus,
    annotations: &Arc<Annotations>,
    order: ListOrder,
) -> SearchResult {
    let request = SearchRequest { query: query.clone(), order };
    let annotations = Arc::clone(annotations);
    let searched = SearchSnapshot { corpus: corpus.clone(), annotations, postings: None };
    let mut scan = Scan::new(request, searched, &mut OrderCache::default(), None);
    while !scan.is_done() {
        scan.advance(Budget::WHOLE, &|| false);
    }
    scan.found()
}

/// The ids of all documents that satisfy a query of the engine.
fn asked(index: &mut RemoteIndex, query: &Value) -> BTreeSet<String> {
    let mut body = json!({"size": 10_000, "query": query, "_source": false, "sort": ["place"]});
    let mut ids = BTreeSet::new();
    loop {
        let answer = index.search(body.clone()).unwrap();
        ids.extend(answer.hits().iter().map(|hit| hit.id.clone()));
        let Some(last) = answer.hits().last().filter(|_| answer.hits().len() == 10_000) else { return ids };
        body["search_after"] = last.sort.clone().into();
    }
}

/// Some of the articles starred, tagged, read and corrected.
fn annotations(corpus: &Corpus) -> Arc<Annotations> {
    let mut annotations = Annotations::default();
    for (number, article) in corpus.articles().enumerate().filter(|(number, _)| number % 37 == 0) {
        let one = ArticleRef::known(article.key(), "");
        annotations.apply(&match number % 5 {
            0 => Change::Star(one, true),
            1 => Change::Tag(one, "水利".into(), true),
            2 => Change::Finished(one),
            3 => Change::Correct(one, number % 34, Some(true)),
            _ => Change::Correct(one, number % 34, Some(false)),
        });
    }
    Arc::new(annotations)
}

#[test]
fn an_engine_finds_what_is_found_here() {
    let Some(both) = &*BOTH else { return };
    let mut index = both.index();
    let annotations = annotations(&both.corpus);
    let mut dice = Dice(1);
    let (mut exact, mut looked_at, mut refused, mut some) = (0, 0, 0, 0);
    for _ in 0..QUERIES {
        let text = random_query(&mut dice, &both.corpus);
        let query = Query::parse(&text).resolved(TODAY);
        if query.fault().is_some() {
            continue;
        }
        let here: BTreeSet<String> =
            both.ids(&found(&query, &both.corpus, &annotations)).into_iter().collect();
        some += usize::from(!here.is_empty());
        let Ok(translation) = Translation::of(&query, &annotations) else {
            refused += 1;
            continue;
        };
        let there = asked(&mut index, &translation.value());
        if translation.is_exact() {
            exact += 1;
            let (over, under) = (there.difference(&here).count(), here.difference(&there).count());
            assert_eq!((over, under), (0, 0), "{text}: {}", translation.value());
        } else {
            looked_at += 1;
            assert!(here.is_subset(&there), "{text}: {}", translation.value());
            let fetched = fetch(&mut index, Some(&query), &annotations).unwrap();
            assert_eq!(fetched.len(), there.len());
            assert_eq!(found(&query, &fetched, &annotations).rows.len(), here.len(), "{text}");
        }
    }
    eprintln!("{exact} exact, {looked_at} looked at, {refused} refused; {some} find something");
    assert!(exact > QUERIES / 2 && looked_at > QUERIES / 20 && some > QUERIES / 3);
}

#[test]
fn all_articles_come_back_as_they_were() {
    let Some(both) = &*BOTH else { return };
    let fetched = fetch(&mut both.index(), None, &Annotations::default()).unwrap();
    assert_eq!(fetched.len(), both.corpus.live_len());
    for (here, there) in both.corpus.articles().zip(fetched.articles()) {
        assert_eq!((there.key(), there.text(), there.label()), (here.key(), here.text(), here.label()));
        assert_eq!(xinglan::export::shown_id(there), xinglan::export::shown_id(here));
        assert_eq!(fetched.original(there).is_some(), both.corpus.original(here).is_some());
    }
    for facet in Facet::ALL {
        let (query, annotations) = (Query::default(), Arc::default());
        let here = found(&query, &both.corpus, &annotations);
        assert_eq!(found(&query, &fetched, &annotations).counts.of(facet), here.counts.of(facet));
    }
}
