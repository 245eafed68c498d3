//! How long a key waits for the first rows and for the exact count, with and without an index of pairs, and what the index
//! costs to build. Beside it `rg -c` over the same files and `fzf --filter` over the titles, where they are installed.
//!
//!     cargo bench --bench search -- FOLDER [SNAPSHOT]
//!
//! With a snapshot of FOLDER, as `xinglan index FOLDER --output SNAPSHOT` makes it, index and texts are searched as they lie
//! there, and candidates are taken from its vocabulary. With `--stored` before them the folder is not read, and only the
//! queries are run, in the snapshot.
//!
//! FOLDER comes from `tests/tools/gen_corpus.py -n 100000`, which plants 极光凤梨, 玄武岩柱 and 海棠书院 in 0.1, 1 and 10 % of
//! the articles.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_macros,
    reason = "a bench that cannot go on should stop; it prints figures"
)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use xinglan::complete::candidates::{CandidateSource, CompletionTarget};
use xinglan::complete::vocabulary::Vocabulary;
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::corpus::{Corpus, snapshot};
use xinglan::province::Recogniser;
use xinglan::query::Query;
use xinglan::search::Budget;
use xinglan::search::order::OrderCache;
use xinglan::search::order::{ListOrder, SortBy};
use xinglan::search::postings::{Postings, PostingsBuilder};
use xinglan::search::{Scan, SearchRequest, SearchResult, SearchSnapshot};

const QUERIES: [&str; 22] = [
    "的",
    "鑫",
    "发展",
    "凤梨",
    "gdp",
    "2019",
    "主题教育",
    "海棠书院",
    "玄武岩柱",
    "极光凤梨",
    "極光鳳梨",
    "不忘初心牢记使命",
    "极光凤梨玄武岩柱",
    "海棠书院 玄武岩柱",
    "海棠书院|极光凤梨",
    "发展 -海棠书院",
    "海棠书院 @辽宁",
    "主题教育 @辽宁|@吉林",
    "题:发展",
    "海棠书院~发展",
    "/海棠.{0,9}书院/",
    "没有的词 海棠书院",
];

/// Runs of each query in [`stored_queries`].
const RUNS: u32 = 10;

/// The shortest of some runs, and what the last one gave.
fn best<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let run = |work: &mut dyn FnMut() -> T| {
        let start = Instant::now();
        let given = work();
        (start.elapsed(), given)
    };
    let mut fastest = run(&mut work);
    for _ in 0..4 {
        let next = run(&mut work);
        fastest = (fastest.0.min(next.0), next.1);
    }
    fastest
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Time to the first rows, to the end, and the result.
fn search(
    searched: &SearchSnapshot,
    orders: &mut OrderCache,
    request: &SearchRequest,
    before: Option<&Scan>,
) -> (Duration, Duration, Scan) {
    let start = Instant::now();
    let mut budget = Budget::FIRST;
    let mut scan = Scan::new(request.clone(), searched.clone(), orders, before);
    scan.advance(budget, &|| false);
    let mut found = scan.found();
    let mut first = start.elapsed();
    while !scan.is_done() {
        let nothing = found.rows.is_empty();
        budget = budget.next();
        scan.advance(budget, &|| false);
        found = scan.found();
        if nothing {
            first = start.elapsed();
        }
    }
    (first, start.elapsed(), scan)
}

fn timed(
    searched: &SearchSnapshot,
    orders: &mut OrderCache,
    request: &SearchRequest,
    before: Option<&Scan>,
) -> (f64, f64, SearchResult) {
    let runs: Vec<_> = (0..3).map(|_| search(searched, orders, request, before)).collect();
    let first = runs.iter().map(|run| run.0).min().unwrap();
    let whole = runs.iter().map(|run| run.1).min().unwrap();
    (ms(first), ms(whole), runs.last().unwrap().2.found())
}

/// Time that this thread had a processor, which other work on the machine does not stretch.
fn own() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(stat.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or_default())
}

