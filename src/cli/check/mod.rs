//! `xinglan check`: reports what was read, what was not and why, and proves that nothing is lost.
//!
//! Runs the proofs of [`crate::check`] on every article and prints the totals. What must not go in: the proofs themselves.

mod against;
pub(super) mod snapshot;

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::ArgumentTexts;
use super::inputs::Inputs;
use super::loading::{nothing_read, read_onto};
use super::progress::CommandProgress;
use super::reading::ReadingArgs;
use crate::check::proof::{Dropped, Proof, SourceReader};
use crate::corpus::load::LoadOptions;
use crate::corpus::walk::shown_path;
use crate::corpus::{Article, ArticleId, Corpus};
use crate::error::Error;
use crate::messages::{Failure, FileCounts, HelpText, Lang, Reason, Remark, Report, Word};
use crate::output::Printer;
use crate::text::WidthPolicy;
use snapshot::Snapshot;

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[
    ("paths", HelpText::Paths),
    ("widths", HelpText::AllWidths),
    ("against", HelpText::CheckAgainst),
    ("json", HelpText::CheckJson),
];

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required_unless_present = "files0_from")]
    paths: Vec<PathBuf>,
    /// Prove the layout at every width from 20 to 200 instead of eight
    #[arg(long, value_name = "all", value_parser = ["all"])]
    widths: Option<String>,
    /// Compare with this index instead: what is missing there, has changed, or is there alone
    #[arg(long, value_name = "URL", conflicts_with = "widths")]
    against: Option<String>,
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

    /// What is remarkable about it, if anything.
    fn remark(self) -> Option<Remark> {
        match self {
            Self::Article => None,
            Self::Duplicate => Some(Remark::Duplicate),
            Self::TitleOnly => Some(Remark::TitleOnly),
            Self::Empty => Some(Remark::Empty),
        }
    }
}

#[derive(Debug, Serialize)]
struct ArticleReport {
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

/// The report as a line of JSON.
#[derive(Debug, Serialize)]
struct ReportLine<'a> {
    #[serde(flatten)]
    report: &'a ArticleReport,
    faults: Vec<String>,
}

/// What is said of a file that gave no article, or of a folder.
#[derive(Debug, Serialize)]
struct Noted {
    path: String,
    reason: String,
}

impl Noted {
    /// What was found out of the folders, then what was passed over.
    fn all(corpus: &Corpus, lang: Lang) -> Vec<Self> {
        let passed = corpus.problems.iter().filter(|problem| problem.reason.is_passed());
        let all = corpus.verdicts.remarks().into_iter().chain(passed.cloned());
        all.map(|noted| Self { path: shown_path(&noted.path), reason: noted.reason.text(lang) }).collect()
    }
}

/// Whether a text was passed over because it is no article.
fn is_no_article(reason: &Reason) -> bool {
    let Reason::Passed(why) = reason else { return false };
    matches!(**why, Reason::Settings | Reason::Code | Reason::Template | Reason::NoRecords)
}

/// The totals.
#[derive(Debug, Default, Serialize)]
struct Totals {
    #[serde(flatten)]
    counts: FileCounts,
    chars: usize,
    dropped: Dropped,
    widths: usize,
    lost: usize,
    snapshot: Option<Snapshot>,
    /// Folders of which something was found out, and what was passed over.
    noted: Vec<Noted>,
}

