//! `xinglan stats`: articles, characters and uses by province, year, month, section, tag and place in the article.
//!
//! What must not go in: counting.

use clap::Args;

use super::table::PrintedTable;
use super::words::WordListArgs;
use super::{AskedUses, SharedArgs, arguments};
use crate::cli::ArgumentTexts;
use crate::concordance::asked::{DistributionTable, Statistics, StatisticsKind};
use crate::concordance::distribution::{PARTS, Share};
use crate::concordance::tables::{SHARE_COLUMNS, TableField, share_row};
use crate::error::Error;
use crate::facet::{Facet, FacetValue};
use crate::messages::{Lang, Phrase};
use crate::output::Printer;

/// What the help says of the arguments.
pub(in crate::cli) const ARGUMENTS: ArgumentTexts = arguments![("filter", UsesQuery), ("by", StatsBy)];

/// Arguments of `stats`.
#[derive(Debug, Args)]
pub struct StatsArgs {
    /// The words and articles to count
    #[arg(
        long,
        value_name = "QUERY",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    filter: String,
    /// By what
    #[arg(long, value_name = "BY", value_delimiter = ',', default_value = "province,year", value_parser = parse_by)]
    by: Vec<By>,
    #[command(flatten)]
    shared: SharedArgs,
}

/// What articles are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Facet(Facet),
    /// The tenth of the article in which a use lies.
    Place,
}

const PLACE: &str = "place";

/// Its fault has the form of the ones of clap, which `usage` reads.
fn parse_by(name: &str) -> Result<By, String> {
    let facet = Facet::ALL.into_iter().find(|facet| facet.row().key == name).map(By::Facet);
    let names = Facet::ALL.map(|facet| facet.row().key).join(", ");
    facet
        .or_else(|| (name == PLACE).then_some(By::Place))
        .ok_or_else(|| format!("{name} is not in {names}, {PLACE}"))
}

pub(in crate::cli) fn run(args: &StatsArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let asked = AskedUses::new(&args.filter)?;
    let opened = args.shared.open(None, lang)?;
    let Statistics::Distribution(found) =
        asked.count(&opened, StatisticsKind::Distribution, &WordListArgs::default())?
    else {
        return Ok(());
    };
    if found.all.articles == 0 {
        return Err(Error::NothingMatched);
    }
    let [uses, articles] = [found.all.uses, found.all.articles].map(|count| count.to_string());
    let table = PrintedTable {
        columns: SHARE_COLUMNS,
        rows: args.by.iter().flat_map(|by| rows(*by, &found, lang)).collect(),
        summary: Phrase::UsesFound { shown: &uses, all: &uses, articles: &articles }.text(lang),
        totals: vec![
            ("articles", TableField::Count(found.all.articles)),
            ("chars", TableField::Count(found.all.chars)),
            ("uses", TableField::Count(found.all.uses)),
        ],
    };
    table.print(args.shared.form(out.is_terminal()), lang, out)
}

fn rows(by: By, found: &DistributionTable, lang: Lang) -> Vec<Vec<TableField>> {
    match by {
        By::Facet(facet) => {
            let row = |(value, share): &(FacetValue, Share)| {
                share_row(facet.row().key, facet.text(value, lang), *share)
            };
            let values = found.values.iter().find(|(other, _)| *other == facet);
            values.map(|(_, values)| values.iter().map(row).collect()).unwrap_or_default()
        }
        By::Place => (0..PARTS)
            .map(|part| {
                let share = Share { uses: found.parts.get(part).copied().unwrap_or_default(), ..found.all };
                share_row(PLACE, format!("{}-{} %", part * 100 / PARTS, (part + 1) * 100 / PARTS), share)
            })
            .collect(),
    }
}
