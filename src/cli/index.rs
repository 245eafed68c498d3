//! `xinglan index`: makes a snapshot in advance, for this user or for everybody who reads the folder.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde::Serialize;

use super::ArgumentTexts;
use super::inputs;
use super::loading::nothing_read;
use super::progress::CommandProgress;
use super::reading::ReadingArgs;
use super::searched;
use crate::concordance::section_builders;
use crate::corpus::load::{LoadOptions, Root};
use crate::corpus::snapshot::SnapshotSpec;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::{Failure, HelpText, Lang, Report, Word};
use crate::output::Printer;
use crate::province::Recogniser;
use crate::session::{cached, is_inside};
use crate::state::to_publish;
use crate::store::{NotReplaced, make_private_folder};

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[
    ("paths", HelpText::Paths),
    ("output", HelpText::Output),
    ("publish", HelpText::Publish),
    ("json", HelpText::LineJson),
];

/// Arguments of `index`.
#[derive(Debug, Args)]
pub struct IndexArgs {
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required_unless_present = "files0_from")]
    paths: Vec<PathBuf>,
    /// Write this file; PATH/.xinglan.snapshot is found by everybody who reads PATH, without it only by this user
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Give the readers of the snapshot your corrections, tags and public notes; without it those given before stay
    #[arg(long)]
    publish: bool,
    /// One JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &IndexArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let paths = inputs::paths(&args.paths, &args.reading)?;
    inputs::refuse_stream(&paths)?;
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        return Err(Error::NothingRead(Failure::NoSuchPath(shown_path(missing))));
    }
    // Nothing else is read, so an empty snapshot would take the place of a good one.
    if paths.iter().any(|path| !path.is_dir() && !path.is_file()) {
        return Err(nothing_read());
    }
    let target = args.output.clone().or_else(|| cached(&paths));
    let Some(target) = target else {
        return Err(Error::Usage(Word::NoCacheFolder.into()));
    };
    if target.as_os_str() == "-" {
        return Err(Error::Usage(Word::NoSnapshotToOutput.into()));
    }
    let options = LoadOptions { encoding: args.reading.encoding, ..LoadOptions::default() };
    let inside = is_inside(&target, &paths);
    let mut spec = SnapshotSpec::new(paths.clone(), options, target, inside);
    if args.publish {
        spec.published = Some(to_publish(&searched::annotations(false, &paths)?).into());
    }
    let failed = |error: std::io::Error| {
        Error::NotMade(match NotReplaced::path(&error) {
            Some(path) => Failure::NotReplaced(shown_path(path)),
            None => Failure::SnapshotNotMade(error.into()),
        })
    };
    if args.output.is_none() {
        make_private_folder(&spec.target).map_err(failed)?;
    }
    let started = Instant::now();
    let roots: Vec<Root> = paths.into_iter().map(Root::Path).collect();
    let progress = CommandProgress::of_files(&roots, &spec.options.files, lang);
    let made = spec.make(Recogniser::shared(), section_builders(), &|made| {
        progress.set_done(made.files.into());
        ControlFlow::Continue(())
    });
    drop(progress);
    let made = made.map_err(failed)?;
    let seconds = started.elapsed().as_secs_f64();
    let bytes = std::fs::metadata(&spec.target)?.len();
    if args.json {
        let path = shown_path(&spec.target);
        out.json(&Indexed { path, articles: made.articles, bytes, text_bytes: made.text, seconds })?;
        return Ok(());
    }
    let report = Report::Indexed {
        articles: made.articles,
        bytes,
        seconds,
        rate: made.text as f64 / seconds.max(0.001),
    };
    out.row(&[&shown_path(&spec.target), &report.text(lang)])?;
    Ok(())
}

/// What was made.
#[derive(Debug, Serialize)]
struct Indexed {
    path: String,
    articles: usize,
    bytes: u64,
    text_bytes: u64,
    seconds: f64,
}
