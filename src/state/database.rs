//! The file: opens it, or makes it anew where it is damaged, and commits changes.
//!
//! The journal is a rollback journal (`journal_mode=TRUNCATE`), because a write-ahead log needs shared memory, which
//! network file systems do not have. A file that is deleted under us is made anew from the one still open. What must not go
//! in: threads, and what is said to the user.

use std::fs::{self, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::annotations::Annotations;
use super::apply::{ChangeWriter, LOG_TAKEN, LibraryRow};
use super::change::{ArticleRef, Change};
use super::connection::connect;
use super::files::{inode, is_writable_folder, lock, make_folder, old_log, prepare, set_aside};
use super::first_seen::numbers;
use super::library::{LibraryIdentity, LibraryNumber, LibraryRecord, is_same_library};
use super::time::now;
use super::{load, log, schema};
use crate::messages::{StateFault, SystemFault};
use crate::province;

/// Files larger than this (bytes) are not checked as a whole when they are opened: that takes 10 ms a megabyte.
const CHECKED: u64 = 8 << 20;

/// The open file.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    path: PathBuf,
    log: Option<PathBuf>,
    /// Device and number of the file, to see that it is still the one at `path`.
    inode: Option<(u64, u64)>,
    /// Nothing can be written.
    read_only: bool,
    /// The version of the data after the last look.
    version: i64,
    library: LibraryNumber,
    /// The record of the library, for a file that is made anew.
    row: LibraryRow,
}

impl Database {
    /// Opens the file, or makes it. A damaged one is set aside with the ending `.bad`; the fault says so.
    ///
    /// # Errors
    /// If it can neither be read nor made, or a newer version wrote it.
    pub fn open(path: &Path) -> Result<(Self, Option<StateFault>), StateFault> {
        Self::open_with(path, old_log())
    }

