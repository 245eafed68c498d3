//! Text that leaves the reader: a citation for the terminal's clipboard, and the visible text printed for selection with
//! the mouse. Both happen only on a key. How an article is cited is said by `export`.

use crate::app::event::Effect;
use crate::app::place_code::PlaceCode;
use crate::app::reader::TextPosition;
use crate::app::taking_out::{Citation, CitationOutlet};
use crate::app::taking_out::{ExportSubject, Outlet};
use crate::app::{App, ArticleRow, Focus};
use crate::corpus::{Article, PinnedArticle};
use crate::export::{self, CitationOptions, ExportFormat};
use crate::messages::{Phrase, Word};

/// Copies a citation of the open article, or of the one selected in the list.
pub(super) fn cite(app: &mut App) -> Vec<Effect> {
    if !may_copy(app) {
        return Vec::new();
    }
    if app.focus == Focus::Reader {
        return of_open(app, Citation { paragraph: app.reader.place().paragraph(), ..Citation::default() });
    }
    let citation = Citation { paragraph: 1, ..Citation::default() };
    app.list.current().map(|id| Effect::Cite(id, citation)).into_iter().collect()
}

/// Copies the lit passage with its source.
pub(super) fn passage(app: &mut App) -> Vec<Effect> {
    if !may_copy(app) {
        return Vec::new();
    }
    lit(app, CitationOutlet::Clipboard)
}

/// Prints the lit passage with its source.
pub(super) fn print_passage(app: &mut App) -> Vec<Effect> {
    lit(app, CitationOutlet::Printed)
}

/// Cites the lit passage.
pub(super) fn lit(app: &mut App, outlet: CitationOutlet) -> Vec<Effect> {
    let Some(text) = app.reader.selected_text() else { return Vec::new() };
    let paragraph = app.reader.selection_start().map_or(1, TextPosition::paragraph);
    app.reader.unselect();
    of_open(app, Citation { quote: text.lines().map(str::to_owned).collect(), paragraph, outlet })
}

fn of_open(app: &App, citation: Citation) -> Vec<Effect> {
    app.reader.id().map(|id| Effect::Cite(id, citation)).into_iter().collect()
}

fn may_copy(app: &mut App) -> bool {
    if app.options.copy_limit == 0 {
        app.say(Word::NoClipboard);
    }
    app.options.copy_limit > 0
}

/// Takes the article of [`Effect::Cite`].
pub(super) fn cited(app: &mut App, held: &PinnedArticle, digits: String, citation: Citation) -> Vec<Effect> {
    let source = source(app, held.article(), &PlaceCode { digits, paragraph: citation.paragraph });
    let Citation { mut quote, outlet, .. } = citation;
    if let CitationOutlet::TakenOut(outlet) = outlet {
        let format = match &outlet {
            Outlet::File(file) => ExportSubject::Passage.format(file),
            Outlet::Command(_) => None,
        };
        let source = app.phrase(Phrase::Source(&source));
        let text = export::passage(&quote, &source, format.unwrap_or(ExportFormat::Text));
        return vec![Effect::Write(text, outlet)];
    }
    let sent = if quote.is_empty() { Word::SentSource } else { Word::SentPassage };
    quote.push(if quote.is_empty() { source } else { app.phrase(Phrase::Source(&source)) });
    if outlet == CitationOutlet::Printed {
        return vec![Effect::Print(quote)];
    }
    let text = quote.join("\n");
    let fits = text.len() <= app.options.copy_limit;
    app.say(if fits { sent } else { Word::TooLong });
    if fits { vec![Effect::Copy(text)] } else { Vec::new() }
}

/// 《辽宁沈阳的老院子》，2019-10-29，河湖/12.txt，4f2a-12
fn source(app: &App, article: Article<'_>, code: &PlaceCode) -> String {
    let options =
        CitationOptions { style: app.options.citation, lang: app.options.lang, today: app.filter.today() };
    let cited = export::citation(article, &app.library.shown(&article.path()), options);
    let code = Some(code.to_string()).filter(|_| !code.digits.is_empty());
    [cited].into_iter().chain(code).collect::<Vec<_>>().join(app.word(Word::Comma))
}

/// Prints the visible part of the focused pane, one line for each paragraph or title, without the line breaks of the layout.
pub(super) fn print(app: &App) -> Vec<Effect> {
    if app.focus == Focus::Reader {
        return of_open(
            app,
            Citation {
                quote: text_lines(app),
                paragraph: app.reader.place().paragraph(),
                outlet: CitationOutlet::Printed,
            },
        );
    }
    let lines = titles(app);
    if lines.is_empty() { Vec::new() } else { vec![Effect::Print(lines)] }
}

fn text_lines(app: &App) -> Vec<String> {
    let lines = app.reader.shown().iter().filter_map(|row| Some((row.block, row.line.as_ref()?)));
    let mut parts: Vec<(u32, std::ops::Range<usize>)> = Vec::new();
    for (block, line) in lines {
        let (start, end) = (line.start as usize, line.end as usize);
        match parts.last_mut() {
            Some((last, range)) if *last == block => range.end = end,
            _ => parts.push((block, start..end)),
        }
    }
    let text = |(block, range): (u32, std::ops::Range<usize>)| {
        let block = app.reader.block(block)?;
        Some(block.text.slice(range).as_str().trim_end().to_owned())
    };
    parts.into_iter().filter_map(text).collect()
}

fn titles(app: &App) -> Vec<String> {
    let shown = (app.list.top()..app.list.len()).take(app.list.height());
    let date = |row: &ArticleRow| row.date.map(|date| app.date_text(date)).unwrap_or_default();
    let row = |position| app.list.row(position).map(|row| format!("{}  {}", row.label, date(row)));
    shown.filter_map(row).map(|line| line.trim_end().to_owned()).collect()
}
