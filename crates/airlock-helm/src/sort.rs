//! Sorting what templates gave into documents and hooks, each checked as Helm checks it.

use std::ops::Range;
use std::sync::Arc;

use crate::compat::Compat;
use crate::error::Result;
use crate::head::{owned, read_head};
use crate::manifest::{Cutter, HookEvent, install_rank, split};
use crate::rendered::{Document, Rendered, RenderedFile};

const NOTES: &str = "NOTES.txt";
const HOOK: &str = "helm.sh/hook";

/// What a render gives: its documents in Helm's order.
pub(crate) fn sort_documents(
    documents: Vec<Document>,
    crds: Vec<Arc<RenderedFile>>,
    compat: Compat,
    warnings: Vec<String>,
) -> Rendered {
    let mut rendered = Rendered {
        crds: crds.into_iter().map(whole).collect(),
        warnings,
        compat,
        ..Rendered::default()
    };
    for document in documents {
        place(document, &mut rendered);
    }
    let rank = |d: &Document| {
        let (rank, name) = install_rank(&d.head.kind, compat);
        (rank, name.to_owned())
    };
    rendered.manifests.sort_by_cached_key(rank);
    rendered.hooks.sort_by_cached_key(rank);
    rendered
}

/// A document goes to the manifests or the hooks; a hook of unknown events goes nowhere.
fn place(mut document: Document, rendered: &mut Rendered) {
    let hook = document
        .head
        .annotations
        .iter()
        .find(|(key, _)| key == HOOK);
    let Some((_, events)) = hook else {
        rendered.manifests.push(document);
        return;
    };
    match HookEvent::list(events) {
        Some(events) => {
            document.hook = Some(events);
            rendered.hooks.push(document);
        }
        None => rendered
            .warnings
            .push(format!("skipping unknown hooks: {events}")),
    }
}

/// A whole file as one document.
fn whole(file: Arc<RenderedFile>) -> Document {
    let range = 0..file.content.bytes().len();
    document(&file, range)
}

/// The documents of a rendered file, each with its head or what is wrong with it.
pub(crate) fn documents_of(file: &Arc<RenderedFile>, compat: Compat) -> Vec<Result<Document>> {
    if file.path.ends_with(NOTES) {
        return Vec::new();
    }
    if compat.is_helm3() {
        let ranges = split(file.content.bytes(), compat);
        let read = |range| with_head(document(file, range), compat);
        return ranges.into_iter().map(read).collect();
    }
    let mut documents = Vec::new();
    let content = file.content.bytes();
    let checker = airlock_yaml::Checker::new(content);
    let mut cutter = Cutter::new(content);
    while let Some(start) = cutter.start() {
        let (end, read) = match checker.document(start) {
            Some((head, end)) => {
                let head = Arc::new(owned(head));
                let document = document(file, start..end);
                (end, Ok(Document { head, ..document }))
            }
            None => {
                let end = cutter.end(start);
                (end, with_head(document(file, start..end), compat))
            }
        };
        documents.push(read);
        cutter.pass(end);
    }
    documents
}

/// A document of a file, its head unread.
fn document(file: &Arc<RenderedFile>, range: Range<usize>) -> Document {
    Document {
        file: Arc::clone(file),
        range,
        head: Arc::default(),
        hook: None,
    }
}

fn with_head(mut document: Document, compat: Compat) -> Result<Document> {
    document.head = Arc::new(read_head(&document, compat)?);
    Ok(document)
}
