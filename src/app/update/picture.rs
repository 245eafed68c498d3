//! The picture of a lit line: which file it is, and asking for it. On a slow line it is asked for twice.
//!
//! What must not go in: reading pictures, and drawing them.

use std::sync::Arc;

use crate::app::App;
use crate::app::event::Effect;
use crate::app::menu::{Overlay, OverlayKind};
use crate::corpus::Article;
use crate::format::{Kind, names_picture};
use crate::messages::{Message, PictureFault, Word};
use crate::picture::Picture;

/// A picture whose line is lit.
enum LitPicture {
    /// It is at this address.
    At(String),
    /// The article does not say where it is.
    Somewhere,
}

/// Whether a picture line is lit.
pub(super) fn is_lit(app: &App) -> bool {
    lit(app).is_some()
}

/// Asks for the picture of the lit line.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    match app.reader.id().zip(lit(app)) {
        Some((id, LitPicture::At(address))) => {
            app.say(Word::PictureComes);
            vec![Effect::OpenPicture(id, address)]
        }
        Some((_, LitPicture::Somewhere)) => {
            app.say(Message::Picture(PictureFault::NoAddress));
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Shows a picture, or says why it is not shown. Who has gone on meanwhile does not want it any more.
pub(super) fn show(app: &mut App, picture: Result<Arc<Picture>, PictureFault>) {
    match picture {
        Ok(picture) if app.overlay.is_none() && is_lit(app) => {
            app.notice = None;
            app.overlay = Some(Overlay::new(OverlayKind::Picture, Vec::new()).with_picture(picture));
        }
        Ok(_) => {}
        Err(fault) => app.say(Message::Picture(fault)),
    }
}

/// The picture whose line is lit.
fn lit(app: &App) -> Option<LitPicture> {
    let range = app.reader.selected()?;
    let article = app.reader.held()?.article();
    let at = |index: usize| article.paragraph(index);
    let is_here = |index: &usize| {
        at(*index).is_some_and(|p| {
            p.kind == Kind::Image
                && p.start <= range.start as usize
                && p.start + p.text.len() > range.start as usize
        })
    };
    let index = (0..article.paragraph_count()).find(is_here)?;
    Some(address(article, index).map_or(LitPicture::Somewhere, LitPicture::At))
}

/// The address of the picture of a paragraph. It stands beside the article, after the text of the picture.
fn address(article: Article<'_>, index: usize) -> Option<String> {
    let text = article.paragraph(index)?.text;
    let is_same = |other: &usize| {
        article.paragraph(*other).is_some_and(|p| p.kind == Kind::Image && p.text.as_str() == text.as_str())
    };
    let before = (0..index).filter(is_same).count();
    let addresses: Vec<String> = article
        .beside()
        .iter()
        .filter(|p| p.kind == Kind::Link)
        .filter_map(|p| p.text.as_str().strip_prefix(text.as_str())?.strip_prefix("  ").map(str::to_owned))
        .collect();
    let known = addresses.get(before).or_else(|| addresses.last()).cloned();
    known.or_else(|| names_picture(text.as_str()).then(|| text.as_str().to_owned()))
}
