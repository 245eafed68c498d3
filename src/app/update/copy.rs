//! Text that leaves the reader: a citation for the terminal's clipboard, and the visible text printed for selection with
//! the mouse. Both happen only on a key.

use crate::app::event::Effect;
use crate::app::{App, ArticleRow, Focus};
use crate::corpus::{Article, PinnedArticle};
use crate::messages::{Phrase, Word};

/// Copies a citation of the open article, or of the one selected in the list.
pub(super) fn cite(app: &mut App) -> Vec<Effect> {
    if app.options.copy_limit == 0 {
        app.say(Word::NoClipboard);
        return Vec::new();
    }
    if app.focus == Focus::Reader {
        return app.reader.held().cloned().map_or_else(Vec::new, |held| cited(app, &held));
    }
    app.list.current().map(Effect::Cite).into_iter().collect()
}

/// Takes the article of [`Effect::Cite`].
pub(super) fn cited(app: &mut App, held: &PinnedArticle) -> Vec<Effect> {
    let text = citation(app, held.article());
    send(app, text)
}

/// Copies the lit passage with its source.
pub(super) fn passage(app: &mut App) -> Vec<Effect> {
    if app.options.copy_limit == 0 {
        app.say(Word::NoClipboard);
        return Vec::new();
    }
    let Some(lines) = passage_lines(app) else { return Vec::new() };
    app.reader.unselect();
    send(app, lines.join("\n"))
}

/// Prints the lit passage with its source.
pub(super) fn print_passage(app: &mut App) -> Vec<Effect> {
    let lines = passage_lines(app);
    app.reader.unselect();
    lines.map(Effect::Print).into_iter().collect()
}

/// The lit passage, and its source below it.
fn passage_lines(app: &App) -> Option<Vec<String>> {
    let text = app.reader.selected_text()?;
    let source = citation(app, app.reader.held()?.article());
    Some(text.lines().map(str::to_owned).chain([app.phrase(Phrase::Source(&source))]).collect())
}

fn send(app: &mut App, text: String) -> Vec<Effect> {
    let fits = text.len() <= app.options.copy_limit;
    app.say(if fits { Word::Sent } else { Word::TooLong });
    if fits { vec![Effect::Copy(text)] } else { Vec::new() }
}

/// 《辽宁沈阳的老院子》，2019-10-29，河湖/12.txt
fn citation(app: &App, article: Article<'_>) -> String {
    let mut parts = vec![app.phrase(Phrase::Title(&article.label().to_string()))];
    parts.extend(article.date().map(|date| app.date_text(date)));
    parts.push(crate::text::CleanText::line(&app.library.shown(&article.path())).to_string());
    parts.join(app.word(Word::Comma))
}

/// Prints the visible part of the focused pane, one line for each paragraph or title, without the line breaks of the layout.
pub(super) fn print(app: &App) -> Vec<Effect> {
    let lines = if app.focus == Focus::Reader { text_lines(app) } else { titles(app) };
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
