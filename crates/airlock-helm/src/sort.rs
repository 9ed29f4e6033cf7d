//! Sorting what templates gave into documents and hooks, each checked as Helm checks it.

use std::sync::Arc;
use std::thread;

use crate::compat::Compat;
use crate::error::{Error, Result};
use crate::head::read_head;
use crate::manifest::{HookEvent, install_rank, split};
use crate::rendered::{Document, Head, Rendered, RenderedFile};

const NOTES: &str = "NOTES.txt";
const HOOK: &str = "helm.sh/hook";
/// From how many bytes on it pays to check documents on a second thread.
const PARALLEL_FROM: usize = 64 * 1024;

/// The documents of rendered files, in Helm's order.
pub(crate) fn sort_documents(
    files: Vec<RenderedFile>,
    crds: Vec<Arc<RenderedFile>>,
    compat: Compat,
    warnings: Vec<String>,
) -> Result<Rendered> {
    let documents = cut(files, compat);
    let heads = read_heads(&documents, compat)?;
    let mut rendered = Rendered {
        crds: crds.into_iter().map(whole).collect(),
        warnings,
        compat,
        ..Rendered::default()
    };
    for (mut document, head) in documents.into_iter().zip(heads) {
        document.head = head;
        place(document, &mut rendered);
    }
    let rank = |d: &Document| {
        let (rank, name) = install_rank(&d.head.kind, compat);
        (rank, name.to_owned())
    };
    rendered.manifests.sort_by_cached_key(rank);
    rendered.hooks.sort_by_cached_key(rank);
    Ok(rendered)
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
    Document {
        file,
        range,
        head: Head::default(),
        hook: None,
    }
}

/// The documents of all files that can have some, in the order of the files' paths.
fn cut(mut files: Vec<RenderedFile>, compat: Compat) -> Vec<Document> {
    files.retain(|file| !file.path.ends_with(NOTES));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut documents = Vec::new();
    for file in files {
        let file = Arc::new(file);
        for range in split(file.content.bytes(), compat) {
            documents.push(Document {
                file: Arc::clone(&file),
                range,
                head: Head::default(),
                hook: None,
            });
        }
    }
    documents
}

/// Reads every head; the first failure in order is the error.
fn read_heads(documents: &[Document], compat: Compat) -> Result<Vec<Head>> {
    let total: usize = documents.iter().map(|d| d.range.len()).sum();
    if total < PARALLEL_FROM || documents.len() < 2 {
        return documents.iter().map(|d| read_head(d, compat)).collect();
    }
    let middle = half(documents, total);
    let (first, second) = documents.split_at(middle);
    let read = |half: &[Document]| -> Result<Vec<_>> {
        half.iter().map(|d| read_head(d, compat)).collect()
    };
    thread::scope(|scope| {
        let spawned = thread::Builder::new().spawn_scoped(scope, || read(second));
        let first = read(first);
        let second = match spawned {
            Ok(thread) => thread
                .join()
                .unwrap_or_else(|_| Err(Error::render("checking the documents failed"))),
            Err(_) => read(second),
        };
        let mut heads = first?;
        heads.extend(second?);
        Ok(heads)
    })
}

/// Where half of the bytes lie on either side.
fn half(documents: &[Document], total: usize) -> usize {
    let mut before = 0;
    let at = documents.iter().position(|d| {
        before += d.range.len();
        before * 2 >= total
    });
    at.map_or(0, |at| at + 1)
}
