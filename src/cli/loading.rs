//! Shared by all commands that read files: loading, and what is said on stderr of what was not read.

use std::path::Path;

use super::inputs::Inputs;
use super::progress::CommandProgress;
use crate::corpus::load::load_watched;
use crate::corpus::walk::shown_path;
use crate::corpus::{Corpus, Problem};
use crate::error::Error;
use crate::messages::{ForeignForm, Lang, Phrase, Reason, Report, Word};
use crate::output;
use crate::province::Recogniser;

/// Lines of one file that are told one by one, if they could not be read.
const TOLD: usize = 3;

/// Reads all `inputs`, or what has changed since `base`, a snapshot of them; reports on stderr what could not be read.
pub(super) fn load_onto(base: Corpus, inputs: &Inputs, lang: Lang) -> Result<Corpus, Error> {
    let (roots, files) = (inputs.roots(), inputs.files());
    let corpus = read_onto(base, inputs, CommandProgress::of_reading(&roots, &files, lang), lang);
    if corpus.live_len() == 0 { Err(nothing_read()) } else { Ok(corpus) }
}

/// What is said if there is no article.
pub(super) fn nothing_read() -> Error {
    Error::NothingRead(Word::NothingRead.into())
}

/// The same, also if there is no article. `progress` ends with the reading.
pub(super) fn read_onto(base: Corpus, inputs: &Inputs, progress: CommandProgress, lang: Lang) -> Corpus {
    let is_first = base.is_empty();
    let watch = |corpus: &Corpus| {
        progress.set_done(corpus.files.into());
        if is_first {
            progress.set_first_read(corpus.files);
        }
    };
    let corpus = load_watched(base, &inputs.roots(), &inputs.options, Recogniser::shared(), &watch);
    drop(progress);
    let mut err = output::stderr();
    let unreadable: Vec<&Problem> = corpus.unreadable().collect();
    for file in unreadable.chunk_by(|a, b| a.line.is_some() && b.line.is_some() && a.path == b.path) {
        // A file of another form than its name says has a fault in every line.
        let told = if file.len() > TOLD + 1 { TOLD } else { file.len() };
        let lines = file.iter().take(told).map(|problem| {
            let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("{}{line}: {}", shown_path(&problem.path), problem.reason.text(lang))
        });
        let more = file.first().filter(|_| told < file.len()).map(|problem| {
            let more = Phrase::MoreLines(file.len() - told).text(lang);
            format!("{}: {more}", shown_path(&problem.path))
        });
        for line in lines.chain(more) {
            // A closed stderr must not stop a run that writes to stdout.
            let _ = err.line(&line);
        }
    }
    for (form, path, others) in foreign_forms(&corpus) {
        let _ = err.line(&Report::NotRead { path: shown_path(path), others, form }.text(lang));
    }
    corpus
}

/// The forms of files that were passed over because they are not read: of each the first file, and how many more there are.
fn foreign_forms(corpus: &Corpus) -> Vec<(ForeignForm, &Path, usize)> {
    let mut forms: Vec<(ForeignForm, &Path, usize)> = Vec::new();
    for problem in corpus.problems.iter() {
        let Reason::Passed(why) = &problem.reason else { continue };
        let Reason::Foreign(form) = **why else { continue };
        match forms.iter_mut().find(|(known, ..)| *known == form) {
            Some((.., others)) => *others += 1,
            None => forms.push((form, &problem.path, 0)),
        }
    }
    forms
}
