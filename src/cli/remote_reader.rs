//! The reader on an index in an engine: `xinglan https://host/prefix/NAME`.
//!
//! What must not go in: what is asked of the engine.

use std::path::{Path, PathBuf};

use crate::app::Options;
use crate::corpus::load::{LoadOptions, Root};
use crate::error::Error;
use crate::remote::address::is_url;
use crate::remote::index::RemoteIndex;
use crate::remote::reading::RemoteLibrary;
use crate::session::{LibrarySpec, Opening, Session, StateAccess, Wake};
use crate::state::LibraryIdentity;

/// The index that the only root is the address of, opened; none if that is a folder or file.
pub(super) fn opened(roots: &[Root], authorities: Option<&Path>) -> Result<Option<RemoteIndex>, Error> {
    let [Root::Path(url)] = roots else { return Ok(None) };
    if !is_url(url) {
        return Ok(None);
    }
    RemoteIndex::at(url, authorities.map(Path::to_owned))
        .map(Some)
        .map_err(|fault| Error::NothingRead(fault.into()))
}

/// A session on an index, or else on folders and files.
pub(super) fn start(
    index: Option<RemoteIndex>,
    spec: LibrarySpec,
    load: LoadOptions,
    options: Options,
    wake: &Wake,
) -> Session {
    match index {
        Some(index) => session(index, &spec, options, wake),
        None => Session::start(spec, load, options, wake),
    }
}

/// A session on an index. What is added to its articles is kept here, by their keys.
fn session(index: RemoteIndex, spec: &LibrarySpec, options: Options, wake: &Wake) -> Session {
    let url: Vec<PathBuf> = Session::paths(&spec.roots);
    let identity = LibraryIdentity {
        roots: url.iter().map(|url| url.to_string_lossy().into_owned()).collect(),
        inodes: Vec::new(),
    };
    let opening = Opening {
        name: index.name().as_str().to_owned(),
        library: Box::new(RemoteLibrary::new(index, wake)),
        hidden: Vec::new(),
        identity,
        state: spec.state.clone().map_or(StateAccess::Off, StateAccess::File),
    };
    Session::over(opening, options, wake)
}
