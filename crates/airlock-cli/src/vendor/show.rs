//! What a download shows while it runs: bars on a terminal, else a line for each that ended.

use std::collections::BTreeMap;
use std::io::Write;

/// What a worker tells.
pub(super) enum Event {
    /// So much of a thing is here.
    Moved(String, u64, Option<u64>),
    /// A thing ended, well or not.
    Ended(String, bool),
}

const WIDTH: u64 = 24;

/// Shows events.
pub(super) struct Show<'s> {
    to: &'s mut dyn Write,
    bars: bool,
    moving: BTreeMap<String, (u64, Option<u64>)>,
    lines: usize,
}

impl<'s> Show<'s> {
    pub(super) fn new(to: &'s mut dyn Write, bars: bool) -> Show<'s> {
        Show {
            to,
            bars,
            moving: BTreeMap::new(),
            lines: 0,
        }
    }

    /// Shows one event. Where nothing can be shown the work goes on.
    pub(super) fn event(&mut self, event: Event) {
        let _ = match event {
            Event::Moved(name, done, total) => {
                self.moving.insert(name, (done, total));
                self.draw("")
            }
            Event::Ended(name, well) => {
                let size = self.moving.remove(&name).map(|(done, _)| done);
                let line = match (well, size) {
                    (true, Some(size)) => format!("{name}: {}\n", bytes(size)),
                    (true, None) => format!("{name}: there already\n"),
                    (false, _) => format!("{name}: failed\n"),
                };
                self.draw(&line)
            }
        };
    }

    fn draw(&mut self, line: &str) -> std::io::Result<()> {
        if !self.bars {
            return self.to.write_all(line.as_bytes());
        }
        // Back over the bars that stand, to draw all anew in one write.
        let mut text = "\x1b[1A\x1b[2K".repeat(self.lines);
        text.push_str(line);
        for (name, (done, total)) in &self.moving {
            text.push_str(&bar(name, *done, *total));
        }
        self.lines = self.moving.len();
        self.to.write_all(text.as_bytes())?;
        self.to.flush()
    }
}

fn bar(name: &str, done: u64, total: Option<u64>) -> String {
    let Some(total) = total.filter(|total| *total > 0) else {
        return format!("{name}: {}\n", bytes(done));
    };
    let full = (done.min(total).saturating_mul(WIDTH) / total).min(WIDTH);
    let full = usize::try_from(full).unwrap_or(0);
    let empty = usize::try_from(WIDTH).unwrap_or(0) - full;
    let (full, empty) = ("#".repeat(full), ".".repeat(empty));
    format!(
        "[{full}{empty}] {} of {} {name}\n",
        bytes(done),
        bytes(total)
    )
}

fn bytes(count: u64) -> String {
    match count {
        0..10_240 => format!("{count} B"),
        10_240..10_485_760 => format!("{} KiB", count >> 10),
        _ => format!("{} MiB", count >> 20),
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, Show};

    fn shown(bars: bool) -> String {
        let mut to = Vec::new();
        let mut show = Show::new(&mut to, bars);
        show.event(Event::Moved("a".to_string(), 50, Some(100)));
        show.event(Event::Ended("a".to_string(), true));
        show.event(Event::Ended("b".to_string(), false));
        String::from_utf8(to).unwrap()
    }

    #[test]
    fn bars_are_drawn_over_and_lines_are_not() {
        assert_eq!(shown(false), "a: 50 B\nb: failed\n");
        let bars = shown(true);
        assert!(
            bars.starts_with("[############............] 50 B of 100 B a\n\x1b[1A\x1b[2Ka: 50 B\n")
        );
    }
}
