//! The tables of the database, as data: their SQL is made from them, so that the schema of a file can be compared with what
//! it should be.
//!
//! Every row ends with a sum over its columns, which the check at opening verifies: SQLite finds torn pages by itself, but
//! not a flipped bit in a value. What must not go in: statements that use the tables.

use std::fmt::Write;

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result, params};
use xxhash_rust::xxh3::Xxh3;

/// The version of the schema, in `user_version`. A later one adds its step to [`migrate`].
pub(super) const VERSION: i64 = 3;

/// A table.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Names and types of its columns.
    pub(super) columns: &'static [(&'static str, &'static str)],
    /// How many of them, from the first, are its key.
    pub(super) keys: usize,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $constant:ident $name:literal $keys:literal [$($column:literal $type:literal),+];)+) => {
        $($(#[$doc])* pub(super) const $constant: &Table =
            &Table { name: $name, columns: &[$(($column, $type)),+], keys: $keys };)+
        /// All of them.
        pub(super) const TABLES: &[&Table] = &[$($constant),+];
    };
}

tables! {
    /// An article that something is kept of. An unread one has no row.
    ARTICLE "article" 1 ["id" "INTEGER", "title" "TEXT", "sketch" "BLOB"];
    /// The keys that an article has had.
    ALIAS "alias" 1 ["key" "BLOB", "article" "INTEGER"];
    /// Where an article was last seen, and under which key.
    SEEN "seen" 2 ["library" "INTEGER", "place" "TEXT", "key" "BLOB"];
    /// A library: canonical roots and inodes (JSON lists), a sample of its keys, times.
    LIBRARY "library" 1 ["id" "INTEGER", "roots" "TEXT", "inodes" "TEXT", "sample" "BLOB", "first" "INTEGER", "last" "INTEGER", "seen_until" "INTEGER"];
    /// Where the user is in a library (JSON).
    VIEW "view" 1 ["library" "INTEGER", "view" "TEXT", "at" "INTEGER"];
    /// Articles of a library first seen at a time: eight bytes of each key, sorted.
    FIRST_SEEN "first_seen" 2 ["library" "INTEGER", "at" "INTEGER", "keys" "BLOB"];
    /// The first byte on the screen when the article was left.
    PLACE "place" 1 ["article" "INTEGER", "byte" "INTEGER", "at" "INTEGER"];
    /// When an article was opened; 1 opened, 2 read, 3 to be seen as new again.
    READING "reading" 1 ["article" "INTEGER", "state" "INTEGER", "at" "INTEGER"];
    /// Starred articles.
    STAR "star" 1 ["article" "INTEGER", "at" "INTEGER"];
    /// The marks of a library, each a letter or digit, with the characters from there on.
    MARK "mark" 2 ["library" "INTEGER", "letter" "TEXT", "article" "INTEGER", "byte" "INTEGER", "quote" "TEXT", "before" "TEXT", "after" "TEXT", "at" "INTEGER"];
    /// Tags.
    TAG "tag" 2 ["article" "INTEGER", "name" "TEXT", "at" "INTEGER"];
    /// Notes on passages.
    NOTE "note" 1 ["id" "INTEGER", "article" "INTEGER", "start" "INTEGER", "end" "INTEGER", "quote" "TEXT", "before" "TEXT", "after" "TEXT", "text" "TEXT", "at" "INTEGER"];
    /// Underlined passages.
    UNDERLINE "underline" 1 ["id" "INTEGER", "article" "INTEGER", "start" "INTEGER", "end" "INTEGER", "quote" "TEXT", "before" "TEXT", "after" "TEXT", "at" "INTEGER"];
    /// Divisions that the user added to an article (1) or removed (0).
    CORRECTION "correction" 2 ["article" "INTEGER", "division" "TEXT", "added" "INTEGER", "at" "INTEGER"];
    /// Articles whose text has changed, until the user has been told.
    CHANGED "changed" 1 ["article" "INTEGER", "at" "INTEGER"];
    /// Notes that the keeper of a library gives to its readers.
    PUBLIC "public" 1 ["id" "INTEGER", "at" "INTEGER"];
    /// Saved searches of a library (0: of all), in the order of their making.
    SEARCH "search" 2 ["library" "INTEGER", "name" "TEXT", "query" "TEXT", "at" "INTEGER"];
    /// Lines of the filter prompt.
    LINE "line" 1 ["line" "TEXT", "at" "INTEGER"];
    /// What was looked for in articles.
    FOUND "found" 1 ["line" "TEXT", "at" "INTEGER"];
    /// Settings that keys have changed, and what was done once.
    SETTING "setting" 1 ["name" "TEXT", "value" "TEXT", "at" "INTEGER"];
}

