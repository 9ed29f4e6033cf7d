//! What a render gives: documents in the order in which Helm prints them, and the printing.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use airlock_gotmpl::{Str, Trace};

use crate::chart::path_match::path_match;
use crate::compat::Compat;
use crate::error::{Error, Result};
use crate::manifest::{HookEvent, split, trim_end};
use crate::provenance::{LineOrigin, Origins};
use crate::search::find_byte;

/// A rendered chart.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The files in `crds/`, the chart's own first.
    pub crds: Vec<Document>,
    /// What is installed, in the order of installation.
    pub manifests: Vec<Document>,
    /// What runs beside it, in the same order.
    pub hooks: Vec<Document>,
    /// What Helm would have logged.
    pub warnings: Vec<String>,
    pub(crate) compat: Compat,
}

/// One document.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) file: Arc<RenderedFile>,
    pub(crate) range: Range<usize>,
    pub(crate) head: Arc<Head>,
    pub(crate) hook: Option<Vec<HookEvent>>,
}

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// `apiVersion`
    pub api_version: String,
    /// `kind`
    pub kind: String,
    /// `metadata.name`
    pub name: String,
    /// `metadata.annotations`
    pub annotations: Vec<(String, String)>,
}

/// What a template's file, or a file in `crds/`, became.
#[derive(Debug)]
pub(crate) struct RenderedFile {
    pub(crate) path: String,
    pub(crate) content: Content,
    pub(crate) origins: Origins,
}

/// The bytes of a file: made by a template, or the chart's own.
#[derive(Debug)]
pub(crate) enum Content {
    Made(Vec<u8>),
    Own(Str),
}

impl Content {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Made(bytes) => bytes,
            Self::Own(bytes) => bytes,
        }
    }
}

const NO_VALUE: &[u8] = b"<no value>";

impl RenderedFile {
    /// What a template gave.
    pub(crate) fn new(path: String, mut output: Vec<u8>, trace: Trace, source: Str) -> Self {
        let removed = remove_no_value(&mut output);
        Self {
            path,
            content: Content::Made(output),
            origins: Origins::of_template(trace, source, removed),
        }
    }

    /// A file in `crds/`.
    pub(crate) fn crd(path: String, data: Str) -> Self {
        Self {
            path,
            content: Content::Own(data),
            origins: Origins::own(),
        }
    }
}

/// Helm removes what Go prints for a value that is not there. Gives where, in the result.
fn remove_no_value(output: &mut Vec<u8>) -> Vec<usize> {
    let mut removed = Vec::new();
    let Some(first) = find_no_value(output, 0) else {
        return removed;
    };
    let mut kept = output[..first].to_vec();
    let mut at = first;
    loop {
        removed.push(kept.len());
        at += NO_VALUE.len();
        let next = find_no_value(output, at);
        kept.extend_from_slice(&output[at..next.unwrap_or(output.len())]);
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    *output = kept;
    removed
}

fn find_no_value(output: &[u8], from: usize) -> Option<usize> {
    let mut at = find_byte(output, from, b'<')?;
    while !output[at..].starts_with(NO_VALUE) {
        at = find_byte(output, at + 1, b'<')?;
    }
    Some(at)
}

impl Document {
    /// The file that it came from: `# Source` in what is printed.
    pub fn source(&self) -> &str {
        &self.file.path
    }

    /// The text.
    pub fn content(&self) -> &[u8] {
        &self.file.content.bytes()[self.range.clone()]
    }

    /// What it says about itself. Empty for a file in `crds/`, which Helm does not read.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The events that it runs at, where it is a hook.
    pub fn hook(&self) -> Option<&[HookEvent]> {
        self.hook.as_deref()
    }

    /// Whether it is a test, which `--skip-tests` leaves out.
    pub fn is_test(&self) -> bool {
        self.hook()
            .is_some_and(|events| events.contains(&HookEvent::Test))
    }

    /// Whether randomness or time went into it.
    pub fn is_marked(&self) -> bool {
        self.file.origins.touches(&self.range)
    }

    /// Where each of its lines came from; empty unless the render was asked for it.
    pub fn lines(&self) -> Vec<LineOrigin> {
        self.file
            .origins
            .lines(self.file.content.bytes(), &self.range)
    }
}

/// What `helm template`'s flags leave of a render.
#[derive(Clone, Debug, Default)]
pub struct PrintOptions {
    /// `--include-crds`
    pub include_crds: bool,
    /// `--no-hooks`
    pub no_hooks: bool,
    /// `--skip-tests`
    pub skip_tests: bool,
    /// `--show-only`: patterns of paths inside the chart.
    pub show_only: Vec<String>,
}

/// A file that `--output-dir` writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// The path below the folder.
    pub path: String,
    /// Whether it goes below the release's name where `--release-name` is given.
    pub below_release: bool,
    /// The bytes.
    pub content: Vec<u8>,
}

