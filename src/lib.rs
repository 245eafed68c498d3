//! xinglan (省览), a terminal reader for folders of Chinese articles.
//!
//! The layers, lowest first; a file imports only from lower layers and from its own (checked by `tests/it/structure`):
//!
//! | layer | what it is |
//! |---|---|
//! | [`text`] | pure functions on strings: sanitizing, cell widths, folding, line breaking |
//! | [`output`] | standard output and error, for clean text alone |
//! | [`store`] | a file of checked sections, columns of numbers, sets of document ids |
//! | [`archive`] | files inside archives and compressed files, read within bounds |
//! | [`picture`] | pictures as few coloured points |
//! | [`mod@format`] | parses bytes into a draft article |
//! | [`corpus`] | reads folders into articles in immutable segments |
//! | [`province`] | the 34 divisions and how text names them |
//! | [`state`] | what the user adds to articles, kept between visits |
//! | [`query`] | the language of the filter |
//! | [`facet`] | the facets: values, counts and selection |
//! | [`search`] | which articles satisfy a query, in which order |
//! | [`complete`] | candidates for the letters typed so far |
//! | [`concordance`] | every use of a word, its company and its distribution |
//! | [`app`] | turns events into state and effects |
//! | [`view`] | draws the state as cells |
//! | [`session`] | one app at work: threads, timers, answers to effects |
//! | [`term`] | keys in, bytes out |
//! | [`check`] | the independent proof that nothing is lost |
//! | [`cli`] | the command line |
//!
//! Any layer may use [`error`] and [`messages`].

pub mod app;
pub mod archive;
pub mod check;
pub mod cli;
pub mod complete;
pub mod concordance;
pub mod corpus;
pub mod error;
pub mod export;
pub mod facet;
pub mod format;
pub mod messages;
pub mod output;
pub mod picture;
pub mod province;
pub mod query;
pub mod remote;
pub mod search;
pub mod session;
pub mod state;
pub mod store;
pub mod term;
pub mod text;
pub mod view;

use std::ffi::OsString;

use cli::CommandLine;
use error::Error;
use messages::Lang;

/// Runs the program for a user of `lang`. The first argument is its name.
///
/// # Errors
/// If the run fails.
pub fn run(args: &[OsString], lang: Lang) -> Result<(), Error> {
    term::guard::report_panics(None);
    match cli::parse(args, lang)? {
        CommandLine::Text(text) => cli::print(&text),
        CommandLine::Args(args) => cli::start(&args, lang),
    }
}
