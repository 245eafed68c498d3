//! Which blocks of a saved page are its article, and which stand beside it: menus, lists of other articles, footers.
//!
//! What must not go in: tags and text. Blocks are weighed by their own prose, links do not count (link density and text
//! density as in Kohlschütter et al., "Boilerplate Detection using Shallow Text Features", 2010; weights go up to the
//! containers as in Readability). Nothing is dropped: what is not the article comes after it as [`Kind::Aside`].

use super::blocks::{Enclosure, PageBlock, PageBlocks, push_addresses};
use super::page_path::is_path;
use super::paragraphs::Paragraphs;

use crate::format::{Draft, Kind};

/// A block with less text of its own is no prose (characters).
const LEAST_PROSE: usize = 15;
/// A page with less prose has no article to choose (characters).
const LEAST_ARTICLE: usize = 30;
/// Percentage of the prose that a container must hold so that the article is looked for inside it only.
const DESCENT: usize = 75;
/// Percentage of the prose that makes a container the article whatever its name says.
const OVERRULED: usize = 40;
/// Percentage of links in text up to which a wider container is taken instead.
const CLEAN: usize = 25;
/// Percentage of links that makes a container a list of links.
const LINKED: usize = 60;
/// Blocks between the heading that is the title and the article: date, author, source.
const BYLINES: usize = 10;

/// The page as a draft: its article, then what stands beside it, then the addresses that the article points to.
pub(super) fn draft(page: PageBlocks) -> Draft {
    let main = choose(&page);
    let (mut paragraphs, mut links) = (Paragraphs::new(), Vec::new());
    let mut beside = Vec::new();
    for (at, (block, main)) in page.blocks.into_iter().zip(main).enumerate() {
        let is_path = at < BYLINES && is_path(&block.text);
        if main && !is_path {
            paragraphs.push(block.kind, &block.text);
            links.extend(block.links);
        } else {
            beside.push(block.text);
        }
    }
    for text in beside {
        paragraphs.push(Kind::Aside, &text);
    }
    push_addresses(&mut paragraphs, &links);
    paragraphs.finish()
}

/// What a container holds, with all containers in it.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    /// Characters of prose.
    prose: usize,
    bytes: usize,
    linked: usize,
    /// Blocks that are mostly links.
    links: usize,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.prose += other.prose;
        self.bytes += other.bytes;
        self.linked += other.linked;
        self.links += other.links;
    }

    fn of(block: &PageBlock) -> Sum {
        Sum {
            prose: prose(block),
            bytes: block.text.len(),
            linked: block.linked,
            links: usize::from(is_linked(block)),
        }
    }
}

/// For each block whether it is part of the article.
fn choose(page: &PageBlocks) -> Vec<bool> {
    let sums = sums(page, |_| true);
    let all = sums.first().map_or(0, |sum| sum.prose);
    if all < LEAST_ARTICLE {
        return vec![true; page.blocks.len()];
    }
    let beside = beside(page, &sums, all);
    let is_beside = |container: usize| beside.get(container).copied().unwrap_or(false);
    let sums = self::sums(page, |block| !is_beside(block.container));
    let top = climb(page, &sums, descend(page, &sums));
    let mut main: Vec<bool> = page
        .blocks
        .iter()
        .map(|block| !is_beside(block.container) && is_inside(&page.containers, block.container, top))
        .collect();
    add_bylines(page, &mut main, is_beside);
    trim_links(page, &mut main);
    main
}

/// Characters of prose: sentences that are no links.
fn prose(block: &PageBlock) -> usize {
    let own = block.text.len().saturating_sub(block.linked);
    // Most characters are Chinese and take three bytes.
    let chars = own / 3;
    let sentence = || {
        block.text.contains(['，', '。', '、', '；', '！', '？', '：', ',', ';', '!', '?'])
            || block.text.ends_with('.')
            || block.text.contains(". ")
    };
    if chars < LEAST_PROSE || is_linked(block) {
        return 0;
    }
    match block.kind {
        Kind::Body | Kind::Quote | Kind::Note | Kind::Item(_) if sentence() => chars,
        Kind::Code => chars,
        Kind::TableRow | Kind::TableHead => chars / 2,
        _ => 0,
    }
}

fn is_linked(block: &PageBlock) -> bool {
    block.linked > 0 && block.linked * 2 >= block.text.len()
}

