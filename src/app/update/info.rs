//! Article information: its file, its provinces and the words that name them, listed and highlighted in the text.

use unicode_segmentation::UnicodeSegmentation;

use super::article::{ask_again, open_current};
use super::outline;
use crate::app::event::Effect;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::reader::{HitSpan, Landing, TextPosition};
use crate::app::{App, Focus};
use crate::corpus::Article;
use crate::format::Field;
use crate::messages::{Lang, Message, Phrase, Word};
use crate::province;
use crate::province::Recogniser;
use crate::province::{Evidence, PROVINCES};
use crate::search::arrange::RowSharing;

/// Maximum characters of context on each side of a name.
const CONTEXT: usize = 12;
/// Cells that labels and borders take from a line of the overlay.
const LABEL: u16 = 24;
/// Cells of a line of the summary.
const LEAST_ROOM: usize = 12;
const MOST_ROOM: usize = 74;

/// Shows information about the selected article. If the list has the focus, that article may not be open yet.
pub(super) fn show(app: &mut App) -> Vec<Effect> {
    // Near repeats may have been found since it was opened.
    let row = app.list.row(app.list.cursor()).filter(|row| Some(row.id) == app.reader.id());
    if row.is_some_and(|row| row.same > 0) && app.filter.arrangement().sharing == RowSharing::Similar {
        app.input.opening.info_wanted = true;
        return ask_again(app);
    }
    let selected = app.list.current().filter(|_| app.focus != Focus::Reader);
    if selected.is_some() && selected != app.reader.id() {
        app.input.opening.info_wanted = true;
        return open_current(app, Landing::Start);
    }
    app.overlay = overlay(app);
    Vec::new()
}

/// Information about the open article, with the evidence for its provinces.
pub(super) fn overlay(app: &App) -> Option<Overlay> {
    let article = app.reader.held()?.article();
    let names = |set| province::names_in(set, app.options.lang).collect::<Vec<_>>().join(" ");
    let mut lines = Vec::new();
    let mut push = |word: Word, text: String| {
        if !text.is_empty() {
            let key = app.word(word).to_owned();
            lines.push(OverlayLine::new(key, &text));
        }
    };
    push(Word::SourceFile, app.library.shown(&article.path()));
    push(Word::SourceSection, article.section().to_string());
    push(Word::SourceDate, article.date().map(|date| app.date_text(date)).unwrap_or_default());
    let statements = [
        (Word::SourceAuthor, Field::Author),
        (Word::SourceName, Field::Source),
        (Word::SourceTags, Field::Tags),
    ];
    for (word, field) in statements {
        let said = article.statement(field).map(|(text, _)| text.as_str().replace('\n', " "));
        push(word, said.unwrap_or_default());
    }
    push(Word::About, names(app.reader.tags().about));
    push(Word::Mentions, names(app.reader.tags().mentions));
    push(Word::Corrected, app.reader.correction().echo(app.options.lang));
    push(Word::ByFolderName, names(Recogniser::shared().of_folder(article.section().as_str())));
    push(Word::Chars, article.chars().to_string());
    push(Word::SourceEncoding, article.encoding().name().to_owned());
    push(
        Word::SourceBad,
        if article.bad_bytes() > 0 { article.bad_bytes().to_string() } else { String::new() },
    );
    let removed = article.removed().total();
    push(Word::SourceRemoved, if removed > 0 { removed.to_string() } else { String::new() });
    push(Word::SourceKey, article.key().to_string());
    lines.extend(similar_lines(app));
    lines.extend(summary_lines(article, app));
    lines.extend(evidence_lines(article, app));
    let key = app.word(Word::Beside);
    lines.extend(
        outline::beside_lines(app).into_iter().map(|line| OverlayLine { key: key.to_owned(), ..line }),
    );
    Some(Overlay::new(OverlayKind::Info, lines))
}

/// The summary of an article in as many lines as it takes, the first with a label.
fn summary_lines(article: Article<'_>, app: &App) -> Vec<OverlayLine> {
    let summary = article.statement(Field::Summary).map_or("", |(text, _)| text.as_str());
    let room = usize::from(app.screen.cols.saturating_sub(LABEL)).clamp(LEAST_ROOM, MOST_ROOM);
    let mut texts: Vec<String> = Vec::new();
    for cluster in summary.graphemes(true) {
        match texts.last_mut() {
            Some(line) if app.options.policy.text(line) + app.options.policy.text(cluster) <= room => {
                line.push_str(cluster);
            }
            _ => texts.push(cluster.to_owned()),
        }
    }
    let label = |number| if number == 0 { app.word(Word::SourceSummary) } else { "" };
    texts.iter().enumerate().map(|(number, text)| OverlayLine::new(label(number).to_owned(), text)).collect()
}

