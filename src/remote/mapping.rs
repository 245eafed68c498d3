//! The mapping of an index: its fields, how the engine cuts their texts, and the number of this layout.
//!
//! Texts are folded before they are sent ([`super::document`]), so that the engine needs no plug-in and both sides fold alike. A
//! long text is cut into pairs of neighbours with positions: a phrase of pairs is a substring, exactly. Short texts are cut
//! into single characters, so that one field answers words of any length. What must not go in: values.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::messages::RemoteFault;

/// The number of this layout. Whoever changes a field changes it.
pub const VERSION: u64 = 1;

/// Positions between two lines of a text: a phrase never spans two, and two words nearer than this are in one line.
pub const GAP: u32 = 70_000;

/// The names of the fields.
pub mod field {
    /// The title, folded, by single characters.
    pub const TITLE: &str = "t";
    /// The title and the paragraphs, a value each, folded, by pairs.
    pub const LINES: &str = "b";
    /// The characters of lines and statements, without positions.
    pub const CHARACTERS: &str = "c";
    /// All statements: author, source, tags, summary; folded, by single characters.
    pub const STATEMENTS: &str = "s";
    /// Codes of the provinces that the article is about (`LN`).
    pub const ABOUT: &str = "about";
    /// Codes of the provinces that it mentions.
    pub const MENTIONS: &str = "mentions";
    /// The section as it is counted: `A/B`.
    pub const SECTION: &str = "section";
    /// The section and those above it, folded: `a`, `a/b`.
    pub const ABOVE: &str = "above";
    /// The section, folded, by single characters.
    pub const SECTION_TEXT: &str = "section_text";
    /// Authors as they are counted.
    pub const AUTHOR: &str = "author";
    /// Authors, folded.
    pub const AUTHOR_KEY: &str = "author_key";
    /// Authors, folded, by single characters.
    pub const AUTHOR_TEXT: &str = "author_text";
    /// Sources as they are counted.
    pub const SOURCE: &str = "source";
    /// Sources, folded.
    pub const SOURCE_KEY: &str = "source_key";
    /// Sources, folded, by single characters.
    pub const SOURCE_TEXT: &str = "source_text";
    /// The tags of the file as they are counted.
    pub const TAG: &str = "tag";
    /// The tags, folded.
    pub const TAG_KEY: &str = "tag_key";
    /// The year, if it is known.
    pub const YEAR: &str = "y";
    /// The months since the year 0, if year and month are known.
    pub const MONTH: &str = "ym";
    /// Year · 10,000 + month · 100 + day, with 0 for what is not known; absent without a date.
    pub const DATE: &str = "ymd";
    /// Month · 100 + day, if there is a date.
    pub const DAY: &str = "md";
    /// The article's key, 32 hexadecimal digits.
    pub const KEY: &str = "key";
    /// A hash of where it lies: root, path, member, record.
    pub const PLACE: &str = "place";
    /// Where it lies as a key that sorts like the folders.
    pub const PLACE_KEY: &str = "place_key";
    /// Its place in the order of the folders, as a number: it never falls where `place_key` rises, and leaves room. Several
    /// articles may have the same, so sort by `place_key` after it.
    pub const ORDER: &str = "ord";
    /// What the list shows, as a key that sorts by title.
    pub const TITLE_KEY: &str = "title_key";
    /// Characters of the paragraphs.
    pub const CHARS: &str = "chars";
    /// Bytes of the text.
    pub const LENGTH: &str = "len";
    /// Whether it is a copy of another article.
    pub const COPY: &str = "copy";
    /// The article itself.
    pub const DOCUMENT: &str = "doc";
}

/// Fields that are only searched, so that their text is not stored a second time.
const SEARCHED: [&str; 15] = [
    field::TITLE,
    field::LINES,
    field::STATEMENTS,
    field::SECTION,
    field::ABOVE,
    field::SECTION_TEXT,
    field::AUTHOR,
    field::AUTHOR_KEY,
    field::AUTHOR_TEXT,
    field::SOURCE,
    field::SOURCE_KEY,
    field::SOURCE_TEXT,
    field::TAG,
    field::TAG_KEY,
    field::TITLE_KEY,
];

