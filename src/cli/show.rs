//! `xinglan show`: an article laid out as in the reading pane, on stdout.

use std::borrow::Cow;
use std::path::PathBuf;

use clap::Args;

use super::ArgumentTexts;
use super::reading::{ReadingArgs, policy};
use super::searched::{self, Opened, SearchedPaths, SnapshotArgs};
use crate::app::reader::typeset::{self, Composition};
use crate::app::reader::{BlockKind, MarginLabel, Setting};
use crate::corpus::Article;
use crate::error::Error;
use crate::export::{self, CitationOptions, CitationStyle, ExportFormat, ExportItem, ExportOptions, has_id};
use crate::format::Kind;
use crate::messages::{Failure, HelpText, Lang};
use crate::output::Printer;
use crate::session::Clock;
use crate::text::dictionary;
use crate::text::{Clean, Edge, WidthPolicy, WrappedLine, analyse};

/// What the help says of the arguments.
pub(super) const ARGUMENTS: ArgumentTexts = &[
    ("paths", HelpText::ShowPaths),
    ("id", HelpText::Id),
    ("width", HelpText::Width),
    ("ambiguous", HelpText::Cells),
    ("flush", HelpText::Flush),
    ("grid", HelpText::Grid),
    ("hang", HelpText::Hang),
    ("json", HelpText::LineJson),
    searched::SNAPSHOT,
    searched::NO_CACHE,
];

/// Arguments of `show`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub struct ShowArgs {
    /// A file, or a folder or .jsonl together with --id
    #[arg(value_name = "PATH", required_unless_present = "files0_from")]
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
    /// One JSON object a line, with the text
    #[arg(long, conflicts_with_all = ["width", "ambiguous", "flush", "grid", "hang"])]
    json: bool,
    #[command(flatten)]
    snapshot: SnapshotArgs,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &ShowArgs, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let ShowArgs { paths, snapshot, reading, .. } = args;
    let opened = searched::open(
        SearchedPaths { paths, query: None, snapshot, no_corrections: !args.json, reading },
        lang,
    )?;
    if args.json {
        return json(args, &opened, lang, out);
    }
    let corpus = &opened.searched.corpus;
    let wanted = |article: &Article<'_>| args.id.as_ref().is_none_or(|id| has_id(*article, id));
    let edge = if args.flush { Edge::Flush } else { Edge::Ragged };
    let setting = Setting { edge, grid: args.grid, hang: args.hang };
    let style = PageStyle { cells: args.width, setting, policy: policy(args.ambiguous), lang };
    let mut any = false;
    for article in corpus.articles().filter(wanted) {
        if std::mem::replace(&mut any, true) {
            out.line("")?;
        }
        show(article, &style, out)?;
    }
    opened.check()?;
    if any { Ok(()) } else { Err(nothing(args)) }
}

/// Prints articles as `export` does.
fn json(args: &ShowArgs, opened: &Opened, lang: Lang, out: &mut Printer) -> Result<(), Error> {
    let (corpus, annotations) = (&opened.searched.corpus, &opened.searched.annotations);
    let wanted = |article: &Article<'_>| args.id.as_ref().is_none_or(|id| has_id(*article, id));
    let options = ExportOptions {
        format: ExportFormat::JsonLines,
        citation: CitationOptions { style: CitationStyle::default(), lang, today: Clock::system().today() },
        title: String::new(),
    };
    let mut articles = 0;
    let items = corpus.articles().filter(wanted).map(|article| ExportItem::new(article, corpus, annotations));
    export::write(items.inspect(|_| articles += 1), &options, out)?;
    opened.check()?;
    if articles > 0 { Ok(()) } else { Err(nothing(args)) }
}

/// Nothing is shown: either no article has the id, or there is none.
fn nothing(args: &ShowArgs) -> Error {
    args.id.clone().map_or(Error::NothingMatched, |id| Error::NoSuch(Failure::NoSuchId(id)))
}

/// What a rule is drawn with.
const RULE: &str = "─";

/// The layout of articles.
struct PageStyle {
    cells: u16,
    setting: Setting,
    policy: WidthPolicy,
    lang: Lang,
}

fn show(article: Article<'_>, style: &PageStyle, out: &mut Printer) -> Result<(), Error> {
    let title = Composition::of(BlockKind::Title, article.title());
    show_block(&title, style, out)?;
    let mut table = None;
    for index in 0..article.paragraph_count() {
        if let Some(block) = typeset::composition(article, index, &mut table, style.policy) {
            if block.kind == BlockKind::Paragraph(Kind::Stanza) {
                out.line("")?;
            }
            show_block(&block, style, out)?;
        }
    }
    Ok(())
}

fn show_block(block: &Composition<'_>, style: &PageStyle, out: &mut Printer) -> Result<(), Error> {
    if block.text.is_empty() {
        return Ok(());
    }
    let words = |text: Clean<'_>| {
        let words = dictionary::breaks(text.as_str());
        Cow::Owned(analyse(text, &words, &style.policy))
    };
    let set = typeset::typeset(block, style.cells, style.setting, style.policy, words);
    let margin = usize::from(set.margin);
    for (line, label) in &set.lines {
        if block.kind == BlockKind::Paragraph(Kind::Rule) {
            out.text(&RULE.repeat(usize::from(line.width) / style.policy.text(RULE).max(1)))?;
            continue;
        }
        let label = match label {
            Some(MarginLabel::Word(word)) => word.text(style.lang),
            Some(MarginLabel::Column(name)) => name.as_str(),
            None => "",
        };
        let mut fitting = label;
        while style.policy.text(fitting) > margin {
            fitting = fitting.get(..fitting.floor_char_boundary(fitting.len() - 1)).unwrap_or_default();
        }
        let blanks = margin - style.policy.text(fitting) + usize::from(line.indent);
        out.text(&format!("{fitting}{}{}", " ".repeat(blanks), drawn(block.text, line)))?;
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
