//! What a render leaves for the next one of the same chart: a template that would read the same as
//! before, of values and all else that it is given, is not run again, and what it wrote is not checked
//! again.
//!
//! Only what cannot differ is kept: nothing of a template that asked the world, wrote into what
//! others see, or read what was written there. May not run templates.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use airlock_gotmpl::watch::{Compared, Seen, Watch};
use airlock_gotmpl::{Limits, Map, Str, World};

use crate::beside::Checked;
use crate::objects::KubeVersion;
use crate::release::Release;
use crate::rendered::{Document, RenderedFile};

/// A chart's memory of its last render.
#[derive(Default)]
pub(crate) struct Memory(Mutex<Option<Arc<Past>>>);

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memory")
    }
}

/// A render that is over.
pub(crate) struct Past {
    given: Given,
    seen: Seen,
    templates: BTreeMap<String, Kept>,
}

/// A template's file, and what was read to make it.
pub(crate) struct Kept {
    reads: Vec<u32>,
    pub(crate) file: Arc<RenderedFile>,
    pub(crate) documents: Vec<Document>,
}

/// What a render is given beside what its templates read of maps. Charts and templates are told by
/// where they are: the chart that has the memory has them as long as it lives.
#[derive(PartialEq)]
pub(crate) struct Given {
    kube_version: KubeVersion,
    api_versions: Vec<String>,
    limits: Limits,
    provenance: bool,
    /// In the order of the maps that are watched.
    pub(crate) charts: Vec<usize>,
    /// Names, files, and the charts that they run in.
    pub(crate) templates: Vec<(String, usize, usize)>,
}

impl Given {
    pub(crate) fn new(release: &Release, limits: Limits, provenance: bool) -> Self {
        Self {
            kube_version: release.kube_version.clone(),
            api_versions: release.api_versions.clone(),
            limits,
            provenance,
            charts: Vec::new(),
            templates: Vec::new(),
        }
    }
}

/// What a render has to tell the next one, but for the documents.
pub(crate) struct Told {
    given: Given,
    seen: Seen,
    reads: BTreeMap<String, Vec<u32>>,
}

impl Memory {
    /// The last render.
    pub(crate) fn past(&self) -> Option<Arc<Past>> {
        let past = self.0.lock();
        past.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps a render in the place of the last one, where all went well.
    pub(crate) fn keep(&self, told: Told, checked: &[Checked]) {
        let Told {
            given,
            seen,
            mut reads,
        } = told;
        let kept = |checked: &Checked| {
            let name = &checked.file.path;
            let kept = Kept {
                reads: reads.remove(name)?,
                file: Arc::clone(&checked.file),
                documents: checked.documents.iter().flatten().cloned().collect(),
            };
            Some((name.clone(), kept))
        };
        if checked
            .iter()
            .flat_map(|file| &file.documents)
            .any(Result::is_err)
        {
            return;
        }
        let past = Past {
            templates: checked.iter().filter_map(kept).collect(),
            given,
            seen,
        };
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some(Arc::new(past));
    }
}

/// One render's side: watches its templates, and knows what the last render left.
pub(crate) struct Recall<'p> {
    watch: Watch,
    past: Option<(&'p Past, Compared<'p>)>,
    told: Told,
}

impl<'p> Recall<'p> {
    /// Watches what templates are given, `roots` in the order of the charts; a key of them is set for
    /// each template anew and not watched.
    pub(crate) fn new(given: Given, past: Option<&'p Past>, roots: &[&Map], own_key: &Str) -> Self {
        let watch = Watch::new(own_key.clone());
        for root in roots {
            watch.root(root);
        }
        let past = past.filter(|past| past.given == given);
        let roots = roots.iter().copied().cloned().collect();
        let compared = |past: &'p Past| (past, Compared::new(&past.seen, &watch, roots));
        Self {
            past: past.map(compared),
            watch,
            told: Told {
                given,
                seen: Seen::default(),
                reads: BTreeMap::new(),
            },
        }
    }

    /// What a template wrote last time, where it would write the same now.
    pub(crate) fn again(&mut self, name: &str) -> Option<&'p Kept> {
        let (past, compared) = self.past.as_mut()?;
        let kept = past.templates.get(name)?;
        let reads = compared.repeat(&kept.reads)?;
        self.told.reads.insert(name.to_owned(), reads);
        Some(kept)
    }

    /// A template begins to run.
    pub(crate) fn begin(&self, world: &Asked<'_>) {
        world.was_asked.set(false);
        self.watch.begin();
    }

    /// It is over.
    pub(crate) fn end(&mut self, name: &str, world: &Asked<'_>) {
        if let Some(reads) = self.watch.end().filter(|_| !world.was_asked.get()) {
            self.told.reads.insert(name.to_owned(), reads);
        }
    }

    pub(crate) fn finish(self) -> Told {
        Told {
            seen: self.watch.into_seen(),
            ..self.told
        }
    }
}

/// A world that knows whether it was asked for anything.
pub(crate) struct Asked<'w> {
    world: &'w dyn World,
    was_asked: Cell<bool>,
}

impl<'w> Asked<'w> {
    pub(crate) fn new(world: &'w dyn World) -> Self {
        Self {
            world,
            was_asked: Cell::new(false),
        }
    }

    fn ask(&self) -> &'w dyn World {
        self.was_asked.set(true);
        self.world
    }
}

impl World for Asked<'_> {
    fn now(&self) -> (i64, u32) {
        self.ask().now()
    }

    fn local_zone(&self, unix: i64) -> (i32, String) {
        self.ask().local_zone(unix)
    }

    fn random(&self, buffer: &mut [u8]) {
        self.ask().random(buffer);
    }

    fn resolve_host(&self, name: &str) -> Option<String> {
        self.ask().resolve_host(name)
    }
}
