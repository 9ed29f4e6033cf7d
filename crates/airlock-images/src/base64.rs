//! Base64 as Kubernetes writes it in Secrets: the standard alphabet, padded. Decoding only.

/// The text that these characters stand for, if it is one.
pub(crate) fn decode_text(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len() / 4 * 3);
    let mut bits = 0u32;
    let mut count = 0;
    for byte in encoded.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' | b'\n' | b'\r' | b' ' => continue,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::decode_text;

    #[test]
    fn padded_and_folded_text_is_read() {
        assert_eq!(
            decode_text("aW1hZ2U6IG5naW54").as_deref(),
            Some("image: nginx")
        );
        assert_eq!(decode_text("YQ==\n").as_deref(), Some("a"));
        assert_eq!(decode_text("not base64!"), None);
    }
}
