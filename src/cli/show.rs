//! `xinglan show`: an article laid out as in the reading pane, on stdout.

use std::path::PathBuf;

use clap::Args;

use super::ArgumentTexts;
use super::reading::{ReadingArgs, has_id, load, policy};
use crate::app::reader::{BlockKind, Setting, measure_of};
use crate::corpus::Article;
use crate::error::Error;
use crate::messages::{HelpText, Lang};
use crate::output::Printer;
use crate::text::dictionary;
use crate::text::{Clean, Edge, WidthPolicy, WrappedLine, analyse, wrap};

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[
    ("paths", HelpText::ShowPaths),
    ("id", HelpText::Id),
    ("width", HelpText::Width),
    ("ambiguous", HelpText::Cells),
    ("flush", HelpText::Flush),
    ("grid", HelpText::Grid),
    ("hang", HelpText::Hang),
];

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// A file, or a folder or .jsonl together with --id
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Only the article with this id (see `list`)
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Cells of a line
    #[arg(long, value_name = "N", default_value_t = 72, value_parser = clap::value_parser!(u16).range(1..))]
    width: u16,
    /// Cells of characters such as “ ” — …
    #[arg(long, value_name = "1|2", value_parser = clap::value_parser!(u8).range(1..=2))]
    ambiguous: Option<u8>,
    /// Flush right edge
    #[arg(long)]
    flush: bool,
    /// Ideographs below each other
    #[arg(long)]
    grid: bool,
    /// Marks may hang over the right edge
    #[arg(long)]
    hang: bool,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &ShowArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let corpus = load(&args.paths, &args.reading, lang)?;
    let wanted = |article: &Article<'_>| args.id.as_ref().is_none_or(|id| has_id(*article, id));
    let edge = if args.flush { Edge::Flush } else { Edge::Ragged };
    let setting = Setting { edge, grid: args.grid, hang: args.hang };
    let style = PageStyle { cells: args.width, setting, policy: policy(args.ambiguous) };
    let mut any = false;
    for article in corpus.articles().filter(wanted) {
        if std::mem::replace(&mut any, true) {
            out.line("")?;
        }
        show(article, &style, out)?;
    }
    if any { Ok(()) } else { Err(Error::NothingMatched) }
}

/// The layout of articles.
struct PageStyle {
    cells: u16,
    setting: Setting,
    policy: WidthPolicy,
}

fn show(article: Article<'_>, style: &PageStyle, out: &mut Printer) -> Result<(), Error> {
    let title = (BlockKind::Title, false, article.title());
    let paragraphs = article.paragraphs().map(|p| (BlockKind::Paragraph(p.kind), p.continued, p.text));
    for (kind, continued, text) in
        std::iter::once(title).chain(paragraphs).filter(|(_, _, text)| !text.is_empty())
    {
        let (margin, measure) = measure_of(kind, continued, style.cells, style.setting);
        let words = dictionary::breaks(text.as_str());
        for line in wrap(&analyse(text, &words, &style.policy), &measure) {
            let indent = " ".repeat(usize::from(margin + line.indent));
            out.text(&(indent + &drawn(text, &line)))?;
        }
    }
    Ok(())
}

/// The text of a line with its padding, without trailing spaces.
fn drawn(text: Clean<'_>, line: &WrappedLine) -> String {
    let mut drawn = String::new();
    let mut from = line.start as usize;
    for pad in &line.pads {
        drawn.push_str(text.slice(from..pad.at as usize).as_str());
        drawn.extend(std::iter::repeat_n(' ', usize::from(pad.cells)));
        from = pad.at as usize;
    }
    drawn.push_str(text.slice(from..line.end as usize).as_str());
    drawn.truncate(drawn.trim_end().len());
    drawn
}
