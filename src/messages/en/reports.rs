//! The output of commands, in English.

use super::faults::foreign;
use super::phrases::counted;
use crate::messages::{LayoutFault, ProofFault, Remark, Report, SnapshotState, WorkUnit};

pub(super) fn report(report: &Report) -> String {
    match report {
        Report::Files(n) => format!(
            "{}: {}, {}, {} with a title only, {} empty, {} not readable; passed over {}, {} that are not text and {} that are not articles",
            counted(n.files, "file"),
            counted(n.articles, "article"),
            counted(n.duplicates, "copy"),
            n.title_only,
            n.empty,
            n.unreadable,
            counted(n.hidden, "hidden file"),
            n.not_text,
            n.no_articles
        ),
        Report::Characters { text, markup, references, marks, front_matter, controls, clipped, outside } => {
            format!(
                "{} of text; left out by rule: markup {markup}, references {references}, list and picture marks {marks}, front matter {front_matter} (title, author, source, tags and summary: see =), control and invisible characters {controls}, combining marks beyond the limit {clipped}, beside the articles of a file {outside}",
                counted(text, "character")
            )
        }
        Report::NoSnapshot => "Snapshot: none".to_owned(),
        Report::Snapshot { path, bytes, state } => {
            format!("Snapshot: {path}, {:.1} MB, {}", *bytes as f64 / 1e6, snapshot(*state))
        }
        Report::Proved { widths, lost } => {
            let (widths, have) = (counted(widths, "width"), if *lost == 1 { "has" } else { "have" });
            let lost = counted(lost, "article");
            format!("Compared character by character at {widths}: {lost} {have} lost some")
        }
        Report::Indexed { articles, bytes, seconds, rate } => {
            let (size, rate) = (*bytes as f64 / 1e6, rate / 1e6);
            let articles = counted(articles, "article");
            format!("{articles}, {size:.1} MB, {seconds:.1} s, {rate:.0} MB of text a second")
        }
        Report::Pushed { .. } | Report::Compared { .. } => indexed(report),
        Report::Working { .. } | Report::Progress { .. } | Report::ReadingMany => progress(report),
        Report::CacheCleared { .. } | Report::CacheTotal { .. } | Report::CacheKept(_) => cache(report),
        Report::Exported { articles: 1 } => "1 article".to_owned(),
        Report::NotRead { path, others: 0, form } => format!("{path}: {}", foreign(*form)),
        Report::NotRead { path, others, form } => {
            format!("{path} and {} like it: {}", counted(*others, "file"), foreign(*form))
        }
        Report::Exported { articles } => format!("{articles} articles"),
        Report::StateExported { rows } => format!("{rows} rows"),
        Report::StateImported { taken, known } => format!("{taken} rows taken in, {known} known"),
    }
}

/// The same of an index elsewhere.
fn indexed(report: &Report) -> String {
    match report {
        Report::Pushed { articles, added, deleted, strays, unreadable, seconds, rate } => {
            let more = [
                (*deleted > 0).then(|| format!(", {deleted} deleted")),
                (*strays > 0).then(|| format!(", {strays} in the index that the folders have no more")),
                (*unreadable > 0).then(|| format!(", {unreadable} not readable, so nothing was deleted")),
            ];
            let (articles, more) =
                (counted(articles, "article"), more.into_iter().flatten().collect::<String>());
            let rate = rate / 1e6;
            format!("{articles}, {added} new{more}, {seconds:.1} s, {rate:.1} MB a second")
        }
        Report::Compared { articles, missing, changed, extra } => {
            let articles = counted(articles, "article");
            format!("{articles}: {missing} not in the index, {changed} changed, {extra} only in the index")
        }
        _ => String::new(),
    }
}

