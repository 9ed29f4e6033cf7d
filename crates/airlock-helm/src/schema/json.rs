//! Reading a schema's JSON: numbers stay as they are written, the last of two equal keys counts,
//! nesting lives on the heap. Errors are those of Go's decoder.

use airlock_gotmpl::Str;

use super::doc::{Doc, Json, NodeId, TOP};
use crate::encoding::json::decoded_string;
use crate::encoding::json::scan::{Scanner, Token};

/// Go's own limit.
const MAX_DEPTH: usize = 10_000;

/// Reads a document.
pub(super) fn parse(text: &[u8]) -> Result<Doc, String> {
    let mut reader = Reader {
        scanner: Scanner { text, at: 0 },
        doc: Doc::empty(),
        open: Vec::new(),
        items: Vec::new(),
        entries: Vec::new(),
    };
    match reader.document() {
        Ok(()) => Ok(reader.doc),
        Err(_) if text.trim_ascii().is_empty() => Err("EOF".to_owned()),
        Err(_) if reader.scanner.at >= text.len() => Err("unexpected EOF".to_owned()),
        Err(error) => Err(error),
    }
}

/// A container that is being read, and from where on what is in it stands among what is in all that
/// are; of an object also the key whose value comes.
enum Open {
    Array(NodeId, usize),
    Object(NodeId, usize, Str),
}

struct Reader<'t> {
    scanner: Scanner<'t>,
    doc: Doc,
    open: Vec<Open>,
    items: Vec<NodeId>,
    entries: Vec<(Str, NodeId)>,
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), String> {
        loop {
            let Some(mut id) = self.begin()? else {
                continue;
            };
            loop {
                let Some(open) = self.open.pop() else {
                    return self.end();
                };
                match self.add(open, id)? {
                    Some(complete) => id = complete,
                    None => break,
                }
            }
        }
    }

    fn end(&mut self) -> Result<(), String> {
        match self.scanner.peek() {
            None => Ok(()),
            Some(_) => Err("invalid character after top-level value".to_owned()),
        }
    }

    fn parent(&self) -> NodeId {
        match self.open.last() {
            Some(Open::Array(id, _) | Open::Object(id, ..)) => *id,
            None => TOP,
        }
    }

    /// A whole value; nothing where a container with something in it was opened.
    fn begin(&mut self) -> Result<Option<NodeId>, String> {
        let token = self.scanner.value()?;
        let id = self.doc.reserve(self.parent());
        let json = match token {
            Token::BeginArray => return self.begin_array(id),
            Token::BeginObject => return self.begin_object(id),
            Token::String(text, plain) => Json::Str(decoded_string(text, plain)),
            Token::Number(text) => Json::Number(Str::new(text)),
            Token::Bool(b) => Json::Bool(b),
            Token::Null => Json::Null,
        };
        self.doc.fill(id, json);
        Ok(Some(id))
    }

    fn begin_array(&mut self, id: NodeId) -> Result<Option<NodeId>, String> {
        self.check_depth()?;
        if self.scanner.peek() == Some(b']') {
            self.scanner.at += 1;
            self.doc.fill(id, Json::Array(Box::default()));
            return Ok(Some(id));
        }
        self.open.push(Open::Array(id, self.items.len()));
        Ok(None)
    }

    fn begin_object(&mut self, id: NodeId) -> Result<Option<NodeId>, String> {
        self.check_depth()?;
        if self.scanner.peek() == Some(b'}') {
            self.scanner.at += 1;
            self.doc.fill(id, Json::Object(Box::default()));
            return Ok(Some(id));
        }
        let key = self.key()?;
        self.open.push(Open::Object(id, self.entries.len(), key));
        Ok(None)
    }

    fn check_depth(&mut self) -> Result<(), String> {
        if self.open.len() < MAX_DEPTH {
            return Ok(());
        }
        self.scanner.at -= 1;
        Err("exceeded max depth".to_owned())
    }

    fn key(&mut self) -> Result<Str, String> {
        if self.scanner.peek() != Some(b'"') {
            let context = "looking for beginning of object key string";
            return Err(self.scanner.error(context));
        }
        let key = match self.scanner.string()? {
            Token::String(text, plain) => decoded_string(text, plain),
            _ => Str::default(),
        };
        if self.scanner.peek() != Some(b':') {
            return Err(self.scanner.error("after object key"));
        }
        self.scanner.at += 1;
        Ok(key)
    }

    /// Puts a value into its container; gives the container where that was the last.
    fn add(&mut self, open: Open, child: NodeId) -> Result<Option<NodeId>, String> {
        let next = self.scanner.peek();
        match open {
            Open::Array(id, from) => {
                self.items.push(child);
                match next {
                    Some(b',') => self.open.push(Open::Array(id, from)),
                    Some(b']') => {
                        self.scanner.at += 1;
                        let items = self.items.split_off(from);
                        self.doc.fill(id, Json::Array(items.into()));
                        return Ok(Some(id));
                    }
                    _ => return Err(self.scanner.error("after array element")),
                }
                self.scanner.at += 1;
            }
            Open::Object(id, from, key) => {
                self.entries.push((key, child));
                match next {
                    Some(b',') => self.scanner.at += 1,
                    Some(b'}') => {
                        self.scanner.at += 1;
                        let entries = sorted(self.entries.split_off(from));
                        self.doc.fill(id, Json::Object(entries));
                        return Ok(Some(id));
                    }
                    _ => return Err(self.scanner.error("after object key:value pair")),
                }
                let key = self.key()?;
                self.open.push(Open::Object(id, from, key));
            }
        }
        Ok(None)
    }
}

/// Sorted by key; of equal keys the last.
fn sorted(mut entries: Vec<(Str, NodeId)>) -> Box<[(Str, NodeId)]> {
    entries.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    entries.dedup_by(|next, kept| next.0 == kept.0);
    entries.into()
}
