//! `xinglan check`: reports what was read, what was not and why, and proves that nothing is lost.
//!
//! Runs the proofs of [`crate::check`] on every article and prints the totals. What must not go in: the proofs themselves.

mod snapshot;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::reading::{ReadingArgs, load};
use crate::check::proof::{Dropped, Proof, SourceReader};
use crate::corpus::walk::shown_path;
use crate::corpus::{Article, ArticleId, Corpus};
use crate::error::Error;
use crate::text::WidthPolicy;
use snapshot::Snapshot;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Prove the layout at every width from 20 to 200 instead of eight
    #[arg(long, value_name = "all", value_parser = ["all"])]
    widths: Option<String>,
    /// One JSON object an article, and one with the totals
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

/// Widths proved without `--widths all`: a phone, the three layouts, a wide screen, and odd ones between (cells).
const WIDTHS: [u16; 8] = [20, 33, 40, 57, 72, 80, 101, 160];
/// Articles that a thread takes at a time.
const SHARE: u32 = 256;

/// The result for one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Article,
    Duplicate,
    TitleOnly,
    Empty,
}

impl Status {
    fn of(article: Article<'_>) -> Self {
        match (article.title().is_empty(), article.paragraph_count()) {
            (true, 0) => Self::Empty,
            _ if article.duplicate_of().is_some() => Self::Duplicate,
            (false, 0) => Self::TitleOnly,
            _ => Self::Article,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Article => "文章",
            Self::Duplicate => "同文",
            Self::TitleOnly => "只有标题",
            Self::Empty => "空文件",
        }
    }
}

#[derive(Debug, Serialize)]
struct Report {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(rename = "standing")]
    status: Status,
    encoding: &'static str,
    chars: usize,
    bad_bytes: u32,
    #[serde(flatten)]
    proof: Proof,
}

/// The totals.
#[derive(Debug, Default, Serialize)]
struct Totals {
    files: u32,
    articles: usize,
    duplicates: usize,
    title_only: usize,
    empty: usize,
    unreadable: usize,
    hidden: u32,
    not_text: u32,
    chars: usize,
    dropped: Dropped,
    widths: usize,
    lost: usize,
    snapshot: Option<Snapshot>,
}

pub(super) fn run(args: &CheckArgs, out: &mut impl Write) -> Result<(), Error> {
    let corpus = load(&args.paths, &args.reading)?;
    let widths: Vec<u16> = if args.widths.is_some() { (20..=200).collect() } else { WIDTHS.to_vec() };
    let mut totals = Totals {
        files: corpus.files,
        unreadable: corpus.problems.len(),
        hidden: corpus.skipped.hidden,
        not_text: corpus.skipped.not_text,
        widths: widths.len(),
        snapshot: Snapshot::of(&args.paths, args.reading.encoding),
        ..Totals::default()
    };
    for report in prove_all(&corpus, &widths, &args.reading) {
        totals.add(&report);
        if args.json {
            let line = serde_json::to_string(&report).map_err(std::io::Error::from)?;
            writeln!(out, "{line}")?;
        } else {
            print(&report, out)?;
        }
    }
    if args.json {
        let line = serde_json::to_string(&totals).map_err(std::io::Error::from)?;
        writeln!(out, "{line}")?;
    } else {
        totals.print(out)?;
    }
    out.flush()?;
    if totals.lost > 0 { Err(Error::Lost(format!("{} 篇有字丢失", totals.lost))) } else { Ok(()) }
}

/// Proves every article, on all cores; returns the reports in corpus order.
fn prove_all(corpus: &Corpus, widths: &[u16], reading: &ReadingArgs) -> Vec<Report> {
    let next = std::sync::atomic::AtomicU32::new(0);
    let count = corpus.len() as u32;
    let work = || {
        let mut reports = Vec::new();
        let mut source = SourceReader::new(reading.encoding);
        loop {
            let first = next.fetch_add(SHARE, std::sync::atomic::Ordering::Relaxed);
            if first >= count {
                return reports;
            }
            for number in first..count.min(first + SHARE) {
                reports.extend(
                    corpus.article(ArticleId(number)).map(|a| (number, prove(a, widths, &mut source))),
                );
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut reports: Vec<(u32, Report)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    });
    reports.sort_by_key(|(number, _)| *number);
    reports.into_iter().map(|(_, report)| report).collect()
}

fn prove(article: Article<'_>, widths: &[u16], source: &mut SourceReader) -> Report {
    Report {
        path: shown_path(&article.path()),
        line: article.line(),
        status: Status::of(article),
        encoding: article.encoding().name(),
        chars: article.chars(),
        bad_bytes: article.bad_bytes(),
        proof: Proof::of(article, widths, WidthPolicy::default(), source),
    }
}

/// Prints one line for an article with anything to report.
fn print(report: &Report, out: &mut impl Write) -> Result<(), Error> {
    let line = report.line.map(|line| format!(":{line}")).unwrap_or_default();
    let mut notes = Vec::new();
    if report.status != Status::Article {
        notes.push(report.status.name().to_owned());
    }
    if report.encoding != "UTF-8" {
        notes.push(report.encoding.to_owned());
    }
    if report.bad_bytes > 0 {
        notes.push(format!("坏字节 {}", report.bad_bytes));
    }
    if report.proof.dropped.controls > 0 {
        notes.push(format!("清除控制字符 {}", report.proof.dropped.controls));
    }
    notes.extend(report.proof.faults.iter().map(|fault| format!("丢字！{fault}")));
    if !notes.is_empty() {
        let path = crate::text::CleanText::line(&report.path);
        writeln!(out, "{path}{line}: {}", notes.join("，"))?;
    }
    Ok(())
}

impl Totals {
    fn add(&mut self, report: &Report) {
        match report.status {
            Status::Article => self.articles += 1,
            Status::Duplicate => self.duplicates += 1,
            Status::TitleOnly => self.title_only += 1,
            Status::Empty => self.empty += 1,
        }
        self.chars += report.chars;
        self.dropped.add(&report.proof.dropped);
        self.lost += usize::from(!report.proof.faults.is_empty());
    }

    fn print(&self, out: &mut impl Write) -> Result<(), Error> {
        let Self { files, articles, duplicates, title_only, empty, unreadable, .. } = self;
        writeln!(
            out,
            "{files} 个文件：{articles} 篇文章，{duplicates} 篇同文，{title_only} 篇只有标题，{empty} 个空文件，{unreadable} 处读不出来；略过 {} 个隐藏文件、{} 个非文本文件",
            self.hidden, self.not_text
        )?;
        let d = &self.dropped;
        writeln!(
            out,
            "正文 {} 字；按规则去掉的字符：标记 {}，实体写法 {}，列表和图片记号 {}，控制和隐形字符 {}",
            self.chars, d.markup, d.references, d.marks, d.controls
        )?;
        match &self.snapshot {
            None => writeln!(out, "快照：没有")?,
            Some(snapshot) => {
                let path = crate::text::CleanText::line(&snapshot.path);
                writeln!(
                    out,
                    "快照：{path}，{:.1} MB，{}",
                    snapshot.bytes as f64 / 1e6,
                    snapshot.sentence()
                )?;
            }
        }
        writeln!(out, "在 {} 种宽度下逐字核对：{} 篇有字丢失", self.widths, self.lost)?;
        Ok(())
    }
}
