//! `xinglan keyness`: the words by which the articles of one query differ from the others, or from those of another query.
//!
//! What must not go in: counting.

use std::collections::HashSet;

use clap::Args;

use super::table::PrintedTable;
use super::{AskedUses, SharedArgs, arguments};
use crate::cli::ArgumentTexts;
use crate::concordance::WordSet;
use crate::concordance::keyness::{Frequencies, Keyword};
use crate::concordance::tables::{KEYWORD_COLUMNS, TableField, keyword_row};
use crate::corpus::ArticleId;
use crate::error::Error;
use crate::messages::{Lang, Phrase};
use crate::output::Printer;

/// What the help says of the arguments.
pub(in crate::cli) const ARGUMENTS: ArgumentTexts =
    arguments![("filter", Filtered), ("against", Against), ("least", Least), ("common", CommonWords),];

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
    shared: SharedArgs,
}

pub(in crate::cli) fn run(args: &KeynessArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let asked = AskedUses::new(&args.filter)?;
    let against = args.against.as_deref().map(AskedUses::new).transpose()?;
    let opened = args.shared.open(lang)?;
    let corpus = &opened.searched.corpus;
    let set = WordSet::of(corpus);
    let here: HashSet<ArticleId> = asked.found(&opened)?.into_iter().collect();
    let there = against.map(|against| against.found(&opened)).transpose()?;
    let there: Option<HashSet<ArticleId>> = there.map(|there| there.into_iter().collect());
    let is_there =
        |id: ArticleId| there.as_ref().map_or_else(|| !here.contains(&id), |there| there.contains(&id));
    let others = corpus.articles().filter(|article| is_there(article.id()));
    let chosen = corpus.articles().filter(|article| here.contains(&article.id()));
    let here = Frequencies::of(corpus, &set, chosen);
    let there = Frequencies::of(corpus, &set, others);
    opened.check()?;
    let keywords = here.keywords(&there, args.least, args.common);
    if here.total == 0 || there.total == 0 {
        return Err(Error::NothingMatched);
    }
    let row = |one: &Keyword| keyword_row(one, [here.total, there.total]);
    let table = PrintedTable {
        columns: KEYWORD_COLUMNS,
        rows: keywords.iter().map(row).collect(),
        summary: summary(&here, &there, set.phrases(), lang),
        totals: vec![
            ("words", TableField::Count(here.total)),
            ("articles", TableField::Count(here.articles)),
            ("words_there", TableField::Count(there.total)),
            ("articles_there", TableField::Count(there.articles)),
            ("phrases", TableField::Count(set.phrases() as u64)),
        ],
    };
    table.print(args.shared.form(out.is_terminal()), lang, out)
}

fn summary(here: &Frequencies, there: &Frequencies, phrases: usize, lang: Lang) -> String {
    let numbers = [here.total, there.total, here.articles, there.articles].map(|count| count.to_string());
    let [words, words_there, articles, articles_there] = numbers.each_ref().map(String::as_str);
    Phrase::Compared {
        phrases: &phrases.to_string(),
        words: [words, words_there],
        articles: [articles, articles_there],
    }
    .text(lang)
}