impl Table {
    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(",")
    }

    /// The statement that makes it.
    pub(super) fn create(&self) -> String {
        let mut sql = format!("CREATE TABLE \"{}\"(", self.name);
        for (name, kind) in self.columns {
            let null = if *kind == "BLOB" { "" } else { " NOT NULL" };
            let _ = write!(sql, "\"{name}\" {kind}{null},");
        }
        let keys = self.columns.iter().take(self.keys).map(|(name, _)| format!("\"{name}\""));
        let _ = write!(
            sql,
            "\"sum\" INTEGER NOT NULL CHECK(\"sum\" IS row_sum('{}',{})),PRIMARY KEY({})) STRICT, WITHOUT ROWID",
            self.name,
            self.names(),
            keys.collect::<Vec<_>>().join(",")
        );
        sql
    }

    /// The statement that writes a row; its parameters are the columns.
    pub(super) fn put(&self) -> String {
        let numbers = (1..=self.columns.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(",");
        format!(
            "INSERT OR REPLACE INTO \"{}\"({},\"sum\") VALUES({numbers},row_sum('{}',{numbers}))",
            self.name,
            self.names(),
            self.name
        )
    }

    /// The statement that removes a row; its parameters are the key columns.
    pub(super) fn remove(&self) -> String {
        let keys =
            self.columns.iter().take(self.keys).zip(1..).map(|((name, _), n)| format!("\"{name}\" IS ?{n}"));
        format!("DELETE FROM \"{}\" WHERE {}", self.name, keys.collect::<Vec<_>>().join(" AND "))
    }
}

/// Makes `row_sum` known to a connection.
pub(super) fn register(connection: &Connection) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("row_sum", -1, flags, |context| Ok(row_sum(context)))
}

fn row_sum(context: &Context<'_>) -> i64 {
    let mut hasher = Xxh3::new();
    for index in 0..context.len() {
        let (kind, bytes): (u8, &[u8]) = match context.get_raw(index) {
            ValueRef::Null => (0, &[]),
            ValueRef::Integer(number) => {
                hasher.update(&number.to_le_bytes());
                (1, &[])
            }
            ValueRef::Real(_) => (2, &[]),
            ValueRef::Text(text) => (3, text),
            ValueRef::Blob(bytes) => (4, bytes),
        };
        hasher.update(&[kind]);
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    hasher.digest() as i64
}

/// Brings an older schema, or an empty file, to the newest. Runs within a transaction.
pub(super) fn migrate(connection: &Connection, from: i64) -> Result<()> {
    if from < 1 {
        for table in TABLES {
            connection.execute(&table.create(), [])?;
        }
    } else {
        if from < 2 {
            anchor_marks(connection)?;
        }
        if from < 3 {
            give_searches_libraries(connection)?;
            connection.execute(&PUBLIC.create(), [])?;
            connection.execute(&FOUND.create(), [])?;
        }
    }
    connection.pragma_update(None, "user_version", VERSION)
}

/// Version 2 keeps what stands at a mark beside its byte, of which alone version 1 knew.
fn anchor_marks(connection: &Connection) -> Result<()> {
    let sql = "SELECT library, letter, article, byte, at FROM mark";
    let mut statement = connection.prepare(sql)?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, i64>(2)?,
            row.get::<_, i64>(3)?,
            row.get::<_, i64>(4)?,
        ))
    };
    let marks = statement.query_map([], read)?.collect::<Result<Vec<_>>>()?;
    drop(statement);
    connection.execute("DROP TABLE mark", [])?;
    connection.execute(&MARK.create(), [])?;
    for (library, letter, article, byte, at) in marks {
        connection.execute(&MARK.put(), params![library, letter, article, byte, "", "", "", at])?;
    }
    Ok(())
}

/// Version 3 knows saved searches of one library; those made before are of all.
fn give_searches_libraries(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare("SELECT name, query, at FROM search")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
    };
    let searches = statement.query_map([], read)?.collect::<Result<Vec<_>>>()?;
    drop(statement);
    connection.execute("DROP TABLE search", [])?;
    connection.execute(&SEARCH.create(), [])?;
    for (name, query, at) in searches {
        connection.execute(&SEARCH.put(), params![0, name, query, at])?;
    }
    Ok(())
}

/// Whether the file has exactly these tables.
pub(super) fn is_ours(connection: &Connection) -> Result<bool> {
    let mut statement = connection.prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")?;
    let mut found = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>>>()?;
    found.sort();
    let mut wanted: Vec<String> = TABLES.iter().map(|table| table.create()).collect();
    wanted.sort();
    Ok(found == wanted)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A connection that knows `row_sum`.
    pub(in crate::state) fn connect(path: &std::path::Path) -> Connection {
        let connection = Connection::open(path).unwrap();
        register(&connection).unwrap();
        connection
    }
}
