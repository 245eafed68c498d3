//! Takes rows of another file in: what only one side has is kept; where both have something, the newer one counts, but the
//! words of a note and the query of a saved search are kept beside it.
//!
//! What must not go in: how rows are written (`rows`).

use std::collections::BTreeMap;

use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, Result, params, params_from_iter};

use super::apply::{ChangeWriter, LibraryRow, bytes};
use super::first_seen::numbers;
use super::passages::fresh_number;
use super::rows::RowValue;
use super::schema::{self, Table};
use crate::corpus::ArticleKey;

/// What taking in has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Rows that were not there, or older.
    pub taken: usize,
    /// Rows that were there.
    pub known: usize,
}

/// A merge under way.
pub(super) struct StateMerge<'a> {
    writer: &'a ChangeWriter<'a>,
    /// The numbers here of articles, by each of their keys there.
    articles: BTreeMap<ArticleKey, i64>,
    /// The numbers here of libraries, by their roots there.
    libraries: BTreeMap<String, i64>,
    pub(super) done: TakenIn,
}

impl<'a> StateMerge<'a> {
    pub(super) fn new(writer: &'a ChangeWriter<'a>) -> Self {
        // What is of all libraries is so here.
        let libraries = BTreeMap::from([(String::new(), 0)]);
        Self { writer, articles: BTreeMap::new(), libraries, done: TakenIn::default() }
    }