    /// The same, with the place of the old log of corrections.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub fn open_with(path: &Path, log: Option<PathBuf>) -> Result<(Self, Option<StateFault>), StateFault> {
        let made = prepare(path);
        if let Err(error) = &made {
            let fault = SystemFault::from(error);
            // A file that may only be read is better than none; what is no file of ours is left alone.
            if !matches!(fault, SystemFault::Denied | SystemFault::ReadOnly | SystemFault::Full) {
                return Err(StateFault::System(fault));
            }
        }
        let result = Self::try_open(path, log.clone());
        let fault = match result {
            Ok(database) => return Ok((database, None)),
            Err(fault) => fault,
        };
        match (fault, made) {
            (StateFault::Damaged, Ok(())) => {}
            (StateFault::System(_), Err(error)) => return Err(StateFault::System(error.into())),
            (fault, _) => return Err(fault),
        }
        // One session at a time looks again and sets the file aside.
        let _lock = lock(path).map_err(|error| StateFault::System(error.into()))?;
        match Self::try_open(path, log.clone()) {
            Err(StateFault::Damaged) => {}
            other => return other.map(|database| (database, Some(StateFault::Damaged))),
        }
        set_aside(path).map_err(|error| StateFault::System(error.into()))?;
        prepare(path).map_err(|error| StateFault::System(error.into()))?;
        Self::try_open(path, log).map(|database| (database, Some(StateFault::Damaged)))
    }

    fn try_open(path: &Path, log: Option<PathBuf>) -> Result<Self, StateFault> {
        let writable = OpenOptions::new().write(true).open(path).is_ok() && is_writable_folder(path);
        let flags =
            if writable { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
        let connection = connect(path, flags)?;
        let mut database = Self {
            connection,
            path: path.to_owned(),
            log,
            inode: inode(path),
            read_only: !writable,
            version: 0,
            library: LibraryNumber::default(),
            row: LibraryRow::default(),
        };
        database.set_up()?;
        Ok(database)
    }

    fn set_up(&mut self) -> Result<(), StateFault> {
        if !self.read_only {
            self.connection.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |_| Ok(()))?;
            // In this mode EXTRA also brings the name of the journal to the disk.
            self.connection.pragma_update(None, "synchronous", "EXTRA")?;
        }
        let version: i64 = self.connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version > schema::VERSION {
            return Err(StateFault::Newer);
        }
        if version < schema::VERSION {
            self.migrate()?;
        }
        if !schema::is_ours(&self.connection)? {
            return Err(StateFault::Damaged);
        }
        let size = fs::metadata(&self.path).map_or(0, |metadata| metadata.len());
        if size <= CHECKED {
            let said: String =
                self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if said != "ok" {
                return Err(StateFault::Damaged);
            }
        }
        self.version = self.data_version()?;
        Ok(())
    }

    fn migrate(&mut self) -> Result<(), StateFault> {
        let log = self.log.clone();
        self.write(|writer| {
            let from: i64 = writer.connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            if from >= schema::VERSION {
                return Ok(());
            }
            schema::migrate(writer.connection, from)?;
            for logged in log.map(|path| log::read(&path)).unwrap_or_default() {
                let article =
                    ArticleRef { key: logged.key, title: logged.title, place: String::new(), sketch: None };
                for (names, added) in [(&logged.added, true), (&logged.removed, false)] {
                    for division in names.iter().flat_map(|name| province::named(name).iter()) {
                        writer.correct(&article, division, Some(added))?;
                    }
                }
            }
            writer.change(&Change::Setting(LOG_TAKEN, String::new()))
        })
    }

    fn data_version(&self) -> rusqlite::Result<i64> {
        self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))
    }

    /// Runs a transaction that holds the write lock from its beginning.
    pub(super) fn write<T>(
        &mut self,
        work: impl FnOnce(&ChangeWriter<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StateFault> {
        let library = self.library;
        let transaction = Transaction::new(&mut self.connection, TransactionBehavior::Immediate)?;
        let result = work(&ChangeWriter { connection: &transaction, library, now: now() })?;
        transaction.commit()?;
        Ok(result)
    }

    /// Runs a transaction that reads one picture.
    pub(super) fn read<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StateFault> {
        let transaction = self.connection.transaction()?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    /// The library that was opened last, if its folders and files are still there.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn last_library(&self) -> Result<Option<Vec<PathBuf>>, StateFault> {
        let last = LibraryRow::all(&self.connection)?.into_iter().next();
        let roots: Option<Vec<PathBuf>> = last.and_then(|row| serde_json::from_str(&row.roots).ok());
        Ok(roots.filter(|roots| !roots.is_empty() && roots.iter().all(|root| root.exists())))
    }

    /// Enters a library: finds or makes its record, and reads everything that concerns it.
    ///
    /// # Errors
    /// If the file cannot be read. If only writing fails, the library has no number and the fault stands beside it.
    pub fn enter(
        &mut self,
        identity: &LibraryIdentity,
    ) -> Result<(LibraryRecord, Annotations, Option<StateFault>), StateFault> {
        let known = self.find(identity)?;
        let roots = serde_json::to_string(&identity.roots).unwrap_or_default();
        let inodes = serde_json::to_string(&identity.inodes).unwrap_or_default();
        let mut is_first_visit = known.is_none();
        let row = known.unwrap_or_else(|| LibraryRow { first: now(), ..LibraryRow::default() });
        let mut row = LibraryRow { roots, inodes, last: now(), ..row };
        let written = self.write(|writer| {
            if row.id == 0 {
                // Nobody else writes now; another session may have entered it just before.
                match LibraryRow::find(writer.connection, identity)? {
                    Some(known) => {
                        is_first_visit = false;
                        row = LibraryRow { last: row.last, ..known };
                    }
                    None => row.id = writer.next(schema::LIBRARY)?,
                }
            }
            // The one opened last has the latest time, also within one second.
            let sql = "SELECT coalesce(max(last), 0) FROM library WHERE id IS NOT ?1";
            let latest: i64 = writer.connection.query_row(sql, [row.id], |row| row.get(0))?;
            row.last = row.last.max(latest + 1);
            writer.put_library(&row)?;
            Ok(row.clone())
        });
        let fault = written.as_ref().err().cloned();
        let row = written.unwrap_or(row);
        self.library = LibraryNumber(row.id);
        self.row = row.clone();
        let record = LibraryRecord {
            number: self.library,
            is_first_visit,
            first_opened: row.first,
            seen_until: row.seen_until,
            view: self.view(row.id)?,
            sample: numbers(&row.sample),
        };
        let annotations = self.annotations()?;
        Ok((record, annotations, fault))
    }

    fn view(&self, library: i64) -> Result<Option<super::SavedView>, StateFault> {
        let mut statement = self.connection.prepare("SELECT view FROM view WHERE library = ?1")?;
        let mut rows = statement.query([library])?;
        let json: Option<String> = rows.next()?.map(|row| row.get(0)).transpose()?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()))
    }

    fn find(&self, identity: &LibraryIdentity) -> Result<Option<LibraryRow>, StateFault> {
        Ok(LibraryRow::find(&self.connection, identity)?)
    }

    /// The library of which nine tenths of a sample are the same, other than the one entered: what a first visit turns out
    /// to be when everything is read. Enters it; the record made before is dropped.
    ///
    /// # Errors
    /// If the file cannot be read or written.
    pub fn recognise(&mut self, sample: &[u64]) -> Result<Option<(LibraryRecord, Annotations)>, StateFault> {
        let own = self.library.0;
        let rows = LibraryRow::all(&self.connection)?;
        let is_other = |row: &&LibraryRow| row.id != own && is_same_library(&numbers(&row.sample), sample);
        let gone = |row: &LibraryRow| {
            let roots: Vec<PathBuf> = serde_json::from_str(&row.roots).unwrap_or_default();
            !roots.iter().all(|root| root.exists())
        };
        let known = rows.iter().filter(is_other).find(|row| gone(row));
        let (Some(known), Some(own)) = (known, rows.iter().find(|row| row.id == own)) else {
            return Ok(None);
        };
        let merged = LibraryRow {
            id: known.id,
            first: known.first,
            seen_until: known.seen_until,
            sample: known.sample.clone(),
            ..own.clone()
        };
        self.write(|writer| {
            writer.remove(schema::LIBRARY, [own.id])?;
            writer.put_library(&merged)
        })?;
        self.library = LibraryNumber(merged.id);
        self.row = merged.clone();
        let (number, view) = (self.library, self.view(merged.id)?);
        let record = LibraryRecord {
            number,
            is_first_visit: false,
            first_opened: merged.first,
            seen_until: merged.seen_until,
            view,
            sample: numbers(&merged.sample),
        };
        Ok(Some((record, self.annotations()?)))
    }

    /// Everything kept that concerns the library entered.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn annotations(&mut self) -> Result<Annotations, StateFault> {
        let library = self.library;
        let annotations = self.read(|connection| {
            let row = LibraryRow::read(connection, library.0)?;
            load::annotations(connection, library, row.map_or(0, |row| row.seen_until))
        })?;
        self.version = self.data_version()?;
        Ok(annotations)
    }

    /// Commits changes, all or none. When it returns they are on the disk.
    ///
    /// # Errors
    /// If they are not.
    pub fn commit(&mut self, changes: &[Change]) -> Result<(), StateFault> {
        if self.read_only {
            return Err(StateFault::System(SystemFault::ReadOnly));
        }
        self.hold()?;
        self.write(|writer| changes.iter().try_for_each(|change| writer.change(change)))
    }

    /// Whether another session has written since the last look.
    pub fn is_changed_by_others(&self) -> bool {
        self.data_version().is_ok_and(|version| version != self.version)
    }

    /// Makes sure that the file at the path is the one that is open. One that was deleted is made anew from what is open.
    fn hold(&mut self) -> Result<(), StateFault> {
        let now = inode(&self.path);
        if now.is_some() && now == self.inode {
            return Ok(());
        }
        let system = |error: io::Error| StateFault::System(error.into());
        if now.is_none() {
            let folder = self.path.parent().unwrap_or_else(|| Path::new("."));
            make_folder(folder).map_err(system)?;
            let copy = tempfile::Builder::new()
                .prefix(".state")
                .tempfile_in(folder)
                .map_err(system)?
                .into_temp_path();
            self.connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
            fs::set_permissions(&copy, Permissions::from_mode(0o600)).map_err(system)?;
            // Another session may have been quicker; its copy is as good.
            let _ = copy.persist_noclobber(&self.path);
        }
        let (library, row) = (self.library, std::mem::take(&mut self.row));
        let (database, fault) = Self::open_with(&self.path, self.log.clone())?;
        *self = Self { library, row, version: 0, ..database };
        self.enter_again()?;
        fault.map_or(Ok(()), Err)
    }

    /// Sets a file aside that turned out to be damaged while it was open, and begins a new one.
    ///
    /// # Errors
    /// If the file system does not let it.
    pub fn renew(&mut self) -> Result<(), StateFault> {
        let (library, row) = (self.library, std::mem::take(&mut self.row));
        let system = |error: io::Error| StateFault::System(error.into());
        if inode(&self.path) == self.inode {
            set_aside(&self.path).map_err(system)?;
            prepare(&self.path).map_err(system)?;
        }
        let (database, _) = Self::open_with(&self.path, self.log.clone())?;
        *self = Self { library, row, version: 0, ..database };
        self.enter_again()
    }

    /// Writes the record of the library into a file that does not know it.
    fn enter_again(&mut self) -> Result<(), StateFault> {
        let row = self.row.clone();
        if !self.library.is_kept() || LibraryRow::read(&self.connection, row.id)?.is_some() {
            return Ok(());
        }
        self.write(|writer| writer.put_library(&row))
    }

    /// Makes the connection refuse to write, as a file system that is read-only does.
    #[cfg(test)]
    pub(super) fn refuse_writing(&mut self) {
        self.read_only = true;
        self.connection.pragma_update(None, "query_only", true).unwrap_or_default();
    }
}
