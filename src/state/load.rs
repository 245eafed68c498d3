//! The database as annotations: reads everything that concerns a library into memory.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags, Params, Result, Row};

use super::anchor::TextAnchor;
use super::annotations::{Annotations, LINES, Mark};
use super::apply::{LOG_TAKEN, LibraryRow, OPENED, READ, RENEWED};
use super::article_state::{ArticleState, ReadState};
use super::change::{Note, NoteReaders};
use super::connection::connect;
use super::files::old_log;
use super::first_seen::{FirstSeen, numbers};
use super::library::{LibraryIdentity, LibraryNumber};
use super::log;
use super::sketch::Sketch;
use crate::corpus::ArticleKey;
use crate::messages::StateFault;
use crate::store::open_regular;

/// What the user has added to articles, and what is new in this library, for commands that print; nothing if there is no
/// file.
///
/// # Errors
/// If what stands there is no file of ours, or cannot be read.
pub fn read_annotations(
    path: &Path,
    identity: &LibraryIdentity,
) -> std::result::Result<Annotations, StateFault> {
    let mut annotations = Annotations::default();
    match open_regular(path, false) {
        Ok(_) => {
            let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            let library = LibraryRow::find(&connection, identity)?;
            let first_opened = library.as_ref().map(|library| library.first);
            let library = library.unwrap_or_default();
            annotations = self::annotations(&connection, LibraryNumber(library.id), library.seen_until)?;
            annotations.first_opened = first_opened;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(StateFault::System(error.into())),
    }
    if !annotations.settings.contains_key(LOG_TAKEN) {
        for logged in old_log().map(|path| log::read(&path)).unwrap_or_default() {
            for (names, added) in [(&logged.added, true), (&logged.removed, false)] {
                for name in names {
                    annotations.correct(logged.key, name, Some(added));
                }
            }
        }
    }
    Ok(annotations)
}

/// Reads all annotations that concern a library. Runs within a transaction, so that it is one picture.
pub(super) fn annotations(
    connection: &Connection,
    library: LibraryNumber,
    until: i64,
) -> Result<Annotations> {
    let loader = TableReader { connection };
    let mut states = loader.states()?;
    let mut keys: BTreeMap<i64, Vec<ArticleKey>> = BTreeMap::new();
    for (key, article) in
        loader.all("SELECT key, article FROM alias", [], |row| Ok((key(row, 0)?, row.get(1)?)))?
    {
        keys.entry(article).or_default().push(key);
    }
    let mut annotations = Annotations::default();
    for (article, keys) in &keys {
        annotations.insert(keys, states.remove(article).unwrap_or_default());
    }
    let corrections = loader.all("SELECT article, division, added FROM correction", [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
    })?;
    for (article, division, added) in corrections {
        if let Some(key) = keys.get(&article).and_then(|keys| keys.first()) {
            annotations.correct(*key, &division, Some(added != 0));
        }
    }
    let places = loader.all("SELECT place, key FROM seen WHERE library = ?1", [library.0], |row| {
        Ok((row.get(0)?, key(row, 1)?))
    })?;
    for (place, key) in places {
        annotations.insert_place(place, key);
    }
    for (letter, article, place) in loader.marks(library)? {
        let key = keys.get(&article).and_then(|keys| keys.first());
        if let (Some(letter), Some(key)) = (letter.chars().next(), key) {
            annotations.insert_mark(letter, Mark { key: *key, place });
        }
    }
    let mut first_seen = FirstSeen::default();
    let batches =
        loader.all("SELECT at, keys FROM first_seen WHERE library = ?1 ORDER BY at", [library.0], |row| {
            Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))
        })?;
    for (at, bytes) in batches {
        first_seen.add(at, numbers(&bytes));
    }
    annotations.first_seen = Arc::new(first_seen);
    annotations.renew(until);
    annotations.searches = loader.searches(library)?;
    annotations.lines = loader.lines("line")?;
    if loader.version()? >= 3 {
        annotations.found = loader.lines("found")?;
    }
    let settings = loader.all("SELECT name, value FROM setting", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    annotations.settings = settings.into_iter().collect::<BTreeMap<String, String>>();
    Ok(annotations)
}

fn key(row: &Row<'_>, column: usize) -> Result<ArticleKey> {
    row.get::<_, [u8; 16]>(column).map(|bytes| ArticleKey(u128::from_be_bytes(bytes)))
}

struct TableReader<'a> {
    connection: &'a Connection,
}

