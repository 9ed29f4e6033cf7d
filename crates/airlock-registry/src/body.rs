//! A body read to its end: bounded, whole, unpacked where it was packed for the way.

use crate::client::Progress;
use crate::error::Error;
use std::io::Read;

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Reads a body of at most `limit` bytes; one that ends before its length is an error.
pub(crate) fn read(
    mut from: impl Read,
    length: Option<u64>,
    limit: u64,
    progress: &dyn Fn(Progress),
) -> Result<Vec<u8>, Error> {
    if length.is_some_and(|length| length > limit) {
        return Err(too_long(limit));
    }
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        let count = from.read(&mut buffer).map_err(|error| of_reading(&error))?;
        let Some(part) = buffer.get(..count).filter(|part| !part.is_empty()) else {
            break;
        };
        bytes.extend_from_slice(part);
        let done = bytes.len() as u64;
        if done > limit {
            return Err(too_long(limit));
        }
        progress(Progress {
            done,
            total: length,
        });
    }
    let done = bytes.len() as u64;
    match length {
        Some(length) if length != done => Err(Error::passing(format!(
            "the answer ended after {done} of {length} bytes"
        ))),
        _ => Ok(bytes),
    }
}

fn too_long(limit: u64) -> Error {
    Error::new(format!("the answer is longer than {limit} bytes"))
}

fn of_reading(error: &std::io::Error) -> Error {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    if let Some(ureq::Error::Timeout(_)) = inner {
        return Error::passing("the answer came too slowly");
    }
    match error.kind() {
        std::io::ErrorKind::TimedOut => Error::passing("the answer came too slowly"),
        std::io::ErrorKind::UnexpectedEof => Error::passing("the answer ended too early"),
        _ => Error::passing(format!("the answer broke off: {error}")),
    }
}

/// Undoes `Content-Encoding: gzip` of a text.
pub(crate) fn unpack(bytes: &[u8], limit: u64) -> Result<Vec<u8>, Error> {
    let mut whole = Vec::new();
    let most = limit.saturating_add(1);
    flate2::read::MultiGzDecoder::new(bytes)
        .take(most)
        .read_to_end(&mut whole)
        .map_err(|_| Error::passing("the answer is broken gzip"))?;
    match whole.len() as u64 > limit {
        true => Err(too_long(limit)),
        false => Ok(whole),
    }
}

/// Undoes `Content-Encoding: gzip` of what is gzip by itself: servers say so of an archive that they
/// did not pack again, and some pack it again.
pub(crate) fn unpack_archive(bytes: Vec<u8>, limit: u64) -> Vec<u8> {
    match unpack(&bytes, limit) {
        Ok(inner) if inner.starts_with(&GZIP) => inner,
        _ => bytes,
    }
}
