//! A disk that fails or dies at any one step: after each, every file is whole, old or new.

use super::scratch::{Scratch, set};
use crate::writer::disk::{Disk, Found, Listed, Os};
use crate::writer::guard::Guard;
use crate::writer::{Access, Mode, SEAL, WriteError, seal};
use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};

/// What happens at the chosen step.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    /// The process is killed before the step: this step and all later ones do nothing.
    KilledBefore,
    /// The process is killed within it: a file that was being created is left half-written.
    KilledWithin,
    /// The disk is full at this step; a file that was being created is left half-written.
    Full,
    /// The step is refused.
    Refused,
}

struct Faulty {
    left: Cell<usize>,
    fault: Fault,
    dead: Cell<bool>,
    renames: Cell<usize>,
}

impl Faulty {
    fn at(step: usize, fault: Fault) -> Faulty {
        Faulty {
            left: Cell::new(step),
            fault,
            dead: Cell::new(false),
            renames: Cell::new(0),
        }
    }

    /// Whether the fault is now; an error if the process is dead or the step is refused.
    fn step(&self) -> io::Result<bool> {
        if self.dead.get() {
            return Err(io::Error::other("killed"));
        }
        let left = self.left.get();
        self.left.set(left.wrapping_sub(1));
        if left != 0 {
            return Ok(false);
        }
        self.dead.set(matches!(
            self.fault,
            Fault::KilledBefore | Fault::KilledWithin
        ));
        match self.fault {
            Fault::KilledBefore => Err(io::Error::other("killed")),
            Fault::Refused => Err(io::ErrorKind::PermissionDenied.into()),
            Fault::KilledWithin | Fault::Full => Ok(true),
        }
    }

    fn error(&self) -> io::Error {
        match self.fault {
            Fault::Full => io::ErrorKind::StorageFull.into(),
            _ => io::Error::other("killed"),
        }
    }

    /// A step that cannot be half done: done before the kill, or not for want of space.
    fn whole(&self, act: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        match self.step()? {
            false => act(),
            true if self.fault == Fault::Full => Err(self.error()),
            true => act().and(Err(self.error())),
        }
    }
}

impl Disk for Faulty {
    fn guard(&self, root: &Path) -> Result<Guard, WriteError> {
        Os.guard(root)
    }
    fn look(&self, path: &Path) -> io::Result<Option<Found>> {
        Os.look(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        Os.list(folder)
    }
    fn create_folders(&self, folder: &Path) -> io::Result<()> {
        self.whole(|| Os.create_folders(folder))
    }
    fn create(&self, path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
        if self.step()? {
            Os.create(path, &bytes[..bytes.len() / 2], access)?;
            return Err(self.error());
        }
        Os.create(path, bytes, access)
    }
    fn sync(&self, paths: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        let at = |error| (paths.first().cloned().unwrap_or_default(), error);
        self.whole(|| Os.sync(paths).map_err(|(_, error)| error))
            .map_err(at)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.whole(|| {
            self.renames.set(self.renames.get() + 1);
            Os.rename(from, to)
        })
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.whole(|| Os.remove(path))
    }
    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.whole(|| Os.remove_folder(folder))
    }
    fn settle(&self, folder: &Path) -> io::Result<()> {
        self.whole(|| Os.settle(folder))
    }
}

const OLD: [(&str, &str); 4] = [
    ("out/a", "old a\n"),
    ("out/b", "old b\n"),
    ("out/same", "same\n"),
    ("top", "old top\n"),
];
const NEW: [(&str, &str); 5] = [
    ("out/a", "new a, and longer\n"),
    ("out/b", "new b, and longer\n"),
    ("out/deep/er/c", "new c\n"),
    ("out/same", "same\n"),
    ("top", "new top\n"),
];

fn orphan() -> String {
    String::from_utf8(seal(format!("# {SEAL}\n").into_bytes())).unwrap()
}

fn prepared() -> Scratch {
    let scratch = Scratch::new();
    set(&scratch.0, &OLD).run(Mode::Write).unwrap();
    scratch.put("out/orphan/ours", &orphan());
    scratch
}

/// Every file is old or new as a whole; what is staged does not count.
fn assert_whole(scratch: &Scratch, step: usize) {
    for file in scratch.files() {
        if file.contains(".airlock-new-") || file == "out/orphan/ours" {
            continue;
        }
        let text = scratch.text(&file).unwrap();
        let known = OLD
            .iter()
            .chain(&NEW)
            .any(|(path, whole)| *path == file && *whole == text);
        assert!(known, "step {step}: {file} holds {text:?}");
    }
}

/// Runs with a fault at every step in turn, until a run meets none; gives the number of steps.
fn at_every_step(
    fault: Fault,
    mut judge: impl FnMut(&Scratch, &Faulty, usize, WriteError),
) -> usize {
    for step in 0.. {
        let scratch = prepared();
        let disk = Faulty::at(step, fault);
        let new = set(&scratch.0, &NEW);
        match new.run_on(&disk, Mode::Write) {
            Ok(_) if disk.left.get() > step => {
                let files: Vec<&str> = NEW.iter().map(|(path, _)| *path).collect();
                assert_eq!(scratch.files(), files);
                return step;
            }
            // Only tidying up may fail in silence.
            Ok(_) => assert!(new.run(Mode::Check).unwrap().is_clean(), "step {step}"),
            Err(error) => {
                assert_whole(&scratch, step);
                judge(&scratch, &disk, step, error);
            }
        }
        new.run(Mode::Write)
            .unwrap_or_else(|error| panic!("step {step}: {error}"));
        assert!(
            new.run(Mode::Check).unwrap().is_fresh(),
            "step {step}: mended by the next run"
        );
        let left = scratch
            .files()
            .into_iter()
            .find(|file| file.contains(".airlock-new-"));
        assert_eq!(left, None, "step {step}: nothing staged is left");
    }
    0
}

#[test]
fn killed_at_any_step_every_file_is_whole_and_the_next_run_mends_the_set() {
    for fault in [Fault::KilledBefore, Fault::KilledWithin] {
        let steps = at_every_step(fault, |scratch, disk, step, _| {
            let stale = !set(&scratch.0, &NEW).run(Mode::Check).unwrap().is_fresh();
            let last_rename = disk.renames.get() == 4;
            assert!(
                stale || last_rename,
                "step {step}: an interrupted set is found as stale"
            );
        });
        assert!(steps >= 14, "{steps} steps were tried");
    }
}

#[test]
fn a_full_disk_is_said_and_nothing_has_changed() {
    at_every_step(Fault::Full, |scratch, disk, step, error| {
        let text = error.to_string();
        assert!(text.contains("the disk is full"), "step {step}: {text}");
        assert_eq!(error.replaced(), disk.renames.get(), "step {step}: {text}");
        if disk.renames.get() == 0 {
            for (path, old) in OLD {
                assert_eq!(scratch.text(path).as_deref(), Some(old), "step {step}");
            }
            let staged = scratch
                .files()
                .into_iter()
                .any(|f| f.contains(".airlock-new-"));
            assert!(!staged, "step {step}: the space is given back");
        }
    });
}

#[test]
fn a_refused_step_is_said_with_its_file() {
    at_every_step(Fault::Refused, |scratch, _, step, error| {
        assert!(error.path().starts_with(&scratch.0), "step {step}: {error}");
        assert!(
            error.to_string().contains("the right to write there"),
            "step {step}: {error}"
        );
    });
}
