//! One zone of the IANA database, from its compiled form (RFC 8536).

use super::ZoneAt;
use super::posix::Rule;

/// A zone: what its clocks did, and the rule for what they will do.
pub(crate) struct Zone {
    pub(super) name: &'static str,
    /// When clocks changed, and to which kind.
    changes: Vec<(i64, usize)>,
    kinds: Vec<ZoneAt>,
    /// What holds after the last change.
    rule: Option<Rule>,
}

impl Zone {
    /// Reads a compiled zone; nothing where it is not well formed.
    pub(super) fn parse(name: &'static str, data: &[u8]) -> Option<Self> {
        let first = Header::parse(data)?;
        // The first block has 32-bit times, and newer files repeat it with 64 bits.
        let (data, header, wide) = if first.version == 0 {
            (data, first, false)
        } else {
            let second = data.get(Header::LEN + first.body_len(4)..)?;
            (second, Header::parse(second)?, true)
        };
        let body = data.get(Header::LEN..)?;
        let mut zone = Self::parse_body(name, body, &header, if wide { 8 } else { 4 })?;
        if wide {
            let footer = body.get(header.body_len(8)..)?;
            let footer = footer.strip_prefix(b"\n").unwrap_or(footer);
            let footer = footer.strip_suffix(b"\n").unwrap_or(footer);
            zone.rule = Rule::parse(footer);
        }
        Some(zone)
    }

    fn parse_body(name: &'static str, body: &[u8], header: &Header, width: usize) -> Option<Self> {
        let (times, rest) = body.split_at_checked(header.times * width)?;
        let (indexes, rest) = rest.split_at_checked(header.times)?;
        let (kinds, rest) = rest.split_at_checked(header.kinds * 6)?;
        let names = rest.get(..header.chars)?;
        let times = times.chunks_exact(width).map(big_endian);
        let indexes = indexes.iter().map(|index| usize::from(*index));
        Some(Self {
            name,
            changes: times.zip(indexes).collect(),
            kinds: kinds
                .chunks_exact(6)
                .map(|kind| parse_kind(kind, names))
                .collect::<Option<_>>()?,
            rule: None,
        })
    }

    /// What clocks do at a Unix time.
    pub(super) fn at(&self, unix: i64) -> ZoneAt {
        let after = self.changes.partition_point(|(when, _)| *when <= unix);
        let last = after == self.changes.len();
        if let Some(rule) = self.rule.as_ref().filter(|_| last && after > 0) {
            return rule.at(unix);
        }
        let kind = match after.checked_sub(1).and_then(|i| self.changes.get(i)) {
            Some((_, kind)) => *kind,
            None if self.changes.is_empty() => match &self.rule {
                Some(rule) => return rule.at(unix),
                None => 0,
            },
            None => self.first_kind(),
        };
        self.kinds.get(kind).cloned().unwrap_or_else(|| ZoneAt {
            offset: 0,
            name: b"UTC".to_vec(),
            daylight: false,
        })
    }

    /// What holds before the first change, as Go guesses it.
    fn first_kind(&self) -> usize {
        if !self.changes.iter().any(|(_, kind)| *kind == 0) {
            return 0;
        }
        let first = self.changes.first().map_or(0, |(_, kind)| *kind);
        let daylight = |kind: usize| self.kinds.get(kind).is_some_and(|kind| kind.daylight);
        if daylight(first)
            && let Some(standard) = (0..first).rev().find(|kind| !daylight(*kind))
        {
            return standard;
        }
        (0..self.kinds.len())
            .find(|kind| !daylight(*kind))
            .unwrap_or_default()
    }
}

struct Header {
    version: u8,
    flags: usize,
    leaps: usize,
    times: usize,
    kinds: usize,
    chars: usize,
}

impl Header {
    const LEN: usize = 44;

    fn parse(data: &[u8]) -> Option<Self> {
        let header = data.get(..Self::LEN)?.strip_prefix(b"TZif")?;
        let count = |i: usize| {
            let bytes = header.get(16 + 4 * i..20 + 4 * i)?;
            usize::try_from(big_endian(bytes)).ok()
        };
        Some(Self {
            version: *header.first()?,
            flags: count(0)? + count(1)?,
            leaps: count(2)?,
            times: count(3)?,
            kinds: count(4)?,
            chars: count(5)?,
        })
    }

    fn body_len(&self, width: usize) -> usize {
        self.times * (width + 1)
            + self.kinds * 6
            + self.chars
            + self.leaps * (width + 4)
            + self.flags
    }
}

fn parse_kind(kind: &[u8], names: &[u8]) -> Option<ZoneAt> {
    let offset = i32::try_from(big_endian(kind.get(..4)?)).ok()?;
    let name = names.get(usize::from(*kind.get(5)?)..)?;
    let end = name.iter().position(|byte| *byte == 0)?;
    Some(ZoneAt {
        offset,
        name: name[..end].to_vec(),
        daylight: *kind.get(4)? != 0,
    })
}

/// A signed number of four or eight bytes.
fn big_endian(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
    let start = if negative { -1 } else { 0 };
    bytes
        .iter()
        .fold(start, |number, byte| number << 8 | i64::from(*byte))
}
