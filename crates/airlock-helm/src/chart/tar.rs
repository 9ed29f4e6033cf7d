//! Reading a tar stream: ustar, GNU long names and PAX paths, which is what chart archives have.
//!
//! Gives names and bytes; what a chart may hold is not judged here. Nothing is copied but names.

use std::borrow::Cow;

const BLOCK: usize = 512;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// A file, or whatever else Helm takes for one.
    File,
    /// A folder.
    Folder,
    /// A symbolic or hard link, a device, a pipe.
    Special,
}

/// One entry of the archive.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) name: String,
    pub(super) kind: EntryKind,
    pub(super) data: &'a [u8],
}

/// The entries of an archive that has been unpacked.
pub(super) struct Entries<'a> {
    rest: &'a [u8],
    next_name: Option<String>,
}

/// The archive is damaged, in Go's words.
pub(super) const BAD_HEADER: &str = "archive/tar: invalid tar header";
/// The archive ends too early, in Go's words.
pub(super) const TRUNCATED: &str = "unexpected EOF";

impl<'a> Entries<'a> {
    /// The entries of these bytes.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            next_name: None,
        }
    }

    /// The next entry; none at the end.
    pub(super) fn next_entry(&mut self) -> Result<Option<Entry<'a>>, &'static str> {
        loop {
            let Some(header) = self.header()? else {
                return Ok(None);
            };
            let size = number(&header[124..136]).ok_or(BAD_HEADER)?;
            let kind = header[156];
            let holds_nothing = matches!(kind, b'1'..=b'6');
            let data = self.take(if holds_nothing { 0 } else { size })?;
            match kind {
                b'L' => self.next_name = Some(text(until_nul(data)).into_owned()),
                b'x' => self.next_name = pax_path(data)?.or_else(|| self.next_name.take()),
                b'g' | b'K' => {}
                _ => return Ok(Some(self.entry(header, kind, data))),
            }
        }
    }

    fn entry(&mut self, header: &[u8], kind: u8, data: &'a [u8]) -> Entry<'a> {
        let name = self.next_name.take().unwrap_or_else(|| own_name(header));
        let kind = match kind {
            b'5' => EntryKind::Folder,
            b'0' | 0 if name.ends_with('/') => EntryKind::Folder,
            b'1'..=b'4' | b'6' => EntryKind::Special,
            _ => EntryKind::File,
        };
        Entry { name, kind, data }
    }

    /// The next header block; none where the archive ends or an empty block ends it.
    fn header(&mut self) -> Result<Option<&'a [u8]>, &'static str> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (header, rest) = self.rest.split_at_checked(BLOCK).ok_or(TRUNCATED)?;
        if header.iter().all(|b| *b == 0) {
            return Ok(None);
        }
        if !is_sound(header) {
            return Err(BAD_HEADER);
        }
        self.rest = rest;
        Ok(Some(header))
    }

    /// Takes an entry's bytes and what fills up its last block.
    fn take(&mut self, size: usize) -> Result<&'a [u8], &'static str> {
        let (data, rest) = self.rest.split_at_checked(size).ok_or(TRUNCATED)?;
        let padding = size.next_multiple_of(BLOCK) - size;
        self.rest = rest.get(padding..).unwrap_or_default();
        Ok(data)
    }
}

/// Whether the header's checksum is right, its bytes taken as unsigned or, as some did, signed.
fn is_sound(header: &[u8]) -> bool {
    let Some(expected) = number(&header[148..156]) else {
        return false;
    };
    let blanks = 8 * usize::from(b' ');
    let unsigned = sum(header) - sum(&header[148..156]) + blanks;
    let negative = |bytes: &[u8]| bytes.iter().filter(|b| **b >= 0x80).count();
    let signed = || {
        let below = negative(header) - negative(&header[148..156]);
        unsigned.checked_sub(256 * below)
    };
    unsigned == expected || signed() == Some(expected)
}

fn sum(bytes: &[u8]) -> usize {
    let mut sum = 0;
    let mut i = 0;
    while i < bytes.len() {
        sum += usize::from(bytes[i]);
        i += 1;
    }
    sum
}

/// A number field: octal digits, or base 256 where the first bit is set.
fn number(field: &[u8]) -> Option<usize> {
    if field.first()? & 0x80 != 0 {
        return base_256(field);
    }
    let digits = text(until_nul(field));
    let digits = digits.trim_matches([' ', '\0']);
    if digits.is_empty() {
        return Some(0);
    }
    usize::from_str_radix(digits, 8).ok()
}

fn base_256(field: &[u8]) -> Option<usize> {
    let mut value = 0_usize;
    for (i, byte) in field.iter().enumerate() {
        let byte = if i == 0 { byte & 0x7f } else { *byte };
        value = value.checked_mul(256)?.checked_add(usize::from(byte))?;
    }
    Some(value)
}

/// The name in the header itself, with ustar's prefix.
fn own_name(header: &[u8]) -> String {
    let name = text(until_nul(&header[..100]));
    let is_ustar = &header[257..263] == b"ustar\0";
    let prefix = until_nul(&header[345..500]);
    if !is_ustar || prefix.is_empty() {
        return name.into_owned();
    }
    format!("{}/{name}", text(prefix))
}

/// The path in a PAX record list, where it has one.
fn pax_path(mut records: &[u8]) -> Result<Option<String>, &'static str> {
    let mut path = None;
    while !records.is_empty() {
        let space = records.iter().position(|b| *b == b' ').ok_or(BAD_HEADER)?;
        let length: usize = text(&records[..space]).parse().map_err(|_| BAD_HEADER)?;
        if length <= space + 1 {
            return Err(BAD_HEADER);
        }
        let (record, rest) = records.split_at_checked(length).ok_or(BAD_HEADER)?;
        records = rest;
        let record = record[space + 1..].strip_suffix(b"\n").ok_or(BAD_HEADER)?;
        if let Some(value) = record.strip_prefix(b"path=") {
            path = Some(text(value).into_owned()).filter(|p| !p.is_empty());
        }
    }
    Ok(path)
}

fn until_nul(field: &[u8]) -> &[u8] {
    let end = field.iter().position(|b| *b == 0);
    &field[..end.unwrap_or(field.len())]
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, is_sound};

    fn header_with(sum: u32) -> Vec<u8> {
        let mut header = vec![0; BLOCK];
        header[..2].copy_from_slice(b"\xe9a");
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        header
    }

    #[test]
    fn sums_may_take_bytes_as_signed() {
        let unsigned = 0xe9 + u32::from(b'a') + 8 * u32::from(b' ');
        for (sum, expected) in [
            (unsigned, true),
            (unsigned - 256, true),
            (unsigned - 1, false),
            (0, false),
        ] {
            assert_eq!(is_sound(&header_with(sum)), expected, "{sum}");
        }
    }
}
