//! Bytes of a file, to everything that is done with an article: decoding, parsing, cleaning, the second reading of `check`,
//! layout, tags, search.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::Arc;

use xinglan::app::reader::typeset::{Composition, typeset};
use xinglan::app::reader::{BlockKind, Setting};
use xinglan::check::oracle::{Source, visible_chars};
use xinglan::check::proof::whole;
use xinglan::corpus::segment::{FileSeen, FileStatus, Folder, Incoming, Repeats, Stamp};
use xinglan::corpus::{ArticleKey, Corpus, SegmentBuilder, Tagger};
use xinglan::format::decode::decode;
use xinglan::format::{Draft, Encoding, FolderVerdict, Form, json_lines, records};
use xinglan::province::Recogniser;
use xinglan::query::Query;
use xinglan::search::matcher::Matcher;
use xinglan::text::sanitize::{Ends, lines};
use xinglan::text::{Clean, CleanText, Edge, Removed, WidthPolicy, WordBreaks, WrappedLine, analyse};

use super::{magnitude, sign};

/// Names that decide the form, and one that is a witness for the title.
const NAMES: [&str; 11] = [
    "江.txt",
    "9江上.txt",
    "江.html",
    "江.md",
    "行.jsonl",
    "12、江上——黑龙江.txt",
    "组.json",
    "表.csv",
    "表.tsv",
    "报.xml",
    "2024-01-02.md",
];

/// The first byte chooses a name and a width, the others are the file.
pub(crate) fn article(data: &[u8]) -> u64 {
    let Some((choice, bytes)) = data.split_first() else { return 0 };
    let name = NAMES[usize::from(*choice) % NAMES.len()];
    let Ok(decoded) = decode(bytes, None) else { return 1 };
    let width = 20 + u16::from(*choice) / 6 * 4;
    let encoding = decoded.encoding as u64;
    let text = &*decoded.text;
    let records = if name == NAMES[4] {
        json_lines(text, 1).collect()
    } else {
        records(text, name, &FolderVerdict::default())
    };
    let mut seen = vec![encoding];
    for record in records.into_iter().take(20).flatten() {
        let source = Source { whole: text, record: &text[record.range], name };
        seen.push(all(source, record.form, record.draft, width));
    }
    sign(&seen)
}

fn all(text: Source<'_>, form: Form, draft: Draft, width: u16) -> u64 {
    is_stored(draft.title.as_clean());
    is_stored(draft.body());
    let witness = visible_chars(text, form);
    assert_eq!(witness.agrees_with(&draft), Ok(()), "{form:?}");
    let policy = WidthPolicy::default();
    let title = (BlockKind::Title, false, draft.title.as_clean());
    let paragraphs = draft.paragraphs().iter().enumerate();
    let paragraphs =
        paragraphs.map(|(at, p)| (BlockKind::Paragraph(p.kind), p.continued, draft.paragraph_text(at)));
    for (kind, continued, text) in std::iter::once(title).chain(paragraphs) {
        let setting =
            Setting { edge: if width & 4 == 0 { Edge::Flush } else { Edge::Ragged }, ..Setting::default() };
        let block = Composition { continued, ..Composition::of(kind, text) };
        let (lines, cells) = set(&block, width, setting, policy);
        // A rule is drawn as wide as the page, whatever it is written as.
        let cells = if kind == BlockKind::Paragraph(xinglan::format::Kind::Rule) { u16::MAX } else { cells };
        assert_eq!(whole(text, &lines, cells, policy), Ok(()), "width {width} of {:?}", text.as_str());
    }
    let found = [form as u64, magnitude(draft.title.len()), magnitude(draft.paragraphs().len())];
    let kinds = draft.paragraphs().iter().fold(0, |kinds, p| kinds | 1_u64 << (number_of(p.kind)));
    let Removed { controls, bidi, invisible, clipped } = draft.removed;
    let removed = [controls, bidi, invisible, clipped].map(|count| magnitude(count as usize).min(3));
    let dated = u64::from(draft.date.is_some()) << 1 | u64::from(draft.ordinal.is_some());
    let searched = searched(draft, form);
    sign(&[sign(&found), kinds, sign(&removed), dated, searched])
}

