//! A Helm repository over HTTP: its index, and the archives that it names.

use crate::address::Address;
use crate::client::{Client, Progress, Request};
use crate::error::Error;
use crate::index::{Entry, find_chart};

/// The most bytes of an index; the largest public ones are a third of it.
pub const INDEX_LIMIT: u64 = 128 << 20;

/// The most bytes of a chart's archive, a manifest or a forge's tarball.
pub const FILE_LIMIT: u64 = 256 << 20;

/// The index of the repository at an address.
pub fn index(client: &Client, repository: &str) -> Result<Vec<u8>, Error> {
    let address = Address::parse(repository)?.below("index.yaml")?;
    let request = Request {
        limit: INDEX_LIMIT,
        text: true,
    };
    client.get(&address, request, &|_| {})
}

/// A chart's version in the index of the repository at an address, and its archive's address.
pub fn locate(
    repository: &str,
    index: &[u8],
    chart: &str,
    version: &str,
) -> Result<(Address, Entry), Error> {
    let about = |error: Error| error.about(repository);
    let entry = find_chart(index, chart, version).map_err(about)?;
    let address = Address::parse(repository)?
        .below(&entry.url)
        .map_err(about)?;
    Ok((address, entry))
}

/// The bytes of an archive or a file, as they were published; at most so many.
pub fn file(
    client: &Client,
    address: &Address,
    limit: u64,
    progress: &dyn Fn(Progress),
) -> Result<Vec<u8>, Error> {
    let request = Request { limit, text: false };
    client.get(address, request, progress)
}
