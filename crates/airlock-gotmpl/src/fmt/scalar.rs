//! Numbers, runes and texts under flags, width and precision.

use super::print::Printer;
use crate::number::{format_float, quote_rune};
use crate::unicode::{count, decode, is_print, push};

impl Printer<'_> {
    fn padding(&mut self, n: usize) {
        const SPACES: &[u8; 64] = &[b' '; 64];
        const ZEROS: &[u8; 64] = &[b'0'; 64];
        let zero = self.flags.zero && !self.flags.minus;
        let fill = if zero { ZEROS } else { SPACES };
        let mut left = n;
        while left > 0 {
            let part = left.min(fill.len());
            self.write(&fill[..part]);
            left -= part;
        }
    }

    /// A text, padded to the width.
    pub(super) fn pad(&mut self, text: &[u8]) {
        let width = self.flags.width.unwrap_or(0);
        if width == 0 {
            return self.write(text);
        }
        let missing = width.saturating_sub(count(text));
        if self.flags.minus {
            self.write(text);
            self.padding(missing);
        } else {
            self.padding(missing);
            self.write(text);
        }
    }

    fn pad_with_spaces(&mut self, text: &[u8]) {
        let zero = std::mem::replace(&mut self.flags.zero, false);
        self.pad(text);
        self.flags.zero = zero;
    }

    /// As many runes as the precision allows.
    pub(super) fn truncated<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        let Some(most) = self.flags.precision else {
            return text;
        };
        let (mut end, mut runes) = (0, 0);
        while runes < most && end < text.len() {
            end += decode(text.get(end..).unwrap_or(&[])).1;
            runes += 1;
        }
        text.get(..end).unwrap_or(text)
    }

    pub(super) fn text(&mut self, text: &[u8]) {
        let text = self.truncated(text);
        self.pad(text);
    }

    /// The bytes in hexadecimal.
    pub(super) fn hex_text(&mut self, text: &[u8], upper: bool) {
        let digits = if upper {
            b"0123456789ABCDEF"
        } else {
            b"0123456789abcdef"
        };
        let prefix: &[u8] = if upper { b"0X" } else { b"0x" };
        let most = self.flags.precision.unwrap_or(text.len());
        let mut out = Vec::with_capacity(text.len() * 2);
        for (i, b) in text.iter().take(most).enumerate() {
            if self.flags.space && i > 0 {
                out.push(b' ');
            }
            if self.flags.sharp && (i == 0 || self.flags.space) {
                out.extend_from_slice(prefix);
            }
            out.push(digits[usize::from(b >> 4)]);
            out.push(digits[usize::from(b & 15)]);
        }
        self.pad(&out);
    }

    pub(super) fn hex_with_prefix(&mut self, n: u64, prefix: bool) {
        let sharp = std::mem::replace(&mut self.flags.sharp, prefix);
        self.number(n, 16, false, 'v');
        self.flags.sharp = sharp;
    }

    /// A whole number in a base.
    pub(super) fn number(&mut self, n: u64, base: u64, signed: bool, verb: char) {
        let negative = signed && (n as i64) < 0;
        let size = if negative { n.wrapping_neg() } else { n };
        let flags = self.flags;
        let mut least = flags.precision.unwrap_or(0);
        if flags.precision == Some(0) && size == 0 {
            let zero = std::mem::replace(&mut self.flags.zero, false);
            self.padding(flags.width.unwrap_or(0));
            self.flags.zero = zero;
            return;
        }
        if flags.precision.is_none() && flags.zero && !flags.minus {
            let sign = usize::from(negative || flags.plus || flags.space);
            least = flags.width.unwrap_or(0).saturating_sub(sign);
        }
        // From right to left.
        let mut text = digits(size, base, verb == 'X');
        while text.len() < least {
            text.push(b'0');
        }
        if flags.sharp {
            match base {
                2 => text.extend_from_slice(b"b0"),
                8 if text.last() != Some(&b'0') => text.push(b'0'),
                16 if verb == 'X' => text.extend_from_slice(b"X0"),
                16 => text.extend_from_slice(b"x0"),
                _ => {}
            }
        }
        if verb == 'O' {
            text.extend_from_slice(b"o0");
        }
        match (negative, flags.plus, flags.space) {
            (true, ..) => text.push(b'-'),
            (_, true, _) => text.push(b'+'),
            (.., true) => text.push(b' '),
            _ => {}
        }
        text.reverse();
        self.pad_with_spaces(&text);
    }

    fn to_rune(n: u64) -> u32 {
        u32::try_from(n)
            .ok()
            .filter(|rune| char::from_u32(*rune).is_some())
            .unwrap_or(0xfffd)
    }

    pub(super) fn rune(&mut self, n: u64) {
        let mut text = Vec::new();
        push(&mut text, Self::to_rune(n));
        self.pad(&text);
    }

    pub(super) fn quoted_rune(&mut self, n: u64) {
        let text = quote_rune(Self::to_rune(n), self.flags.plus);
        self.pad(text.as_bytes());
    }

    /// `U+0041`, and `'A'` behind it where asked for.
    pub(super) fn unicode(&mut self, n: u64) {
        let least = self.flags.precision.unwrap_or(4).max(4);
        let mut text = digits(n, 16, true);
        while text.len() < least {
            text.push(b'0');
        }
        text.extend_from_slice(b"+U");
        text.reverse();
        if self.flags.sharp
            && let Ok(rune) = u32::try_from(n)
            && is_print(rune)
        {
            text.extend_from_slice(b" '");
            push(&mut text, rune);
            text.push(b'\'');
        }
        self.pad_with_spaces(&text);
    }

    /// A float64.
    pub(super) fn real(&mut self, f: f64, letter: u8, default: i32) {
        let precision = self.flags.precision.map_or(default, |p| p as i32);
        let mut text = format_float(f, letter, precision).into_bytes();
        if !matches!(text.first(), Some(b'-' | b'+')) {
            text.insert(0, b'+');
        }
        if self.flags.space && text[0] == b'+' && !self.flags.plus {
            text[0] = b' ';
        }
        if matches!(text.get(1), Some(b'I' | b'N')) {
            if text[1] == b'N' && !self.flags.space && !self.flags.plus {
                text.remove(0);
            }
            return self.pad_with_spaces(&text);
        }
        if self.flags.sharp && letter != b'b' {
            keep_zeros(&mut text, letter, precision);
        }
        self.signed(&text);
    }

    /// A number whose sign comes first, `+` where it is only shown if asked for.
    fn signed(&mut self, text: &[u8]) {
        let (Some(&sign), Some(rest)) = (text.first(), text.get(1..)) else {
            return;
        };
        if !self.flags.plus && sign == b'+' {
            return self.pad(rest);
        }
        let width = self.flags.width.unwrap_or(0);
        if self.flags.zero && !self.flags.minus && width > text.len() {
            self.write(&[sign]);
            self.padding(width - text.len());
            return self.write(rest);
        }
        self.pad(text);
    }
}

