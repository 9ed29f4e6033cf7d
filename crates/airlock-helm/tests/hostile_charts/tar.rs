//! Tar and gzip as an attacker writes them: any name, any kind, any size.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// One entry; its size may lie.
pub(crate) struct Entry<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) kind: u8,
    pub(crate) link: &'a [u8],
    pub(crate) size: Vec<u8>,
    pub(crate) data: &'a [u8],
}

/// An entry that says the truth.
pub(crate) fn file<'a>(name: &'a [u8], data: &'a [u8]) -> Entry<'a> {
    Entry {
        name,
        kind: b'0',
        link: b"",
        size: format!("{:011o}\0", data.len()).into_bytes(),
        data,
    }
}

impl Entry<'_> {
    /// The header and the data, padded.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut block = vec![0; 512];
        put(&mut block, 0, self.name);
        put(&mut block, 100, b"0000644\0");
        put(&mut block, 124, &self.size);
        put(&mut block, 148, b"        ");
        put(&mut block, 156, &[self.kind]);
        put(&mut block, 157, self.link);
        put(&mut block, 257, b"ustar\x0000");
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        put(&mut block, 148, format!("{sum:06o}\0 ").as_bytes());
        block.extend_from_slice(self.data);
        block.resize(block.len().next_multiple_of(512), 0);
        block
    }
}

fn put(block: &mut [u8], at: usize, bytes: &[u8]) {
    block[at..at + bytes.len()].copy_from_slice(bytes);
}

/// Gzip; what stands behind another member is read as one with it.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An archive of these entries.
pub(crate) fn archive(entries: &[Entry<'_>]) -> Vec<u8> {
    let mut bytes: Vec<u8> = entries.iter().flat_map(Entry::bytes).collect();
    bytes.resize(bytes.len() + 1024, 0);
    gzip(&bytes)
}
