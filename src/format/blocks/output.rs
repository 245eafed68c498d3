//! Where finished blocks go: into a draft at once, or, on a page, into a list of which the article is chosen at the end.
//!
//! What must not go in: the choice ([`super::super::content`]).

use crate::format::paragraphs::Paragraphs;
use crate::format::{Draft, Kind, element};
use crate::text::CleanText;

/// Containers that are followed at once; what is nested deeper belongs to the last of them. Pages nest some 30 deep.
const DEEPEST_CONTAINER: usize = 512;

/// An address, and the text or the picture that carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Address {
    pub(in crate::format) text: String,
    pub(in crate::format) address: String,
}

/// A block of a page.
#[derive(Debug)]
pub(in crate::format) struct PageBlock {
    pub(in crate::format) kind: Kind,
    pub(in crate::format) text: String,
    /// Bytes of the text that are links.
    pub(in crate::format) linked: usize,
    /// Index of the innermost container.
    pub(in crate::format) container: usize,
    pub(in crate::format) links: Vec<Address>,
}

/// An element that holds blocks.
#[derive(Debug, Default)]
pub(in crate::format) struct Enclosure {
    pub(in crate::format) parent: usize,
    /// Whether its name, class or id say that it is a menu or a footer.
    pub(in crate::format) beside: bool,
}

/// The blocks of a page; container 0 is the page.
#[derive(Debug)]
pub(in crate::format) struct PageBlocks {
    pub(in crate::format) blocks: Vec<PageBlock>,
    pub(in crate::format) containers: Vec<Enclosure>,
    /// How many blocks stand before the heading that became the title.
    pub(in crate::format) title_at: Option<usize>,
    /// Name and index of the open containers.
    open: Vec<(&'static str, usize)>,
    /// The container of blocks that come late.
    late: Option<usize>,
}

/// Where blocks go.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
pub(in crate::format) enum BlockOutput {
    /// Straight into a draft; addresses wait for its end.
    Draft(Paragraphs, Vec<Address>),
    /// Into a list, for a choice at the end.
    Page(PageBlocks),
}

impl PageBlocks {
    fn new() -> Self {
        let containers = vec![Enclosure::default()];
        Self { blocks: Vec::new(), containers, title_at: None, open: Vec::new(), late: None }
    }

    fn innermost(&self) -> usize {
        self.open.last().map_or(0, |(_, index)| *index)
    }
}

impl BlockOutput {
    /// The innermost container.
    pub(super) fn container(&self) -> usize {
        if let BlockOutput::Page(page) = self { page.innermost() } else { 0 }
    }

    /// Puts the blocks that come now into this container; without one, into the innermost again.
    pub(super) fn put_into(&mut self, container: Option<usize>) {
        if let BlockOutput::Page(page) = self {
            page.late = container;
        }
    }

    pub(in crate::format) fn draft() -> Self {
        BlockOutput::Draft(Paragraphs::new(), Vec::new())
    }

    pub(in crate::format) fn page() -> Self {
        BlockOutput::Page(PageBlocks::new())
    }

    pub(super) fn push(&mut self, kind: Kind, text: &str, linked: usize) {
        match self {
            BlockOutput::Draft(paragraphs, _) => paragraphs.push(kind, text),
            BlockOutput::Page(page) => page.blocks.push(PageBlock {
                kind,
                text: text.to_owned(),
                linked: linked.min(text.len()),
                container: page.late.unwrap_or_else(|| page.innermost()),
                links: Vec::new(),
            }),
        }
    }

    /// Takes the addresses of the blocks since the last call.
    pub(super) fn link(&mut self, links: &mut Vec<Address>) {
        match self {
            BlockOutput::Draft(_, all) => all.append(links),
            BlockOutput::Page(page) => match page.blocks.last_mut() {
                Some(block) => block.links.append(links),
                None => links.clear(),
            },
        }
    }

    /// A container begins.
    pub(in crate::format) fn open_container(&mut self, name: &'static str, hints: &str) {
        self.close_implied(name);
        if let BlockOutput::Page(page) = self
            && page.open.len() < DEEPEST_CONTAINER
        {
            let parent = page.innermost();
            page.containers.push(Enclosure { parent, beside: element::is_beside(name, hints) });
            page.open.push((name, page.containers.len() - 1));
        }
    }

    /// A new cell ends the one before it, a new row the row before it, if their end tags are left out.
    fn close_implied(&mut self, name: &str) {
        let BlockOutput::Page(page) = self else { return };
        let same: &[&str] = match name {
            "td" | "th" => &["td", "th"],
            "tr" => &["tr"],
            _ => return,
        };
        let table = page.open.iter().rposition(|(open, _)| *open == "table").unwrap_or(0);
        let at = page.open.iter().rposition(|(open, _)| same.contains(open));
        if let Some(at) = at.filter(|at| *at >= table) {
            page.open.truncate(at);
        }
    }

    /// The heading before the next block has become the title.
    pub(super) fn mark_title(&mut self) {
        if let BlockOutput::Page(page) = self {
            page.title_at = Some(page.blocks.len());
        }
    }

    /// A container ends, and with it those in it that were not closed.
    pub(in crate::format) fn close_container(&mut self, name: &str) {
        if let BlockOutput::Page(page) = self
            && let Some(at) = page.open.iter().rposition(|(open, _)| *open == name)
        {
            page.open.truncate(at);
        }
    }

    /// The draft; the blocks of a page go another way.
    pub(super) fn finish(self) -> Draft {
        match self {
            BlockOutput::Draft(mut paragraphs, links) => {
                push_addresses(&mut paragraphs, &links);
                paragraphs.finish()
            }
            BlockOutput::Page(_) => Draft::new(),
        }
    }

    /// The blocks of a page.
    pub(super) fn finish_page(self) -> PageBlocks {
        match self {
            BlockOutput::Page(page) => page,
            BlockOutput::Draft(..) => PageBlocks::new(),
        }
    }
}

impl super::BlockBuilder {
    /// Begins a paragraph of this kind with a sign before its text.
    pub(in crate::format) fn begin_paragraph(&mut self, kind: Kind, sign: &str) {
        self.end_block();
        self.state.given = Some(kind);
        if self.rows.is_open() {
            self.text.push_str(sign);
        } else {
            sign.clone_into(&mut self.state.sign);
        }
    }

    /// Ends it.
    pub(in crate::format) fn end_paragraph_given(&mut self) {
        self.end_block();
        self.state.given = None;
        self.state.sign.clear();
    }

    pub(in crate::format) fn output(&mut self) -> &mut BlockOutput {
        &mut self.out
    }
}

/// The addresses as paragraphs: the text that carries one, and the address after two blanks.
pub(in crate::format) fn push_addresses(paragraphs: &mut Paragraphs, links: &[Address]) {
    for (at, Address { text, address }) in links.iter().enumerate() {
        let again = at.checked_sub(1).and_then(|before| links.get(before));
        if again.is_some_and(|before| before.text == *text && before.address == *address) {
            continue;
        }
        // Sanitised apart: an escape at the end of the one must not take in the other.
        let (text, address) = (CleanText::line(text), CleanText::line(address));
        let line = if text.is_empty() { address.to_string() } else { format!("{text}  {address}") };
        paragraphs.push(Kind::Link, &line);
    }
}