fn index(corpus: &Corpus) -> Arc<Postings> {
    let (start, own_start) = (Instant::now(), own());
    let mut builder = PostingsBuilder::new(tempfile::tempfile().unwrap());
    for article in corpus.articles() {
        builder.add(article.id().0, article.text().as_str()).unwrap();
    }
    let added = start.elapsed();
    let mut lists = Vec::new();
    let (keys, offsets) = builder.finish(corpus.len() as u32, &mut lists).unwrap();
    let (whole, busy) = (start.elapsed(), own().saturating_sub(own_start));
    let text = corpus.text_bytes() as f64;
    println!(
        "index of {} articles, {:.0} MB: {:.2} s ({:.2} s runs), {:.0} MB/s, {:.0} MB/s of processor time; keys {:.3} and lists {:.3} of the text",
        corpus.len(),
        text / 1e6,
        whole.as_secs_f64(),
        added.as_secs_f64(),
        text / 1e6 / whole.as_secs_f64(),
        text / 1e6 / busy.as_secs_f64(),
        (keys.len() * 12) as f64 / text,
        lists.len() as f64 / text,
    );
    Arc::new(Postings::new(corpus.len() as u32, keys.into(), offsets.into(), lists.into()).unwrap())
}

fn queries(scanned: &SearchSnapshot, indexed: &SearchSnapshot) {
    println!(
        "\n{:>8} {:>10} {:>22} {:>22}  query",
        "articles", "candidates", "scan first/all ms", "index first/all ms"
    );
    let mut orders = OrderCache::default();
    for text in QUERIES {
        let request = SearchRequest { query: Query::parse(text), order: ListOrder::default() };
        let postings = indexed.postings.as_ref().unwrap();
        let (narrowed, _) = best(|| postings.bounds(request.query.clauses()));
        let scan = timed(scanned, &mut orders, &request, None);
        let index = timed(indexed, &mut orders, &request, None);
        assert!(scan.2.rows.ids().eq(index.2.rows.ids()), "{text}");
        println!(
            "{:>8} {:>7.3} ms {:>10.2} {:>11.1} {:>10.2} {:>11.1}  {text}",
            scan.2.rows.len(),
            ms(narrowed),
            scan.0,
            scan.1,
            index.0,
            index.1,
        );
    }
}

/// The queries in a snapshot only; processor time of all threads together, told by the system in steps of 10 ms a run.
fn stored_queries(searched: &SearchSnapshot) {
    println!("\n{:>8} {:>22} {:>12}  query", "articles", "first/all ms", "processor ms");
    let mut orders = OrderCache::default();
    for text in QUERIES {
        let request = SearchRequest { query: Query::parse(text), order: ListOrder::default() };
        let before = busy();
        let runs: Vec<_> = (0..RUNS).map(|_| search(searched, &mut orders, &request, None)).collect();
        let busy = busy().saturating_sub(before) / RUNS;
        let first = runs.iter().map(|run| run.0).min().unwrap();
        let whole = runs.iter().map(|run| run.1).min().unwrap();
        let articles = runs.last().unwrap().2.found().rows.len();
        println!("{articles:>8} {:>10.2} {:>11.1} {:>12.1}  {text}", ms(first), ms(whole), ms(busy));
    }
}

/// Time that all threads of this process had a processor.
fn busy() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |field: usize| after.split_whitespace().nth(field).and_then(|t| t.parse().ok()).unwrap_or(0);
    Duration::from_millis(10 * (ticks(11) + ticks(12)))
}

fn orders(searched: &SearchSnapshot) {
    println!("\n{:>12} {:>8} {:>22}  order of 海棠书院", "first time", "articles", "first/all ms");
    for by in [SortBy::Corpus, SortBy::Title, SortBy::Date, SortBy::Length, SortBy::Hits, SortBy::Relevance] {
        for reversed in [false, true] {
            let mut orders = OrderCache::default();
            let start = Instant::now();
            orders.get(by, &searched.corpus);
            let made = start.elapsed();
            let request =
                SearchRequest { query: Query::parse("海棠书院"), order: ListOrder { by, reversed } };
            let (first, whole, found) = timed(searched, &mut orders, &request, None);
            let order = format!("{by:?}{}", if reversed { " reversed" } else { "" });
            println!("{:>9.1} ms {:>8} {first:>10.2} {whole:>11.1}  {order}", ms(made), found.rows.len());
        }
    }
}

