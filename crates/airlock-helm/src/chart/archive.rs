//! A chart's archive: gzip around tar, with Helm's limits and rules for paths.
//!
//! Unpacks into memory, never onto a disk, and never more than Helm would.

use std::io::Read;

use airlock_gotmpl::{Str, number};
use flate2::bufread::MultiGzDecoder;

use super::files::{ChartFile, without_bom};
use super::tar::{Entries, Entry, EntryKind};
use crate::compat::Compat;

/// How large the files of one chart may be together.
pub(super) const MAX_SIZE: usize = 100 << 20;
/// How large one file may be, in Helm 3.
pub(super) const MAX_FILE_3: usize = 5 << 20;

/// The files of an archive, their paths relative to the chart.
pub(super) fn read_archive(bytes: &[u8], compat: Compat) -> Result<Vec<ChartFile>, String> {
    let unpacked = unpack(bytes, compat)?;
    let mut entries = Entries::new(&unpacked);
    let mut files = Vec::new();
    let mut left = MAX_SIZE;
    while let Some(entry) = entries.next_entry()? {
        if entry.kind == EntryKind::Folder {
            continue;
        }
        let name = path_in_chart(&entry)?;
        if entry.data.len() >= left {
            return Err(too_large(compat));
        }
        if compat.is_helm3() && entry.data.len() > MAX_FILE_3 {
            let name = number::quote(entry.name.as_bytes());
            return Err(format!(
                "decompressed chart file {name} is larger than the maximum file size {MAX_FILE_3}"
            ));
        }
        left -= entry.data.len();
        let data = Str::new(without_bom(entry.data));
        files.push(ChartFile::held(name, data));
    }
    if files.is_empty() {
        return Err("no files in chart archive".to_owned());
    }
    Ok(files)
}

/// Whether the bytes begin as gzip does.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b\x08")
}

fn too_large(compat: Compat) -> String {
    let size = match compat {
        Compat::Helm4 => "size",
        Compat::Helm3 => "file size",
    };
    format!("decompressed chart is larger than the maximum {size} {MAX_SIZE}")
}

/// Unpacks gzip. Headers and padding come on top of the files, so a little more is let through
/// than the files may have.
fn unpack(bytes: &[u8], compat: Compat) -> Result<Vec<u8>, String> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Err("gzip: invalid header".to_owned());
    }
    let limit = MAX_SIZE + (MAX_SIZE >> 2);
    // One byte more than there should be, to see the end. Zeros come from the system for nothing.
    let mut unpacked = vec![0; likely_size(bytes) + 1];
    let mut decoder = MultiGzDecoder::new(bytes);
    let mut filled = 0;
    while filled < limit {
        if filled == unpacked.len() {
            unpacked.resize(filled.saturating_mul(2).min(limit), 0);
        }
        match decoder.read(&mut unpacked[filled..]).map_err(refused)? {
            0 => {
                unpacked.truncate(filled);
                return Ok(unpacked);
            }
            count => filled += count,
        }
    }
    Err(too_large(compat))
}

fn refused(error: std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => "unexpected EOF".to_owned(),
        _ => format!("gzip: {error}"),
    }
}

/// What the archive says its size is, as far as it can be believed.
fn likely_size(bytes: &[u8]) -> usize {
    let believed = bytes.len().saturating_mul(20).min(MAX_SIZE);
    match bytes.last_chunk::<4>() {
        Some(size) => usize::try_from(u32::from_le_bytes(*size)).map_or(0, |s| s.min(believed)),
        None => 0,
    }
}

/// The path behind the archive's top folder, checked as Helm checks it.
fn path_in_chart(entry: &Entry<'_>) -> Result<String, String> {
    let delimiter = if entry.name.contains('\\') { '\\' } else { '/' };
    let (top, rest) = entry
        .name
        .split_once(delimiter)
        .unwrap_or((&entry.name, ""));
    let rest = rest.replace(delimiter, "/");
    if rest.starts_with('/') {
        return Err("chart illegally contains absolute paths".to_owned());
    }
    let path = clean(&rest);
    if path == "." {
        let name = number::quote(entry.name.as_bytes());
        return Err(format!(
            "chart illegally contains content outside the base directory: {name}"
        ));
    }
    if path.starts_with("..") {
        return Err("chart illegally references parent directory".to_owned());
    }
    if is_drive(&path) {
        return Err("chart contains illegally named files".to_owned());
    }
    if top == "Chart.yaml" {
        return Err("chart yaml not in base directory".to_owned());
    }
    Ok(path)
}

fn is_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && bytes[2] == b'/'
}

/// Go's `path.Clean` of a relative path.
fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() {
        return ".".to_owned();
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn paths_are_cleaned_as_in_go() {
        for (path, expected) in [
            ("", "."),
            ("a/./b", "a/b"),
            ("a//b/", "a/b"),
            ("a/../b", "b"),
            ("a/../../b", "../b"),
            ("../a", "../a"),
        ] {
            assert_eq!(clean(path), expected);
        }
    }
}
