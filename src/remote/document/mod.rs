//! An article as a document of the engine, and back: what is searched, counted and sorted by, and the article itself.
//!
//! Texts are folded here, with the folding that the local search has. What must not go in: requests, and the names of fields
//! (see `mapping`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use xxhash_rust::xxh3::xxh3_128;

use super::mapping::{GAP, field};
use super::stored::StoredArticle;
use crate::corpus::segment::{Repeats, Segment};
use crate::corpus::walk::shown_path;
use crate::corpus::{Article, ArticleId, ArticleKey, PinnedArticle, Tags};
use crate::format::Field;
use crate::province::{PROVINCES, ProvinceSet};
use crate::text::folding::{Folding, blanks};
use crate::text::{natural, title_order};

/// The most positions of a text that an engine counts, with some to spare.
const POSITIONS: u64 = 2_000_000_000;
/// Bytes of a sort key: titles that begin alike so far are in the order of their places.
const SORTED_BYTES: usize = 512;
/// Bytes of the key of a place: an engine refuses longer ones.
const PLACE_BYTES: usize = 16_000;

/// What identifies a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId {
    /// A hash of place and key: the id in the engine. Copies at two places are two documents, and pushing one again changes
    /// nothing.
    pub id: u128,
    /// A hash of the place: root, path below it, member and record.
    pub place: u128,
}

/// The path of an article below its root; of a root that is a file, its name.
pub fn path_below(article: Article<'_>, roots: &[PathBuf]) -> PathBuf {
    let path = article.path();
    let root = roots.get(usize::from(article.root()));
    let below = root.and_then(|root| path.strip_prefix(root).ok()).unwrap_or(&path);
    if below.as_os_str().is_empty() {
        return path.file_name().map(PathBuf::from).unwrap_or_default();
    }
    below.to_path_buf()
}

impl DocumentId {
    /// The id of an article that lies at `path` below its root.
    pub fn of(article: Article<'_>, path: &Path) -> Self {
        let record = article.place();
        let mut bytes = article.root().to_be_bytes().to_vec();
        bytes.extend_from_slice(path.as_os_str().as_encoded_bytes());
        bytes.push(0);
        bytes.extend_from_slice(
            record.as_ref().and_then(|place| place.member.as_deref()).unwrap_or_default().as_bytes(),
        );
        bytes.push(0);
        let number = record.map(|place| place.number).or_else(|| article.line());
        bytes.extend_from_slice(&number.map_or(u64::MAX, u64::from).to_be_bytes());
        let place = xxh3_128(&bytes);
        bytes.extend_from_slice(&article.key().0.to_be_bytes());
        Self { id: xxh3_128(&bytes), place }
    }
}

/// An id or key in 32 hexadecimal digits.
pub fn hex(number: u128) -> String {
    format!("{number:032x}")
}

/// The number of 32 hexadecimal digits.
pub fn unhex(digits: &str) -> Option<u128> {
    (digits.len() == 32).then(|| u128::from_str_radix(digits, 16).ok()).flatten()
}

/// A line as it is searched: folded, without the blanks that part no word; and if there are such blanks, also with them.
pub fn folded_forms(line: &str) -> impl Iterator<Item = String> {
    let folding = Folding::get();
    let plain = blanks::without(line).map(|(plain, _)| folding.folded(&plain));
    plain.into_iter().chain([folding.folded(line)])
}

/// The code of a province in an index (`LN`).
pub fn province_code(number: usize) -> Option<&'static str> {
    PROVINCES.get(number).map(|province| province.iso)
}

/// The number of the province with this code.
pub fn province_number(code: &str) -> Option<usize> {
    PROVINCES.iter().position(|province| province.iso == code)
}

fn codes(set: ProvinceSet) -> Vec<&'static str> {
    set.iter().filter_map(province_code).collect()
}

/// A key that sorts as the walk through a folder comes upon files and their records.
pub fn place_key(article: Article<'_>, path: &Path) -> String {
    let mut key = article.root().to_be_bytes().to_vec();
    for component in shown_path(path).split('/') {
        key.extend_from_slice(&natural::key(component));
        key.push(0);
    }
    key.truncate(PLACE_BYTES - 12);
    let record = article.place();
    let number = record.map(|place| place.number).or_else(|| article.line());
    key.extend_from_slice(&number.unwrap_or_default().to_be_bytes());
    digits(&key)
}

/// The key by which what the list shows is sorted.
pub fn title_key(label: &str) -> String {
    let key = title_order::key(label);
    digits(key.get(..SORTED_BYTES).unwrap_or(&key))
}

