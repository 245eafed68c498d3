//! How a language writes its fixed texts: a table of names and texts.
//!
//! Chinese is written first: its tables also say which names there are. The tables of the other languages must have the
//! same, which the compiler checks.

/// Defines a function from the names to their texts, and with `pub enum` before them the names themselves.
macro_rules! texts {
    ($(#[$about:meta])* pub enum $kind:ident; $function:ident: $($name:ident = $text:literal;)*) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the texts say what each one is")]
        pub enum $kind { $($name,)* }

        texts! { $function($kind): $($name = $text;)* }
    };
    ($function:ident($kind:ident): $($name:ident = $text:literal;)*) => {
        pub(super) const fn $function(value: $kind) -> &'static str {
            match value { $($kind::$name => $text,)* }
        }

        /// All of them.
        #[cfg(test)]
        pub(super) const ALL: &[&str] = &[$($text,)*];
    };
}
pub(super) use texts;
