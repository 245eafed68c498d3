//! What changes below the roots while the reader runs: how much the user has not looked at, and what became of the open
//! article.
//!
//! What must not go in: finding it out (`session`).

use super::article::renew_source;
use crate::app::request::Standing;
use crate::app::{App, Focus};
use crate::corpus::ArticleId;
use crate::messages::{Message, Word};

/// The user has looked at what came in.
pub(super) fn look(app: &mut App) {
    app.library.looked = app.library.changes;
}

/// A look is over: says what has changed since the one before.
pub(super) fn refreshed(app: &mut App) {
    let found = app.unseen_changes();
    look(app);
    if found.is_empty() {
        return app.say(Word::NothingChanged);
    }
    app.say(Message::Changes { new: found.new, changed: found.changed, gone: found.gone });
}

/// Takes what has become of an article. The text stays; it is only said that it is not what the file says.
pub(super) fn stands(app: &mut App, article: ArticleId, standing: Standing) {
    if app.reader.id() != Some(article) || app.reader.standing() == standing {
        return;
    }
    app.reader.set_standing(standing);
    renew_source(app);
    // What is said already is not covered, unless it is what was said of this article before.
    let is_free = match &app.notice {
        Some(Message::Word(word)) => matches!(word, Word::FileChanged | Word::FileGone),
        notice => notice.is_none(),
    };
    let word = standing.word().filter(|_| app.focus == Focus::Reader && is_free);
    if let Some(word) = word {
        app.say(word);
    }
}
