//! A disk where case does not count, as Windows and macOS have it.

use super::scratch::{set, statuses};
use crate::writer::disk::{Disk, Found, Listed, Seen};
use crate::writer::guard::Guard;
use crate::writer::names::folded;
use crate::writer::{Access, Mode, SEAL, WriteError, seal};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Files by folded path; each keeps the name that it was created or renamed with.
#[derive(Default)]
struct Folding(RefCell<BTreeMap<String, (PathBuf, Vec<u8>)>>);

impl Folding {
    fn with(files: &[(&str, &str)]) -> Folding {
        let disk = Folding::default();
        for (path, text) in files {
            let path = Path::new("/tree").join(path);
            disk.0
                .borrow_mut()
                .insert(key(&path), (path, text.as_bytes().to_vec()));
        }
        disk
    }

    fn names(&self) -> Vec<String> {
        self.0
            .borrow()
            .values()
            .map(|(path, _)| path.to_string_lossy().into_owned())
            .collect()
    }
}

fn key(path: &Path) -> String {
    folded(&path.to_string_lossy())
}

impl Disk for Folding {
    fn guard(&self, _: &Path) -> Result<Guard, WriteError> {
        Ok(Guard::none())
    }
    fn look(&self, path: &Path) -> io::Result<Option<Found>> {
        let files = self.0.borrow();
        if let Some((_, bytes)) = files.get(&key(path)) {
            return Ok(Some(Found::File(bytes.clone(), Seen { mode: None })));
        }
        let below = format!("{}/", key(path));
        Ok(files
            .keys()
            .any(|file| file.starts_with(&below))
            .then_some(Found::Folder))
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        let below = format!("{}/", key(folder));
        let mut listed: BTreeMap<String, bool> = BTreeMap::new();
        for (file, (path, _)) in self.0.borrow().iter() {
            if file.starts_with(&below) {
                let real = path.to_string_lossy();
                let mut parts = real[below.len()..].split('/');
                let name = parts.next().unwrap_or_default().to_string();
                listed.insert(name, parts.next().is_some());
            }
        }
        Ok(listed
            .into_iter()
            .map(|(name, is_folder)| Listed { name, is_folder })
            .collect())
    }
    fn create_folders(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
    fn create(&self, path: &Path, bytes: &[u8], _: Access) -> io::Result<()> {
        self.0
            .borrow_mut()
            .insert(key(path), (path.to_path_buf(), bytes.to_vec()));
        Ok(())
    }
    fn sync(&self, _: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        Ok(())
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut files = self.0.borrow_mut();
        let (_, bytes) = files.remove(&key(from)).ok_or(io::ErrorKind::NotFound)?;
        // The name that was there keeps its case when another file takes its place.
        let name = match files.get(&key(to)) {
            Some((there, _)) => there.clone(),
            None => to.to_path_buf(),
        };
        files.insert(key(to), (name, bytes));
        Ok(())
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0.borrow_mut().remove(&key(path));
        Ok(())
    }
    fn remove_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
    fn settle(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_file_in_another_case_is_renamed_and_never_removed_as_an_orphan() {
    let disk = Folding::with(&[("out/Readme.md", "new\n"), ("out/a.YAML", "old\n")]);
    let set = set(
        Path::new("/tree"),
        &[("out/README.md", "new\n"), ("out/a.yaml", "new\n")],
    );
    assert_eq!(
        statuses(set.run_on(&disk, Mode::Check)),
        "out/README.md stale\nout/a.yaml stale"
    );
    set.run_on(&disk, Mode::Write).unwrap();
    assert_eq!(disk.names(), ["/tree/out/a.yaml", "/tree/out/README.md"]);
    assert!(set.run_on(&disk, Mode::Check).unwrap().is_fresh());
}

#[test]
fn an_orphan_of_ours_goes_here_too() {
    let ours = String::from_utf8(seal(format!("# {SEAL}\n").into_bytes())).unwrap();
    let disk = Folding::with(&[("out/OLD", &ours), ("out/a", "1\n")]);
    let set = set(Path::new("/tree"), &[("out/a", "1\n")]);
    assert!(set.run_on(&disk, Mode::Write).unwrap().is_clean());
    assert_eq!(disk.names(), ["/tree/out/a"]);
}
