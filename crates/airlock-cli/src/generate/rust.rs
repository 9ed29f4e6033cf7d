//! `images.rs`: the constants as a build script makes them, formatted.

use airlock_build::{Error, constants};
use airlock_lock::lock::Lock;

use super::header;
use airlock_build::writer::seal;

/// The whole file.
pub(super) fn write(lock: &Lock) -> Result<Vec<u8>, Error> {
    let body = formatted(&constants::rust(lock))?;
    let head = header::lines("//", "The registries, images and charts of the platform.");
    Ok(seal(format!("{head}\n{body}").into_bytes()))
}

/// Rust as `prettyplease` lays it out.
fn formatted(text: &str) -> Result<String, Error> {
    let file = syn::parse_file(text)
        .map_err(|error| Error::new(format!("the constants are no Rust: {error}")))?;
    Ok(prettyplease::unparse(&file))
}
