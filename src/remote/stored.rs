//! The article itself inside a document: all that is needed to make of it what it was. Nothing in it is searched there.
//!
//! What must not go in: fields that are searched (see `document`).

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::corpus::segment::{FileSeen, FileStatus, Folder, Incoming, Repeats, Stamp};
use crate::corpus::walk::shown_path;
use crate::corpus::{
    Article, ArticleId, ArticleKey, Corpus, PinnedArticle, RecordPlace, Segment, SegmentBuilder, Tags,
};
use crate::format::{Date, Draft, Encoding, Field, Form, Kind, Witness};
use crate::text::{CleanText, Removed};

const FORMS: [(Form, &str); 13] = [
    (Form::Seed, "seed"),
    (Form::Plain, "plain"),
    (Form::Html, "html"),
    (Form::Markdown, "markdown"),
    (Form::Json, "json"),
    (Form::Table, "table"),
    (Form::Feed, "feed"),
    (Form::Wiki, "wiki"),
    (Form::Docx, "docx"),
    (Form::Epub, "epub"),
    (Form::Odt, "odt"),
    (Form::Ofd, "ofd"),
    (Form::Pdf, "pdf"),
];

const WITNESSES: [(Witness, &str); 8] = [
    (Witness::Record, "record"),
    (Witness::FrontMatter, "front-matter"),
    (Witness::Page, "page"),
    (Witness::HeaderBlock, "header"),
    (Witness::Bracket, "bracket"),
    (Witness::Name, "name"),
    (Witness::Line, "line"),
    (Witness::Signature, "signature"),
];

const FIELDS: [(Field, &str); 4] = [
    (Field::Author, "author"),
    (Field::Source, "source"),
    (Field::Tags, "tags"),
    (Field::Summary, "summary"),
];

const KINDS: [(Kind, &str); 12] = [
    (Kind::Quote, "quote"),
    (Kind::Note, "note"),
    (Kind::Code, "code"),
    (Kind::Image, "image"),
    (Kind::TableHead, "head"),
    (Kind::TableRow, "row"),
    (Kind::Rule, "rule"),
    (Kind::Verse, "verse"),
    (Kind::Stanza, "stanza"),
    (Kind::Footnote, "footnote"),
    (Kind::Aside, "aside"),
    (Kind::Link, "link"),
];

/// An article as it is stored.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct StoredArticle {
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ordinal: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<(u16, u8, u8)>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    section: String,
    form: String,
    encoding: String,
    place: StoredPlace,
    /// Field, witness, text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    said: Vec<(String, String, String)>,
    /// Broken bytes; controls, directions, invisible ones and marks that were dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issues: Option<(u32, u32, u32, u32, u32)>,
    lines: Vec<StoredLine>,
}

/// Where it lies.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct StoredPlace {
    /// The file below the root.
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// Its number among the records, and the bytes it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    record: Option<(u32, u64, u64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    member: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
}

/// A paragraph: running text as it is, others with their kind. The pieces of a long one are joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum StoredLine {
    Body(String),
    Other(String, String),
}

fn kind_name(kind: Kind) -> String {
    match kind {
        Kind::Body => String::new(),
        Kind::Heading(level) => format!("h{level}"),
        Kind::Item(depth) => format!("i{depth}"),
        _ => name_of(&KINDS, kind).to_owned(),
    }
}

fn kind_of(name: &str) -> Kind {
    let level = |sign: char| name.strip_prefix(sign).and_then(|level| level.parse::<u8>().ok());
    let named = || KINDS.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind);
    match (level('h'), level('i')) {
        (Some(level @ 1..=6), _) => Kind::Heading(level),
        (_, Some(depth)) if depth <= crate::format::draft::DEEPEST => Kind::Item(depth),
        _ => named().unwrap_or(Kind::Body),
    }
}

fn name_of<T: Copy + PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(known, _)| *known == value).map_or("", |(_, name)| name)
}

