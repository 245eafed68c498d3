//! The settings pane: each setting with its value and what it is; a value that is changed holds at once and is written into
//! the config.
//!
//! What must not go in: which settings there are (`app::settings`), and the file.

use super::article::renew_source;
use crate::app::App;
use crate::app::event::Effect;
use crate::app::menu::{LineTarget, Overlay, OverlayKind, OverlayLine};
use crate::app::settings::{SETTINGS, SettingKind, SettingRow};
use crate::messages::Word;

/// Columns of a value.
const VALUE: usize = 10;

/// Opens the pane.
pub(super) fn open(app: &mut App) {
    if app.options.restricted {
        return app.say(Word::NothingKept);
    }
    app.overlay = Some(Overlay::new(OverlayKind::Settings, lines(app)));
}

/// Changes the setting under the cursor to its next value, or the one before.
pub(super) fn step(app: &mut App, forward: bool) -> Vec<Effect> {
    let Some(LineTarget::Setting(number)) = app.overlay.as_ref().and_then(Overlay::target) else {
        return Vec::new();
    };
    let Some(row) = SETTINGS.get(number) else { return Vec::new() };
    let value = row.step(value(app, row).as_deref(), forward);
    let mut effects = vec![Effect::Configure(row.name, value)];
    if let Some(value) = value.filter(|_| row.kind != SettingKind::Start) {
        app.options.set(row.name, value);
    }
    match row.kind {
        SettingKind::Key => effects.push(Effect::Keep(app.setting(row.name))),
        SettingKind::Live => renew_source(app),
        SettingKind::Start => app.set_configured(row.name, value),
    }
    renew(app);
    effects
}

/// Writes the lines anew; the cursor stays.
fn renew(app: &mut App) {
    let Some(open) = app.overlay.take() else { return };
    let mut overlay = Overlay::new(OverlayKind::Settings, lines(app));
    overlay.set_narrow(open.narrow());
    overlay.go(open.cursor());
    app.overlay = Some(overlay);
}

/// The value that holds, or that the config gives for the next start.
fn value(app: &App, row: &SettingRow) -> Option<String> {
    match row.kind {
        SettingKind::Start => app.configured(row.name).map(str::to_owned),
        _ if row.name == "spaced" => Some(app.is_spaced().to_string()),
        _ => app.options.setting_value(row.name),
    }
}

fn lines(app: &App) -> Vec<OverlayLine> {
    let line = |(number, row): (usize, &SettingRow)| {
        let mut shown = match value(app, row).as_deref() {
            None => app.word(Word::Automatic).to_owned(),
            Some("true") => app.word(Word::On).to_owned(),
            Some("false") => app.word(Word::Off).to_owned(),
            Some(_) if row.name == "theme" => app.options.theme.name(app.options.lang).to_owned(),
            Some(value) => value.to_owned(),
        };
        let width = app.options.policy.text(&shown);
        shown.extend(std::iter::repeat_n(' ', VALUE.saturating_sub(width).max(1)));
        let meaning = app.word(row.meaning);
        let (label, what) = meaning.split_once(['：', ':']).unwrap_or((meaning, ""));
        let later = if row.kind == SettingKind::Start { app.word(Word::NextStart) } else { "" };
        let text = format!("{shown}{}{later}", what.trim());
        OverlayLine {
            target: Some(LineTarget::Setting(number)),
            also: row.name,
            ..OverlayLine::new(label.to_owned(), &text)
        }
    };
    SETTINGS.iter().enumerate().map(line).collect()
}
