//! Everything that is kept, as rows for lines of JSON, and back again into a file that may hold something already.
//!
//! What must not go in: files, and lines of text.

use std::result::Result;

use serde_json::{Map, Value};

use super::Database;
use super::merge::{StateMerge, TakenIn};
use super::rows::{RowNames, StateRow, parse};
use super::schema::{self, TABLES};
use crate::messages::StateFault;

/// The name of the first line, which holds the version of the schema.
const HEAD: &str = "xinglan-state";

/// Why nothing was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransferFault {
    /// The row of this number, from 1, is none.
    Row(usize),
    /// The file of the state says this.
    State(StateFault),
}

impl From<StateFault> for TransferFault {
    fn from(fault: StateFault) -> Self {
        Self::State(fault)
    }
}

impl Database {
    /// Everything that is kept, the same for the same state.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn export_rows(&mut self) -> Result<Vec<StateRow>, StateFault> {
        self.read(|connection| {
            let names = RowNames::read(connection)?;
            let mut rows = vec![Map::from_iter([(HEAD.to_owned(), Value::from(schema::VERSION))])];
            for table in TABLES {
                let mut of_table = names.rows(connection, table)?;
                of_table.sort_by_key(|row| serde_json::to_string(row).unwrap_or_default());
                rows.extend(of_table);
            }
            Ok(rows)
        })
    }

    /// Takes in what another file has, all of it or nothing.
    ///
    /// # Errors
    /// If a row is none, or the file cannot be written.
    pub fn import_rows(&mut self, rows: &[StateRow]) -> Result<TakenIn, TransferFault> {
        let mut parsed = Vec::new();
        for (row, number) in rows.iter().zip(1..) {
            if let Some(version) = row.get(HEAD).and_then(Value::as_i64) {
                if version > schema::VERSION {
                    return Err(StateFault::Newer.into());
                }
                continue;
            }
            parsed.push(parse(row).ok_or(TransferFault::Row(number))?);
        }
        Ok(self.write(|writer| {
            let mut merge = StateMerge::new(writer);
            merge.libraries(&parsed)?;
            merge.articles(&parsed)?;
            for (table, values) in &parsed {
                merge.row(table, values)?;
            }
            Ok(merge.done)
        })?)
    }
}
