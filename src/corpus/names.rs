//! What a name says of a file: whether it may hold text, and whether that may be an article.
//!
//! What must not go in: looking at files, and what articles have from the folders above them (`inherited`).

use std::ffi::OsStr;
use std::path::Path;

use crate::format::decode;
use crate::messages::Reason;

/// A file or folder name as text.
pub fn shown_name(raw: &[u8]) -> String {
    decode::decode_name(raw)
}

/// Why a text of this name is no article, if it is none.
pub(super) fn no_article(name: &str) -> Option<Reason> {
    const SETTINGS: &str = " package.json package-lock.json composer.json composer.lock tsconfig.json jsconfig.json \
        manifest.json bower.json lerna.json yarn.lock cargo.toml go.mod go.sum gemfile pipfile requirements.txt robots.txt \
        humans.txt ads.txt sitemap.xml sitemap.txt sitemap_index.xml sitemap-index.xml cname makefile dockerfile \
        rakefile procfile jenkinsfile vagrantfile cmakelists.txt browserconfig.xml crossdomain.xml vercel.json opensearch.xml ";
    const SETTINGS_EXTENSIONS: &str =
        " yml yaml toml ini cfg conf lock map webmanifest gradle properties editorconfig sum ";
    const CODE: &str = " scss sass less styl ts jsx tsx vue mjs cjs py rb go rs java kt c h cc cpp hpp cs sh bash zsh bat \
        ps1 sql php lua r swift sty cls bib bst ";
    const TEMPLATES: &str =
        " ejs njk liquid j2 jinja jinja2 hbs mustache handlebars pug jade swig erb tmpl tpl haml ";
    let name = name.to_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_in = |list: &str, word: &str| !word.is_empty() && list.contains(&format!(" {word} "));
    match () {
        () if is_in(SETTINGS, &name) || is_in(SETTINGS_EXTENSIONS, extension) => Some(Reason::Settings),
        () if is_in(CODE, extension) => Some(Reason::Code),
        () if is_in(TEMPLATES, extension) => Some(Reason::Template),
        () => None,
    }
}

/// Whether the name does not rule out text.
pub(super) fn may_be_text(name: &OsStr) -> bool {
    const NOT_TEXT: &[&str] = &[
        "7z", "a", "avi", "bin", "bmp", "bz2", "class", "css", "db", "dll", "doc", "docx", "epub", "exe",
        "gif", "gz", "ico", "jar", "jpeg", "jpg", "js", "m4a", "mkv", "mov", "mp3", "mp4", "o", "odt", "ogg",
        "otf", "pdf", "png", "ppt", "pptx", "psd", "pyc", "rar", "so", "sqlite", "svg", "tar", "tif", "tiff",
        "ttf", "wav", "webm", "webp", "wmv", "woff", "woff2", "wps", "xls", "xlsx", "xz", "zip", "zst",
    ];
    let extension = Path::new(name).extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    !extension.is_some_and(|e| NOT_TEXT.contains(&e.as_str()))
}
