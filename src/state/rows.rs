//! Rows of the tables as objects: an article is named by one of its keys and a library by its roots, as numbers mean
//! something in one file only.
//!
//! What must not go in: taking them in (`merge`).

use std::collections::BTreeMap;
use std::fmt::Write;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Result};
use serde_json::{Map, Value};

use super::apply::{LOG_TAKEN, LibraryRow};
use super::schema::{TABLES, Table};
use crate::corpus::ArticleKey;

/// A row of a table as an object: the name of the table, and its columns.
pub type StateRow = Map<String, Value>;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColumnRole {
    Article,
    Library,
    /// A number drawn at random, too large for readers of JSON.
    Number,
    Bytes,
    Text,
    Integer,
}

/// A value of a row that is taken in.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum RowValue {
    Article(ArticleKey),
    Library(String),
    Value(Sql),
}

fn role(table: &Table, name: &str, kind: &str) -> ColumnRole {
    match (table.name, name, kind) {
        ("article", "id", _) | (_, "article", _) => ColumnRole::Article,
        ("library", "id", _) | (_, "library", _) => ColumnRole::Library,
        (_, "id", _) => ColumnRole::Number,
        (_, _, "BLOB") => ColumnRole::Bytes,
        (_, _, "TEXT") => ColumnRole::Text,
        _ => ColumnRole::Integer,
    }
}

/// What rows call articles and libraries.
pub(super) struct RowNames {
    articles: BTreeMap<i64, String>,
    libraries: BTreeMap<i64, String>,
}

impl RowNames {
    pub(super) fn read(connection: &Connection) -> Result<Self> {
        let mut statement =
            connection.prepare("SELECT article, min(hex(key)) FROM alias GROUP BY article")?;
        let articles =
            statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?.to_lowercase())))?;
        let articles = articles.collect::<Result<_>>()?;
        // Of all libraries.
        let all = std::iter::once((0, String::new()));
        let libraries = LibraryRow::all(connection)?.into_iter().map(|row| (row.id, row.roots));
        Ok(Self { articles, libraries: all.chain(libraries).collect() })
    }

    /// The rows of a table; not those of articles and libraries that are gone.
    pub(super) fn rows(&self, connection: &Connection, table: &Table) -> Result<Vec<StateRow>> {
        let names: Vec<String> = table.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let mut statement =
            connection.prepare(&format!("SELECT {} FROM \"{}\"", names.join(","), table.name))?;
        let mut found = statement.query([])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let mut object = Map::from_iter([("table".to_owned(), Value::from(table.name))]);
            let mut is_whole = true;
            for (at, (name, kind)) in table.columns.iter().enumerate() {
                match self.value(role(table, name, kind), row.get(at)?) {
                    Some(value) => _ = object.insert((*name).to_owned(), value),
                    None => is_whole = false,
                }
            }
            // That the log of an earlier version was taken over concerns this file alone.
            let is_own = object.get("name").is_some_and(|name| name == LOG_TAKEN);
            if is_whole && !is_own {
                rows.push(object);
            }
        }
        Ok(rows)
    }

    fn value(&self, role: ColumnRole, value: Sql) -> Option<Value> {
        Some(match (role, value) {
            (ColumnRole::Article, Sql::Integer(number)) => self.articles.get(&number)?.as_str().into(),
            (ColumnRole::Library, Sql::Integer(number)) => self.libraries.get(&number)?.as_str().into(),
            (ColumnRole::Number, Sql::Integer(number)) => format!("{:016x}", number.cast_unsigned()).into(),
            (_, Sql::Integer(number)) => number.into(),
            (_, Sql::Text(text)) => text.into(),
            (_, Sql::Blob(bytes)) => {
                let mut hex = String::with_capacity(bytes.len() * 2);
                for byte in &bytes {
                    let _ = write!(hex, "{byte:02x}");
                }
                hex.into()
            }
            (_, Sql::Null | Sql::Real(_)) => Value::Null,
        })
    }
}

/// A row as the values of its table's columns; none if it is no such row.
pub(super) fn parse(row: &StateRow) -> Option<(&'static Table, Vec<RowValue>)> {
    let name = row.get("table")?.as_str()?;
    let table = *TABLES.iter().find(|table| table.name == name)?;
    // Before version 3 saved searches were of all libraries.
    let all = Value::from("");
    let value = |name: &str| {
        row.get(name).or_else(|| Some(&all).filter(|_| (table.name, name) == ("search", "library")))
    };
    let values = table.columns.iter().map(|(name, kind)| incoming(role(table, name, kind), value(name)?));
    Some((table, values.collect::<Option<_>>()?))
}

fn incoming(role: ColumnRole, value: &Value) -> Option<RowValue> {
    Some(match role {
        ColumnRole::Article => RowValue::Article(ArticleKey(u128::from_str_radix(value.as_str()?, 16).ok()?)),
        ColumnRole::Library => RowValue::Library(value.as_str()?.to_owned()),
        ColumnRole::Number => {
            let number = u64::from_str_radix(value.as_str()?, 16).ok()?;
            RowValue::Value(Sql::Integer(number.cast_signed()))
        }
        ColumnRole::Bytes if value.is_null() => RowValue::Value(Sql::Null),
        ColumnRole::Bytes => RowValue::Value(Sql::Blob(unhex(value.as_str()?)?)),
        ColumnRole::Text => RowValue::Value(Sql::Text(value.as_str()?.to_owned())),
        ColumnRole::Integer => RowValue::Value(Sql::Integer(value.as_i64()?)),
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| {
            u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?, 16).ok()
        })
        .collect()
}