/// The texts that are nearly the same, each with the sentences that only one of both has.
fn similar_lines(app: &App) -> Vec<OverlayLine> {
    let mut lines = Vec::new();
    for similar in app.reader.similar() {
        let mut push = |word: Word, text: &str| lines.push(OverlayLine::new(app.word(word).to_owned(), text));
        push(Word::Similar, &format!("{}  {}", similar.label, app.library.shown(&similar.path)));
        similar.difference.here.iter().for_each(|sentence| push(Word::OnlyHere, sentence));
        similar.difference.there.iter().for_each(|sentence| push(Word::OnlyThere, sentence));
    }
    lines
}

/// The evidence in an article for its provinces.
fn evidence_in(article: Article<'_>) -> Vec<Evidence> {
    let texts = article.paragraphs().map(|p| p.text.as_str());
    Recogniser::shared().evidence(article.title().as_str(), texts)
}

/// One line for each name of a province; choosing it goes there.
fn evidence_lines(article: Article<'_>, app: &App) -> Vec<OverlayLine> {
    let (tags, context) = (app.reader.tags(), context(app.screen.cols));
    let mut found = evidence_in(article);
    found.sort_by_key(|evidence| (!tags.about.contains(evidence.province), evidence.province));
    found.iter().map(|evidence| evidence_line(article, evidence, context, app.options.lang)).collect()
}

/// The position of a name.
fn position_of(evidence: &Evidence) -> TextPosition {
    let block = if evidence.paragraph == 0 { 0 } else { evidence.paragraph as u32 + 1 };
    TextPosition { block, byte: evidence.range.start as u32 }
}

/// Characters of context on each side of a name that leave room for the name and its province: three on 40
/// columns, eleven on 80.
fn context(cols: u16) -> usize {
    let room = cols.saturating_sub(18.min(cols / 3) + 3);
    usize::from(room / 4).saturating_sub(3).min(CONTEXT)
}

/// 辽宁  ……巡河员老周在【沈阳】说……
fn evidence_line(article: Article<'_>, evidence: &Evidence, context: usize, lang: Lang) -> OverlayLine {
    let paragraph = evidence.paragraph.checked_sub(1).and_then(|number| article.paragraph(number));
    let text = paragraph.map_or_else(|| article.title(), |p| p.text).as_str();
    let before = text.get(..evidence.range.start).unwrap_or_default();
    let after = text.get(evidence.range.end..).unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(context);
    let head: String = before.chars().skip(skipped).collect();
    let tail: String = after.chars().take(context).collect();
    let words = text.get(evidence.range.clone()).unwrap_or_default();
    let name = PROVINCES.get(evidence.province).map_or("", |p| p.name(lang));
    let line =
        OverlayLine::new(name.to_owned(), &format!("{head}{}{tail}", Phrase::Marked(words).text(lang)));
    OverlayLine { target: Some(LineTarget::Place(position_of(evidence))), ..line }
}

/// Turns the highlighting of province names on or off, for this article and all later ones.
pub(super) fn toggle_highlights(app: &mut App) {
    app.options.highlight_names = !app.options.highlight_names;
    highlight_names(app);
    if app.options.highlight_names {
        app.say(Message::Lit(app.reader.highlights().len()));
    } else {
        app.say(Word::LightOff);
    }
}

/// Highlights the province names in the open article, if that is switched on.
pub(super) fn highlight_names(app: &mut App) {
    let found = |held: &crate::corpus::PinnedArticle| {
        let mut words: Vec<HitSpan> = evidence_in(held.article())
            .iter()
            .map(|w| HitSpan { position: position_of(w), len: w.range.len() as u32, word: w.province })
            .collect();
        words.sort_by_key(|found| found.position);
        words
    };
    let words = app.reader.held().filter(|_| app.options.highlight_names).map(found);
    app.reader.set_highlights(words);
}
