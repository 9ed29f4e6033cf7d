//! PEM: base64 between `BEGIN` and `END`.

use crate::encoding::base64::{decode64, encode64};

/// A block of PEM.
pub(super) struct Block {
    pub(super) kind: String,
    pub(super) bytes: Vec<u8>,
}

/// Writes a block, 64 characters on a line.
pub(super) fn encode(kind: &str, bytes: &[u8]) -> String {
    let mut out = format!("-----BEGIN {kind}-----\n");
    for line in encode64(bytes).chunks(64) {
        out.push_str(&String::from_utf8_lossy(line));
        out.push('\n');
    }
    out.push_str(&format!("-----END {kind}-----\n"));
    out
}

/// The first well-formed block of a text.
pub(super) fn decode(text: &str) -> Option<Block> {
    let mut rest = text;
    loop {
        let start = rest.find("-----BEGIN ")?;
        let line_start = start == 0 || rest.as_bytes().get(start - 1) == Some(&b'\n');
        rest = rest.get(start + "-----BEGIN ".len()..)?;
        if line_start && let Some(block) = decode_block(rest) {
            return Some(block);
        }
    }
}

/// A block whose `BEGIN` has been read. Headers are skipped.
fn decode_block(text: &str) -> Option<Block> {
    let (kind, body) = text.split_once("-----")?;
    let (first, body) = body.split_once('\n')?;
    if kind.contains('\n') || !first.trim().is_empty() {
        return None;
    }
    let end = body.find(&format!("-----END {kind}-----"))?;
    let mut body = body.get(..end)?;
    while let Some((line, rest)) = body.split_once('\n')
        && (line.contains(':') || line.trim().is_empty())
    {
        body = rest;
    }
    let text: Vec<u8> = body
        .bytes()
        .filter(|byte| !matches!(byte, b' ' | b'\t'))
        .collect();
    Some(Block {
        kind: kind.to_owned(),
        bytes: decode64(&text).ok()?,
    })
}