    /// Finds or makes the library of each row, and joins what both know of it.
    pub(super) fn libraries(&mut self, rows: &[(&'static Table, Vec<RowValue>)]) -> Result<()> {
        for (_, values) in rows.iter().filter(|(table, _)| table.name == schema::LIBRARY.name) {
            let [
                RowValue::Library(roots),
                RowValue::Value(_),
                RowValue::Value(Sql::Text(inodes)),
                RowValue::Value(sample),
                RowValue::Value(Sql::Integer(first)),
                RowValue::Value(Sql::Integer(last)),
                RowValue::Value(Sql::Integer(until)),
            ] = values.as_slice()
            else {
                continue;
            };
            let known = LibraryRow::all(self.writer.connection)?;
            let same =
                known.into_iter().find(|row| row.roots == *roots || inodes != "[]" && row.inodes == *inodes);
            let sample = match sample {
                Sql::Blob(bytes) => bytes.clone(),
                _ => Vec::new(),
            };
            let row = match same.clone() {
                Some(row) => LibraryRow {
                    first: row.first.min(*first),
                    last: row.last.max(*last),
                    seen_until: row.seen_until.max(*until),
                    sample: if row.sample.is_empty() { sample } else { row.sample },
                    ..row
                },
                None => LibraryRow {
                    id: self.writer.next(schema::LIBRARY)?,
                    roots: roots.clone(),
                    inodes: inodes.clone(),
                    sample,
                    first: *first,
                    last: *last,
                    seen_until: *until,
                },
            };
            self.libraries.insert(roots.clone(), row.id);
            self.count(same.as_ref() != Some(&row));
            self.writer.put_library(&row)?;
        }
        Ok(())
    }

    /// Finds or makes the article of each row by any of its keys.
    pub(super) fn articles(&mut self, rows: &[(&'static Table, Vec<RowValue>)]) -> Result<()> {
        let mut keys: BTreeMap<ArticleKey, Vec<ArticleKey>> = BTreeMap::new();
        for (table, values) in rows {
            if let (true, [RowValue::Value(Sql::Blob(key)), RowValue::Article(article)]) =
                (table.name == schema::ALIAS.name, values.as_slice())
                && let Ok(key) = <[u8; 16]>::try_from(key.as_slice())
            {
                keys.entry(*article).or_default().push(ArticleKey(u128::from_be_bytes(key)));
            }
        }
        for (article, keys) in keys {
            let known: Vec<Option<i64>> =
                keys.iter().map(|key| self.writer.known(*key)).collect::<Result<_>>()?;
            let number = match known.iter().flatten().next() {
                Some(number) => *number,
                None => self.writer.next(schema::ARTICLE)?,
            };
            self.articles.insert(article, number);
            if known.iter().all(Option::is_none) {
                // Its row comes below; until then it keeps its number.
                self.writer.put(schema::ARTICLE, params![number, "", None::<Vec<u8>>])?;
            }
            for (key, known) in keys.iter().zip(&known) {
                self.count(known.is_none());
                if known.is_none() {
                    self.writer.put(schema::ALIAS, params![bytes(*key), number])?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn row(&mut self, table: &'static Table, values: &[RowValue]) -> Result<()> {
        if [schema::LIBRARY.name, schema::ALIAS.name].contains(&table.name) {
            return Ok(());
        }
        let here = |value: &RowValue| match value {
            RowValue::Article(key) => self.articles.get(key).map(|number| Sql::Integer(*number)),
            RowValue::Library(roots) => self.libraries.get(roots).map(|number| Sql::Integer(*number)),
            RowValue::Value(value) => Some(value.clone()),
        };
        // A row of an article or a library that is not among the rows says nothing.
        let Some(mut values) = values.iter().map(here).collect::<Option<Vec<Sql>>>() else { return Ok(()) };
        let Some(old) = self.same_key(table, &values)? else {
            return self.put(table, &values);
        };
        if old == values {
            self.count(false);
            return Ok(());
        }
        match table.name {
            "article" => return self.article(&values, &old),
            "first_seen" => return self.first_seen(values, &old),
            "note" if old.get(7) != values.get(7) => return self.note(values, &old),
            "search" if old.get(2) != values.get(2) => return self.search(values),
            _ => {}
        }
        let at = |row: &[Sql]| match row.last() {
            Some(Sql::Integer(at)) => *at,
            _ => 0,
        };
        if at(&values) > at(&old) {
            return self.put(table, &std::mem::take(&mut values));
        }
        self.count(false);
        Ok(())
    }

    /// The row here with the same key.
    fn same_key(&self, table: &Table, values: &[Sql]) -> Result<Option<Vec<Sql>>> {
        let names: Vec<String> = table.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let keys: Vec<String> =
            names.iter().take(table.keys).zip(1..).map(|(name, at)| format!("{name} IS ?{at}")).collect();
        let sql = format!("SELECT {} FROM \"{}\" WHERE {}", names.join(","), table.name, keys.join(" AND "));
        let mut statement = self.writer.connection.prepare_cached(&sql)?;
        statement
            .query_row(params_from_iter(values.iter().take(table.keys)), |row| {
                (0..table.columns.len()).map(|at| row.get(at)).collect::<Result<Vec<Sql>>>()
            })
            .optional()
    }

    /// Title and sketch of an article: what is here stays.
    fn article(&mut self, values: &[Sql], old: &[Sql]) -> Result<()> {
        let is_blank = old.get(1) == Some(&Sql::Text(String::new()));
        self.count(is_blank);
        if is_blank { self.writer.put(schema::ARTICLE, params_from_iter(values)) } else { Ok(()) }
    }

    /// The articles first seen in the same second, of both.
    fn first_seen(&mut self, mut values: Vec<Sql>, old: &[Sql]) -> Result<()> {
        let keys = |row: &[Sql]| match row.last() {
            Some(Sql::Blob(bytes)) => numbers(bytes),
            _ => Vec::new(),
        };
        let mut both = keys(&values);
        both.extend(keys(old));
        both.sort_unstable();
        both.dedup();
        if let Some(last) = values.last_mut() {
            *last = Sql::Blob(both.iter().flat_map(|key| key.to_le_bytes()).collect());
        }
        self.put(schema::FIRST_SEEN, &values)
    }

    /// A note with other words than the one here: both are kept, unless the words are there already.
    fn note(&mut self, mut values: Vec<Sql>, old: &[Sql]) -> Result<()> {
        let sql = "SELECT count(*) FROM note WHERE article = ?1 AND text = ?2 AND quote = ?3";
        let same = [values.get(1), values.get(7), values.get(4)];
        let known: i64 =
            self.writer
                .connection
                .query_row(sql, params_from_iter(same.into_iter().flatten()), |row| row.get(0))?;
        if known > 0 || old == values.as_slice() {
            self.count(false);
            return Ok(());
        }
        if let Some(number) = values.first_mut() {
            *number = Sql::Integer(fresh_number().cast_signed());
        }
        self.put(schema::NOTE, &values)
    }

    /// A saved search with another query under the same name: it gets its query as its name.
    fn search(&mut self, mut values: Vec<Sql>) -> Result<()> {
        let query = values.get(2).cloned().unwrap_or(Sql::Null);
        let sql = "SELECT count(*) FROM search WHERE query = ?1 OR name = ?1";
        let known: i64 = self.writer.connection.query_row(sql, [&query], |row| row.get(0))?;
        if known > 0 {
            self.count(false);
            return Ok(());
        }
        if let Some(name) = values.get_mut(1) {
            *name = query;
        }
        self.put(schema::SEARCH, &values)
    }

    fn put(&mut self, table: &Table, values: &[Sql]) -> Result<()> {
        self.count(true);
        self.writer.put(table, params_from_iter(values))
    }

    fn count(&mut self, is_taken: bool) {
        if is_taken {
            self.done.taken += 1;
        } else {
            self.done.known += 1;
        }
    }
}
