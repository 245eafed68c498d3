//! Changes as SQL: each becomes a few rows. Runs within a transaction that holds the write lock.
//!
//! What must not go in: what a change means in memory (`annotations`).

use rusqlite::{Connection, OptionalExtension, Params, Result, params};

use super::anchor::TextAnchor;
use super::annotations::LINES;
use super::change::{ArticleRef, Change, NoteReaders};
use super::first_seen::{numbers, short};
use super::library::{LibraryIdentity, LibraryNumber};
use super::schema::{self, Table};
use super::time::UnixTime;
use crate::corpus::ArticleKey;
use crate::province::PROVINCES;

/// States of the table `reading`.
pub(super) const OPENED: i64 = 1;
pub(super) const READ: i64 = 2;
pub(super) const RENEWED: i64 = 3;

/// Articles first seen within so many seconds are one batch.
const JOINED: UnixTime = 3600;

/// The name under which it is kept that the old log of corrections was taken over.
pub(super) const LOG_TAKEN: &str = "corrections.jsonl";

/// Writes changes of a session in a library.
pub(super) struct ChangeWriter<'a> {
    pub(super) connection: &'a Connection,
    pub(super) library: LibraryNumber,
    pub(super) now: UnixTime,
}

impl ChangeWriter<'_> {
    pub(super) fn put(&self, table: &Table, row: impl Params) -> Result<()> {
        self.connection.prepare_cached(&table.put())?.execute(row).map(|_| ())
    }

    pub(super) fn remove(&self, table: &Table, key: impl Params) -> Result<()> {
        self.connection.prepare_cached(&table.remove())?.execute(key).map(|_| ())
    }

    /// The number after the largest of a table.
    pub(super) fn next(&self, table: &Table) -> Result<i64> {
        let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM \"{}\"", table.name);
        self.connection.query_row(&sql, [], |row| row.get(0))
    }

    pub(super) fn known(&self, key: ArticleKey) -> Result<Option<i64>> {
        let mut statement = self.connection.prepare_cached("SELECT article FROM alias WHERE key = ?1")?;
        statement.query_row([bytes(key)], |row| row.get(0)).optional()
    }

    /// The number of an article, which gets a row if it has none.
    fn article(&self, article: &ArticleRef) -> Result<i64> {
        let known = self.known(article.key)?;
        let number = match known {
            Some(number) => number,
            None => self.next(schema::ARTICLE)?,
        };
        let old: Option<(String, Option<Vec<u8>>)> = self
            .connection
            .prepare_cached("SELECT title, sketch FROM article WHERE id = ?1")?
            .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (title, sketch) = old.clone().unwrap_or_default();
        let sketch = article.sketch.as_ref().map(super::Sketch::to_bytes).or(sketch);
        if old.is_none() || article.title != title || old.is_some_and(|(_, old)| old != sketch) {
            self.put(schema::ARTICLE, params![number, article.title, sketch])?;
        }
        if known.is_none() {
            self.put(schema::ALIAS, params![bytes(article.key), number])?;
        }
        self.see(article)?;
        Ok(number)
    }

    /// Keeps where an article is in its library.
    fn see(&self, article: &ArticleRef) -> Result<()> {
        if article.place.is_empty() || !self.library.is_kept() {
            return Ok(());
        }
        let mut statement =
            self.connection.prepare_cached("SELECT key FROM seen WHERE library = ?1 AND place = ?2")?;
        let known: Option<Vec<u8>> =
            statement.query_row(params![self.library.0, article.place], |row| row.get(0)).optional()?;
        if known.as_deref() == Some(bytes(article.key).as_slice()) {
            return Ok(());
        }
        self.put(schema::SEEN, params![self.library.0, article.place, bytes(article.key)])
    }

    /// Writes one change.
    pub(super) fn change(&self, change: &Change) -> Result<()> {
        let now = self.now;
        match change {
            Change::Seen(article) => self.article(article).map(|_| ()),
            Change::Opened(article) => {
                let article = self.article(article)?;
                let mut statement =
                    self.connection.prepare_cached("SELECT state FROM reading WHERE article = ?1")?;
                let state: Option<i64> = statement.query_row([article], |row| row.get(0)).optional()?;
                if state != Some(READ) && state != Some(OPENED) {
                    self.put(schema::READING, params![article, OPENED, now])?;
                }
                Ok(())
            }
            Change::Finished(article) => {
                self.put(schema::READING, params![self.article(article)?, READ, now])
            }
            Change::Read(article, read) => {
                let state = if *read { READ } else { RENEWED };
                self.put(schema::READING, params![self.article(article)?, state, now])
            }
            Change::Place(article, byte) => {
                self.put(schema::PLACE, params![self.article(article)?, byte, now])
            }
            Change::Star(article, true) => self.put(schema::STAR, params![self.article(article)?, now]),
            Change::Star(article, false) => self.remove(schema::STAR, [self.article(article)?]),
            Change::Tag(article, name, true) => {
                self.put(schema::TAG, params![self.article(article)?, name, now])
            }
            Change::Tag(article, name, false) => {
                self.remove(schema::TAG, params![self.article(article)?, name])
            }
            Change::Correct(article, division, to) => self.correct(article, *division, *to),
            Change::Mark(library, letter, Some((article, place))) => {
                let article = self.article(article)?;
                let TextAnchor { start, quote, before, after, .. } = place;
                let letter = letter.to_string();
                self.put(schema::MARK, params![library.0, letter, article, start, quote, before, after, now])
            }
            Change::Mark(library, letter, None) => {
                self.remove(schema::MARK, params![library.0, letter.to_string()])
            }
            Change::Same { article, known, changed } => self.same(article, *known, *changed),
            Change::Told(article) => self.remove(schema::CHANGED, [self.article(article)?]),
            _ => self.change_text(change),
        }
    }

    /// Notes and underlines.
    fn change_text(&self, change: &Change) -> Result<()> {
        let now = self.now;
        match change {
            Change::Note(article, note) => {
                let article = self.article(article)?;
                let TextAnchor { start, end, quote, before, after } = &note.passage;
                let number = note.number as i64;
                self.put(
                    schema::NOTE,
                    params![number, article, start, end, quote, before, after, note.text, now],
                )?;
                match note.readers {
                    NoteReaders::Everybody => self.put(schema::PUBLIC, params![number, now]),
                    NoteReaders::Writer | NoteReaders::Published => self.remove(schema::PUBLIC, [number]),
                }
            }
            Change::DropNote(number) => {
                self.remove(schema::PUBLIC, [*number as i64])?;
                self.remove(schema::NOTE, [*number as i64])
            }
            Change::Underline(article, number, passage) => {
                let article = self.article(article)?;
                let TextAnchor { start, end, quote, before, after } = passage;
                let number = *number as i64;
                self.put(schema::UNDERLINE, params![number, article, start, end, quote, before, after, now])
            }
            Change::DropUnderline(number) => self.remove(schema::UNDERLINE, [*number as i64]),
            _ => self.change_library(change),
        }
    }

    /// What concerns no article.
    fn change_library(&self, change: &Change) -> Result<()> {
        let now = self.now;
        match change {
            Change::FirstSeen(library, at, keys) => {
                let keys: Vec<u64> = keys.iter().map(|key| short(*key)).collect();
                self.first_seen(*library, *at, keys)
            }
            Change::AllSeen(library, until) => self.update_library(*library, |row| row.seen_until = *until),
            Change::Sample(library, sample) => {
                let bytes: Vec<u8> = sample.iter().flat_map(|key| key.to_le_bytes()).collect();
                self.update_library(*library, |row| row.sample = bytes)
            }
            Change::View(library, view) => {
                let json = serde_json::to_string(view).unwrap_or_default();
                self.put(schema::VIEW, params![library.0, json, now])
            }
            Change::Setting(name, value) => self.put(schema::SETTING, params![name, value, now]),
            Change::Line(line) => self.line(schema::LINE, line),
            Change::Found(line) => self.line(schema::FOUND, line),
            Change::Search(library, name, Some(query)) => {
                self.put(schema::SEARCH, params![library.0, name, query, self.after(schema::SEARCH)?])
            }
            Change::Search(library, name, None) => {
                self.remove(schema::SEARCH, params![0, name])?;
                self.remove(schema::SEARCH, params![library.0, name])
            }
            _ => Ok(()),
        }
    }

    /// Keeps when articles were first seen. What comes while a library is open joins the batch before it, if that has not been
    /// passed: a row for each file that a crawler brings would be thousands a day.
    fn first_seen(&self, library: LibraryNumber, at: UnixTime, mut keys: Vec<u64>) -> Result<()> {
        let sql = "SELECT min(at), max(at) FROM first_seen WHERE library = ?1";
        let (first, last): (Option<i64>, Option<i64>) =
            self.connection.query_row(sql, [library.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let passed = LibraryRow::read(self.connection, library.0)?.map_or(0, |row| row.seen_until);
        let joined = last.filter(|last| first != Some(*last) && *last > passed && *last + JOINED > at);
        if let Some(last) = joined {
            let sql = "SELECT keys FROM first_seen WHERE library = ?1 AND at = ?2";
            let before: Vec<u8> = self.connection.query_row(sql, [library.0, last], |row| row.get(0))?;
            keys.extend(numbers(&before));
            self.remove(schema::FIRST_SEEN, params![library.0, last])?;
        }
        keys.sort_unstable();
        keys.dedup();
        let bytes: Vec<u8> = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
        // Two sessions may find the same second.
        let at = if joined.is_some() {
            last.map_or(at, |last| at.max(last))
        } else {
            at.max(last.map_or(0, |last| last + 1))
        };
        self.put(schema::FIRST_SEEN, params![library.0, at, bytes])
    }

    /// Now, or a second after the newest row of a table: what is made within one second keeps its order.
    fn after(&self, table: &Table) -> Result<UnixTime> {
        let sql = format!("SELECT coalesce(max(at), 0) + 1 FROM \"{}\"", table.name);
        let next: UnixTime = self.connection.query_row(&sql, [], |row| row.get(0))?;
        Ok(next.max(self.now))
    }

    /// Keeps a line of a prompt in its table, and the newest of the others.
    fn line(&self, table: &Table, line: &str) -> Result<()> {
        self.put(table, params![line, self.after(table)?])?;
        let sql = format!(
            "DELETE FROM {0} WHERE line NOT IN (SELECT line FROM {0} ORDER BY line = ?1 DESC, at DESC LIMIT ?2)",
            table.name
        );
        self.connection.prepare_cached(&sql)?.execute(params![line, LINES as i64]).map(|_| ())
    }

    pub(super) fn correct(&self, article: &ArticleRef, division: usize, to: Option<bool>) -> Result<()> {
        let Some(province) = PROVINCES.get(division) else { return Ok(()) };
        let article = self.article(article)?;
        match to {
            Some(added) => {
                self.put(schema::CORRECTION, params![article, province.short, i64::from(added), self.now])
            }
            None => self.remove(schema::CORRECTION, params![article, province.short]),
        }
    }

    fn same(&self, article: &ArticleRef, known: ArticleKey, changed: bool) -> Result<()> {
        let (Some(number), None) = (self.known(known)?, self.known(article.key)?) else { return Ok(()) };
        self.put(schema::ALIAS, params![bytes(article.key), number])?;
        self.article(article)?;
        if changed { self.put(schema::CHANGED, params![number, self.now]) } else { Ok(()) }
    }

    fn update_library(&self, library: LibraryNumber, update: impl FnOnce(&mut LibraryRow)) -> Result<()> {
        let Some(mut row) = LibraryRow::read(self.connection, library.0)? else { return Ok(()) };
        update(&mut row);
        self.put_library(&row)
    }

    pub(super) fn put_library(&self, row: &LibraryRow) -> Result<()> {
        let LibraryRow { id, roots, inodes, sample, first, last, seen_until } = row;
        self.put(schema::LIBRARY, params![id, roots, inodes, sample, first, last, seen_until])
    }
}

/// A row of the table `library`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct LibraryRow {
    pub(super) id: i64,
    pub(super) roots: String,
    pub(super) inodes: String,
    pub(super) sample: Vec<u8>,
    pub(super) first: UnixTime,
    pub(super) last: UnixTime,
    pub(super) seen_until: UnixTime,
}