fn value_of<T: Copy>(table: &[(T, &'static str)], name: &str) -> Option<T> {
    table.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
}

impl StoredArticle {
    /// An article that lies at `path` below its root.
    pub(super) fn new(article: Article<'_>, path: &Path) -> Self {
        let record = article.place();
        let removed = article.removed();
        let issues =
            (article.bad_bytes(), removed.controls, removed.bidi, removed.invisible, removed.clipped);
        let said = FIELDS.iter().filter_map(|(field, name)| {
            let (text, witness) = article.statement(*field)?;
            Some(((*name).to_owned(), name_of(&WITNESSES, witness).to_owned(), text.to_string()))
        });
        Self {
            title: article.title().to_string(),
            ordinal: article.ordinal(),
            date: article.date().map(|date| (date.year, date.month, date.day)),
            section: article.section().to_string(),
            form: name_of(&FORMS, article.form()).to_owned(),
            encoding: article.encoding().name().to_owned(),
            place: StoredPlace {
                path: shown_path(path),
                line: article.line(),
                record: record.as_ref().map(|place| (place.number, place.bytes.start, place.bytes.end)),
                member: record.and_then(|place| place.member),
                id: article.given_id().map(str::to_owned),
            },
            said: said.collect(),
            issues: Some(issues).filter(|issues| *issues != (0, 0, 0, 0, 0)),
            lines: lines(article),
        }
    }

    /// The article as it was, with this id, key and tags. All text is sanitised anew: whoever wrote the index may have
    /// written anything.
    pub(super) fn article(&self, id: ArticleId, key: ArticleKey, tags: Tags) -> Option<PinnedArticle> {
        let mut corpus = Corpus::default();
        corpus.push(self.segment(id, key, tags, Repeats::default()));
        PinnedArticle::new(&corpus, id)
    }

    /// The same as a segment of its own, with what it has in common with others.
    pub(super) fn segment(
        &self,
        id: ArticleId,
        key: ArticleKey,
        tags: Tags,
        repeats: Repeats,
    ) -> Arc<Segment> {
        let path = CleanText::line(&self.place.path).to_string();
        let path = Path::new(&path);
        let (date, section) =
            (self.date.map(|(year, month, day)| Date { year, month, day }), CleanText::line(&self.section));
        let folder =
            Arc::new(Folder { path: path.parent().unwrap_or(path).to_path_buf(), section, date: None });
        let name: OsString = path.file_name().unwrap_or_default().to_owned();
        let incoming = Incoming {
            draft: self.draft(date),
            line: self.place.line,
            place: self.place.record.map(|(number, start, end)| RecordPlace {
                number,
                bytes: start..end,
                member: self.place.member.as_deref().map(|member| CleanText::line(member).to_string()),
            }),
            given_id: self.place.id.as_deref().map(|id| CleanText::line(id).to_string()),
            key,
            form: value_of(&FORMS, &self.form).unwrap_or(Form::Plain),
            encoding: Encoding::parse(&self.encoding).unwrap_or(Encoding::Utf8),
            bad_bytes: self.issues.map_or(0, |issues| issues.0),
            tags,
        };
        let mut builder = SegmentBuilder::new(id.0);
        builder.file(&FileSeen {
            root: 0,
            folder: &folder,
            name: &name,
            stamp: Stamp::NONE,
            status: FileStatus::Read,
        });
        builder.push(&incoming, repeats);
        builder.seal()
    }

    fn draft(&self, date: Option<Date>) -> Draft {
        let mut draft = Draft::new();
        draft.set_title(&self.title);
        draft.ordinal = self.ordinal;
        // The date of the folder is already part of it.
        (draft.date, draft.date_witness) = (date, Some(Witness::Record));
        for line in &self.lines {
            match line {
                StoredLine::Body(text) => draft.push(Kind::Body, text),
                StoredLine::Other(kind, text) => draft.push(kind_of(kind), text),
            }
        }
        for (field, witness, text) in &self.said {
            if let (Some(field), Some(witness)) = (value_of(&FIELDS, field), value_of(&WITNESSES, witness)) {
                draft.say(field, text.lines(), witness);
            }
        }
        if let Some((_, controls, bidi, invisible, clipped)) = self.issues {
            draft.removed.add(Removed { controls, bidi, invisible, clipped });
        }
        draft
    }
}

/// The paragraphs, and behind them what stands beside the article.
fn lines(article: Article<'_>) -> Vec<StoredLine> {
    let mut lines: Vec<StoredLine> = Vec::with_capacity(article.paragraph_count());
    let beside = article.beside();
    for paragraph in article.paragraphs().chain(beside) {
        let text = paragraph.text.as_str();
        match lines.last_mut() {
            Some(StoredLine::Body(line) | StoredLine::Other(_, line)) if paragraph.continued => {
                line.push_str(text);
            }
            _ => lines.push(match paragraph.kind {
                Kind::Body => StoredLine::Body(text.to_owned()),
                kind => StoredLine::Other(kind_name(kind), text.to_owned()),
            }),
        }
    }
    lines
}
