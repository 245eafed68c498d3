//! ODT: the document of `LibreOffice` and of the standard ODF.
//!
//! What is shown is what its programs show with all changes accepted: they keep what was deleted apart. What must not go in:
//! the ZIP around it ([`super::package`]).

mod body;
mod styles;

use super::flow::OfficeFlow;
use super::package::Package;
use super::properties::Properties;
use super::xml::text_of;
use crate::format::{Draft, FolderVerdict};
use crate::messages::Reason;
use body::OdtBody;
use styles::OdfStyles;

/// What the first member of a text of ODF says, and of a template of one.
const KIND: &[u8] = b"application/vnd.oasis.opendocument.text";

/// Reads a document; none if the package holds something else.
///
/// # Errors
/// It is broken, encrypted, or larger than documents are.
pub(super) fn read(
    package: &mut Package<'_>,
    name: &str,
    verdict: &FolderVerdict,
) -> Result<Option<Draft>, Reason> {
    if !package.member("mimetype")?.is_some_and(|kind| kind.starts_with(KIND)) {
        return Ok(None);
    }
    let manifest = package.member("META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(Reason::Encrypted);
    }
    let content = text_of(&package.needed("content.xml")?);
    let mut styles = OdfStyles::default();
    let common = package.member("styles.xml")?.map(|bytes| text_of(&bytes)).unwrap_or_default();
    styles.add(&common);
    styles.add(&content);
    let properties = package.member("meta.xml")?.map(|bytes| Properties::of(&bytes)).unwrap_or_default();
    let mut flow = OfficeFlow::default();
    OdtBody::new(&content, &styles, &mut flow).read();
    Ok(Some(flow.finish(&properties, name, verdict)))
}
