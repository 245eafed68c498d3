//! What files have from the folders above them: the section, and a date.
//!
//! What must not go in: the file system.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::names::shown_name;
use crate::format::{Date, date};

/// What a folder inherits from the folders above it.
#[derive(Clone, Default)]
pub(super) struct Above {
    pub(super) section: String,
    pub(super) date: Option<Date>,
    /// The folder itself is called so: then numbers in it may be the months or days of that date.
    pub(super) is_dated: bool,
    pub(super) depth: usize,
}

impl Above {
    /// Whether numbers may be the months or days of its date.
    pub(super) fn may_be_numbered(&self) -> bool {
        self.is_dated && self.date.is_some_and(|date| date.year > 0 && date.day == 0)
    }

    /// The date whose months or days the numbers among these names are; none unless all of them may be.
    pub(super) fn numbered<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> Option<Date> {
        let date = self.date.filter(|_| self.may_be_numbered())?;
        let is_number = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
        names.all(|name| !is_number(stem(name)) || date::within(date, stem(name)).is_some()).then_some(date)
    }
}

/// A name without what follows its last dot.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What the entries of a root inherit.
pub(super) fn of_root(root: &Path) -> Above {
    let date = root.file_name().and_then(|name| date::folder(&shown_name(name.as_bytes())));
    Above { date, is_dated: date.is_some(), ..Above::default() }
}

/// A date folder gives a date and no section; any other adds a part to the section. Numbers are parts of the date
/// `numbered`, if there is one: `2022/12/07`.
pub(super) fn below(above: &Above, name: &str, numbered: Option<Date>) -> Above {
    let depth = above.depth + 1;
    let part = numbered.and_then(|date| date::within(date, name));
    if let Some(found) = part.or_else(|| date::folder(name)) {
        let year = if found.year == 0 { above.date.map_or(0, |d| d.year) } else { found.year };
        let date = Some(Date { year, ..found });
        return Above { section: above.section.clone(), date, is_dated: true, depth };
    }
    let section =
        if above.section.is_empty() { name.to_owned() } else { format!("{}/{name}", above.section) };
    Above { section, date: above.date, is_dated: false, depth }
}
