//! The effect of each HTML element and attribute on paragraphs.
//!
//! What must not go in: state of the document.

use crate::format::elements::is_block;

/// The effect of an element on paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    Inline,
    Span,
    Block,
    Break,
    Heading {
        level: u8,
    },
    Quote,
    Pre,
    List {
        ordered: bool,
    },
    Item,
    Table,
    Row,
    Cell {
        head: bool,
    },
    Image,
    Title,
    Link,
    Rule,
    Ruby,
    /// The reading above a character.
    Reading,
    /// The parenthesis around a reading, for those who do not set it above.
    ReadingMark,
}

impl Element {
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"span" => Element::Span,
            [b'h', level @ b'1'..=b'6'] => Element::Heading { level: level - b'0' },
            b"blockquote" => Element::Quote,
            b"pre" => Element::Pre,
            b"ul" | b"menu" | b"dir" => Element::List { ordered: false },
            b"ol" => Element::List { ordered: true },
            b"li" => Element::Item,
            b"table" => Element::Table,
            b"tr" => Element::Row,
            b"td" => Element::Cell { head: false },
            b"th" => Element::Cell { head: true },
            // `image` is that of a drawing, as the covers of books have it.
            b"img" | b"image" => Element::Image,
            b"br" => Element::Break,
            b"title" => Element::Title,
            b"a" => Element::Link,
            b"hr" => Element::Rule,
            b"ruby" => Element::Ruby,
            b"rt" => Element::Reading,
            b"rp" => Element::ReadingMark,
            _ if std::str::from_utf8(name).is_ok_and(is_block) => Element::Block,
            _ => Element::Inline,
        }
    }
}

/// The relevant attributes of the current tag.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) name: Vec<u8>,
    pub(super) alt: String,
    pub(super) style: String,
    pub(super) href: String,
    /// Class, id and role, which tell menus from text.
    pub(super) hints: String,
    /// The first number of a list.
    start: Option<u32>,
    src: String,
    lazy: String,
}

impl Attributes {
    /// The attributes of a list whose first number is `start`.
    pub(super) fn starting_at(start: u32) -> Self {
        Self { start: Some(start), ..Self::default() }
    }

    pub(super) fn clear(&mut self) {
        for value in
            [&mut self.alt, &mut self.style, &mut self.href, &mut self.hints, &mut self.src, &mut self.lazy]
        {
            value.clear();
        }
        self.start = None;
    }

    pub(super) fn value(&mut self, value: &[u8]) {
        let value = String::from_utf8_lossy(value);
        let target = match self.name.as_slice() {
            b"class" | b"id" | b"role" | b"epub:type" => {
                self.hints.push(' ');
                self.hints.push_str(&value);
                return;
            }
            b"start" => {
                self.start.get_or_insert_with(|| value.trim().parse().unwrap_or(1));
                return;
            }
            b"alt" => &mut self.alt,
            b"style" => &mut self.style,
            b"href" => &mut self.href,
            // A data URL is the picture itself, not a path.
            _ if value.starts_with("data:") => return,
            b"src" | b"xlink:href" => &mut self.src,
            b"data-src" | b"data-original" | b"data-lazy-src" | b"data-actualsrc" => &mut self.lazy,
            _ => return,
        };
        // Of a repeated attribute, the first counts.
        if target.is_empty() {
            target.push_str(&value);
        }
    }

    /// The first number of a list, at least 1.
    pub(super) fn start(&self) -> u32 {
        self.start.unwrap_or(1).max(1)
    }

    /// The path of a picture. Pages that load pictures late have a blank one under `src`.
    pub(super) fn picture(&self) -> &str {
        if self.lazy.trim().is_empty() { self.src.trim() } else { self.lazy.trim() }
    }

    pub(super) fn is_block(&self) -> bool {
        is_block_style(&self.style)
    }
}

/// Whether its style makes an inline element a block.
pub(super) fn is_block_style(style: &str) -> bool {
    style.split(';').any(|rule| {
        rule.split_once(':').is_some_and(|(name, value)| {
            name.trim().eq_ignore_ascii_case("display") && value.trim().eq_ignore_ascii_case("block")
        })
    })
}

/// What pages and books call a note at their end.
const NOTES: [&str; 5] = ["footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"];

/// Whether what an element is called says that it is a note.
pub(super) fn is_note(hints: &str) -> bool {
    hints.split_ascii_whitespace().any(|word| NOTES.contains(&word))
}

/// Elements that hold menus and forms.
const BESIDE_NAMES: [&str; 7] = ["nav", "footer", "aside", "select", "button", "menu", "noscript"];
/// Words in a class or an id that mean a menu or a footer.
const BESIDE_WORDS: &str = "\
    nav navbar navigation menu sidebar side footer foot copyright breadcrumb breadcrumbs crumb crumbs related relate \
    recommend recommended share sharing comment comments toolbar pagination pager banner ad ads advert advertisement login \
    topbar links friendlink hot rank ranking toc widget subscribe qrcode social sponsor popup modal cookie promo prevnext \
    friendlinks sitemap toplink backtop gotop";
/// The same inside longer words.
const BESIDE_PARTS: [&str; 9] =
    ["navbar", "navi", "footer", "sidebar", "breadcrumb", "copyright", "related", "recommend", "comment"];

/// Whether an element with this name, class and id is a menu or a footer.
pub(super) fn is_beside(name: &str, hints: &str) -> bool {
    BESIDE_NAMES.contains(&name)
        || hints.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).any(|word| {
            let word = word.to_ascii_lowercase();
            BESIDE_WORDS.split_ascii_whitespace().any(|other| other == word)
                || BESIDE_PARTS.iter().any(|part| word.contains(part))
        })
}