/// The sums of all containers over the blocks that count.
fn sums(page: &PageBlocks, counts: impl Fn(&PageBlock) -> bool) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); page.containers.len()];
    for block in page.blocks.iter().filter(|block| counts(block)) {
        if let Some(sum) = sums.get_mut(block.container) {
            sum.add(Sum::of(block));
        }
    }
    // A container comes after the one that holds it.
    for (at, container) in page.containers.iter().enumerate().skip(1).rev() {
        let own = sums.get(at).copied().unwrap_or_default();
        if let Some(parent) = sums.get_mut(container.parent) {
            parent.add(own);
        }
    }
    sums
}

/// Which containers stand beside the article: by what they are called, and lists of links.
fn beside(page: &PageBlocks, sums: &[Sum], all: usize) -> Vec<bool> {
    let mut beside: Vec<bool> = Vec::with_capacity(page.containers.len());
    for (container, sum) in page.containers.iter().zip(sums) {
        let named = container.beside && sum.prose * 100 < all * OVERRULED;
        let links = sum.prose == 0 && sum.links >= 2 && sum.linked * 100 >= sum.bytes * LINKED;
        let outer = beside.get(container.parent).copied().unwrap_or(false);
        beside.push(outer || named || links);
    }
    beside
}

/// The innermost container that holds most of the prose.
fn descend(page: &PageBlocks, sums: &[Sum]) -> usize {
    let mut children: Vec<(usize, usize)> = Vec::with_capacity(page.containers.len());
    for (at, container) in page.containers.iter().enumerate().skip(1) {
        children.push((container.parent, at));
    }
    children.sort_unstable();
    let prose = |at: usize| sums.get(at).map_or(0, |sum| sum.prose);
    let mut top = 0;
    loop {
        let first = children.partition_point(|(parent, _)| *parent < top);
        let own = children.get(first..).unwrap_or_default().iter().take_while(|(parent, _)| *parent == top);
        let heaviest = own.map(|(_, at)| *at).max_by_key(|at| prose(*at));
        match heaviest {
            Some(child) if prose(child) * 100 >= prose(top) * DESCENT && prose(child) > 0 => top = child,
            _ => return top,
        }
    }
}

/// The widest container around `top` that adds prose and hardly any links.
fn climb(page: &PageBlocks, sums: &[Sum], top: usize) -> usize {
    let sum = |at: usize| sums.get(at).copied().unwrap_or_default();
    let (inner, mut best, mut at) = (sum(top), top, top);
    while at > 0 {
        at = page.containers.get(at).map_or(0, |container| container.parent);
        let outer = sum(at);
        let (bytes, linked) = (outer.bytes - inner.bytes, outer.linked - inner.linked);
        if linked * 100 > bytes * CLEAN {
            break;
        }
        if outer.prose > inner.prose {
            best = at;
        }
    }
    best
}

fn is_inside(containers: &[Enclosure], mut at: usize, top: usize) -> bool {
    while at > top {
        at = containers.get(at).map_or(0, |container| container.parent);
    }
    at == top
}

/// Adds what stands between the heading that is the title and the article: date, author, source.
fn add_bylines(page: &PageBlocks, main: &mut [bool], is_beside: impl Fn(usize) -> bool) {
    let Some(first) = main.iter().position(|main| *main) else { return };
    let nearest = first.saturating_sub(BYLINES);
    let heading = || {
        let near = page.blocks.get(nearest..first).unwrap_or_default();
        near.iter().position(|b| matches!(b.kind, Kind::Heading(1 | 2))).map(|at| nearest + at)
    };
    let from = page.title_at.or_else(heading).filter(|at| (nearest..first).contains(at));
    let Some(from) = from else { return };
    for (block, main) in page.blocks.iter().zip(main).take(first).skip(from) {
        *main = !is_beside(block.container) && !is_linked(block) && block.kind != Kind::Image;
    }
}

/// Takes links to other articles off the end.
fn trim_links(page: &PageBlocks, main: &mut [bool]) {
    let last = page.blocks.iter().zip(main).rev().filter(|(_, main)| **main);
    for (trimmed, (block, main)) in last.enumerate() {
        let link = block.linked * 10 >= block.text.len() * 8 && block.linked > 0;
        let heading = trimmed > 0 && matches!(block.kind, Kind::Heading(_));
        if !link && !heading {
            return;
        }
        *main = false;
    }
}

#[cfg(test)]
mod tests;
