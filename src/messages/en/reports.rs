//! The output of commands, in English.

use crate::messages::{LayoutFault, ProofFault, Remark, Report, SnapshotState};

pub(super) fn report(report: &Report) -> String {
    match report {
        Report::Files(n) => format!(
            "{} files: {} articles, {} copies, {} with a title only, {} empty, {} not readable; passed over {} hidden files and {} that are not text",
            n.files, n.articles, n.duplicates, n.title_only, n.empty, n.unreadable, n.hidden, n.not_text
        ),
        Report::Characters { text, markup, references, marks, controls } => format!(
            "{text} characters of text; left out by rule: markup {markup}, references {references}, list and picture marks {marks}, control and invisible characters {controls}"
        ),
        Report::NoSnapshot => "Snapshot: none".to_owned(),
        Report::Snapshot { path, bytes, state } => {
            format!("Snapshot: {path}, {:.1} MB, {}", *bytes as f64 / 1e6, snapshot(*state))
        }
        Report::Proved { widths, lost } => {
            format!("Compared character by character at {widths} widths: {lost} articles have lost some")
        }
        Report::Indexed { articles, bytes, seconds, rate } => {
            let (size, rate) = (*bytes as f64 / 1e6, rate / 1e6);
            format!("{articles} articles, {size:.1} MB, {seconds:.1} s, {rate:.0} MB of text a second")
        }
        Report::Indexing { files, of, articles, bytes } => {
            format!("{files}/{of} files  {articles} articles  {:.0} MB", *bytes as f64 / 1e6)
        }
    }
}

fn snapshot(state: SnapshotState) -> String {
    match state {
        SnapshotState::Fresh => "the same as the files".to_owned(),
        SnapshotState::Changed(files) => format!("{files} files differ from it"),
        SnapshotState::Damaged => "damaged; it will be made anew".to_owned(),
        SnapshotState::Older => "of another version or setting; it will be made anew".to_owned(),
        SnapshotState::Unreadable => "cannot be opened".to_owned(),
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
        Remark::Lost(fault) => format!("lost! {}", proof(fault)),
    }
}

pub(super) fn problem(remark: &Remark) -> String {
    match remark {
        Remark::BadBytes(count) => format!("{count} broken byte sequences are shown as \u{FFFD}"),
        Remark::Removed(count) => format!("{count} control or invisible characters were removed"),
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
            format!("after {at} characters the file has “{file}” and the article “{article}”")
        }
    }
}

fn layout(fault: LayoutFault) -> String {
    match fault {
        LayoutFault::Gap(at) => format!("a gap after byte {at}"),
        LayoutFault::Wide(cells) => format!("a line of {cells} cells"),
        LayoutFault::Short { at, of } => format!("it ends at byte {at} of {of}"),
    }
}
