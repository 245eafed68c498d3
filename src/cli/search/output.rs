//! What `search` prints of an article, by the conventions of grep: `path:paragraph:text` for a paragraph with hits, `-` in place
//! of `:` for one beside it, `--` between parts of an article that do not touch.
//!
//! On a terminal a long paragraph is cut around its first hit. What must not go in: JSON, and which articles.

use std::ops::Range;
use std::os::unix::ffi::OsStrExt;

use clap::Args;

use crate::concordance::UseContext;
use crate::corpus::Article;
use crate::corpus::walk::shown_path;
use crate::error::Error;
use crate::output::{Printer, TextRole};
use crate::search::matcher::{Hit, Matcher};
use crate::term;
use crate::text::WidthPolicy;

/// What is printed.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(super) struct OutputArgs {
    /// Only the path of each article
    #[arg(long, short = 'l', group = "what")]
    paths_only: bool,
    /// Only the path of each article that does not match
    #[arg(long, short = 'L', group = "what")]
    pub(super) without: bool,
    /// Only the path and the number of hits of each article
    #[arg(long, short = 'c', group = "what")]
    count: bool,
    /// Only the matching text, one hit a line
    #[arg(long, short = 'o', group = "what")]
    only_matching: bool,
    /// Only the path of each article, its bytes as they are, each ended by a NUL
    #[arg(long, short = '0', alias = "raw", conflicts_with_all = ["count", "only_matching"])]
    null: bool,
    /// At most so many paragraphs of each article
    #[arg(long, short = 'm', value_name = "N")]
    max_count: Option<usize>,
    /// So many paragraphs before as well
    #[arg(long, short = 'B', value_name = "N")]
    before: Option<usize>,
    /// So many paragraphs after as well
    #[arg(long, short = 'A', value_name = "N")]
    after: Option<usize>,
    /// So many paragraphs before and after as well
    #[arg(long, short = 'C', value_name = "N")]
    context: Option<usize>,
}

/// A line of an article: its number (0 is the title), text, and the hits in it.
pub(super) struct SearchedLine<'a> {
    pub(super) number: usize,
    pub(super) text: &'a str,
    pub(super) hits: Vec<Range<usize>>,
}

impl OutputArgs {
    /// Prints what is asked for of one article.
    pub(super) fn print(
        &self,
        article: Article<'_>,
        matcher: &Matcher,
        out: &mut Printer,
    ) -> Result<(), Error> {
        let path = article.path();
        let line = article.line().map(|line| format!(":{line}")).unwrap_or_default();
        if self.null {
            return Ok(out.raw_path(path.as_os_str().as_bytes())?);
        }
        if self.paths_only || self.without {
            return Ok(out.path(path.as_os_str().as_bytes(), &shown_path(&path), &line)?);
        }
        let place = format!("{}{line}", shown_path(&path));
        let hits = matcher.hits(article);
        if self.count {
            let count = hits.len().to_string();
            return Ok(out.parts(&[
                (TextRole::Path, &place),
                (TextRole::Sign, ":"),
                (TextRole::Text, &count),
            ])?);
        }
        let lines = lines(article, &hits);
        if self.only_matching {
            let with_hits = lines.iter().filter(|line| !line.hits.is_empty());
            for line in with_hits.take(self.max_count.unwrap_or(usize::MAX)) {
                for text in line.hits.iter().filter_map(|hit| line.text.get(hit.clone())) {
                    print(&place, ":", line.number, &[(TextRole::Hit, text)], out)?;
                }
            }
            return Ok(());
        }
        if hits.is_empty() {
            // Found by a province, a date, a tag.
            print(&place, ":", 0, &[(TextRole::Text, article.label().as_str())], out)?;
        }
        self.passages(&place, &lines, out)
    }

    fn passages(&self, place: &str, lines: &[SearchedLine<'_>], out: &mut Printer) -> Result<(), Error> {
        let [before, after] = [self.before, self.after].map(|own| own.or(self.context).unwrap_or(0));
        let with_hits =
            (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| !line.hits.is_empty()));
        let shown: Vec<usize> = with_hits.take(self.max_count.unwrap_or(usize::MAX)).collect();
        let mut next = 0;
        for (number, at) in shown.iter().enumerate() {
            let start = at.saturating_sub(before).max(next);
            // Those behind it, up to the next one that is shown for its own hits.
            let later = shown.get(number + 1).copied().unwrap_or(lines.len());
            let end = (at + after + 1).min(later).min(lines.len());
            if number > 0 && start > next && before + after > 0 {
                out.parts(&[(TextRole::Sign, "--")])?;
            }
            for (at_line, line) in (start..).zip(lines.get(start..end).unwrap_or_default()) {
                let sign = if at_line == *at { ":" } else { "-" };
                let excerpt = if out.is_terminal() {
                    excerpt(&format!("{place}{sign}{}{sign}", line.number), line)
                } else {
                    Excerpt::whole(line.text)
                };
                print(place, sign, line.number, &excerpt.parts(line), out)?;
            }
            next = end;
        }
        Ok(())
    }
}

/// Prints one line with what it is of.
fn print(
    place: &str,
    sign: &str,
    paragraph: usize,
    text: &[(TextRole, &str)],
    out: &mut Printer,
) -> Result<(), Error> {
    let number = paragraph.to_string();
    let mut parts = vec![
        (TextRole::Path, place),
        (TextRole::Sign, sign),
        (TextRole::Number, &number),
        (TextRole::Sign, sign),
    ];
    parts.extend(text);
    Ok(out.parts(&parts)?)
}

