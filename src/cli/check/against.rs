//! `check --against`: what a folder has and an index has not, and the other way round.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::remote::{client, wrong_address};
use crate::corpus::load::LoadOptions;
use crate::error::Error;
use crate::messages::{Failure, Lang, Report, Word};
use crate::output::Printer;
use crate::remote::address::EngineAddress;
use crate::remote::compare::{Differences, compare};

/// A difference as a line of JSON.
#[derive(Debug, Serialize)]
struct DifferenceLine<'a> {
    path: &'a str,
    difference: &'static str,
}

/// Compares `paths` with the index at `url`.
pub(super) fn run(
    paths: &[PathBuf],
    (url, authorities): (&str, Option<&Path>),
    options: &LoadOptions,
    (json, lang): (bool, Lang),
    out: &mut Printer,
) -> Result<(), Error> {
    let (address, index) = EngineAddress::parse_library(url).map_err(wrong_address)?;
    let client = client(address, authorities)?;
    let found = compare(&client, &index, paths, options).map_err(|fault| Error::NothingRead(fault.into()))?;
    print(&found, json, lang, out)?;
    out.flush()?;
    match found.count() {
        0 => Ok(()),
        count => Err(Error::Lost(Failure::Differs(count))),
    }
}

fn print(found: &Differences, json: bool, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    for (paths, key, word) in [
        (&found.missing, "missing", Word::NotInIndex),
        (&found.changed, "changed", Word::ChangedSinceIndex),
        (&found.extra, "extra", Word::OnlyInIndex),
    ] {
        for path in paths {
            if json {
                out.json(&DifferenceLine { path, difference: key })?;
            } else {
                out.line(&format!("{path}: {}", word.text(lang)))?;
            }
        }
    }
    if !json {
        let report = Report::Compared {
            articles: found.articles,
            missing: found.missing.len(),
            changed: found.changed.len(),
            extra: found.extra.len(),
        };
        out.line(&report.text(lang))?;
    }
    Ok(())
}
