//! `toml.Unmarshal` into a map. What is refused is what TOML refuses; where the error is and the
//! frame of its text are BurntSushi's, the rest of its text not always.

use airlock_gotmpl::Map;

use super::scan::{Key, Scanner};
use super::table::Table;

/// Reads a document into a map; an error leaves the map empty, as Go's does.
pub(crate) fn map_from_toml(text: &[u8]) -> (Map, Option<String>) {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut reader = Reader {
        scanner: Scanner::new(text),
        last: Vec::new(),
    };
    let mut root = Table::default();
    if std::str::from_utf8(text).is_err() {
        return (Map::default(), Some(reader.error("invalid UTF-8")));
    }
    match reader.document(&mut root) {
        Ok(()) => (root.into_map(), None),
        Err(message) => (Map::default(), Some(reader.error(&message))),
    }
}

struct Reader<'t> {
    scanner: Scanner<'t>,
    /// The last key that was read.
    last: Key,
}

impl Reader<'_> {
    fn error(&self, message: &str) -> String {
        let line = self.scanner.line();
        if self.last.is_empty() {
            return format!("toml: line {line}: {message}");
        }
        let key = airlock_gotmpl::number::quote(&self.last.join(&b'.'));
        format!("toml: line {line} (last key {key}): {message}")
    }

    fn document(&mut self, root: &mut Table) -> Result<(), String> {
        self.assignments(root)?;
        while self.scanner.eat(b"[") {
            let array = self.scanner.eat(b"[");
            let key = self.scanner.key()?;
            let close: &[u8] = if array { b"]]" } else { b"]" };
            self.scanner.expect(close, "to end a table's name")?;
            self.last.clear();
            let table = if array {
                root.open_next(&key)?
            } else {
                root.open(&key)?
            };
            self.last = key;
            self.scanner.end_line()?;
            self.assignments(table)?;
        }
        Ok(())
    }

    /// Keys and values up to the next header or the end.
    fn assignments(&mut self, table: &mut Table) -> Result<(), String> {
        loop {
            self.scanner.skip_lines()?;
            if matches!(self.scanner.peek(), None | Some(b'[')) {
                return Ok(());
            }
            let key = self.scanner.key()?;
            self.scanner.expect(b"=", "after a key")?;
            self.last.clone_from(&key);
            self.scanner.skip_blanks();
            let value = self.scanner.value()?;
            table.assign(&key, value)?;
            self.scanner.end_line()?;
        }
    }
}
