//! Choosing what the keeper of a library gives to its readers out of all that is kept.
//!
//! What must not go in: how it is stored and read (`published`).

use super::anchor::TextAnchor;
use super::annotations::Annotations;
use super::change::{Note, NoteReaders};
use super::published::{StoredNote, StoredSayings};
use crate::corpus::snapshot::PublishedArticle;
use crate::province::{PROVINCES, ProvinceSet};

/// What of `annotations` is for everybody, an entry for each article: corrections, tags, and notes that are public.
pub fn to_publish(annotations: &Annotations) -> Vec<PublishedArticle> {
    let articles = annotations.articles().filter_map(|(key, state)| {
        let correction = annotations.correction(key);
        let notes = state.notes.iter().filter(|note| note.readers == NoteReaders::Everybody);
        let stored = StoredSayings {
            title: state.title.clone(),
            added: names(correction.added),
            removed: names(correction.removed),
            tags: state.tags.clone(),
            notes: notes.map(stored_note).collect(),
        };
        let is_said = !correction.is_empty() || !stored.tags.is_empty() || !stored.notes.is_empty();
        let said = serde_json::to_string(&stored).ok().filter(|_| is_said)?;
        let mut keys = annotations.keys(key);
        keys.sort_unstable();
        Some(PublishedArticle { keys, said })
    });
    let mut articles: Vec<PublishedArticle> = articles.collect();
    articles.sort_by(|one, other| one.keys.cmp(&other.keys));
    articles
}

fn names(set: ProvinceSet) -> Vec<String> {
    let short = |number: usize| PROVINCES.get(number).map(|province| province.short.to_owned());
    set.iter().filter_map(short).collect()
}

fn stored_note(note: &Note) -> StoredNote {
    let TextAnchor { start, end, quote, before, after } = note.passage.clone();
    StoredNote { number: note.number, start, end, quote, before, after, text: note.text.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::ArticleKey;
    use crate::state::{ArticleRef, Change, Publication};

    fn article(key: u128) -> ArticleRef {
        ArticleRef { key: ArticleKey(key), title: format!("第{key}篇"), place: String::new(), sketch: None }
    }

    #[test]
    fn readers_get_what_is_public_and_keep_what_is_theirs() {
        let mut keeper = Annotations::default();
        let note = |number, readers| Note {
            number,
            text: format!("{number}\u{1b}[31m注"),
            readers,
            ..Note::default()
        };
        for change in [
            Change::Tag(article(7), "盐".into(), true),
            Change::Correct(article(7), 0, Some(true)),
            Change::Correct(article(7), 1, Some(false)),
            Change::Note(article(7), note(1, NoteReaders::Writer)),
            Change::Note(article(8), note(2, NoteReaders::Everybody)),
            Change::Star(article(9), true),
        ] {
            keeper.apply(&change);
        }
        let stored = to_publish(&keeper);
        assert_eq!(stored.len(), 2, "a star is the keeper's own");
        let publication = Publication::read(&stored);
        let mut reader = Annotations::default();
        reader.apply(&Change::Correct(article(7), 1, Some(true)));
        reader.apply(&Change::Tag(article(7), "河".into(), true));
        reader.take_published(&publication);
        reader.take_published(&publication);
        let correction = reader.correction(ArticleKey(7));
        assert!(
            correction.added.contains(0) && correction.added.contains(1) && correction.removed.is_empty()
        );
        let state = reader.get(ArticleKey(7)).unwrap();
        assert_eq!((state.tags.as_slice(), state.notes.len()), (&["河".to_owned(), "盐".to_owned()][..], 0));
        let notes = &reader.get(ArticleKey(8)).unwrap().notes;
        assert_eq!(
            (notes.len(), notes[0].text.as_str(), notes[0].readers),
            (1, "2注", NoteReaders::Published)
        );
        assert!(!publication.is_empty() && Publication::read(&[]).is_empty());
        let broken = [PublishedArticle { keys: vec![ArticleKey(1)], said: "{".into() }];
        assert!(Publication::read(&broken).is_empty());
    }
}
