//! The state of libyaml's emitter that block style needs: where the line is, how deep the block
//! is, and the small differences between yaml.v2 and yaml.v3.

use crate::chars::continuation_bytes;

/// Where yaml.v2 folds lines; yaml.v3 does not.
const WIDTH: usize = 80;

pub(super) struct Emitter {
    pub(super) out: Vec<u8>,
    pub(super) column: usize,
    pub(super) whitespace: bool,
    pub(super) indention: bool,
    pub(super) pretty: bool,
    pub(super) width: usize,
    indent: i32,
    indents: Vec<i32>,
}

impl Emitter {
    pub(super) fn new(pretty: bool, out: Vec<u8>) -> Self {
        Emitter {
            out,
            column: 0,
            whitespace: true,
            indention: true,
            pretty,
            width: if pretty { usize::MAX } else { WIDTH },
            indent: -1,
            indents: Vec::new(),
        }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.write_indent();
        self.out
    }

    #[inline]
    pub(super) fn put(&mut self, byte: u8) {
        self.out.push(byte);
        self.column += 1;
    }

    pub(super) fn put_break(&mut self) {
        self.out.push(b'\n');
        self.column = 0;
        if self.pretty {
            self.indention = true;
        }
    }

    /// Copies text that has no line break.
    #[inline]
    pub(super) fn put_text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.out.extend_from_slice(bytes);
        self.column += match text.is_ascii() {
            true => bytes.len(),
            false => bytes.len() - continuation_bytes(bytes, 0, bytes.len()),
        };
    }

    /// Goes to the block's indentation, on a new line unless this one has nothing yet.
    pub(super) fn write_indent(&mut self) {
        let indent = usize::try_from(self.indent).unwrap_or(0);
        if !self.indention || self.column > indent || (self.column == indent && !self.whitespace) {
            self.put_break();
        }
        if self.column < indent {
            let blanks = indent - self.column;
            self.out.resize(self.out.len() + blanks, b' ');
            self.column = indent;
        }
        self.whitespace = true;
        if !self.pretty {
            self.indention = true;
        }
    }

    #[inline]
    pub(super) fn indicator(
        &mut self,
        text: &[u8],
        needs_whitespace: bool,
        is_whitespace: bool,
        is_indention: bool,
    ) {
        if needs_whitespace && !self.whitespace {
            self.put(b' ');
        }
        self.out.extend_from_slice(text);
        self.column += text.len();
        self.whitespace = is_whitespace;
        self.indention = self.indention && is_indention;
    }

    /// Enters a map's block.
    pub(super) fn indent_map(&mut self) {
        self.push_indent(self.indent < 0, true);
    }

    /// Enters a list's block; yaml.v2 does not indent a list below its key.
    pub(super) fn indent_seq(&mut self, in_mapping: bool) {
        let indentless = !self.pretty && in_mapping && !self.indention;
        self.push_indent(self.indent < 0, !indentless);
    }

    /// Enters a scalar.
    pub(super) fn indent_scalar(&mut self) {
        self.indents.push(self.indent);
        self.indent = self.indent.max(0) + 2;
    }

    fn push_indent(&mut self, to_zero: bool, deeper: bool) {
        self.indents.push(self.indent);
        if to_zero {
            self.indent = 0;
        } else if deeper {
            self.indent += 2;
        }
    }

    pub(super) fn pop_indent(&mut self) {
        self.indent = self.indents.pop().unwrap_or(-1);
    }
}
