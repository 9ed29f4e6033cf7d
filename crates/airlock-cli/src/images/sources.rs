//! What images are looked for in: charts, which are rendered here, manifests, and platforms.
//!
//! May not judge what an image is.

use std::cell::OnceCell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use airlock_helm::{Document, LineOrigin, PrintOptions, Rendered};
use airlock_images::{Options, Origin, Provenance, Rules, Walker};

use super::Listing;
use super::locked::Locked;
use crate::flags::Parsed;
use crate::{Failure, Surroundings, template};

/// What is walked, in order. Charts are rendered at once; manifests are read as they are walked, so
/// that no more than a document of them is held.
pub(super) struct Sources {
    keep_going: bool,
    streams: Vec<Stream>,
    locked: Vec<Locked>,
    failed: Vec<String>,
}

struct Stream {
    name: String,
    from: From,
}

enum From {
    Stdin,
    File(PathBuf),
    Render(Vec<u8>, Made),
}

impl Sources {
    pub(super) fn new(keep_going: bool) -> Self {
        Self {
            keep_going,
            streams: Vec::new(),
            locked: Vec::new(),
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
                let told = failure.to_string();
                // A file's own failure names it already.
                let names_itself = told.starts_with(&format!("{source}: "));
                self.failed.push(match names_itself {
                    true => told,
                    false => format!("{source}: {told}"),
                });
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
            self.push("stdin".to_owned(), From::Stdin);
        } else if is_chart(path) {
            let rendered = template::render_chart(path, parsed, surroundings)?;
            self.push_rendered(source, &rendered);
        } else if let Some(locked) = Locked::read(path)? {
            self.locked.push(locked);
        } else if path.is_dir() {
            for file in manifests_below(path)? {
                self.push_file(file)?;
            }
        } else {
            self.push_file(path.to_path_buf())?;
        }
        Ok(())
    }

    fn push(&mut self, name: String, from: From) {
        self.streams.push(Stream { name, from });
    }

    /// A file that cannot be opened is told before anything is walked.
    fn push_file(&mut self, path: PathBuf) -> Result<(), Failure> {
        File::open(&path).map_err(|error| named(&path, &error))?;
        self.push(path.display().to_string(), From::File(path));
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
        self.push(source.to_owned(), From::Render(bytes, made));
    }

    /// Walks all of it.
    pub(super) fn walk(
        mut self,
        rules: &Rules,
        options: Options,
        surroundings: &mut Surroundings<'_>,
    ) -> Result<Listing, Failure> {
        let origins: Vec<Box<Provenance<'_>>> = self.streams.iter().map(Stream::origins).collect();
        let mut walker = Walker::new(rules, options);
        let mut failed = Vec::new();
        for (stream, origins) in self.streams.iter().zip(&origins) {
            match stream.walk(&mut walker, origins.as_ref(), surroundings) {
                Err(told) if self.keep_going => failed.push(told),
                Err(told) => return Err(Failure::Partial(vec![told])),
                Ok(()) => {}
            }
        }
        let mut report = walker.finish();
        drop(origins);
        for locked in &self.locked {
            locked
                .add_to(&mut report)
                .map_err(|told| Failure::Partial(vec![told]))?;
        }
        self.failed.append(&mut failed);
        Ok(Listing {
            report,
            failed: self.failed,
        })
    }
}

impl Stream {
    fn walk<'w>(
        &self,
        walker: &mut Walker<'w>,
        origins: &'w Provenance<'w>,
        surroundings: &mut Surroundings<'_>,
    ) -> Result<(), String> {
        let walked = match &self.from {
            From::Stdin => walker.reader(&self.name, surroundings.stdin),
            From::File(path) => {
                let opened = File::open(path);
                let mut file = opened.map_err(|error| format!("{}: {error}", self.name))?;
                walker.reader(&self.name, &mut file)
            }
            From::Render(bytes, _) => walker.rendered(&self.name, bytes, origins),
        };
        walked.map_err(|error| error.to_string())
    }

    fn origins(&self) -> Box<Provenance<'_>> {
        match &self.from {
            From::Render(_, made) => Box::new(|line| made.origin(line)),
            _ => Box::new(|_| None),
        }
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
