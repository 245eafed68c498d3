//! What a name says of a file: whether it may hold text, and whether that may be an article.
//!
//! What must not go in: looking at files, and what articles have from the folders above them (`inherited`).

use std::ffi::OsStr;
use std::path::Path;

use crate::archive;
use crate::format::decode;
use crate::messages::{ForeignForm, Reason};

/// A file or folder name as text.
pub fn shown_name(raw: &[u8]) -> String {
    decode::decode_name(raw)
}

/// Why a text of this name is no article, if it is none.
fn no_article(name: &str) -> Option<Reason> {
    let name = name.to_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match () {
        () if SETTINGS.contains(&name.as_str()) || SETTINGS_EXTENSIONS.contains(&extension) => {
            Some(Reason::Settings)
        }
        () if CODE.contains(&extension) => Some(Reason::Code),
        () if TEMPLATES.contains(&extension) => Some(Reason::Template),
        () => None,
    }
}

/// Why a file of this name is not read, if its name rules that out. What it is packed in does not matter.
pub(super) fn not_read(name: &str) -> Option<Reason> {
    let name = archive::unpacked_name(name);
    let extension = Path::new(name).extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    let extension = extension.as_deref().unwrap_or_default();
    match foreign(extension) {
        Some(form) => Some(Reason::Foreign(form)),
        None if NOT_TEXT.contains(&extension) => Some(Reason::NameOfNoText),
        None => no_article(name),
    }
}

/// Hidden, or a shadow that macOS puts into archives.
pub(super) fn is_hidden(name: &[u8]) -> bool {
    name.starts_with(b".") || name == b"__MACOSX"
}

const SETTINGS: &[&str] = &[
    "package.json",
    "package-lock.json",
    "composer.json",
    "composer.lock",
    "tsconfig.json",
    "jsconfig.json",
    "manifest.json",
    "bower.json",
    "lerna.json",
    "yarn.lock",
    "cargo.toml",
    "go.mod",
    "go.sum",
    "gemfile",
    "pipfile",
    "requirements.txt",
    "robots.txt",
    "humans.txt",
    "ads.txt",
    "sitemap.xml",
    "sitemap.txt",
    "sitemap_index.xml",
    "sitemap-index.xml",
    "cname",
    "makefile",
    "dockerfile",
    "rakefile",
    "procfile",
    "jenkinsfile",
    "vagrantfile",
    "cmakelists.txt",
    "browserconfig.xml",
    "crossdomain.xml",
    "vercel.json",
    "opensearch.xml",
];

const SETTINGS_EXTENSIONS: &[&str] = &[
    "yml",
    "yaml",
    "toml",
    "ini",
    "cfg",
    "conf",
    "lock",
    "map",
    "webmanifest",
    "gradle",
    "properties",
    "editorconfig",
    "sum",
];

const CODE: &[&str] = &[
    "scss", "sass", "less", "styl", "ts", "jsx", "tsx", "vue", "mjs", "cjs", "py", "rb", "go", "rs", "java",
    "kt", "c", "h", "cc", "cpp", "hpp", "cs", "sh", "bash", "zsh", "bat", "ps1", "sql", "php", "lua", "r",
    "swift", "sty", "cls", "bib", "bst",
];

const TEMPLATES: &[&str] = &[
    "ejs",
    "njk",
    "liquid",
    "j2",
    "jinja",
    "jinja2",
    "hbs",
    "mustache",
    "handlebars",
    "pug",
    "jade",
    "swig",
    "erb",
    "tmpl",
    "tpl",
    "haml",
];

const NOT_TEXT: &[&str] = &[
    "a", "avi", "bin", "bmp", "class", "css", "db", "dll", "exe", "gif", "ico", "jar", "jpeg", "jpg", "js",
    "m4a", "mkv", "mov", "mp3", "mp4", "o", "ogg", "otf", "png", "psd", "pyc", "so", "sqlite", "svg", "tif",
    "tiff", "ttf", "wav", "webm", "webp", "wmv", "woff", "woff2",
];

/// Forms of text that are not read, by the ends of their names.
fn foreign(extension: &str) -> Option<ForeignForm> {
    Some(match extension {
        "7z" => ForeignForm::SevenZip,
        "rar" => ForeignForm::Rar,
        "lzh" | "lha" | "cab" | "arj" | "ace" | "z" | "lzma" | "br" | "lz4" => ForeignForm::OldArchive,
        "warc" | "wacz" => ForeignForm::Warc,
        "doc" | "dot" => ForeignForm::Word,
        "wps" | "wpt" => ForeignForm::Wps,
        "xls" | "xlsx" | "et" | "ods" => ForeignForm::Sheet,
        "ppt" | "pptx" | "dps" | "odp" => ForeignForm::Slides,
        "chm" => ForeignForm::Chm,
        "mobi" | "azw" | "azw3" | "prc" => ForeignForm::Kindle,
        "caj" | "kdh" | "nh" => ForeignForm::Caj,
        _ => return None,
    })
}