/// What stands in the middle of the text is found there.
fn searched(draft: Draft, form: Form) -> u64 {
    let tags = Recogniser::shared().tags(&draft);
    let body = draft.body();
    let middle = body.as_str().floor_char_boundary(body.len() / 2);
    let word: String = body.as_str()[middle..].chars().take_while(|c| *c != '\n').take(3).collect();
    let mut builder = SegmentBuilder::new(0);
    let folder = Arc::new(Folder { path: PathBuf::new(), section: CleanText::new(), date: None });
    let (name, stamp, status) = (OsStr::new("a"), Stamp::NONE, FileStatus::Read);
    builder.file(&FileSeen { root: 0, folder: &folder, name, stamp, status });
    let (key, encoding) = (ArticleKey(1), Encoding::Utf8);
    builder.push(
        &Incoming { draft, line: None, place: None, given_id: None, key, form, encoding, bad_bytes: 0, tags },
        Repeats::default(),
    );
    let mut corpus = Corpus::default();
    corpus.push(builder.seal());
    let Some(article) = corpus.articles().next() else { panic!("the article is gone") };
    let label = article.label();
    is_stored(label.as_clean());
    let query = Query::literal(&word);
    let matcher = Matcher::new(&query);
    let hits = matcher.hits(article);
    let text = article.text();
    for hit in &hits {
        assert!(text.as_str().get(hit.range.clone()).is_some(), "{word:?} {:?}", hit.range);
    }
    let searchable = xinglan::text::folding::Folding::get().folded(&word);
    // A mark alone folds to nothing, and there is nothing to look for.
    assert!(searchable.is_empty() || !hits.is_empty(), "{word:?} is not found");
    sign(&[magnitude(hits.len()), tags.mentions.len() as u64])
}

/// The number of a kind, without its level.
fn number_of(kind: xinglan::format::Kind) -> u64 {
    format!("{kind:?}").bytes().take(4).fold(0, |sum, byte| sum + u64::from(byte)) % 64
}

fn is_stored(text: Clean<'_>) {
    let stored = Clean::stored(text.as_str().as_bytes());
    assert_eq!(stored, Some(text), "a text that a snapshot would not take");
}

/// Cleaning is a fixed point, and what it has cleaned may be stored.
pub(crate) fn clean(data: &[u8]) -> u64 {
    let raw = String::from_utf8_lossy(data);
    let ends = if data.len().is_multiple_of(2) { Ends::Trim } else { Ends::Keep };
    let (mut once, mut twice) = (CleanText::new(), CleanText::new());
    let mut all = Removed::default();
    for line in lines(&raw) {
        once.clear();
        twice.clear();
        let removed = once.push_line(line, ends);
        assert_eq!(twice.push_line(once.as_str(), ends), Removed::default(), "{line:?}");
        assert_eq!(once, twice, "{line:?}");
        is_stored(once.as_clean());
        all.add(removed);
    }
    let removed =
        [all.controls, all.bidi, all.invisible, all.clipped].map(|count| magnitude(count as usize).min(3));
    sign(&[sign(&removed), magnitude(once.len()).min(6), u64::from(once.as_str().contains('\u{200d}'))])
}

/// Lines of any text at any measure are the text, whole and in order, and fit.
pub(crate) fn wrap(data: &[u8]) -> u64 {
    let Some(([width, choice], rest)) = data.split_first_chunk() else { return 0 };
    let text = CleanText::line(&String::from_utf8_lossy(rest));
    let policy = if choice & 1 == 0 {
        WidthPolicy::default()
    } else {
        WidthPolicy::new(xinglan::text::Ambiguous::Two)
    };
    let setting = Setting {
        edge: if choice & 2 == 0 { Edge::Flush } else { Edge::Ragged },
        grid: choice & 4 == 0,
        hang: choice & 8 == 0,
    };
    let width = u16::from(*width).max(1);
    let text = text.as_clean();
    let body = Composition::of(BlockKind::Paragraph(xinglan::format::Kind::Body), text);
    let (lines, cells) = set(&Composition { continued: choice & 16 == 0, ..body }, width, setting, policy);
    // A mark may hang over the edge by its own width.
    let cells = cells + if setting.hang { 2 } else { 0 };
    assert_eq!(whole(text, &lines, cells, policy), Ok(()), "{width} {setting:?} of {:?}", text.as_str());
    sign(&[magnitude(lines.len()), magnitude(text.len()), u64::from(choice & 31)])
}

/// The lines of a block, and the cells that they may take.
fn set(
    block: &Composition<'_>,
    width: u16,
    setting: Setting,
    policy: WidthPolicy,
) -> (Vec<WrappedLine>, u16) {
    let analysed = |text: Clean<'_>| Cow::Owned(analyse(text, &WordBreaks::none(), &policy));
    let set = typeset(block, width, setting, policy, analysed);
    let lines = set.lines.into_iter().map(|(line, _)| line).collect();
    (lines, width.saturating_sub(set.margin).max(1))
}
