//! What images are looked for in: charts, which are rendered here, and manifests.
//!
//! May not judge what an image is.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};

use airlock_helm::{Document, LineOrigin, PrintOptions, Rendered};
use airlock_images::{Options, Origin, Provenance, Rules, Walker};

use super::Listing;
use crate::flags::Parsed;
use crate::{Failure, Surroundings, template};

/// What is read before anything is walked.
pub(super) struct Sources {
    keep_going: bool,
    streams: Vec<Stream>,
    failed: Vec<String>,
}

struct Stream {
    name: String,
    bytes: Vec<u8>,
    made: Option<Made>,
}

impl Sources {
    pub(super) fn new(keep_going: bool) -> Self {
        Self {
            keep_going,
            streams: Vec::new(),
            failed: Vec::new(),
        }
    }

    /// Reads a source, or notes that it cannot be read where the walk is to go on.
    pub(super) fn add(
        &mut self,
        source: &str,
        parsed: &Parsed,
        surroundings: &mut Surroundings<'_>,
    ) -> Result<(), Failure> {
        match self.read(source, parsed, surroundings) {
            Err(failure) if self.keep_going => {
                self.failed.push(format!("{source}: {failure}"));
                Ok(())
            }
            result => result,
        }
    }

    fn read(
        &mut self,
        source: &str,
        parsed: &Parsed,
        surroundings: &mut Surroundings<'_>,
    ) -> Result<(), Failure> {
        let path = Path::new(source);
        if source == "-" {
            let mut bytes = Vec::new();
            surroundings.stdin.read_to_end(&mut bytes)?;
            self.push("stdin", bytes);
        } else if is_chart(path) {
            let rendered = template::render_chart(path, parsed, surroundings)?;
            self.push_rendered(source, &rendered);
        } else if path.is_dir() {
            for file in manifests_below(path)? {
                self.push_file(&file)?;
            }
        } else {
            self.push_file(path)?;
        }
        Ok(())
    }

    fn push(&mut self, name: &str, bytes: Vec<u8>) {
        self.streams.push(Stream {
            name: name.to_owned(),
            bytes,
            made: None,
        });
    }

    fn push_file(&mut self, path: &Path) -> Result<(), Failure> {
        let bytes = fs::read(path).map_err(|error| named(path, &error))?;
        self.push(&path.display().to_string(), bytes);
        Ok(())
    }

    fn push_rendered(&mut self, source: &str, rendered: &Rendered) {
        let mut bytes = Vec::new();
        let mut made = Made::default();
        let everything = PrintOptions {
            include_crds: true,
            ..PrintOptions::default()
        };
        for document in rendered.documents(&everything) {
            made.add(document, &mut bytes);
        }
        self.streams.push(Stream {
            name: source.to_owned(),
            bytes,
            made: Some(made),
        });
    }

    /// Walks all that was read.
    pub(super) fn walk(self, rules: &Rules, options: Options) -> Result<Listing, Failure> {
        let origins: Vec<Option<Box<Provenance<'_>>>> =
            self.streams.iter().map(Stream::origins).collect();
        let mut walker = Walker::new(rules, options);
        for (stream, origins) in self.streams.iter().zip(&origins) {
            let walked = match origins {
                Some(origins) => walker.rendered(&stream.name, &stream.bytes, origins.as_ref()),
                None => walker.stream(&stream.name, &stream.bytes),
            };
            walked.map_err(|error| Failure::Partial(vec![error.to_string()]))?;
        }
        Ok(Listing {
            report: walker.finish(),
            failed: self.failed,
        })
    }
}

impl Stream {
    fn origins(&self) -> Option<Box<Provenance<'_>>> {
        let made = self.made.as_ref()?;
        Some(Box::new(|line| made.origin(line)))
    }
}

/// Which document of a render each line of a stream is of.
#[derive(Default)]
struct Made {
    lines: usize,
    documents: Vec<Part>,
}

struct Part {
    first_line: usize,
    document: Document,
    lines: OnceCell<Vec<LineOrigin>>,
}

impl Made {
    fn add(&mut self, document: &Document, bytes: &mut Vec<u8>) {
        let head = format!("---\n# Source: {}\n", document.source());
        bytes.extend_from_slice(head.as_bytes());
        bytes.extend_from_slice(document.content());
        bytes.push(b'\n');
        let content_lines = document.content().iter().filter(|b| **b == b'\n').count() + 1;
        self.documents.push(Part {
            first_line: self.lines + 3,
            document: document.clone(),
            lines: OnceCell::new(),
        });
        self.lines += 2 + content_lines;
    }

    fn origin(&self, line: u32) -> Option<Origin> {
        let line = usize::try_from(line).ok()?;
        let after = self
            .documents
            .partition_point(|part| part.first_line <= line);
        let part = self.documents.get(after.checked_sub(1)?)?;
        let lines = part.lines.get_or_init(|| part.document.lines());
        let made = lines.get(line - part.first_line);
        Some(Origin {
            template: part.document.source().to_owned(),
            line: made.map(|made| made.line).filter(|line| *line > 0),
        })
    }
}

/// A folder with a `Chart.yaml`, or an archive.
fn is_chart(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    path.join("Chart.yaml").is_file()
        || name.is_some_and(|name| name.ends_with(".tgz") || name.ends_with(".tar.gz"))
}

/// The manifests in a folder and the folders below it, sorted; hidden ones are passed over.
fn manifests_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| named(&folder, &error))? {
            let entry = entry.map_err(|error| named(&folder, &error))?;
            let kind = entry
                .file_type()
                .map_err(|error| named(&entry.path(), &error))?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                folders.push(entry.path());
            } else if is_manifest(&entry.path()) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    if found.is_empty() {
        return Err(Failure::Usage(
            format!("{}: no .yaml, .yml or .json file", folder.display()),
            "give a chart, a manifest, or a folder of manifests",
        ));
    }
    Ok(found)
}

fn is_manifest(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("yaml" | "yml" | "json"))
}

fn named(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Usage(
        format!("{}: {error}", path.display()),
        "give a chart, a manifest, a folder of manifests, or - for standard input",
    )
}
