//! What stands apart from the text of a file: front matter, which is not shown, and the title in a block of fields, which is
//! shown twice.
//!
//! The rules are written here a second time. What must not go in: what the fields say; the names of fields are data that both
//! readings share.

use regex::Regex;
use serde_json::{Map as Members, Value};
use toml::de::DeTable;

use crate::format::fields::{Field, field_of};
use crate::text::sanitize::{self, is_blank};

/// The block with a title is looked for in this many lines.
const BLOCK_LINES: usize = 12;

type Map = Members<String, Value>;

/// Front matter of so many lines, and the title in it, without quotes and as it is written.
pub(super) struct FrontMatterExtent {
    pub(super) lines: usize,
    pub(super) title: String,
}

/// The front matter that `lines` begin with.
pub(super) fn front_matter(lines: &[&str]) -> Option<FrontMatterExtent> {
    let lines_of = match lines.first()?.trim_end() {
        "---" => fenced(lines, &["---", "..."]).filter(|end| yaml(lines, *end)),
        "+++" => fenced(lines, &["+++"]).filter(|end| {
            lines.get(1..end - 1).is_some_and(|inside| DeTable::parse(&inside.join("\n")).is_ok())
        }),
        "{" => fenced(lines, &["}"]).filter(|end| {
            lines.get(..*end).is_some_and(|all| serde_json::from_str::<Map>(&all.join("\n")).is_ok())
        }),
        first if first.starts_with("[#]:") => {
            Some(lines.iter().take_while(|line| line.starts_with("[#]:")).count())
        }
        _ => keys(lines).or_else(|| unopened(lines)),
    }?;
    let front = lines.get(..lines_of)?;
    let is_definition = front.first().is_some_and(|line| line.starts_with("[#]"));
    let titles = front.iter().filter(|_| !is_definition).filter_map(|line| title_of(line, &[':', '=']));
    // A title may go on in the next lines, or be quoted with escapes.
    let at = front.iter().position(|line| title_of(line, &[':', '=']).is_some()).unwrap_or_default();
    let rest: String = front.get(at + 1..).unwrap_or_default().concat();
    let title = titles.map(|title| title + &rest).next().unwrap_or_default();
    Some(FrontMatterExtent { lines: lines_of, title: [unquoted(&title), title].join(" ") })
}

/// The line from which on the fields of a note of Joplin stand, which end the file.
pub(super) fn joplin(lines: &[&str]) -> Option<usize> {
    let last = lines.iter().rposition(|line| !line.trim().is_empty())?;
    let pattern = Regex::new(r"^[a-z_]*:").ok()?;
    let id = Regex::new(r"^id: \s*\S{32}\s*$").ok()?;
    if !lines.get(last)?.starts_with("type_:") {
        return None;
    }
    let mut first = last;
    while first > 0 && lines.get(first - 1).is_some_and(|line| pattern.is_match(line)) {
        first -= 1;
    }
    (first..last).find(|at| lines.get(*at).is_some_and(|line| id.is_match(line)))
}

/// What stands between quotes: with the escapes of JSON if it has such, else without any backslash.
fn unquoted(title: &str) -> String {
    let end = title.rfind('"').map_or(title.len(), |at| at + 1);
    let quoted = title.get(..end).and_then(|quoted| serde_json::from_str(quoted).ok());
    quoted.unwrap_or_else(|| title.replace('\\', "").replace("''", "'"))
}

/// Lines up to the one that ends what the first begins, and with it.
fn fenced(lines: &[&str], ends: &[&str]) -> Option<usize> {
    let ends_here = |line: &&&str| ends.contains(&line.trim_end());
    (1..lines.len()).find(|at| lines.get(*at).is_some_and(|line| ends_here(&line))).map(|at| at + 1)
}

