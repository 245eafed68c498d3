//! The action table: every action with its keys, contexts and name. Help, palette, `docs/en/keys.md` and the keymap are all
//! generated from it.
//!
//! Names and keys only; `update` implements the actions.

use crate::facet::Facet;
use crate::messages::{ActionName, Lang, Phrase};

/// The part of the screen that has the focus when a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// The article list.
    List,
    /// The article.
    Reader,
    /// The facet pane.
    Facets,
    /// The article while a passage is lit.
    Selection,
    /// Help, the list of unreadable files, article information.
    Overlay,
    /// The list of what is marked, noted, starred.
    Marks,
    /// The uses of words.
    Uses,
    /// Collocates, keywords, distribution.
    Statistics,
}

/// Something the user can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below says in words what each one does")]
pub enum Action {
    Down,
    Up,
    HalfDown,
    HalfUp,
    PageDown,
    PageUp,
    Top,
    Bottom,
    Percent,
    Space,
    Enter,
    Right,
    Left,
    NextPane,
    PreviousPane,
    NextArticle,
    PreviousArticle,
    Restart,
    NextNew,
    PreviousNew,
    ToggleRead,
    AllSeen,
    Star,
    Tag,
    Note,
    Underline,
    Mark,
    JumpToMark,
    JumpBack,
    JumpForward,
    Marks,
    Remove,
    EditNote,
    Publish,
    Undo,
    NextParagraph,
    PreviousParagraph,
    NextSentence,
    PreviousSentence,
    Select,
    SelectRight,
    SelectLeft,
    SelectNext,
    SelectPrevious,
    SwapEnds,
    PassageMenu,
    Unselect,
    NextHeading,
    PreviousHeading,
    Outline,
    Beside,
    Filter,
    AddTerm,
    NextHit,
    PreviousHit,
    FilterByMark,
    ClearFilter,
    Searches,
    Uses,
    Statistics,
    TakeOut,
    WiderWindow,
    NarrowerWindow,
    CrossSentences,
    Oftener,
    Rarer,
    CommonWords,
    Against,
    Figures,
    SpreadBy,
    Provinces,
    Map,
    Facets,
    SwitchRole,
    SwitchJoining,
    SortValues,
    NextProvince,
    PreviousProvince,
    Include,
    Exclude,
    OnlyThis,
    AllValues,
    FullScreen,
    Wider,
    Narrower,
    Spacing,
    Flush,
    Grid,
    Hang,
    Cite,
    Print,
    Save,
    Pipe,
    Edit,
    Refresh,
    Problems,
    Info,
    Encodings,
    Highlight,
    Correct,
    Order,
    Reverse,
    Group,
    Merge,
    Theme,
    Settings,
    Palette,
    Help,
    Language,
    Redraw,
    FrameCost,
    Suspend,
    Cancel,
    Back,
    Quit,
}

impl Action {
    /// Its name in the config: `next-article`.
    pub fn name(self) -> String {
        let mut name = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_ascii_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.push(c.to_ascii_lowercase());
        }
        name
    }

    /// The action of this name.
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().map(|row| row.action).find(|action| action.name() == name)
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// Its keys in key notation, separated by spaces; `_` joins the keys of a sequence.
    pub keys: &'static str,
    /// The contexts in which the keys are bound.
    pub contexts: &'static [Context],
    /// What it does.
    pub name: ActionName,
}

impl ActionRow {
    /// What it does, in `lang`. Behind the key that opens the other facets stands which they are.
    pub fn text(&self, lang: Lang) -> String {
        let name = self.name.text(lang);
        if self.action != Action::Facets {
            return name.to_owned();
        }
        let others = Facet::ALL.into_iter().filter(|facet| *facet != Facet::Province);
        let others: Vec<&str> = others.map(|facet| facet.row().name.text(lang)).collect();
        Phrase::Label(name).text(lang) + &Phrase::List(&others).text(lang)
    }
}

use Context::{Facets, List, Marks, Overlay, Reader, Selection, Statistics, Uses};

