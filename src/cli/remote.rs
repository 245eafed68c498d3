//! What commands have in common that ask an engine: the client, with the certificates it trusts.
//!
//! Secrets are no arguments, see [`crate::remote::secrets`].

use std::path::Path;

use crate::error::Error;
use crate::messages::RemoteFault;
use crate::remote::address::EngineAddress;
use crate::remote::client::Client;
use crate::remote::secrets::{Access, GivenSecrets};

/// A client for the engine at `address` that trusts the authorities of a file, if one is given.
pub(super) fn client(address: EngineAddress, authorities: Option<&Path>) -> Result<Client, Error> {
    let authorities = authorities.map(Path::to_owned);
    let access = Access::of(&address, authorities, &GivenSecrets::of_process()).map_err(wrong_address)?;
    Client::new(address, &access).map_err(wrong_address)
}

/// What is wrong before anything is asked: bad usage.
pub(super) fn wrong_address(fault: RemoteFault) -> Error {
    Error::Usage(fault.into())
}