/// The fewest cells of an excerpt.
const LEAST: usize = 40;

/// What fits into the rest of a row of the terminal, around the first hit.
fn excerpt(prefix: &str, line: &SearchedLine<'_>) -> Excerpt {
    let policy = WidthPolicy::default();
    let cells = usize::from(term::size::size().0).saturating_sub(policy.text(prefix)).max(LEAST);
    cut(line.text, line.hits.first().cloned(), cells, policy)
}

/// What signs of a cut take.
const CUT: &str = "…";

/// The part of a line that is printed, and whether something is cut off before and after it.
#[derive(Debug, PartialEq)]
struct Excerpt {
    range: Range<usize>,
    cut: [bool; 2],
}

impl Excerpt {
    fn whole(text: &str) -> Self {
        Self { range: 0..text.len(), cut: [false, false] }
    }

    /// Its text, with the hits apart.
    fn parts<'a>(&self, line: &SearchedLine<'a>) -> Vec<(TextRole, &'a str)> {
        let [before, after] = self.cut.map(|cut| if cut { CUT } else { "" });
        let mut parts = vec![(TextRole::Sign, before)];
        let mut next = self.range.start;
        for hit in &line.hits {
            let hit = hit.start.max(next)..hit.end.min(self.range.end);
            if hit.start < hit.end {
                parts.push((TextRole::Text, line.text.get(next..hit.start).unwrap_or_default()));
                parts.push((TextRole::Hit, line.text.get(hit.clone()).unwrap_or_default()));
                next = hit.end;
            }
        }
        parts.push((TextRole::Text, line.text.get(next..self.range.end).unwrap_or_default()));
        parts.push((TextRole::Sign, after));
        parts
    }
}

/// At most `cells` of `text`, around `hit`: a third of what is left before it.
fn cut(text: &str, hit: Option<Range<usize>>, cells: usize, policy: WidthPolicy) -> Excerpt {
    if policy.text(text) <= cells {
        return Excerpt::whole(text);
    }
    let sign = policy.text(CUT);
    let found = hit.and_then(|hit| Some((hit.clone(), UseContext::at(text, hit)?)));
    let Some((hit, context)) = found else {
        let shown = policy.truncate(text, cells.saturating_sub(sign)).0;
        return Excerpt { range: 0..shown.len(), cut: [false, true] };
    };
    let word = policy.truncate(context.word, cells.saturating_sub(2 * sign)).0;
    let room = cells.saturating_sub(policy.text(word) + 2 * sign);
    // What one side does not need, the other gets; a word that is cut leaves none to the right.
    let right_needs = if word.len() < context.word.len() { 0 } else { policy.text(context.right) };
    let left = (room / 3).max(room.saturating_sub(right_needs));
    let left = context.left_cells(left.min(policy.text(context.left)), &policy);
    let left = left.trim_start();
    let room = room.saturating_sub(policy.text(left));
    let right = if right_needs == 0 { "" } else { policy.truncate(context.right, room).0 };
    let is_cut = [
        left.len() < context.left.trim_start().len(),
        word.len() + right.len() < context.word.len() + context.right.len(),
    ];
    Excerpt { range: hit.start - left.len()..hit.start + word.len() + right.len(), cut: is_cut }
}

/// The title and the paragraphs, with the hits in each.
pub(super) fn lines<'a>(article: Article<'a>, hits: &[Hit]) -> Vec<SearchedLine<'a>> {
    let title = (0, 0, article.title().as_str());
    let paragraphs = (1..).zip(article.paragraphs()).map(|(number, p)| (number, p.start, p.text.as_str()));
    let line = |(number, start, text): (usize, usize, &'a str)| {
        let inside = |hit: &&Hit| hit.range.start >= start && hit.range.start < start + text.len();
        let hits = hits.iter().filter(inside);
        let hits = hits.map(|hit| hit.range.start - start..(hit.range.end - start).min(text.len())).collect();
        SearchedLine { number, text, hits }
    };
    std::iter::once(title).chain(paragraphs).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paragraph_is_cut_around_the_hit() {
        let policy = WidthPolicy::default();
        let text = "一二三四五六七八九十桥一二三四五六七八九十";
        let at = text.find('桥').unwrap();
        let line = |hits: &[Range<usize>]| SearchedLine { number: 1, text, hits: hits.to_vec() };
        let hit = at..at + "桥".len();
        let said = |excerpt: Excerpt| {
            excerpt
                .parts(&line(std::slice::from_ref(&hit)))
                .into_iter()
                .map(|(_, part)| part)
                .collect::<String>()
        };
        let cut = |cells| said(cut(text, Some(at..at + 3), cells, policy));
        assert_eq!(cut(100), text);
        assert_eq!(cut(16), "…九十桥一二三四…");
        assert!((2..60).all(|cells| policy.text(&cut(cells)) <= cells.max(2)), "{}", cut(5));
        assert_eq!(said(super::cut(text, None, 9, policy)), "一二三四…");
        let parts = Excerpt { range: at - 3..at + 6, cut: [true, false] }.parts(&line(&[0..3, hit]));
        let wanted = [
            (TextRole::Sign, CUT),
            (TextRole::Text, "十"),
            (TextRole::Hit, "桥"),
            (TextRole::Text, "一"),
            (TextRole::Sign, ""),
        ];
        assert_eq!(parts, wanted);
    }
}
