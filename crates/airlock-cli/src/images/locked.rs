//! A platform as a source: the images of its lock, with the lock's own evidence.
//!
//! May not render: `airlock lock` does, and a lock that is not what the pins ask for is refused.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use airlock_build::{Error, Platform};
use airlock_images::{Confidence, Document, Evidence, Find, Origin, Reference, Report};
use airlock_lock::lock::{self, Lock};

use crate::Failure;
use crate::place::VERSIONS;

/// The images of a lock, under the name that evidence calls it.
pub(super) struct Locked {
    name: String,
    lock: Lock,
}

impl Locked {
    /// Reads a source that is a platform's folder, its pins, or a lock; nothing where it is none.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, Failure> {
        if path.join(VERSIONS).is_file() {
            return Self::of_platform(&path.join(VERSIONS)).map(Some);
        }
        if path.file_name() == Path::new(VERSIONS).file_name() && path.is_file() {
            return Self::of_platform(path).map(Some);
        }
        if path
            .extension()
            .is_some_and(|extension| extension == "lock")
            && path.is_file()
        {
            let name = path.display().to_string();
            let text =
                fs::read_to_string(path).map_err(|error| Error::new(format!("{name}: {error}")))?;
            let lock = Lock::parse(&name, &text).map_err(Error::from)?;
            return Ok(Some(Self { name, lock }));
        }
        Ok(None)
    }

    fn of_platform(versions: &Path) -> Result<Self, Failure> {
        let platform = Platform::open(versions)?;
        let lock = platform.locked()?;
        platform.check_lock(&lock)?;
        let name = platform.lock_path().display().to_string();
        Ok(Self { name, lock })
    }

    /// Adds all of them to a report.
    pub(super) fn add_to(&self, report: &mut Report) -> Result<(), String> {
        for (needs, images) in self.lock.image_sets() {
            let source: Arc<str> = Arc::from(format!("{}: {needs}", self.name));
            for (image, places) in images {
                let reference = Reference::pulled(&image.to_string())
                    .map_err(|error| format!("{source}: {image}: {error}"))?;
                for place in places {
                    let evidence = evidence(&source, place, &reference);
                    report.insert(reference.clone(), evidence);
                }
            }
        }
        Ok(())
    }
}

fn evidence(source: &Arc<str>, place: &lock::Evidence, reference: &Reference) -> Evidence {
    let (kind, whole) = place
        .document
        .split_once(' ')
        .unwrap_or(("pin", &place.document));
    let (namespace, name) = whole.split_once('/').unwrap_or(("", whole));
    let document = Document {
        kind: Arc::from(kind),
        namespace: Arc::from(namespace),
        name: Arc::from(name),
        ..Document::default()
    };
    let origin = |template: &String| Origin {
        template: template.clone(),
        line: None,
    };
    Evidence {
        source: Arc::clone(source),
        origin: place.template.as_ref().map(origin),
        document: Arc::new(document),
        field: place.field.clone(),
        line: 0,
        column: 0,
        find: Find::named(&place.find).unwrap_or(Find::Pin),
        confidence: match place.confidence {
            lock::Confidence::Certain => Confidence::Certain,
            lock::Confidence::Strong => Confidence::Strong,
            lock::Confidence::Guess => Confidence::Guess,
        },
        written: Arc::from(reference.as_str()),
    }
}