/// The body of the request that makes an index.
pub fn creation(shards: u32, replicas: u32) -> Value {
    json!({
        "settings": {
            "number_of_shards": shards,
            // From the beginning: without copies, what one node has taken is gone with it.
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
            "codec": "best_compression",
            "analysis": {
                "tokenizer": {
                    "pairs": { "type": "ngram", "min_gram": 2, "max_gram": 2, "token_chars": [] },
                    "characters": { "type": "ngram", "min_gram": 1, "max_gram": 1, "token_chars": [] },
                },
                "analyzer": {
                    "pairs": { "type": "custom", "tokenizer": "pairs" },
                    "characters": { "type": "custom", "tokenizer": "characters" },
                },
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": meta(false),
            "_source": { "excludes": SEARCHED },
            "properties": properties(),
        },
    })
}

/// What is said of the layout, with whether everything has been pushed.
pub fn meta(is_complete: bool) -> Value {
    json!({ "xinglan": VERSION, "complete": is_complete })
}

fn properties() -> Value {
    let short = || {
        json!({
            "type": "text", "analyzer": "characters", "norms": false, "similarity": "boolean",
            "position_increment_gap": 1000,
        })
    };
    // A longer value would be refused by the engine, and the article with it.
    let name = || json!({ "type": "keyword", "ignore_above": 8000 });
    let id = || json!({ "type": "keyword" });
    let number = || json!({ "type": "integer" });
    let long = || json!({ "type": "long" });
    let lines = json!({
        "type": "text", "analyzer": "pairs", "norms": false, "similarity": "boolean",
        "position_increment_gap": GAP, "copy_to": field::CHARACTERS,
    });
    let characters =
        json!({ "type": "text", "analyzer": "characters", "norms": false, "index_options": "docs" });
    let mut statements = short();
    if let Some(statements) = statements.as_object_mut() {
        statements.insert("copy_to".to_owned(), json!(field::CHARACTERS));
    }
    let fields = [
        (field::TITLE, short()),
        (field::LINES, lines),
        (field::CHARACTERS, characters),
        (field::STATEMENTS, statements),
        (field::ABOUT, id()),
        (field::MENTIONS, id()),
        (field::SECTION, name()),
        (field::ABOVE, name()),
        (field::SECTION_TEXT, short()),
        (field::AUTHOR, name()),
        (field::AUTHOR_KEY, name()),
        (field::AUTHOR_TEXT, short()),
        (field::SOURCE, name()),
        (field::SOURCE_KEY, name()),
        (field::SOURCE_TEXT, short()),
        (field::TAG, name()),
        (field::TAG_KEY, name()),
        (field::YEAR, number()),
        (field::MONTH, number()),
        (field::DATE, number()),
        (field::DAY, number()),
        (field::KEY, id()),
        (field::PLACE, id()),
        (field::PLACE_KEY, id()),
        (field::ORDER, long()),
        (field::TITLE_KEY, id()),
        (field::CHARS, long()),
        (field::LENGTH, long()),
        (field::COPY, json!({ "type": "boolean" })),
        (field::DOCUMENT, json!({ "type": "object", "enabled": false })),
    ];
    fields.into_iter().map(|(name, how)| (name.to_owned(), how)).collect::<serde_json::Map<_, _>>().into()
}

/// What an index says of itself in `_meta`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct IndexMeta {
    /// The number of its layout.
    #[serde(rename = "xinglan")]
    pub version: u64,
    /// Whether everything has been pushed.
    pub complete: bool,
}

impl IndexMeta {
    /// Reads it from the mapping of one index, as `INDEX/_mapping` answers below the name of the index.
    ///
    /// # Errors
    /// This program has not made the index, or another version of it has. `name` is for the sentence.
    pub fn of(mapping: &Value, name: &str) -> Result<Self, RemoteFault> {
        let meta = mapping.pointer("/mappings/_meta");
        let version = meta.and_then(|meta| meta.get("xinglan")).and_then(Value::as_u64);
        let version = version.ok_or_else(|| RemoteFault::NotOurs(name.to_owned()))?;
        if version != VERSION {
            return Err(RemoteFault::Version(name.to_owned(), version));
        }
        let meta = meta.and_then(|meta| Self::deserialize(meta).ok());
        meta.ok_or_else(|| RemoteFault::NotOurs(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_searched_field_is_mapped() {
        let properties = properties();
        for name in SEARCHED {
            assert!(properties.get(name).is_some(), "{name}");
        }
    }

    #[test]
    fn an_index_of_another_layout_is_refused() {
        let of = |meta: &Value| IndexMeta::of(&json!({ "mappings": { "_meta": meta } }), "n");
        assert_eq!(of(&meta(true)), Ok(IndexMeta { version: VERSION, complete: true }));
        assert_eq!(of(&json!({ "xinglan": 99 })), Err(RemoteFault::Version("n".into(), 99)));
        assert_eq!(of(&json!({})), Err(RemoteFault::NotOurs("n".into())));
        assert_eq!(IndexMeta::of(&json!({ "mappings": {} }), "n"), Err(RemoteFault::NotOurs("n".into())));
    }
}
