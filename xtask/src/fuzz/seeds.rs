//! What a target begins with: the repository's own fixtures, and nothing fetched.

use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use super::targets::Target;
use crate::{files, root, tgz};

/// Seeds larger than this are left out: cases are many and small.
const LARGEST: usize = 20_000;

/// Where seeds come from; paths are the repository's.
pub(super) enum Seeds {
    /// Every file below a folder whose name ends so.
    Files(&'static str, &'static str),
    /// Every line of such files.
    Lines(&'static str, &'static str),
    /// The files of one name and the ones of another beside them, as one bundle.
    Pairs(&'static str, &'static str, &'static str),
    /// The folder `chart` below each of a folder's folders, as a bundle.
    Charts(&'static str),
    /// The same as archives.
    Archives(&'static str),
    /// The same as archives before they are compressed.
    Tars(&'static str),
}

/// What stands before each file of a bundle.
pub(super) const FILE: &str = "\n==> ";

/// A target's seeds, in the order of their files.
pub(super) fn of(target: &Target) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut all = Vec::new();
    for seeds in target.seeds {
        seeds.read(&mut all)?;
    }
    all.retain(|seed| seed.len() <= LARGEST);
    if all.is_empty() {
        return Err(format!("no seeds for {}", target.name).into());
    }
    Ok(all)
}

impl Seeds {
    fn read(&self, into: &mut Vec<Vec<u8>>) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Files(folder, end) => {
                for path in ending(folder, end)? {
                    into.push(fs::read(path)?);
                }
            }
            Self::Lines(folder, end) => {
                for path in ending(folder, end)? {
                    let text = fs::read(path)?;
                    into.extend(text.split(|byte| *byte == b'\n').map(<[u8]>::to_vec));
                }
            }
            Self::Pairs(folder, one, other) => {
                for path in ending(folder, one)? {
                    let mut bundle = Vec::new();
                    add(&mut bundle, one, &path)?;
                    add(&mut bundle, other, &path.with_file_name(other))?;
                    into.push(bundle);
                }
            }
            Self::Charts(folder) => {
                for chart in charts(folder)? {
                    into.push(bundle(&chart)?);
                }
            }
            Self::Archives(folder) => {
                for chart in charts(folder)? {
                    into.push(tgz::pack(&chart)?);
                }
            }
            Self::Tars(folder) => {
                for chart in charts(folder)? {
                    let mut tar = Vec::new();
                    let packed = tgz::pack(&chart)?;
                    GzDecoder::new(packed.as_slice()).read_to_end(&mut tar)?;
                    into.push(tar);
                }
            }
        }
        Ok(())
    }
}

fn ending(folder: &str, end: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let place = root().join(folder);
    if place.is_file() {
        return Ok(vec![place]);
    }
    let mut found = files::below(&place)?;
    found.retain(|path| path.to_string_lossy().ends_with(end));
    Ok(found)
}

fn charts(folder: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join(folder))? {
        let chart = entry?.path().join("chart");
        if chart.is_dir() {
            found.push(chart);
        }
    }
    found.sort();
    Ok(found)
}

fn bundle(chart: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bundle = Vec::new();
    for file in files::below(chart)? {
        add(&mut bundle, &files::relative(&file, chart), &file)?;
    }
    Ok(bundle)
}

fn add(bundle: &mut Vec<u8>, name: &str, file: &Path) -> Result<(), Box<dyn Error>> {
    bundle.extend_from_slice(format!("{FILE}{name}\n").as_bytes());
    bundle.extend(fs::read(file)?);
    Ok(())
}