const EVERYWHERE: &[Context] = &[List, Reader, Selection, Facets, Overlay, Marks, Uses, Statistics];
const ALL: &[Context] = &[List, Reader, Facets, Overlay, Marks];
const LISTS: &[Context] = &[List, Reader, Overlay, Marks];
const PANES: &[Context] = &[List, Reader, Facets];
const CONCORDANCE: &[Context] = &[Uses, Statistics];
const TEXT: &[Context] = &[List, Reader];
const MARKED: &[Context] = &[List, Reader, Selection];
const SENTENCES: &[Context] = &[Reader, Selection];

const fn row(
    action: Action,
    keys: &'static str,
    contexts: &'static [Context],
    name: ActionName,
) -> ActionRow {
    ActionRow { action, keys, contexts, name }
}

/// The table. A key may appear in several rows if their contexts differ.
pub const TABLE: &[ActionRow] = &[
    row(Action::Down, "j Down", EVERYWHERE, ActionName::Down),
    row(Action::Up, "k Up", EVERYWHERE, ActionName::Up),
    row(
        Action::HalfDown,
        "d C-d",
        &[List, Reader, Selection, Facets, Overlay, Uses, Statistics],
        ActionName::HalfDown,
    ),
    row(Action::HalfUp, "u C-u", EVERYWHERE, ActionName::HalfUp),
    row(Action::PageDown, "f C-f PgDn", EVERYWHERE, ActionName::PageDown),
    row(Action::PageUp, "b C-b PgUp", EVERYWHERE, ActionName::PageUp),
    row(Action::Top, "g Home", EVERYWHERE, ActionName::Top),
    row(Action::Bottom, "G End", EVERYWHERE, ActionName::Bottom),
    row(Action::Percent, "%", TEXT, ActionName::Percent),
    row(Action::Space, "Space", LISTS, ActionName::Space),
    row(Action::Include, "Space", &[Facets], ActionName::Include),
    row(Action::Exclude, "-", &[Facets], ActionName::Exclude),
    row(Action::OnlyThis, "Enter", &[Facets], ActionName::OnlyThis),
    row(Action::AllValues, "a", &[Facets], ActionName::AllValues),
    row(Action::SwitchJoining, "&", &[Facets], ActionName::SwitchJoining),
    row(Action::SortValues, "o", &[Facets], ActionName::SortValues),
    row(Action::Enter, "Enter", LISTS, ActionName::Enter),
    row(Action::Right, "l Right", ALL, ActionName::Right),
    row(Action::Left, "h Left", ALL, ActionName::Left),
    row(Action::NextPane, "Tab", PANES, ActionName::NextPane),
    row(Action::PreviousPane, "S-Tab", PANES, ActionName::PreviousPane),
    row(Action::NextArticle, "J C-n", TEXT, ActionName::NextArticle),
    row(Action::PreviousArticle, "K C-p", TEXT, ActionName::PreviousArticle),
    row(Action::Restart, "BS", TEXT, ActionName::Restart),
    row(Action::NextNew, "]", TEXT, ActionName::NextNew),
    row(Action::PreviousNew, "[", TEXT, ActionName::PreviousNew),
    row(Action::ToggleRead, "r", TEXT, ActionName::ToggleRead),
    row(Action::AllSeen, "A", TEXT, ActionName::AllSeen),
    row(Action::Star, "B F8", MARKED, ActionName::Star),
    row(Action::Tag, "#", MARKED, ActionName::Tag),
    row(Action::Note, "a F7", MARKED, ActionName::Note),
    row(Action::Underline, "- F9", &[Selection], ActionName::Underline),
    row(Action::Mark, "m", TEXT, ActionName::Mark),
    row(Action::JumpToMark, "'", TEXT, ActionName::JumpToMark),
    row(Action::JumpBack, "H C-o", TEXT, ActionName::JumpBack),
    row(Action::JumpForward, "L", TEXT, ActionName::JumpForward),
    row(Action::Searches, "F F4", PANES, ActionName::Searches),
    row(Action::Marks, "M", TEXT, ActionName::Marks),
    row(Action::Remove, "d x", &[Marks], ActionName::Remove),
    row(Action::EditNote, "a e F7", &[Marks], ActionName::EditNote),
    row(Action::Publish, "p", &[Marks], ActionName::Publish),
    row(Action::Undo, "U", &[List, Reader, Selection, Marks], ActionName::Undo),
    row(Action::NextParagraph, "}", SENTENCES, ActionName::NextParagraph),
    row(Action::PreviousParagraph, "{", SENTENCES, ActionName::PreviousParagraph),
    row(Action::NextSentence, ")", SENTENCES, ActionName::NextSentence),
    row(Action::PreviousSentence, "(", SENTENCES, ActionName::PreviousSentence),
    row(Action::Select, "v F9", &[Reader], ActionName::Select),
    row(Action::PassageMenu, "Enter", &[Selection], ActionName::PassageMenu),
    row(Action::SelectRight, "l Right", &[Selection], ActionName::SelectRight),
    row(Action::SelectLeft, "h Left", &[Selection], ActionName::SelectLeft),
    row(Action::SelectNext, "Tab", &[Selection], ActionName::SelectNext),
    row(Action::SelectPrevious, "S-Tab", &[Selection], ActionName::SelectPrevious),
    row(Action::SwapEnds, "o", &[Selection], ActionName::SwapEnds),
    row(Action::Unselect, "v", &[Selection], ActionName::Unselect),
    row(Action::Outline, "o", &[Reader], ActionName::Outline),
    row(Action::NextHeading, "Z_j", &[Reader], ActionName::NextHeading),
    row(Action::PreviousHeading, "Z_k", &[Reader], ActionName::PreviousHeading),
    row(Action::Beside, "Z_l", TEXT, ActionName::Beside),
    row(Action::Uses, "c F5", &[List, Reader, Facets, Selection, Statistics], ActionName::Uses),
    row(Action::Statistics, "C F6", &[List, Reader, Facets, Uses], ActionName::Statistics),
    row(Action::Enter, "Enter", &[Uses], ActionName::OpenUse),
    row(Action::Enter, "Enter", &[Statistics], ActionName::OpenRow),
    row(Action::Space, "Space", &[Uses], ActionName::Peek),
    row(Action::Right, "l Right", CONCORDANCE, ActionName::OpenUse),
    row(Action::Left, "h Left", CONCORDANCE, ActionName::OneBack),
    row(Action::NextHit, "n ; F3", &[Uses], ActionName::OpenUse),
    row(Action::Percent, "%", CONCORDANCE, ActionName::Percent),
    row(Action::Filter, "/", CONCORDANCE, ActionName::NarrowRows),
    row(Action::Order, "o", CONCORDANCE, ActionName::OrderRows),
    row(Action::Group, "S", &[Uses], ActionName::GroupUses),
    row(Action::TakeOut, "x", &[Uses], ActionName::TakeOut),
    row(Action::Save, "s", CONCORDANCE, ActionName::SaveTable),
    row(Action::Print, "Y", &[Uses], ActionName::PrintRows),
    row(Action::NextPane, "Tab", &[Statistics], ActionName::NextPage),
    row(Action::PreviousPane, "S-Tab", &[Statistics], ActionName::PreviousPage),
    row(Action::WiderWindow, "+", &[Statistics], ActionName::WiderWindow),
    row(Action::NarrowerWindow, "-", &[Statistics], ActionName::NarrowerWindow),
    row(Action::CrossSentences, "w", &[Statistics], ActionName::CrossSentences),
    row(Action::Oftener, ">", &[Statistics], ActionName::Oftener),
    row(Action::Rarer, "<", &[Statistics], ActionName::Rarer),
    row(Action::CommonWords, "a", &[Statistics], ActionName::CommonWords),
    row(Action::Against, "v", &[Statistics], ActionName::Against),
    row(Action::Figures, "e", &[Statistics], ActionName::Figures),
    row(Action::SpreadBy, "t", &[Statistics], ActionName::SpreadBy),
    row(Action::Map, "P", &[Statistics], ActionName::SpreadMap),
    row(Action::Filter, "/", ALL, ActionName::Filter),
    row(Action::AddTerm, "&", TEXT, ActionName::AddTerm),
    row(Action::NextHit, "n ; F3", TEXT, ActionName::NextHit),
    row(Action::PreviousHit, "N , S-F3", TEXT, ActionName::PreviousHit),
    row(Action::FilterByMark, "*", MARKED, ActionName::FilterByMark),
    row(Action::ClearFilter, "X", PANES, ActionName::ClearFilter),
    row(Action::Provinces, "p F2", PANES, ActionName::Provinces),
    row(Action::Facets, "t", PANES, ActionName::Facets),
    row(Action::Map, "P", PANES, ActionName::Map),
    row(Action::SwitchRole, "i", PANES, ActionName::SwitchRole),
    row(Action::NextProvince, ">", PANES, ActionName::NextProvince),
    row(Action::PreviousProvince, "<", PANES, ActionName::PreviousProvince),
    row(Action::FullScreen, "z", TEXT, ActionName::FullScreen),
    row(Action::Wider, "+", TEXT, ActionName::Wider),
    row(Action::Narrower, "-", TEXT, ActionName::Narrower),
    row(Action::Spacing, "W", TEXT, ActionName::Spacing),
    row(Action::Flush, "w", TEXT, ActionName::Flush),
    row(Action::Grid, "", TEXT, ActionName::Grid),
    row(Action::Hang, "", TEXT, ActionName::Hang),
    row(Action::Cite, "y", MARKED, ActionName::Cite),
    row(Action::Print, "Y", MARKED, ActionName::Print),
    row(Action::Save, "s", &[List, Reader, Selection, Marks], ActionName::Save),
    row(Action::Pipe, "|", MARKED, ActionName::Pipe),
    row(Action::Edit, "e", TEXT, ActionName::Edit),
    row(Action::Refresh, "R", PANES, ActionName::Refresh),
    row(Action::Problems, "!", PANES, ActionName::Problems),
    row(Action::Info, "= C-g", TEXT, ActionName::Info),
    row(Action::Encodings, "E", &[Reader], ActionName::Encodings),
    row(Action::Highlight, "I", TEXT, ActionName::Light),
    row(Action::Correct, "@", TEXT, ActionName::Correct),
    row(Action::Order, "o", &[List], ActionName::Order),
    row(Action::Reverse, "O", &[List], ActionName::Reverse),
    row(Action::Merge, "D", &[List], ActionName::Merge),
    row(Action::Group, "S", &[List], ActionName::Group),
    row(Action::Theme, "T", EVERYWHERE, ActionName::Theme),
    row(Action::Settings, ".", PANES, ActionName::Settings),
    row(Action::Palette, ":", EVERYWHERE, ActionName::Palette),
    row(Action::Help, "? F1", EVERYWHERE, ActionName::Help),
    row(Action::Language, "", EVERYWHERE, ActionName::Language),
    row(Action::Redraw, "C-l", EVERYWHERE, ActionName::Redraw),
    row(Action::FrameCost, "C-t", EVERYWHERE, ActionName::FrameCost),
    row(Action::Suspend, "C-z", EVERYWHERE, ActionName::Suspend),
    row(Action::Cancel, "Esc C-c", EVERYWHERE, ActionName::Cancel),
    row(Action::Back, "q", EVERYWHERE, ActionName::Back),
    row(Action::Quit, "Q Z_Z C-q", EVERYWHERE, ActionName::Quit),
];

/// Keys of the input line, in key notation. `prompt` and `update::completion` handle them; this table only feeds help and
/// `docs/en/keys.md`.
pub const LINE: &[(&str, ActionName)] = &[
    ("1-9", ActionName::LineDigit),
    ("Tab Down Right", ActionName::LineNext),
    ("S-Tab Up Left", ActionName::LinePrevious),
    ("PgDn PgUp", ActionName::LinePage),
    ("BS", ActionName::LineBack),
    ("Space |", ActionName::LineEnd),
    ("Enter", ActionName::LineAccept),
    ("C-s", ActionName::LineSave),
    ("Esc C-c C-g", ActionName::LineCancel),
    ("Up Down C-p C-n", ActionName::LineHistory),
    ("C-a C-e Home End", ActionName::LineEdge),
    ("C-b C-f C-Left C-Right", ActionName::LineMove),
    ("C-h C-d C-w C-u C-k", ActionName::LineDelete),
];
