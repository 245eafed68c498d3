//! xinglan (省览), a terminal reader for folders of Chinese articles.
//!
//! The layers, lowest first; a file imports only from lower layers and from its own (checked by `tests/it/structure`):
//!
//! | layer | what it is |
//! |---|---|
//! | [`text`] | pure functions on strings: sanitizing, cell widths, folding, line breaking |
//! | [`store`] | a file of checked sections, columns of numbers, sets of document ids |
//! | [`mod@format`] | parses bytes into a draft article |
//! | [`corpus`] | reads folders into articles in immutable segments |
//! | [`province`] | the 34 divisions and how text names them |
//! | [`query`] | the language of the filter |
//! | [`facet`] | the facets: values, counts and selection |
//! | [`search`] | which articles satisfy a query, in which order |
//! | [`complete`] | candidates for the letters typed so far |
//! | [`app`] | turns events into state and effects |
//! | [`view`] | draws the state as cells |
//! | [`session`] | one app at work: threads, timers, answers to effects |
//! | [`term`] | keys in, bytes out |
//! | [`check`] | the independent proof that nothing is lost |
//! | [`cli`] | the command line |
//!
//! Any layer may use [`error`] and [`messages`].

pub mod app;
pub mod check;
pub mod cli;
pub mod complete;
pub mod corpus;
pub mod error;
pub mod facet;
pub mod format;
pub mod messages;
pub mod province;
pub mod query;
pub mod search;
pub mod session;
pub mod store;
pub mod term;
pub mod text;
pub mod view;

use std::ffi::OsString;
use std::io::Write;

use error::Error;

/// Runs the program. The first argument is its name.
///
/// # Errors
/// If the run fails.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<(), Error> {
    let args = match cli::parse(args) {
        Ok(args) => args,
        Err(said) if said.use_stderr() => return Err(Error::Usage(said.to_string().trim().to_owned())),
        Err(said) => return Ok(write!(std::io::stdout(), "{said}")?),
    };
    match &args.command {
        Some(command) => cli::run(command),
        None => cli::read(&args),
    }
}