impl Rendered {
    /// The documents that are printed, in the order of printing.
    pub fn documents(&self, options: &PrintOptions) -> impl Iterator<Item = &Document> {
        let crds = if options.include_crds {
            &self.crds[..]
        } else {
            &[]
        };
        crds.iter()
            .chain(&self.manifests)
            .chain(self.hooks_of(options))
    }

    fn hooks_of(&self, options: &PrintOptions) -> impl Iterator<Item = &Document> {
        let hooks = if options.no_hooks {
            &[][..]
        } else {
            &self.hooks
        };
        let skip_tests = options.skip_tests;
        hooks
            .iter()
            .filter(move |hook| !(skip_tests && hook.is_test()))
    }

    /// The bytes that `helm template` prints.
    pub fn to_bytes(&self, options: &PrintOptions) -> Result<Vec<u8>> {
        let mut out = self.print(options);
        if !options.show_only.is_empty() {
            out = show_only(&out, &options.show_only, self.compat)?;
        }
        Ok(out)
    }

    fn print(&self, options: &PrintOptions) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.size(options));
        // Writing into memory cannot fail.
        let _ = self.write_all_to(options, &mut out);
        out
    }

    /// Writes what `helm template` prints, document by document, where nothing is to be shown
    /// only: [`PrintOptions::show_only`] is not looked at.
    pub fn write_all_to(&self, options: &PrintOptions, out: &mut dyn Write) -> io::Result<()> {
        let crds = if options.include_crds {
            &self.crds[..]
        } else {
            &[]
        };
        let mut documents = crds.iter().chain(&self.manifests).peekable();
        while let Some(document) = documents.next() {
            if documents.peek().is_some() {
                print(document, out)?;
            } else {
                let mut last = Vec::with_capacity(document.range.len() + 64);
                print(document, &mut last)?;
                out.write_all(trim_end(&last))?;
            }
        }
        out.write_all(b"\n")?;
        for hook in self.hooks_of(options) {
            print(hook, out)?;
        }
        Ok(())
    }

    fn size(&self, options: &PrintOptions) -> usize {
        const AROUND: usize = "---\n# Source: \n\n".len();
        let size = |d: &Document| d.range.len() + d.source().len() + AROUND;
        self.documents(options).map(size).sum::<usize>() + 1
    }

    /// The files that `--output-dir` writes, in the order of their first document.
    pub fn output_files(&self, options: &PrintOptions) -> Vec<OutputFile> {
        let mut files: Vec<OutputFile> = Vec::new();
        for document in self.documents(options) {
            let path = document.source();
            match files.iter_mut().find(|f| f.path == path) {
                Some(file) => push(document, &mut file.content),
                None => {
                    let mut content = Vec::new();
                    push(document, &mut content);
                    let is_crd = self.crds.iter().any(|c| c.source() == path);
                    files.push(OutputFile {
                        path: path.to_owned(),
                        below_release: !is_crd,
                        content,
                    });
                }
            }
        }
        files
    }
}

fn push(document: &Document, out: &mut Vec<u8>) {
    // Writing into memory cannot fail.
    let _ = print(document, out);
}

fn print(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"---\n# Source: ")?;
    out.write_all(document.source().as_bytes())?;
    out.write_all(b"\n")?;
    out.write_all(document.content())?;
    out.write_all(b"\n")
}

/// `--show-only`, which Helm does on what it has printed.
fn show_only(printed: &[u8], patterns: &[String], compat: Compat) -> Result<Vec<u8>> {
    let documents = split(printed, compat);
    let mut out = Vec::new();
    for pattern in patterns {
        let before = out.len();
        for document in &documents {
            let document = &printed[document.clone()];
            let matches = |path: &str| path_match(pattern, path).unwrap_or(false);
            if path_in_chart(document).is_some_and(|path| matches(&path)) {
                out.extend_from_slice(b"---\n");
                out.extend_from_slice(document);
                out.push(b'\n');
            }
        }
        if out.len() == before {
            return Err(
                Error::release(format!("could not find template {pattern} in chart"))
                    .remedy("give the path as it stands behind the chart's name in `# Source:`"),
            );
        }
    }
    Ok(out)
}

/// The path in the first `# Source:` line, behind the chart's name.
fn path_in_chart(document: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(document);
    let mut rest = text.as_ref();
    loop {
        let (_, after) = rest.split_once("# Source: ")?;
        rest = after;
        let line = after.split('\n').next().unwrap_or_default();
        match line.split_once('/') {
            Some((chart, path)) if !chart.is_empty() && !path.is_empty() => {
                return Some(path.to_owned());
            }
            _ => {}
        }
    }
}
