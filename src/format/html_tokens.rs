//! The tokenizer of HTML, made once: each kind of closure that it is given directly is a copy of it in the program, 200 kB each.
//!
//! What must not go in: what tokens mean.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// Hands the tokens of `text` to `take`.
pub fn tokens(text: &str, take: &mut dyn FnMut(CallbackEvent<'_>)) {
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        take(event);
        None
    });
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
}
