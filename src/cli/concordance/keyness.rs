//! `xinglan keyness`: the words by which the articles of one query differ from the others, or from those of another query.
//!
//! What must not go in: counting.

use clap::Args;

use super::table::PrintedTable;
use super::words::WordListArgs;
use super::{AskedUses, SharedArgs, arguments};
use crate::cli::ArgumentTexts;
use crate::concordance::asked::{KeywordSort, KeywordTable, ListedWords, Statistics, StatisticsKind};
use crate::concordance::tables::{KEYWORD_COLUMNS, TableField, keyword_row};
use crate::error::Error;
use crate::messages::{Lang, Phrase};
use crate::output::Printer;

/// What the help says of the arguments.
pub(in crate::cli) const ARGUMENTS: ArgumentTexts = arguments![
    ("filter", Filtered),
    ("against", Against),
    ("least", Least),
    ("common", CommonWords),
    ("words", WordsFrom),
    ("stop", StopFrom),
];

/// Arguments of `keyness`.
#[derive(Debug, Args)]
pub struct KeynessArgs {
    /// Which articles
    #[arg(long, value_name = "QUERY", required = true, allow_hyphen_values = true)]
    filter: String,
    /// The articles to compare with; without it all the others
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    against: Option<String>,
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

pub(in crate::cli) fn run(args: &KeynessArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let asked = AskedUses::new(&args.filter)?;
    let against = args.against.as_deref().map(AskedUses::new).transpose()?.map(|against| against.query);
    let opened = args.shared.open(None, lang)?;
    let words = ListedWords { least: args.least, common: args.common };
    let kind = StatisticsKind::Keywords { against, words, sort: KeywordSort::default() };
    let Statistics::Keywords(counted) = asked.count(&opened, kind, &args.lists)? else { return Ok(()) };
    let [here, there] = counted.words;
    if here == 0 || there == 0 {
        return Err(Error::NothingMatched);
    }
    let mut table = PrintedTable {
        columns: KEYWORD_COLUMNS,
        rows: counted.rows.iter().map(|row| keyword_row(row, counted.words)).collect(),
        summary: summary(&counted, lang),
        totals: vec![
            ("words", TableField::Count(here)),
            ("articles", TableField::Count(counted.articles[0])),
            ("words_there", TableField::Count(there)),
            ("articles_there", TableField::Count(counted.articles[1])),
            ("phrases", TableField::Count(counted.phrases as u64)),
        ],
    };
    args.lists.name(&mut table);
    table.print(args.shared.form(out.is_terminal()), lang, out)
}

fn summary(counted: &KeywordTable, lang: Lang) -> String {
    let [words, words_there] = counted.words.map(|count| count.to_string());
    let [articles, articles_there] = counted.articles.map(|count| count.to_string());
    Phrase::Compared {
        phrases: &counted.phrases.to_string(),
        words: [&words, &words_there],
        articles: [&articles, &articles_there],
    }
    .text(lang)
}
