//! The picture of an article, read and unpacked on a thread of its own: bytes and work are spent only when it is asked for.
//!
//! What must not go in: where pictures lie, and what they look like.

use std::sync::Arc;

use super::SharedLibrary;
use crate::corpus::{ArticleId, Corpus, PicturePlace};
use crate::messages::PictureFault;
use crate::picture::Picture;

/// A picture that is being opened.
pub(super) type OpenedPicture = Result<Arc<Picture>, PictureFault>;

/// What is to be done for the picture at `address` in an article: on another thread, for it may take a second.
pub(super) fn opening(
    library: &SharedLibrary,
    corpus: &Corpus,
    article: ArticleId,
    address: &str,
) -> impl FnOnce() -> OpenedPicture + Send + 'static {
    let place = corpus
        .article(article)
        .ok_or_else(|| PictureFault::Missing(address.to_owned()))
        .and_then(|article| PicturePlace::of(article, &library.roots(), address));
    let files = library.options().files;
    move || Picture::read(&place?.bytes(&*files)?).map(Arc::new)
}
