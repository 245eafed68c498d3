//! The bytes of a picture that an article names: found from the place of the article, in a document, an archive or a folder.
//!
//! Nothing outside of what was opened is looked at, whatever the address says. What must not go in: what a picture looks like.

use std::io::Read;
use std::path::{Component, Path, PathBuf};

use super::file_system::FileSystem;
use super::unpack::member;
use super::{Article, Root};
use crate::format::{Form, documents, picture_paths};
use crate::messages::PictureFault;

/// The largest file of a picture (bytes).
const LARGEST: usize = 32 << 20;

/// Where a picture is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PicturePlace {
    /// What was opened.
    root: PathBuf,
    /// The file of the article.
    file: PathBuf,
    /// The page of a book.
    page: Option<String>,
    is_document: bool,
    address: String,
}

impl PicturePlace {
    /// The place of the picture that `article` names by `address`. Pictures of what is built in are none.
    ///
    /// # Errors
    /// It lies on the web, or nowhere.
    pub fn of(article: Article<'_>, roots: &[Root], address: &str) -> Result<Self, PictureFault> {
        let missing = || PictureFault::Missing(address.to_owned());
        if is_on_the_web(address) {
            return Err(PictureFault::OnTheWeb(address.to_owned()));
        }
        let root = roots.get(usize::from(article.root())).and_then(Root::path).ok_or_else(missing)?;
        let form = article.form();
        Ok(Self {
            root: root.to_owned(),
            file: article.path(),
            page: article.place().and_then(|place| place.member),
            is_document: matches!(form, Form::Docx | Form::Epub | Form::Odt | Form::Ofd | Form::Pdf),
            address: address.to_owned(),
        })
    }

    /// The bytes of the picture.
    ///
    /// # Errors
    /// There is none, or it is larger than pictures are.
    pub fn bytes(&self, files: &dyn FileSystem) -> Result<Vec<u8>, PictureFault> {
        if self.is_document {
            let missing = || PictureFault::Missing(self.address.clone());
            let document = read(files, &self.file, documents::LARGEST)?.ok_or_else(missing)?;
            return documents::picture(&document, self.page.as_deref(), &self.address).ok_or_else(missing);
        }
        let folder = self.file.parent().unwrap_or_else(|| Path::new(""));
        // Beside a file that was opened alone, and below a folder.
        let is_alone = self.root == self.file;
        let border = if is_alone { folder } else { self.root.as_path() };
        let mut outside = false;
        for address in picture_paths(&self.address) {
            let start = if address.starts_with('/') { border } else { folder };
            let path = joined(start, Path::new(&address));
            if !path.starts_with(border) || !is_within(files, border, &path) {
                outside = true;
                continue;
            }
            if let Some(bytes) = read(files, &path, LARGEST)? {
                return Ok(bytes);
            }
        }
        let address = self.address.clone();
        Err(if outside { PictureFault::Outside(address) } else { PictureFault::Missing(address) })
    }
}

/// Whether an address leads to another machine.
fn is_on_the_web(address: &str) -> bool {
    let scheme = address.split_once("://").map(|(scheme, _)| scheme);
    address.starts_with("//")
        || scheme.is_some_and(|scheme| scheme.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// `folder` and below it `path`, without `.` and `..`.
fn joined(folder: &Path, path: &Path) -> PathBuf {
    let mut whole = folder.to_owned();
    for part in path.components() {
        match part {
            Component::ParentDir => _ = whole.pop(),
            Component::Normal(part) => whole.push(part),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    whole
}

/// Whether no link leads out. What is not on the disk may lie in an archive.
fn is_within(files: &dyn FileSystem, border: &Path, path: &Path) -> bool {
    match (files.canonicalize(border), files.canonicalize(path)) {
        (Ok(border), Ok(path)) => path.starts_with(border),
        _ => true,
    }
}

/// The bytes at a path of the disk or of an archive; none if nothing is there.
fn read(files: &dyn FileSystem, path: &Path, limit: usize) -> Result<Option<Vec<u8>>, PictureFault> {
    let Ok(opened) = files.open(path, true) else { return Ok(member(files, path, limit)) };
    let mut bytes = Vec::new();
    if opened.bytes.take(limit as u64 + 1).read_to_end(&mut bytes).is_err() {
        return Ok(None);
    }
    if bytes.len() > limit { Err(PictureFault::TooLarge) } else { Ok(Some(bytes)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_out_by_its_name() {
        let joined = |path| joined(Path::new("/a/b"), Path::new(path)).display().to_string();
        assert_eq!(joined("../图/1.png"), "/a/图/1.png");
        assert_eq!(joined("./c/../1.png"), "/a/b/1.png");
        assert_eq!(joined("/etc/passwd"), "/a/b/etc/passwd");
        assert_eq!(joined("../../../../etc/passwd"), "/etc/passwd");
    }

    #[test]
    fn other_machines_are_known() {
        assert!(is_on_the_web("https://a.cn/1.png") && is_on_the_web("//a.cn/1.png"));
        assert!(!is_on_the_web("图/1.png") && !is_on_the_web("图：://1.png"));
    }
}
