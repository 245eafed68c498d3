//! `xinglan push`: brings folders into a search engine, where [`crate::remote`] reads them.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;

use super::ArgumentTexts;
use super::inputs;
use super::loading::nothing_read;
use super::progress::CommandProgress;
use super::reading::ReadingArgs;
use super::remote::{client, wrong_address};
use crate::corpus::load::{LoadOptions, Root};
use crate::corpus::snapshot::SnapshotSpec;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::messages::{Failure, HelpText, Lang, Report};
use crate::output::{self, Printer};
use crate::province::Recogniser;
use crate::remote::address::{EngineAddress, IndexName};
use crate::remote::client::Attempts;
use crate::remote::push::{PushSpec, Pushed, push};
use crate::remote::target::Shape;
use crate::session::{cached, is_inside};

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[
    ("paths", HelpText::Paths),
    ("to", HelpText::PushTo),
    ("index", HelpText::PushIndex),
    ("shards", HelpText::Shards),
    ("replicas", HelpText::Replicas),
    ("delete_missing", HelpText::DeleteMissing),
    ("anew", HelpText::Anew),
    ("give_up_after", HelpText::GiveUpAfter),
];

/// Arguments of `push`.
#[derive(Debug, Args)]
pub struct PushArgs {
    /// Folders, files or .jsonl
    #[arg(value_name = "PATH", required_unless_present = "files0_from")]
    paths: Vec<PathBuf>,
    /// The engine: `https://HOST:9200/PREFIX`
    #[arg(long, value_name = "URL")]
    to: String,
    /// The name that readers ask for
    #[arg(long, value_name = "NAME")]
    index: String,
    /// Parts of a new index
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1024))]
    shards: u32,
    /// Copies of each part
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(0..=32))]
    replicas: u32,
    /// Delete what is no article of the folders any more
    #[arg(long)]
    delete_missing: bool,
    /// Make a new index although there is one
    #[arg(long)]
    anew: bool,
    /// Give up when the engine has not answered for so long; without it never
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(1..=10_080))]
    give_up_after: Option<u64>,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &PushArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let paths = inputs::paths(&args.paths, &args.reading)?;
    inputs::refuse_stream(&paths)?;
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        return Err(Error::NothingRead(Failure::NoSuchPath(shown_path(missing))));
    }
    let address = EngineAddress::parse(&args.to).map_err(wrong_address)?;
    let alias = IndexName::new(&args.index).map_err(wrong_address)?;
    let url = address.url_of(&alias);
    let attempts = Attempts::Within(args.give_up_after.map(Duration::from_mins));
    let client = client(address, args.reading.ca.as_deref())?.attempting(attempts);
    let spec = PushSpec {
        roots: paths.clone(),
        options: options(args, &paths),
        alias,
        shape: Shape { shards: args.shards, replicas: args.replicas, anew: args.anew },
        delete_missing: args.delete_missing,
    };
    let started = Instant::now();
    let roots: Vec<Root> = paths.into_iter().map(Root::Path).collect();
    let progress = CommandProgress::of_files(&roots, &spec.options.files, lang);
    let pushed = push(&client, &spec, Recogniser::shared(), &|done| progress.set_done(done.files.into()));
    drop(progress);
    let pushed = pushed.map_err(|fault| Error::NotMade(fault.into()))?;
    if pushed.articles == 0 {
        return Err(nothing_read());
    }
    let seconds = started.elapsed().as_secs_f64();
    out.row(&[&url, &report(&pushed, seconds).text(lang)])?;
    out.flush()?;
    let mut err = output::stderr();
    for refusal in &pushed.refused {
        // A closed stderr must not hide the exit code.
        let _ = err.line(&format!("{}: {}", refusal.path, refusal.reason));
    }
    match pushed.refused.len() {
        0 => Ok(()),
        refused => Err(Error::Lost(Failure::NotTaken(refused))),
    }
}

/// How files are read: as `index` reads them, with what the user has said of folders.
fn options(args: &PushArgs, paths: &[PathBuf]) -> LoadOptions {
    let options = LoadOptions { encoding: args.reading.encoding, ..LoadOptions::default() };
    match cached(paths) {
        Some(target) => {
            let inside = is_inside(&target, paths);
            SnapshotSpec::new(paths.to_vec(), options, target, inside).corrected()
        }
        None => options,
    }
}

fn report(pushed: &Pushed, seconds: f64) -> Report {
    Report::Pushed {
        articles: pushed.articles,
        added: pushed.added,
        deleted: pushed.deleted,
        strays: pushed.strays,
        unreadable: pushed.unreadable,
        seconds,
        rate: pushed.bytes as f64 / seconds.max(0.001),
    }
}
