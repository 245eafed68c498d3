//! Laying out text: paragraphs a second with and without the analysis at hand, a long paragraph, a resize.
//!
//! Prints figures and judges none of them. `cargo bench --bench reading`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_macros,
    reason = "a bench that cannot go on should stop; it prints figures"
)]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use xinglan::app::reader::{Page, Reader, Setting};
use xinglan::app::request::OpenedArticle;
use xinglan::corpus::load::{LoadOptions, Root, load_all};
use xinglan::corpus::{Corpus, PinnedArticle};
use xinglan::province::Recogniser;
use xinglan::query::Query;
use xinglan::text::dictionary::breaks;
use xinglan::text::{Breaker, CleanText, Measure, WidthPolicy, analyse, wrap};

fn sample() -> Corpus {
    let seeds: PathBuf = [env!("CARGO_MANIFEST_DIR"), "seeds"].iter().collect();
    load_all(&[Root::Path(seeds)], &LoadOptions::default(), &Recogniser::new())
}

/// Runs `work` for about a second and gives the time of one run.
fn time(mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    let mut runs = 0;
    while start.elapsed() < Duration::from_secs(1) {
        work();
        runs += 1;
    }
    start.elapsed() / runs
}

fn paragraphs(corpus: &Corpus) {
    let policy = WidthPolicy::default();
    let texts: Vec<CleanText> =
        corpus.articles().flat_map(|a| a.paragraphs()).map(|p| p.text.to_text()).collect();
    let bytes: usize = texts.iter().map(CleanText::len).sum();
    let each = |whole: Duration| texts.len() as f64 / whole.as_secs_f64();
    let cold = time(|| {
        for text in &texts {
            let penalties = analyse(text.as_clean(), &breaks(text.as_str()), &policy);
            assert!(!wrap(&penalties, &Measure::new(72).indent(4)).is_empty());
        }
    });
    println!("{} paragraphs, {} bytes a paragraph", texts.len(), bytes / texts.len());
    println!("cut, analysed and laid out: {:.0} paragraphs/s", each(cold));
    let analysed: Vec<_> =
        texts.iter().map(|t| analyse(t.as_clean(), &breaks(t.as_str()), &policy)).collect();
    for (name, breaker) in [("optimum", Breaker::Optimum), ("look-back", Breaker::LookBack)] {
        let measure = Measure { breaker, ..Measure::new(72).indent(4) };
        let warm = time(|| {
            for penalties in &analysed {
                assert!(!wrap(penalties, &measure).is_empty());
            }
        });
        println!("laid out again ({name}): {:.0} paragraphs/s", each(warm));
    }
}

fn page(cells: u16) -> Page {
    let policy = WidthPolicy::default();
    Page { cells, note_cells: 0, rows: 40, title: true, spaced: true, setting: Setting::default(), policy }
}

fn reader(corpus: &Corpus) -> Reader {
    let mut reader = Reader::default();
    let first = corpus.articles().next().unwrap().id();
    let article = PinnedArticle::new(corpus, first).unwrap();
    let opened = OpenedArticle { key: article.article().key(), article, breaks: None, similar: Vec::new() };
    reader.open(opened, CleanText::line("来源"), &Query::default());
    reader
}

fn long_paragraph() {
    let folder = tempfile::tempdir().unwrap();
    let text = "　　河水从山里来，过了三道闸，分到两岸的田里；每年春天要清一次渠，清渠的人有一百二十六个。"
        .repeat(80_000);
    std::fs::write(folder.path().join("长.txt"), format!("长段\n\n{}", text.replace("　　", ""))).unwrap();
    let corpus =
        load_all(&[Root::Path(folder.path().to_owned())], &LoadOptions::default(), &Recogniser::new());
    let bytes = corpus.text_bytes();
    let corpus = Arc::new(corpus);
    let first = time(|| reader(&corpus).lay_out(page(72)));
    println!("one paragraph of {bytes} bytes: first page {first:?}");
    let end = time(|| {
        let mut reader = reader(&corpus);
        reader.lay_out(page(72));
        reader.go_to_end();
        reader.lay_out(page(72));
    });
    println!("the same, first and last page: {end:?}");
}

fn resize(corpus: &Corpus) {
    let mut reader = reader(corpus);
    reader.lay_out(page(72));
    let mut cells = 60;
    let each = time(|| {
        cells = if cells == 60 { 72 } else { 60 };
        reader.lay_out(page(cells));
    });
    println!("resize of an open article: {each:?}");
}

fn main() {
    let corpus = sample();
    paragraphs(&corpus);
    long_paragraph();
    resize(&corpus);
}
