//! Packing a chart's folder as `helm package` does, for fixtures that need archives.
//!
//! Archives are made when a fixture is used and never committed.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files;

const BLOCK: usize = 512;

/// The archive of a folder, each path below the folder's own name.
pub fn pack(folder: &Path) -> io::Result<Vec<u8>> {
    let root = folder.parent().unwrap_or(folder);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    for file in files::below(folder)? {
        let bytes = fs::read(&file)?;
        encoder.write_all(&header(&files::relative(&file, root), bytes.len())?)?;
        encoder.write_all(&bytes)?;
        encoder.write_all(&vec![0; bytes.len().next_multiple_of(BLOCK) - bytes.len()])?;
    }
    encoder.write_all(&[0; 2 * BLOCK])?;
    encoder.finish()
}

/// A ustar header. Names of fixtures are short.
fn header(name: &str, size: usize) -> io::Result<[u8; BLOCK]> {
    if name.len() > 100 {
        return Err(io::Error::other(format!(
            "{name} is too long a name for a fixture's archive"
        )));
    }
    let mut block = [0; BLOCK];
    let mut put =
        |at: usize, text: &str| block[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, &format!("{size:011o}"));
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    let sum: u32 = block.iter().map(|b| u32::from(*b)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(block)
}
