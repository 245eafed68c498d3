//! `xinglan collocates`: the words that stand near the uses of a word.
//!
//! What must not go in: counting.

use clap::Args;

use super::table::PrintedTable;
use super::words::WordListArgs;
use super::{AskedUses, SharedArgs, arguments};
use crate::cli::ArgumentTexts;
use crate::concordance::asked::{CollocateSort, ListedWords, Statistics, StatisticsKind};
use crate::concordance::collocates::Window;
use crate::concordance::tables::{COLLOCATE_COLUMNS, TableField, collocate_row};
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
    ("words", WordsFrom),
    ("stop", StopFrom),
];

/// Arguments of `collocates`.
#[derive(Debug, Args)]
pub struct CollocatesArgs {
    /// The words, in the query language of the reader
    #[arg(value_name = "QUERY")]
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
    lists: WordListArgs,
    #[command(flatten)]
    shared: SharedArgs,
}

pub(in crate::cli) fn run(args: &CollocatesArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let asked = AskedUses::with_words(&args.query)?;
    let opened = args.shared.open(None, lang)?;
    let window =
        Window { left: args.left.into(), right: args.right.into(), cross_sentence: args.cross_sentence };
    let words = ListedWords { least: args.least, common: args.common };
    let kind = StatisticsKind::Collocates { window, words, sort: CollocateSort::default() };
    let Statistics::Collocates(counted) = asked.count(&opened, kind, &args.lists)? else { return Ok(()) };
    if counted.uses == 0 {
        return Err(Error::NothingMatched);
    }
    let [phrases, words, uses] =
        [counted.phrases as u64, counted.total, counted.uses].map(|count| count.to_string());
    let mut table = PrintedTable {
        columns: COLLOCATE_COLUMNS,
        rows: counted.rows.iter().map(collocate_row).collect(),
        summary: Phrase::WordsCounted { phrases: &phrases, words: &words, uses: &uses }.text(lang),
        totals: vec![
            ("uses", TableField::Count(counted.uses)),
            ("words_near", TableField::Count(counted.near)),
            ("words", TableField::Count(counted.total)),
            ("phrases", TableField::Count(counted.phrases as u64)),
        ],
    };
    args.lists.name(&mut table);
    table.print(args.shared.form(out.is_terminal()), lang, out)
}