impl TableReader<'_> {
    fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.connection.prepare(sql)?.query_map(params, read)?.collect()
    }

    /// The version of the file: whoever may only read finds one of an earlier version as it is.
    fn version(&self) -> Result<i64> {
        self.connection.query_row("PRAGMA user_version", [], |row| row.get(0))
    }

    /// The newest lines of a table of lines.
    fn lines(&self, table: &str) -> Result<Vec<String>> {
        let sql = format!("SELECT line FROM {table} ORDER BY at DESC LIMIT ?1");
        self.all(&sql, [LINES as i64], |row| row.get(0))
    }

    /// The saved searches of a library: name and query.
    fn searches(&self, library: LibraryNumber) -> Result<Vec<(String, String)>> {
        let sql = if self.version()? < 3 {
            "SELECT name, query FROM search WHERE ?1 = ?1 ORDER BY at, name"
        } else {
            "SELECT name, query FROM search WHERE library IN (0, ?1) ORDER BY at, name"
        };
        self.all(sql, [library.0], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The marks of a library: letter, article, place.
    fn marks(&self, library: LibraryNumber) -> Result<Vec<(String, i64, TextAnchor)>> {
        let sql = if self.version()? < 2 {
            "SELECT letter, article, byte, '', '', '' FROM mark WHERE library = ?1"
        } else {
            "SELECT letter, article, byte, quote, before, after FROM mark WHERE library = ?1"
        };
        self.all(sql, [library.0], |row| {
            let (start, quote): (u32, String) = (row.get(2)?, row.get(3)?);
            let end = start + quote.len() as u32;
            let place = TextAnchor { start, end, quote, before: row.get(4)?, after: row.get(5)? };
            Ok((row.get(0)?, row.get(1)?, place))
        })
    }

    /// What is kept of each article, by its number.
    fn states(&self) -> Result<HashMap<i64, ArticleState>> {
        let mut states: HashMap<i64, ArticleState> = HashMap::new();
        let articles = self.all("SELECT id, title, sketch FROM article", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<Vec<u8>>>(2)?))
        })?;
        for (id, title, sketch) in articles {
            let sketch = sketch.as_deref().map(Sketch::from_bytes);
            states.insert(id, ArticleState { title, sketch, ..ArticleState::default() });
        }
        for (id, state) in
            self.all("SELECT article, state FROM reading", [], |row| Ok((row.get(0)?, row.get(1)?)))?
        {
            states.entry(id).or_default().read = match state {
                OPENED => ReadState::Opened,
                READ => ReadState::Read,
                RENEWED => ReadState::Renewed,
                _ => ReadState::Unread,
            };
        }
        for (id, byte) in
            self.all("SELECT article, byte FROM place", [], |row| Ok((row.get(0)?, row.get(1)?)))?
        {
            states.entry(id).or_default().place = Some(byte);
        }
        for id in self.all("SELECT article FROM star", [], |row| row.get(0))? {
            states.entry(id).or_default().starred = true;
        }
        for id in self.all("SELECT article FROM changed", [], |row| row.get(0))? {
            states.entry(id).or_default().changed = true;
        }
        for (id, name) in
            self.all("SELECT article, name FROM tag ORDER BY name", [], |row| Ok((row.get(0)?, row.get(1)?)))?
        {
            states.entry(id).or_default().tags.push(name);
        }
        self.passages(&mut states)?;
        Ok(states)
    }

    fn passages(&self, states: &mut HashMap<i64, ArticleState>) -> Result<()> {
        let passage = |row: &Row<'_>| -> Result<TextAnchor> {
            let (start, end) = (row.get(2)?, row.get(3)?);
            Ok(TextAnchor { start, end, quote: row.get(4)?, before: row.get(5)?, after: row.get(6)? })
        };
        let is_public = if self.version()? < 3 { "0" } else { "id IN (SELECT id FROM public)" };
        let sql = format!(
            "SELECT id, article, start, \"end\", quote, before, after, text, {is_public} FROM note ORDER BY at, id"
        );
        let notes = self.all(&sql, [], |row| {
            let number = row.get::<_, i64>(0)? as u64;
            let readers = if row.get(8)? { NoteReaders::Everybody } else { NoteReaders::Writer };
            Ok((row.get(1)?, Note { number, passage: passage(row)?, text: row.get(7)?, readers }))
        })?;
        for (id, note) in notes {
            states.entry(id).or_default().notes.push(note);
        }
        let sql = "SELECT id, article, start, \"end\", quote, before, after FROM underline";
        let lines =
            self.all(sql, [], |row| Ok((row.get::<_, i64>(0)? as u64, row.get(1)?, passage(row)?)))?;
        for (number, id, passage) in lines {
            states.entry(id).or_default().underlines.insert(number, passage);
        }
        Ok(())
    }
}
