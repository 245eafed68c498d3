//! The list of folders and files that could not be read, and what the user can say of a folder: what its names and numbers
//! are, how its files become articles, which date counts.
//!
//! What must not go in: reading the folder anew, which the library does.

use std::path::PathBuf;

use crate::app::App;
use crate::app::event::Effect;
use crate::app::menu::{FolderClaim, LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::corpus::{Problem, Verdicts};
use crate::format::{DateRole, Encoding, FolderCorrection, FolderVerdict, NameRole, NumberRole, Split};
use crate::messages::{Reason, Word};

/// What can be said, under what it is about.
const CLAIMS: [(Word, &[(FolderClaim, Word)]); 5] = [
    (
        Word::TitleWhere,
        &[
            (FolderClaim::Name(NameRole::Title), Word::TitleIsName),
            (FolderClaim::Name(NameRole::Witness), Word::TitleInText),
        ],
    ),
    (
        Word::NumberWhat,
        &[
            (FolderClaim::Number(NumberRole::Ordinal), Word::NumberIsOrdinal),
            (FolderClaim::Number(NumberRole::Text), Word::NumberIsText),
        ],
    ),
    (
        Word::FileWhat,
        &[
            (FolderClaim::Split(Split::Own), Word::FileOwn),
            (FolderClaim::Split(Split::Whole), Word::FileIsOne),
            (FolderClaim::Split(Split::Headings(2)), Word::FileSecond),
            (FolderClaim::Split(Split::Headings(3)), Word::FileThird),
        ],
    ),
    (
        Word::DateWhich,
        &[
            (FolderClaim::Date(DateRole::Trust), Word::DateBest),
            (FolderClaim::Date(DateRole::Name), Word::DateName),
        ],
    ),
    (
        Word::EncodingWhich,
        &[
            (FolderClaim::Encoding(None), Word::EncodingOwn),
            (FolderClaim::Encoding(Some(Encoding::Utf8)), Word::EncodingUtf8),
            (FolderClaim::Encoding(Some(Encoding::Gb18030)), Word::EncodingGb18030),
            (FolderClaim::Encoding(Some(Encoding::Big5)), Word::EncodingBig5),
            (FolderClaim::Encoding(Some(Encoding::Utf16Le)), Word::EncodingUtf16Le),
            (FolderClaim::Encoding(Some(Encoding::Utf16Be)), Word::EncodingUtf16Be),
            (FolderClaim::Encoding(Some(Encoding::Hz)), Word::EncodingHz),
        ],
    ),
];

/// The signs before what holds and what does not.
const SIGNS: [&str; 2] = ["●", "○"];

/// The folders with how they are read, and the files that could not be read.
pub(super) fn problem_list(app: &App, problems: &[Problem], verdicts: &Verdicts) -> Overlay {
    let lang = app.options.lang;
    let mut lines: Vec<OverlayLine> = Vec::new();
    let folders: Vec<(PathBuf, FolderVerdict)> =
        verdicts.all().map(|(folder, verdict)| (folder.to_owned(), verdict.clone())).collect();
    if !folders.is_empty() {
        lines.push(OverlayLine::heading(app.word(Word::FoldersRead)));
    }
    for (number, (folder, _)) in folders.iter().enumerate() {
        let text = format!("{}  {}", app.library.shown(folder), verdicts.reason(folder).text(lang));
        let target = Some(LineTarget::Folder(number));
        lines.push(OverlayLine { target, ..OverlayLine::new(String::new(), &text) });
    }
    let files = problems.iter().filter(|problem| !matches!(problem.reason, Reason::Folder(_)));
    let files: Vec<OverlayLine> = files
        .map(|problem| {
            let path = app.library.shown(&problem.path);
            let place = problem.line.map_or_else(|| path.clone(), |line| format!("{path}:{line}"));
            OverlayLine::new(String::new(), &format!("{place}  {}", problem.reason.text(lang)))
        })
        .collect();
    if files.is_empty() {
        lines.push(OverlayLine::new(String::new(), app.word(Word::NoProblems)));
    } else {
        lines.push(OverlayLine::heading(app.word(Word::Problems)));
    }
    lines.extend(files);
    let mut overlay = Overlay::new(OverlayKind::Problems, lines).with_folders(folders);
    // Not on the heading.
    overlay.go(1);
    overlay
}

/// What can be said of a folder, with signs before what holds.
pub(super) fn claims(app: &App, folder: PathBuf, verdict: FolderVerdict) -> Overlay {
    let mut lines = vec![OverlayLine::heading(&app.library.shown(&folder))];
    let line = |claim: FolderClaim, word: Word| {
        let sign = if holds(claim, &verdict) { SIGNS[0] } else { SIGNS[1] };
        OverlayLine {
            target: Some(LineTarget::Say(claim)),
            ..OverlayLine::new(String::new(), &format!("{sign} {}", app.word(word)))
        }
    };
    for (about, claims) in CLAIMS {
        lines.push(OverlayLine::heading(app.word(about)));
        lines.extend(claims.iter().map(|(claim, word)| line(*claim, *word)));
    }
    lines.push(OverlayLine::heading(""));
    lines.push(line(FolderClaim::Automatic, Word::FolderAutomatic));
    let mut overlay = Overlay::new(OverlayKind::Folder, lines).with_folders(vec![(folder, verdict)]);
    overlay.go(2);
    overlay
}

/// Asks the library to read the folder so.
pub(super) fn say(
    app: &mut App,
    folder: PathBuf,
    verdict: &FolderVerdict,
    claim: FolderClaim,
) -> Vec<Effect> {
    let mut correction = verdict.correction;
    match claim {
        FolderClaim::Name(role) => correction.name = Some(role),
        FolderClaim::Number(role) => correction.number = Some(role),
        FolderClaim::Split(split) => correction.split = Some(split),
        FolderClaim::Date(role) => correction.date = Some(role),
        FolderClaim::Encoding(encoding) => correction.encoding = encoding,
        FolderClaim::Automatic => correction = FolderCorrection::default(),
    }
    app.say(Word::FolderBeingRead);
    vec![Effect::CorrectFolder(folder, correction)]
}

/// Whether a folder is read so.
fn holds(claim: FolderClaim, verdict: &FolderVerdict) -> bool {
    match claim {
        FolderClaim::Name(role) => verdict.name == role,
        FolderClaim::Number(role) => verdict.number == role,
        FolderClaim::Split(split) => verdict.split == split,
        FolderClaim::Date(role) => verdict.date == role,
        FolderClaim::Encoding(encoding) => verdict.encoding == encoding,
        FolderClaim::Automatic => verdict.correction == FolderCorrection::default(),
    }
}
