//! Which texts yaml.v2 takes for timestamps. Their value stays the text; only the question
//! matters, for tags and for quotes.

/// Whether Go's `time.Parse` reads the text in one of yaml's four layouts.
pub(crate) fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if digits != 4 || bytes.get(4) != Some(&b'-') {
        return false;
    }
    let mut reader = Reader { bytes, at: 5 };
    reader.date(text).and_then(|()| reader.rest()).is_some()
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn date(&mut self, text: &str) -> Option<()> {
        let year: u32 = text.get(..4)?.parse().ok()?;
        let month = self.number()?;
        self.literal(b'-')?;
        let day = self.number()?;
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=last).contains(&day).then_some(())
    }

    /// Nothing, or a time of day.
    fn rest(&mut self) -> Option<()> {
        match self.bytes.get(self.at) {
            None => Some(()),
            Some(b'T' | b't') => {
                self.at += 1;
                self.clock()?;
                self.zone()?;
                (self.at == self.bytes.len()).then_some(())
            }
            Some(b' ') => {
                while self.bytes.get(self.at) == Some(&b' ') {
                    self.at += 1;
                }
                self.clock()?;
                (self.at == self.bytes.len()).then_some(())
            }
            _ => None,
        }
    }

    fn clock(&mut self) -> Option<()> {
        let hour = self.number()?;
        self.literal(b':')?;
        let minute = self.number()?;
        self.literal(b':')?;
        let second = self.number()?;
        self.fraction();
        (hour < 24 && minute < 60 && second < 60).then_some(())
    }

    fn fraction(&mut self) {
        let follows = self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit);
        if matches!(self.bytes.get(self.at), Some(b'.' | b',')) && follows {
            self.at += 1;
            while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
                self.at += 1;
            }
        }
    }

    fn zone(&mut self) -> Option<()> {
        if self.bytes.get(self.at) == Some(&b'Z') {
            self.at += 1;
            return Some(());
        }
        let &[b'+' | b'-', h1, h2, b':', m1, m2] = self.bytes.get(self.at..self.at + 6)? else {
            return None;
        };
        self.at += 6;
        (two_digits(h1, h2)? <= 24 && two_digits(m1, m2)? <= 60).then_some(())
    }

    /// One digit or two.
    fn number(&mut self) -> Option<u32> {
        let first = char::from(*self.bytes.get(self.at)?).to_digit(10)?;
        self.at += 1;
        match self
            .bytes
            .get(self.at)
            .and_then(|&byte| char::from(byte).to_digit(10))
        {
            Some(second) => {
                self.at += 1;
                Some(first * 10 + second)
            }
            None => Some(first),
        }
    }

    fn literal(&mut self, byte: u8) -> Option<()> {
        (self.bytes.get(self.at) == Some(&byte)).then(|| self.at += 1)
    }
}

fn two_digits(tens: u8, ones: u8) -> Option<u32> {
    Some(char::from(tens).to_digit(10)? * 10 + char::from(ones).to_digit(10)?)
}
