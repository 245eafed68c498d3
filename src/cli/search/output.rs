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
use crate::output::Printer;
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
            return Ok(out.line(&format!("{place}:{}", hits.len()))?);
        }
        let lines = lines(article, &hits);
        if self.only_matching {
            for line in &lines {
                for text in line.hits.iter().filter_map(|hit| line.text.get(hit.clone())) {
                    out.line(&format!("{place}:{}:{text}", line.number))?;
                }
            }
            return Ok(());
        }
        if hits.is_empty() {
            // Found by a province, a date, a tag.
            out.line(&format!("{place}:0:{}", article.label()))?;
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
                out.line("--")?;
            }
            for (at_line, line) in (start..).zip(lines.get(start..end).unwrap_or_default()) {
                let sign = if at_line == *at { ':' } else { '-' };
                let prefix = format!("{place}{sign}{}{sign}", line.number);
                let text = if out.is_terminal() { excerpt(&prefix, line) } else { line.text.to_owned() };
                out.line(&format!("{prefix}{text}"))?;
            }
            next = end;
        }
        Ok(())
    }
}

/// The fewest cells of an excerpt.
const LEAST: usize = 40;

/// What fits into the rest of a row of the terminal, around the first hit.
fn excerpt(prefix: &str, line: &SearchedLine<'_>) -> String {
    let policy = WidthPolicy::default();
    let cells = usize::from(term::size::size().0).saturating_sub(policy.text(prefix)).max(LEAST);
    cut(line.text, line.hits.first().cloned(), cells, policy)
}

/// What signs of a cut take.
const CUT: &str = "…";

/// At most `cells` of `text`, around `hit`: a third of what is left before it.
fn cut(text: &str, hit: Option<Range<usize>>, cells: usize, policy: WidthPolicy) -> String {
    if policy.text(text) <= cells {
        return text.to_owned();
    }
    let sign = policy.text(CUT);
    let Some(context) = hit.and_then(|hit| UseContext::at(text, hit)) else {
        return format!("{}{CUT}", policy.truncate(text, cells.saturating_sub(sign)).0);
    };
    let word = policy.truncate(context.word, cells.saturating_sub(2 * sign)).0;
    let room = cells.saturating_sub(policy.text(word) + 2 * sign);
    // What one side does not need, the other gets.
    let left = (room / 3).max(room.saturating_sub(policy.text(context.right)));
    let left = context.left_cells(left.min(policy.text(context.left)), &policy);
    let left = left.trim_start();
    let right = policy.truncate(context.right, room.saturating_sub(policy.text(left))).0;
    let [before, after] = [left.len() < context.left.trim_start().len(), right.len() < context.right.len()];
    let [before, after] = [before, after].map(|cut| if cut { CUT } else { "" });
    format!("{before}{left}{word}{right}{after}")
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
        let cut = |cells| cut(text, Some(at..at + 3), cells, policy);
        assert_eq!(cut(100), text);
        assert_eq!(cut(16), "…九十桥一二三四…");
        assert!((2..60).all(|cells| policy.text(&cut(cells)) <= cells.max(2)), "{}", cut(5));
        let none = super::cut(text, None, 9, policy);
        assert_eq!(none, "一二三四…");
    }
}