fn digits(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().map_or('0', char::from);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The document of an article that lies at `path` below its root, with its place in the order of all.
pub fn document(article: Article<'_>, path: &Path, order: i64) -> Value {
    let ids = DocumentId::of(article, path);
    let tags = article.tags();
    let mut fields = Map::new();
    let mut add = |name: &str, value: Value| _ = fields.insert(name.to_owned(), value);
    add(field::KEY, hex(article.key().0).into());
    add(field::PLACE, hex(ids.place).into());
    add(field::PLACE_KEY, place_key(article, path).into());
    add(field::ORDER, order.into());
    add(field::TITLE_KEY, title_key(article.label().as_str()).into());
    add(field::TITLE, folded_forms(article.title().as_str()).collect());
    add(field::LINES, lines(article.text().as_str()).into());
    add(field::STATEMENTS, article.said().texts().flat_map(|said| forms_of_lines(said.as_str())).collect());
    add(field::ABOUT, codes(tags.about).into());
    add(field::MENTIONS, codes(tags.mentions).into());
    add(field::CHARS, article.chars().into());
    add(field::LENGTH, article.len().into());
    add(field::COPY, article.duplicate_of().is_some().into());
    add_section(article.section().as_str(), &mut fields);
    add_statements(article, &mut fields);
    add_date(article, &mut fields);
    let stored = serde_json::to_value(StoredArticle::new(article, path)).unwrap_or_default();
    fields.insert(field::DOCUMENT.to_owned(), stored);
    fields.into()
}

fn forms_of_lines(text: &str) -> Vec<String> {
    text.lines().flat_map(folded_forms).collect()
}

fn add_section(section: &str, fields: &mut Map<String, Value>) {
    if section.is_empty() {
        return;
    }
    let folded = Folding::get().folded(section);
    let ends = folded.match_indices('/').map(|(at, _)| at).chain([folded.len()]);
    let above: Vec<&str> = ends.filter_map(|end| folded.get(..end)).collect();
    fields.insert(field::SECTION.to_owned(), section.into());
    fields.insert(field::ABOVE.to_owned(), above.into());
    fields.insert(field::SECTION_TEXT.to_owned(), folded_forms(section).collect());
}

fn add_statements(article: Article<'_>, fields: &mut Map<String, Value>) {
    let said = article.said();
    for (statement, raw, key, text) in [
        (Field::Author, field::AUTHOR, field::AUTHOR_KEY, Some(field::AUTHOR_TEXT)),
        (Field::Source, field::SOURCE, field::SOURCE_KEY, Some(field::SOURCE_TEXT)),
        (Field::Tags, field::TAG, field::TAG_KEY, None),
    ] {
        let lines = || said.text(statement).lines();
        if lines().next().is_none() {
            continue;
        }
        fields.insert(raw.to_owned(), lines().collect());
        fields.insert(key.to_owned(), lines().map(|line| Folding::get().folded(line)).collect());
        if let Some(text) = text {
            fields.insert(text.to_owned(), lines().flat_map(folded_forms).collect());
        }
    }
}

fn add_date(article: Article<'_>, fields: &mut Map<String, Value>) {
    let Some(date) = article.date() else { return };
    let (year, month, day) = (u32::from(date.year), u32::from(date.month), u32::from(date.day));
    fields.insert(field::DATE.to_owned(), (year * 10_000 + month * 100 + day).into());
    fields.insert(field::DAY.to_owned(), (month * 100 + day).into());
    if year > 0 {
        fields.insert(field::YEAR.to_owned(), year.into());
        if month > 0 {
            fields.insert(field::MONTH.to_owned(), (year * 12 + month - 1).into());
        }
    }
}

/// The lines of a text as they are searched. Of a text with more lines than an engine has positions for, several are joined:
/// no word spans two, but a search for words of one paragraph may find too much.
fn lines(text: &str) -> Vec<String> {
    let forms: Vec<String> =
        text.split('\n').filter(|line| !line.is_empty()).flat_map(folded_forms).collect();
    let most = (POSITIONS.saturating_sub(text.len() as u64) / u64::from(GAP)).max(1) as usize;
    if forms.len() <= most {
        return forms;
    }
    forms.chunks(forms.len().div_ceil(most)).map(|lines| lines.join("\n")).collect()
}

/// What a document answers with: the part of it that is stored.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Document {
    key: String,
    #[serde(default)]
    ord: i64,
    #[serde(default)]
    about: Vec<String>,
    #[serde(default)]
    mentions: Vec<String>,
    #[serde(default)]
    copy: bool,
    doc: StoredArticle,
}

impl Document {
    /// Its key.
    pub fn key(&self) -> Option<ArticleKey> {
        unhex(&self.key).map(ArticleKey)
    }

    /// Its place in the order of all.
    pub fn order(&self) -> i64 {
        self.ord
    }

    /// The provinces.
    pub fn tags(&self) -> Tags {
        let set = |codes: &[String]| {
            let numbers = codes.iter().filter_map(|code| province_number(code));
            numbers.fold(ProvinceSet::EMPTY, |set, number| set.union(ProvinceSet::single(number)))
        };
        Tags { about: set(&self.about), mentions: set(&self.mentions) }
    }

    /// Whether it is a copy of an earlier article.
    pub fn is_copy(&self) -> bool {
        self.copy
    }

    /// The article as the only one of a segment, with what it has in common with others; `None` if it has no key.
    pub fn segment(&self, id: ArticleId, repeats: Repeats) -> Option<Arc<Segment>> {
        Some(self.doc.segment(id, self.key()?, self.tags(), repeats))
    }

    /// The article, with this id in the session.
    pub fn article(&self, id: ArticleId) -> Option<PinnedArticle> {
        self.doc.article(id, self.key()?, self.tags())
    }
}

/// The lines of a request that adds a document, unless there is one of its id.
pub fn push_lines(article: Article<'_>, path: &Path, order: i64, into: &mut Vec<u8>) {
    let id = hex(DocumentId::of(article, path).id);
    for value in [json!({ "create": { "_id": id } }), document(article, path, order)] {
        // A value of JSON can be written, and a vector takes it.
        let _ = serde_json::to_writer(&mut *into, &value);
        into.push(b'\n');
    }
}

#[cfg(test)]
mod tests;