fn yaml(lines: &[&str], end: usize) -> bool {
    let fits = |line: &&str| {
        line.chars().all(char::is_whitespace)
            || line.contains(':')
            || " \t-#]}".contains(line.get(..1).unwrap_or("x"))
    };
    lines.get(1..end - 1).is_some_and(|inside| inside.iter().all(fits))
}

/// Fields of YAML from the first line on, of which two are known, up to a rule of three hyphens.
fn unopened(lines: &[&str]) -> Option<usize> {
    let end = lines.iter().take(BLOCK_LINES * 3).take(30).position(|line| line.trim_end() == "---")?;
    let known =
        |line: &str| field_of(line.split(':').next().unwrap_or_default()).is_some() && line.contains(':');
    let inside = lines.get(..end)?;
    let fits = known(inside.first()?) && inside.iter().filter(|line| known(line)).count() > 1;
    let opened = [&["---"], inside, &["---"]].concat();
    (fits && yaml(&opened, opened.len())).then_some(end + 1)
}

/// `Key: value` lines before the first blank one, of which the first is a title or two are fields.
fn keys(lines: &[&str]) -> Option<usize> {
    let pattern = Regex::new(r"^([A-Za-z][A-Za-z0-9 _-]*):(?:$|[^/]|/[^/]|/$)").ok()?;
    let block: Vec<&str> = lines.iter().take_while(|line| !line.trim().is_empty()).copied().collect();
    let names: Option<Vec<Option<Field>>> = (block.iter().enumerate())
        .filter(|(at, line)| *at == 0 || !line.starts_with([' ', '\t']))
        .map(|(_, line)| Some(field_of(pattern.captures(line)?.get(1)?.as_str()).map(|(field, _)| field)))
        .collect();
    let names = names?;
    let fits = names.first()? == &Some(Field::Title) || names.iter().flatten().count() > 1;
    fits.then_some(block.len())
}

/// What follows the name of a title and one of `signs`.
fn title_of(line: &str, signs: &[char]) -> Option<String> {
    let at = line.find(signs)?;
    let (name, value) = line.split_at_checked(at)?;
    let is_title =
        field_of(name.trim().trim_matches(['"', '\''])).is_some_and(|(field, _)| field == Field::Title);
    is_title.then(|| value.strip_prefix(signs).unwrap_or(value).trim().to_owned())
}

/// The title that the source of a document in `LaTeX`, `AsciiDoc` or the markup of a wiki gives itself.
pub(super) fn declared(text: &str, extension: &str) -> Option<String> {
    match extension.to_ascii_lowercase().as_str() {
        "tex" | "latex" => {
            let found = Regex::new(r"\\title\{([^{}\\\n]*)\}").ok()?.captures(text)?;
            Some(found.get(1)?.as_str().to_owned())
        }
        "adoc" | "asciidoc" | "wiki" | "mediawiki" => {
            let first = text.split('\n').map(str::trim).find(|line| !line.is_empty())?;
            Some(first.strip_prefix("= ")?.trim_end_matches('=').to_owned())
        }
        _ => None,
    }
}

/// The title in the block of fields that a text begins with: `标  题: …`, `【 标  题 】…`.
pub(super) fn block_title(text: &str) -> Option<String> {
    let mut lines = sanitize::lines(text).filter(|line| !line.chars().all(is_blank)).take(BLOCK_LINES);
    lines.find_map(|line| {
        let line = line.trim_matches(is_blank).trim_start_matches("#+").trim_start_matches(['（', '(']);
        let bare = line.trim_start_matches(['【', '[', '〔', '［']);
        let signs: &[char] =
            if bare.len() < line.len() { &['】', ']', '〕', '］'] } else { &[':', '：'] };
        let (name, value) = bare.split_once(signs)?;
        let name: String = name.chars().filter(|c| !is_blank(*c) && !matches!(c, ':' | '：')).collect();
        let is_title = field_of(&name).is_some_and(|(field, _)| field == Field::Title);
        is_title.then(|| value.trim_start_matches([':', '：']).to_owned())
    })
}