fn narrowing(searched: &SearchSnapshot) {
    println!("\n{:>22}  typed on, without an index", "first/all ms");
    let mut orders = OrderCache::default();
    let mut before: Option<Scan> = None;
    for text in [
        "海",
        "海棠",
        "海棠书",
        "海棠书院",
        "海棠书院 发",
        "海棠书院 发展",
        "海棠书院 发展 @辽宁",
        "海棠书院 发展 @吉林",
    ] {
        let request = SearchRequest { query: Query::parse(text), order: ListOrder::default() };
        let (first, whole, _) = timed(searched, &mut orders, &request, before.as_ref());
        println!("{first:>10.2} {whole:>11.1}  {text}");
        before = Some(search(searched, &mut orders, &request, before.as_ref()).2);
    }
}

fn others(folder: &Path, corpus: &Corpus) {
    println!();
    for term in ["海棠书院", "极光凤梨"] {
        let mut rg = Command::new("rg");
        rg.args(["-c", "-F", term]).arg(folder).stdout(Stdio::piped());
        let start = Instant::now();
        match rg.output() {
            Ok(output) => {
                let files = output.stdout.split(|b| *b == b'\n').count() - 1;
                println!("{:>9.0} ms {files:>8} files: rg -c -F {term}", ms(start.elapsed()));
            }
            Err(error) => println!("rg: {error}"),
        }
    }
    let mut titles = String::new();
    for article in corpus.articles() {
        titles.extend([article.title().as_str(), "\n"]);
    }
    let start = Instant::now();
    let fzf =
        Command::new("fzf").args(["--filter", "发展"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
    match fzf {
        Ok(mut child) => {
            child.stdin.take().unwrap().write_all(titles.as_bytes()).unwrap();
            child.wait().unwrap();
            println!("{:>9.0} ms fzf --filter 发展, titles only", ms(start.elapsed()));
        }
        Err(error) => println!("fzf: {error}"),
    }
}

/// The corpus and the index of a snapshot.
fn stored(folder: &str, file: &str) -> SearchSnapshot {
    let start = Instant::now();
    let spec = snapshot::SnapshotSpec::new(vec![folder.into()], LoadOptions::default(), file.into(), false);
    let corpus = spec.open().unwrap();
    let postings = Postings::stored(corpus.stored.as_ref().unwrap()).map(Arc::new);
    println!("{} articles and their index opened in {:.1} ms", corpus.len(), ms(start.elapsed()));
    SearchSnapshot { corpus, postings, ..SearchSnapshot::default() }
}

fn candidates(corpus: &Corpus) {
    let start = Instant::now();
    let source = CandidateSource { vocabulary: Vocabulary::stored(corpus), ..CandidateSource::default() };
    println!("\nvocabulary opened in {:.2} ms", ms(start.elapsed()));
    for line in ["z", "yshj", "yingshanghj", "chongqing", "黑lj"] {
        let target = CompletionTarget::of(line).unwrap();
        let (time, found) = best(|| source.candidates(&target, 64));
        println!("{:>9.2} ms {:>8} candidates: {line}", ms(time), found.len());
    }
}

fn main() {
    let mut paths = std::env::args().skip(1).filter(|arg| !arg.starts_with('-'));
    let folder = paths.next().unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/seeds").to_owned());
    if std::env::args().any(|arg| arg == "--stored") {
        return stored_queries(&stored(&folder, &paths.next().unwrap()));
    }
    let start = Instant::now();
    let corpus = load_all(&[Root::Path(folder.as_str().into())], &LoadOptions::default(), &Recogniser::new());
    println!("{} articles read in {:.1} s", corpus.len(), start.elapsed().as_secs_f64());
    let scanned = SearchSnapshot { corpus: corpus.clone(), ..SearchSnapshot::default() };
    let indexed = match paths.next() {
        Some(file) => stored(&folder, &file),
        None => SearchSnapshot { postings: Some(index(&corpus)), ..scanned.clone() },
    };
    queries(&scanned, &indexed);
    orders(&indexed);
    if indexed.corpus.stored.is_some() {
        candidates(&indexed.corpus);
    }
    narrowing(&scanned);
    others(Path::new(&folder), &corpus);
}
