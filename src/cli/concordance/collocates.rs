//! `xinglan collocates`: the words that stand near the uses of a word.
//!
//! What must not go in: counting.

use std::collections::HashSet;

use clap::Args;

use super::table::PrintedTable;
use super::{AskedUses, SharedArgs, arguments};
use crate::cli::ArgumentTexts;
use crate::concordance::WordSet;
use crate::concordance::collocates::{Window, count};
use crate::concordance::tables::{COLLOCATE_COLUMNS, TableField, collocate_row};
use crate::corpus::{Article, ArticleId};
use crate::error::Error;
use crate::messages::{Lang, Phrase};
use crate::output::Printer;

/// What the help says of the arguments.
pub(in crate::cli) const ARGUMENTS: ArgumentTexts = arguments![
    ("query", UsesQuery),
    ("left", WindowLeft),
    ("right", WindowRight),
    ("cross_sentence", CrossSentence),
    ("least", Least),
    ("common", CommonWords),
];

/// Arguments of `collocates`.
#[derive(Debug, Args)]
pub struct CollocatesArgs {
    /// The words, in the query language of the reader
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: String,
    /// Words on the left that count as near
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(0..=100))]
    left: u16,
    /// Words on the right that count as near
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(0..=100))]
    right: u16,
    /// Go on beyond the end of a sentence
    #[arg(long)]
    cross_sentence: bool,
    /// Only words that occur at least so often
    #[arg(long, value_name = "N", default_value_t = 5)]
    least: u64,
    /// Common words as well
    #[arg(long)]
    common: bool,
    #[command(flatten)]
    shared: SharedArgs,
}

pub(in crate::cli) fn run(args: &CollocatesArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let asked = AskedUses::with_words(&args.query)?;
    let opened = args.shared.open(lang)?;
    let (searched, corpus) = (&opened.searched, &opened.searched.corpus);
    let set = WordSet::of(corpus);
    let window =
        Window { left: args.left.into(), right: args.right.into(), cross_sentence: args.cross_sentence };
    let found: HashSet<ArticleId> = asked.found(&opened)?.into_iter().collect();
    let articles = corpus.articles().filter(|article| asked.looks_at(searched, *article));
    let is_found = |article: Article<'_>| found.contains(&article.id());
    let counted = count(corpus, &set, articles, (&asked.matcher, is_found), window);
    asked.check(&opened)?;
    if counted.uses == 0 {
        return Err(Error::NothingMatched);
    }
    let collocates = counted.collocates(args.least, args.common);
    let [phrases, words, uses] =
        [set.phrases() as u64, counted.total, counted.uses].map(|count| count.to_string());
    let table = PrintedTable {
        columns: COLLOCATE_COLUMNS,
        rows: collocates.iter().map(collocate_row).collect(),
        summary: Phrase::WordsCounted { phrases: &phrases, words: &words, uses: &uses }.text(lang),
        totals: vec![
            ("uses", TableField::Count(counted.uses)),
            ("words_near", TableField::Count(counted.near)),
            ("words", TableField::Count(counted.total)),
            ("phrases", TableField::Count(set.phrases() as u64)),
        ],
    };
    table.print(args.shared.form(out.is_terminal()), lang, out)
}
