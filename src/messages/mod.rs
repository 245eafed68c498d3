//! Every word the user sees, as typed values with a text in each language.
//!
//! The rest of the program makes values ([`Word`], [`ActionName`], …) and keeps them; the edge that shows them asks for the
//! text in the language of the user. A language is one folder, [`zh`] and [`en`], which implements [`Language`]; the compiler
//! says what a new one lacks. To add a message, add a variant and one line in each language.
//!
//! What must not go in: logic, and types of other folders. Values carry numbers, strings and small enums of this folder.

mod action;
mod en;
mod word;
mod zh;

pub use action::ActionName;
pub use word::Word;

/// Language of the user interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// What a language can say.
trait Language {
    fn word(&self, word: Word) -> &'static str;
    fn action(&self, name: ActionName) -> &'static str;
}

impl Lang {
    fn language(self) -> &'static dyn Language {
        match self {
            Self::Zh => &zh::Chinese,
            Self::En => &en::English,
        }
    }
}

impl Word {
    /// The word in `lang`.
    pub fn text(self, lang: Lang) -> &'static str {
        lang.language().word(self)
    }
}

impl ActionName {
    /// The name in `lang`.
    pub fn text(self, lang: Lang) -> &'static str {
        lang.language().action(self)
    }
}

/// Defines a function from the variants of an enum to their texts; the compiler checks that none is missing.
macro_rules! texts {
    ($function:ident($kind:ident): $($name:ident = $text:literal;)*) => {
        pub(super) const fn $function(value: $kind) -> &'static str {
            match value { $($kind::$name => $text,)* }
        }
    };
}
use texts;
