//! As much of DER as keys and certificates are made of, both ways.

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;

/// A value with its tag and length.
pub(super) fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    if content.len() < 0x80 {
        out.push(content.len() as u8);
    } else {
        let length = content.len().to_be_bytes();
        let zeros = length.iter().take_while(|byte| **byte == 0).count();
        out.push(0x80 | (length.len() - zeros) as u8);
        out.extend_from_slice(&length[zeros..]);
    }
    out.extend_from_slice(content);
    out
}

pub(super) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tagged(SEQUENCE, &parts.concat())
}

/// A natural number from its bytes.
pub(super) fn integer(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let bytes = &bytes[zeros..];
    let positive = bytes.first().is_some_and(|byte| *byte < 0x80);
    let lead: &[u8] = if positive { &[] } else { &[0] };
    tagged(INTEGER, &[lead, bytes].concat())
}

/// Whole bytes as a bit string.
pub(super) fn bit_string(bytes: &[u8]) -> Vec<u8> {
    tagged(BIT_STRING, &[&[0], bytes].concat())
}

/// An object identifier from its encoded numbers.
pub(super) fn object(encoded: &[u8]) -> Vec<u8> {
    tagged(OBJECT, encoded)
}

/// Reads values one after another; nothing where they are malformed.
#[derive(Clone, Copy)]
pub(super) struct Reader<'d> {
    rest: &'d [u8],
}

/// One value: its tag, its content, and all of it.
#[derive(Clone, Copy)]
pub(super) struct Element<'d> {
    pub(super) tag: u8,
    pub(super) content: &'d [u8],
    pub(super) whole: &'d [u8],
}

impl<'d> Reader<'d> {
    pub(super) fn new(rest: &'d [u8]) -> Self {
        Self { rest }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next value, whatever it is.
    pub(super) fn any(&mut self) -> Option<Element<'d>> {
        let [tag, first, after @ ..] = self.rest else {
            return None;
        };
        let (length, after) = match *first {
            short @ ..0x80 => (usize::from(short), after),
            long => {
                let (bytes, after) = after.split_at_checked(usize::from(long & 0x7f))?;
                if bytes.is_empty() || bytes.len() > 4 {
                    return None;
                }
                let length = bytes.iter().fold(0, |n, byte| n << 8 | usize::from(*byte));
                (length, after)
            }
        };
        let (content, rest) = after.split_at_checked(length)?;
        let whole = self.rest.get(..self.rest.len() - rest.len())?;
        self.rest = rest;
        Some(Element {
            tag: *tag,
            content,
            whole,
        })
    }

    /// The next value, where it has this tag.
    pub(super) fn tagged(&mut self, tag: u8) -> Option<&'d [u8]> {
        if self.rest.first() != Some(&tag) {
            return None;
        }
        self.any().map(|element| element.content)
    }

    pub(super) fn sequence(&mut self) -> Option<Self> {
        self.tagged(SEQUENCE).map(Self::new)
    }

    /// A natural number's bytes.
    pub(super) fn integer(&mut self) -> Option<Vec<u8>> {
        let content = self.tagged(INTEGER)?;
        let negative = content.first().is_none_or(|byte| *byte >= 0x80);
        (!negative).then(|| content.to_vec())
    }

    /// Whole bytes of a bit string.
    pub(super) fn bit_string(&mut self) -> Option<&'d [u8]> {
        self.tagged(BIT_STRING)?.strip_prefix(&[0])
    }
}
