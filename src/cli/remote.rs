//! What commands have in common that ask an engine: the certificates they trust, and the client.
//!
//! Secrets are no arguments, see [`crate::remote::secrets`].

use std::path::PathBuf;

use clap::Args;

use crate::error::Error;
use crate::messages::RemoteFault;
use crate::remote::address::EngineAddress;
use crate::remote::client::Client;
use crate::remote::secrets::{Access, GivenSecrets};

/// How an engine is asked.
#[derive(Debug, Clone, Args)]
pub(crate) struct RemoteArgs {
    /// Trust the certificates of this file instead of the usual ones
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
}

impl RemoteArgs {
    /// A client for the engine at `address`.
    pub(super) fn client(&self, address: EngineAddress) -> Result<Client, Error> {
        let access =
            Access::of(&address, self.ca.clone(), &GivenSecrets::of_process()).map_err(wrong_address)?;
        Client::new(address, &access).map_err(wrong_address)
    }
}

/// What is wrong before anything is asked: bad usage.
pub(super) fn wrong_address(fault: RemoteFault) -> Error {
    Error::Usage(fault.into())
}