pub(super) fn run(args: &CheckArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    if let Some(url) = &args.against {
        let options = LoadOptions { encoding: args.reading.encoding, ..LoadOptions::default() };
        return against::run(
            &args.paths,
            (url, args.reading.ca.as_deref()),
            &options,
            (args.json, lang),
            out,
        );
    }
    let inputs = Inputs::of(&args.paths, &args.reading)?;
    let progress = CommandProgress::of_files(&inputs.roots(), &inputs.files(), lang);
    let corpus = read_onto(Corpus::default(), &inputs, progress, lang);
    // A folder in which everything was passed over is read rightly, and says so.
    if corpus.live_len() == 0 && !corpus.problems.iter().any(|problem| problem.reason.is_passed()) {
        return Err(nothing_read());
    }
    let widths: Vec<u16> = if args.widths.is_some() { (20..=200).collect() } else { WIDTHS.to_vec() };
    let mut totals = Totals {
        counts: FileCounts {
            files: corpus.files,
            unreadable: corpus.unreadable().filter(|problem| !problem.reason.is_doubt()).count(),
            hidden: corpus.skipped.hidden,
            not_text: corpus.skipped.not_text,
            no_articles: corpus.problems.iter().filter(|problem| is_no_article(&problem.reason)).count(),
            ..FileCounts::default()
        },
        widths: widths.len(),
        snapshot: if inputs.has_stream {
            None
        } else {
            Snapshot::of(&inputs.paths, args.reading.encoding, true)
        },
        noted: Noted::all(&corpus, lang),
        ..Totals::default()
    };
    let progress = CommandProgress::of_proofs(corpus.len(), lang);
    let reports = prove_all(&corpus, &widths, &inputs, &progress);
    drop(progress);
    for report in reports {
        totals.add(&report);
        if args.json {
            let faults = report.proof.faults.iter().map(|fault| fault.text(lang)).collect();
            out.json(&ReportLine { report: &report, faults })?;
        } else {
            print(&report, lang, out)?;
        }
    }
    if args.json {
        out.json(&totals)?;
    } else {
        totals.print(lang, out)?;
    }
    out.flush()?;
    if totals.lost > 0 { Err(Error::Lost(Failure::Lost(totals.lost))) } else { Ok(()) }
}

/// Proves every article, on all cores; returns the reports in corpus order.
fn prove_all(
    corpus: &Corpus,
    widths: &[u16],
    inputs: &Inputs,
    progress: &CommandProgress,
) -> Vec<ArticleReport> {
    let next = std::sync::atomic::AtomicU32::new(0);
    let count = corpus.len() as u32;
    let work = || {
        let mut reports = Vec::new();
        let mut source = SourceReader::new(inputs.options.encoding, corpus).over(inputs.files());
        loop {
            let first = next.fetch_add(SHARE, std::sync::atomic::Ordering::Relaxed);
            if first >= count {
                return reports;
            }
            progress.set_done(first.into());
            for number in first..count.min(first + SHARE) {
                reports.extend(
                    corpus.article(ArticleId(number)).map(|a| (number, prove(a, widths, &mut source))),
                );
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut reports: Vec<(u32, ArticleReport)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    });
    reports.sort_by_key(|(number, _)| *number);
    reports.into_iter().map(|(_, report)| report).collect()
}

fn prove(article: Article<'_>, widths: &[u16], source: &mut SourceReader) -> ArticleReport {
    ArticleReport {
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
fn print(report: &ArticleReport, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let line = report.line.map(|line| format!(":{line}")).unwrap_or_default();
    let Dropped { controls, clipped, .. } = report.proof.dropped;
    let remarks = [
        report.status.remark(),
        (report.encoding != "UTF-8").then_some(Remark::Encoding(report.encoding)),
        (report.bad_bytes > 0).then_some(Remark::BadBytes(report.bad_bytes)),
        (controls > 0).then_some(Remark::Removed(controls)),
        (clipped > 0).then_some(Remark::Clipped(clipped)),
    ];
    let lost = report.proof.faults.iter().cloned().map(Remark::Lost);
    let notes: Vec<String> = remarks.into_iter().flatten().chain(lost).map(|r| r.text(lang)).collect();
    if !notes.is_empty() {
        out.line(&format!("{}{line}: {}", report.path, notes.join(Word::Comma.text(lang))))?;
    }
    Ok(())
}

impl Totals {
    fn add(&mut self, report: &ArticleReport) {
        match report.status {
            Status::Article => self.counts.articles += 1,
            Status::Duplicate => self.counts.duplicates += 1,
            Status::TitleOnly => self.counts.title_only += 1,
            Status::Empty => self.counts.empty += 1,
        }
        self.chars += report.chars;
        self.dropped.add(&report.proof.dropped);
        self.lost += usize::from(!report.proof.faults.is_empty());
    }

    fn print(&self, lang: Lang, out: &mut Printer) -> Result<(), Error> {
        for Noted { path, reason } in &self.noted {
            out.line(&format!("{path}: {reason}"))?;
        }
        let Dropped { markup, references, marks, front_matter, controls, clipped, outside } = self.dropped;
        let reports = [
            Report::Files(self.counts),
            Report::Characters {
                text: self.chars,
                markup,
                references,
                marks,
                front_matter,
                controls,
                clipped,
                outside,
            },
            self.snapshot.as_ref().map_or(Report::NoSnapshot, Snapshot::report),
            Report::Proved { widths: self.widths, lost: self.lost },
        ];
        for report in reports {
            out.line(&report.text(lang))?;
        }
        Ok(())
    }
}