/// How far work is.
fn progress(report: &Report) -> String {
    match report {
        Report::Working { count, unit: WorkUnit::Files } => format!("Reading {}", counted(count, "file")),
        Report::Working { count, unit: WorkUnit::Articles } => {
            format!("Writing {}", counted(count, "article"))
        }
        Report::Progress { done, of, unit, rate, left } => {
            let of = of.map(|of| format!("/{of}")).unwrap_or_default();
            let unit = if *unit == WorkUnit::Files { "file" } else { "article" };
            let left = left.map(|left| format!("  {}:{:02} left", left / 60, left % 60)).unwrap_or_default();
            format!("{}  {rate:.0} a second{left}", counted(format!("{done}{of}"), unit))
        }
        Report::ReadingMany => {
            "Reading many files, as there is no snapshot; xinglan index makes one for the next time"
                .to_owned()
        }
        _ => String::new(),
    }
}

/// What `cache` did.
fn cache(report: &Report) -> String {
    match report {
        Report::CacheTotal { snapshots, bytes } => {
            format!("{}, {:.1} MB", counted(snapshots, "snapshot"), *bytes as f64 / 1e6)
        }
        Report::CacheCleared { snapshots, bytes } => {
            format!("{} removed, {:.1} MB", counted(snapshots, "snapshot"), *bytes as f64 / 1e6)
        }
        Report::CacheKept(path) => format!("{path}: not written by xinglan, left alone"),
        _ => String::new(),
    }
}

pub(super) fn snapshot(state: SnapshotState) -> String {
    match state {
        SnapshotState::Fresh => "the same as the files".to_owned(),
        SnapshotState::Changed(1) => "1 file differs from it".to_owned(),
        SnapshotState::Changed(files) => format!("{} differ from it", counted(files, "file")),
        SnapshotState::Damaged => "damaged; it will be made anew".to_owned(),
        SnapshotState::Unclean(articles) => {
            let articles = counted(articles, "article");
            format!("characters that xinglan does not write are in {articles}; the reader shows ? for them")
        }
        SnapshotState::Older => "of another version or setting; it will be made anew".to_owned(),
        SnapshotState::Foreign => "no snapshot; it will be left alone".to_owned(),
        SnapshotState::Unreadable => "cannot be opened".to_owned(),
        SnapshotState::Gone => "its folder is gone".to_owned(),
        SnapshotState::Unfinished => "not finished".to_owned(),
    }
}

pub(super) fn remark(remark: &Remark) -> String {
    match remark {
        Remark::Duplicate => "same text as an earlier one".to_owned(),
        Remark::TitleOnly => "title only".to_owned(),
        Remark::Empty => "empty file".to_owned(),
        Remark::Encoding(name) => (*name).to_owned(),
        Remark::BadBytes(count) => format!("broken bytes {count}"),
        Remark::Removed(count) => format!("control characters removed {count}"),
        Remark::Clipped(count) => format!("combining marks cut {count}"),
        Remark::Lost(fault) => format!("lost! {}", proof(fault)),
    }
}

pub(super) fn problem(remark: &Remark) -> String {
    match remark {
        Remark::BadBytes(count) => format!("{} shown as \u{FFFD}", counted(count, "broken byte sequence")),
        Remark::Removed(count) => format!("{} removed", counted(count, "control or invisible character")),
        Remark::TitleOnly => "title only, no text".to_owned(),
        other => self::remark(other),
    }
}

pub(super) fn proof(fault: &ProofFault) -> String {
    match fault {
        ProofFault::Layout { paragraph, width, fault } => {
            format!("paragraph {paragraph}, width {width}: {}", layout(*fault))
        }
        ProofFault::Changed => "the file has changed or is gone since it was read".to_owned(),
        ProofFault::Unsteady => "reading it twice gave two texts".to_owned(),
        ProofFault::Differs { at, file, article } => {
            let at = counted(at, "character");
            format!("after {at} the file has “{file}” and the article “{article}”")
        }
    }
}

fn layout(fault: LayoutFault) -> String {
    match fault {
        LayoutFault::Gap(at) => format!("a gap after byte {at}"),
        LayoutFault::Wide(cells) => format!("a line of {}", counted(cells, "cell")),
        LayoutFault::Short { at, of } => format!("it ends at byte {at} of {of}"),
    }
}
