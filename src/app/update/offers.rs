//! What help and palette offer here: the actions that can be done now, and examples of queries from the open library.
//!
//! What must not go in: how they are listed (`menu`).

use super::query::open_prompt;
use crate::app::action::{Action, ActionRow, TABLE};
use crate::app::keymap::{Keymap, KeymapResult, parse_key};
use crate::app::menu::Overlay;
use crate::app::prompt::Purpose;
use crate::app::{App, Focus, map};
use crate::facet::{Facet, FacetValue};
use crate::messages::Word;
use crate::province::{self, PROVINCES};
use crate::query::{Role, Term, write};

/// Help for the pane in focus.
pub(super) fn help(app: &App) -> Overlay {
    Overlay::help(app.context(), &app.input.keymap, &examples(app), app.options.lang)
}

/// Opens the palette.
pub(super) fn open_palette(app: &mut App) {
    app.overlay = Some(palette(app));
    open_prompt(app, Purpose::Palette);
}

/// The actions of the pane in focus that can be done now.
fn palette(app: &App) -> Overlay {
    let context = app.context();
    let rows = TABLE.iter().filter(|row| row.contexts.contains(&context) && is_possible(app, row.action));
    let rows: Vec<(&ActionRow, String)> =
        rows.map(|row| (row, app.input.keymap.keys_in(row, context))).collect();
    Overlay::palette(&rows, app.options.lang)
}

impl App {
    /// Hints, each a key and what it does: only those that do something now, with the keys of the user.
    pub fn live_hints(&self, word: Word) -> Vec<String> {
        let hint = self.word(word);
        let gap = if hint.contains("  ") { "  " } else { " " };
        hint.split(gap).filter_map(|part| self.live_part(part)).collect()
    }

    /// One hint with the key of the user; none if it does nothing now. What is not a key of the table stays as it is.
    fn live_part(&self, part: &str) -> Option<String> {
        let names = [(Word::SpaceKey, "Space"), (Word::EnterKey, "Enter")];
        let spelt =
            names.into_iter().find_map(|(word, key)| Some((key, part.strip_prefix(self.word(word))?)));
        let end = part.find(|c: char| !c.is_ascii_graphic()).unwrap_or(part.len());
        let Some((key, rest)) = spelt.or_else(|| part.split_at_checked(end)) else {
            return Some(part.to_owned());
        };
        let context = self.context();
        let KeymapResult::Action(action) =
            parse_key(key).map_or(KeymapResult::Nothing, |key| Keymap::of_table().meaning(context, &[key]))
        else {
            return Some(part.to_owned());
        };
        if rest.is_empty() {
            return Some(part.to_owned()); // what it does is a part by itself
        }
        if self.overlay.is_none() && !is_possible(self, action) {
            return None;
        }
        let row = TABLE.iter().find(|row| row.action == action && row.contexts.contains(&context))?;
        let live = self.input.keymap.keys_in(row, context);
        if live.split_whitespace().any(|known| known == key) {
            return Some(part.to_owned());
        }
        Some(format!("{}{rest}", live.split_whitespace().next()?.replace('_', "")))
    }
}

/// Whether an action of this pane would do something.
fn is_possible(app: &App, action: Action) -> bool {
    match action {
        Action::NextHit | Action::PreviousHit => {
            app.filter.query().has_text() || app.reader.finding().is_some()
        }
        Action::FilterByMark => app.reader.finding().is_some(),
        Action::ClearFilter => !app.filter.query().is_empty() || app.filter.is_cleared(),
        Action::Correct => app.library.correctable && !app.list.is_empty(),
        Action::Cite => app.options.copy_limit > 0 && !app.list.is_empty(),
        Action::Map => app.screen.cols >= map::FEWEST.0 && app.screen.rows >= map::FEWEST.1,
        Action::NextArticle | Action::PreviousArticle => app.list.len() > 1,
        Action::Settings => !app.options.restricted,
        Action::Save | Action::Pipe | Action::Edit => !app.options.restricted && !app.list.is_empty(),
        Action::Info | Action::Print => !app.list.is_empty(),
        Action::Space if app.focus == Focus::List => !app.list.is_empty(),
        _ => true,
    }
}

/// A query of each kind, with words of the library: its two most frequent provinces, its first section and year.
fn examples(app: &App) -> Vec<(String, Word)> {
    let lang = app.options.lang;
    let counts = &app.filter.answer().counts;
    let mut provinces: Vec<(u32, usize)> = counts
        .of(Facet::Province)
        .iter()
        .filter_map(|count| Some((count.articles, count.value.number()?)))
        .collect();
    provinces.sort_by_key(|(articles, number)| (std::cmp::Reverse(*articles), *number));
    let mut names =
        provinces.iter().filter_map(|(_, number)| PROVINCES.get(*number)).map(|p| p.query_name(lang));
    let (Some(first), Some(second)) = (names.next(), names.next()) else { return Vec::new() };
    let set = province::named(&first);
    let mut lines = vec![
        (format!("{first} {second}"), Word::QueryBoth),
        (format!("{first}|{second}"), Word::QueryEither),
        (format!("{first} -{second}"), Word::QueryWithout),
        (format!("{first}~{second}"), Word::QueryNear),
        (write::term(&Term::Title(first.clone()), lang), Word::QueryTitle),
        (format!("@{first}"), Word::QueryAbout),
        (write::term(&Term::Province { set, role: Role::Mentions }, lang), Word::QueryMentions),
        (format!("/{first}.{{2}}/"), Word::QueryRegex),
    ];
    for (facet, word) in [(Facet::Section, Word::QuerySection), (Facet::Year, Word::QueryYear)] {
        let value = counts.of(facet).iter().find(|count| count.value != FacetValue::None);
        let term = value.and_then(|count| (facet.row().term)(&count.value, Role::About));
        lines.extend(term.map(|term| (write::term(&term, lang), word)));
    }
    lines
}