impl LibraryRow {
    pub(super) fn read(connection: &Connection, id: i64) -> Result<Option<Self>> {
        let rows = Self::all(connection)?;
        Ok(rows.into_iter().find(|row| row.id == id))
    }

    /// The library with these roots, or else with these inodes.
    pub(super) fn find(connection: &Connection, identity: &LibraryIdentity) -> Result<Option<Self>> {
        let roots = serde_json::to_string(&identity.roots).unwrap_or_default();
        let inodes = serde_json::to_string(&identity.inodes).unwrap_or_default();
        let rows = Self::all(connection)?;
        let by_root = rows.iter().find(|row| row.roots == roots);
        let by_inode = || rows.iter().find(|row| !identity.inodes.is_empty() && row.inodes == inodes);
        Ok(by_root.or_else(by_inode).cloned())
    }

    /// All libraries, the one opened last first.
    pub(super) fn all(connection: &Connection) -> Result<Vec<Self>> {
        let sql = "SELECT id, roots, inodes, sample, first, last, seen_until FROM library ORDER BY last DESC, id DESC";
        let mut statement = connection.prepare_cached(sql)?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Self {
                id: row.get(0)?,
                roots: row.get(1)?,
                inodes: row.get(2)?,
                sample: row.get::<_, Option<Vec<u8>>>(3)?.unwrap_or_default(),
                first: row.get(4)?,
                last: row.get(5)?,
                seen_until: row.get(6)?,
            })
        };
        statement.query_map([], read)?.collect()
    }
}

/// The bytes of a key, as they are kept.
pub(super) fn bytes(key: ArticleKey) -> [u8; 16] {
    key.0.to_be_bytes()
}
