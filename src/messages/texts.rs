//! How a language writes its fixed texts: a table of names and texts.

/// Defines a function from the variants of an enum to their texts; the compiler checks that none is missing.
macro_rules! texts {
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