/// The digits from right to left.
fn digits(n: u64, base: u64, upper: bool) -> Vec<u8> {
    let letters = if upper {
        b"0123456789ABCDEF"
    } else {
        b"0123456789abcdef"
    };
    let (mut text, mut rest) = (Vec::with_capacity(24), n);
    loop {
        text.push(letters[(rest % base) as usize & 15]);
        rest /= base;
        if rest == 0 {
            return text;
        }
    }
}

/// The `#` flag: the decimal point stays, and so do zeros behind it.
fn keep_zeros(text: &mut Vec<u8>, letter: u8, precision: i32) {
    let mut missing = match letter {
        b'g' | b'G' | b'x' if precision == -1 => 6,
        b'g' | b'G' | b'x' => precision,
        _ => 0,
    };
    let hex = matches!(letter, b'x' | b'X');
    let exponent = text.iter().skip(1).position(|b| match b {
        b'p' | b'P' => true,
        b'e' | b'E' => !hex,
        _ => false,
    });
    let tail = text.split_off(exponent.map_or(text.len(), |i| i + 1));
    let (mut point, mut nonzero) = (false, false);
    for &b in text.iter().skip(1) {
        if b == b'.' {
            point = true;
            continue;
        }
        nonzero |= b != b'0';
        missing -= i32::from(nonzero);
    }
    if !point {
        missing -= i32::from(text.len() == 2 && text[1] == b'0');
        text.push(b'.');
    }
    for _ in 0..missing {
        text.push(b'0');
    }
    text.extend_from_slice(&tail);
}
