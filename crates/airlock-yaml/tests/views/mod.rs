//! This crate's results in the form that the Go judge gives its own.

use airlock_yaml::{Document, check, split_documents};

/// As the judge's `j`, `s`, `m`, `h` and `d`.
pub(crate) fn view(request: u8, input: &[u8]) -> Result<Vec<u8>, String> {
    match request {
        b'j' => json(Document::parse(input)),
        b's' => json(Document::parse_strict(input)),
        b'm' => unmarshalled(input),
        b'h' => head(input),
        _ => documents(input),
    }
}

fn json(document: Result<Document<'_>, airlock_yaml::Error>) -> Result<Vec<u8>, String> {
    match document {
        Ok(document) => Ok(document.to_json().into_bytes()),
        Err(error) => Err(error.message().to_owned()),
    }
}

fn unmarshalled(input: &[u8]) -> Result<Vec<u8>, String> {
    let document = Document::parse(input).map_err(|error| error.unmarshal_message())?;
    match document.root().expect_map() {
        Ok(Some(_)) => Ok(Vec::new()),
        Ok(None) => Ok(Vec::new()),
        Err(error) => Err(error.unmarshal_message()),
    }
}

fn head(input: &[u8]) -> Result<Vec<u8>, String> {
    let head = check(input).map_err(|error| error.unmarshal_message())?;
    let mut annotations = head.annotations.clone();
    annotations.sort();
    let quote = |text: &str| {
        let yaml = format!("{}", Quoted(text));
        yaml
    };
    let mut fields = Vec::new();
    if !annotations.is_empty() {
        let inner: Vec<String> = annotations
            .iter()
            .map(|(k, v)| format!("{}:{}", quote(k), quote(v)))
            .collect();
        fields.push(format!("\"annotations\":{{{}}}", inner.join(",")));
    }
    fields.push(format!("\"kind\":{}", quote(&head.kind)));
    if head.has_metadata {
        fields.push("\"metadata\":true".to_owned());
        fields.push(format!("\"name\":{}", quote(&head.name)));
    }
    fields.push(format!("\"version\":{}", quote(&head.api_version)));
    Ok(format!("{{{}}}", fields.join(",")).into_bytes())
}

struct Quoted<'a>(&'a str);

impl std::fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\"")?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                '\u{8}' => write!(f, "\\b")?,
                '\u{C}' => write!(f, "\\f")?,
                '\n' => write!(f, "\\n")?,
                '\r' => write!(f, "\\r")?,
                '\t' => write!(f, "\\t")?,
                '\0'..='\u{1F}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                    write!(f, "\\u{:04x}", u32::from(c))?
                }
                c => write!(f, "{c}")?,
            }
        }
        write!(f, "\"")
    }
}

fn documents(input: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let mut owned = input.to_vec();
    if !owned.is_empty() && !owned.ends_with(b"\n") {
        owned.push(b'\n');
    }
    for part in split_documents(&owned) {
        let part = part.map_err(|error| error.message().to_owned())?;
        out.extend_from_slice(format!("{}\n", part.bytes.len()).as_bytes());
        out.extend_from_slice(&part.bytes);
    }
    Ok(out)
}
