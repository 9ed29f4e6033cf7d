//! Loading a chart from wherever it lies.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::archive::{is_gzip, read_archive};
use super::assemble::assemble_root;
use super::directory::read_directory;
use super::files::{ChartFile, SourceFile};
use super::metadata::Metadata;
use super::template_file::TemplateFile;
use crate::compat::Compat;
use crate::error::{Error, Result};
use crate::remember::Memory;
use crate::schema::SchemaFile;
use crate::values::sources::go_words;
use crate::values::tree::Tree;

/// A loaded chart. Cheap to clone, shared between threads and renders.
#[derive(Clone, Debug)]
pub struct Chart(pub(crate) Arc<ChartData>);

/// What a chart holds.
#[derive(Debug)]
pub(crate) struct ChartData {
    pub(crate) metadata: Metadata,
    pub(crate) values: Tree,
    pub(crate) schema: Option<SchemaFile>,
    pub(crate) templates: Vec<TemplateFile>,
    pub(crate) files: Vec<ChartFile>,
    pub(crate) dependencies: Vec<Chart>,
    pub(crate) warnings: Vec<String>,
    /// What the last render of which this chart was the root left.
    pub(crate) memory: Memory,
}

/// How a chart is loaded.
#[derive(Clone, Copy, Debug, Default)]
pub struct LoadOptions {
    /// Whether symbolic links in a folder may lead out of it, as Helm lets them.
    pub outside_links: bool,
    /// Whether a folder's files that only templates ask for are read when they do, if they do:
    /// the folder has to stay as it is until the chart has been rendered.
    pub leave_files: bool,
    /// Which Helm the chart is loaded for: Helm 3 reads one document of a values file, and refuses
    /// large files.
    pub compat: Compat,
}

impl Chart {
    /// Loads a chart from a folder or an archive.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        Self::load_with(path, LoadOptions::default())
    }

    /// Loads a chart from a folder or an archive.
    pub fn load_with(path: impl AsRef<Path>, options: LoadOptions) -> Result<Self> {
        let path = path.as_ref();
        let found = fs::metadata(path).map_err(|e| {
            Error::chart(format!("stat {}: {}", path.display(), go_words(&e)))
                .remedy("give the path of a chart's folder or of its .tgz archive")
        })?;
        if !found.is_dir() {
            return Self::load_archive(path, options.compat);
        }
        let chart_yaml = path.join("Chart.yaml");
        // Helm 3 walks the folder first, and misses the file among what it has read.
        if let Err(error) = fs::metadata(&chart_yaml)
            && !options.compat.is_helm3()
        {
            let name = absolute(&chart_yaml);
            let why = go_words(&error);
            return Err(Error::chart(format!(
                "unable to detect chart at {name}: open {name}: {why}"
            )));
        }
        assemble_root(read_directory(path, options)?, options.compat)
    }

    fn load_archive(path: &Path, compat: Compat) -> Result<Self> {
        let name = path.display();
        let bytes =
            fs::read(path).map_err(|e| Error::chart(format!("open {name}: {}", go_words(&e))))?;
        if !is_gzip(&bytes) {
            let is_yaml = path.extension().is_some_and(|e| e == "yaml" || e == "yml");
            return Err(Error::chart(if is_yaml {
                format!("file '{name}' seems to be a YAML file, but expected a gzipped archive")
            } else {
                format!("file '{name}' does not appear to be a gzipped archive")
            }));
        }
        Self::of_archive(&bytes, compat)
    }

    /// Loads a chart from the bytes of an archive.
    pub fn from_archive(bytes: &[u8]) -> Result<Self> {
        Self::of_archive(bytes, Compat::Helm4)
    }

    fn of_archive(bytes: &[u8], compat: Compat) -> Result<Self> {
        let files = read_archive(bytes, compat).map_err(Error::chart)?;
        assemble_root(files, compat)
    }

    /// Makes a chart of files that are in memory, their names relative to the chart.
    pub fn from_files(files: Vec<SourceFile>) -> Result<Self> {
        let files = files.into_iter().map(ChartFile::from).collect();
        assemble_root(files, Compat::Helm4)
    }

    /// The files that make the chart at a path, a folder or an archive: what [`Chart::from_files`]
    /// takes, and what a digest of the chart covers.
    pub fn files_at(path: impl AsRef<Path>) -> Result<Vec<SourceFile>> {
        let path = path.as_ref();
        if path.is_dir() {
            return sources(read_directory(path, LoadOptions::default())?);
        }
        let bytes = fs::read(path)
            .map_err(|e| Error::chart(format!("open {}: {}", path.display(), go_words(&e))))?;
        Self::files_in_archive(&bytes)
    }

    /// The files that make the chart in an archive's bytes.
    pub fn files_in_archive(bytes: &[u8]) -> Result<Vec<SourceFile>> {
        sources(read_archive(bytes, Compat::Helm4).map_err(Error::chart)?)
    }

    /// What `Chart.yaml` says.
    pub fn metadata(&self) -> &Metadata {
        &self.0.metadata
    }

    /// The chart's `values.schema.json`.
    pub fn schema(&self) -> Option<&[u8]> {
        self.0.schema.as_ref().map(SchemaFile::text)
    }

    /// The charts in `charts/`.
    pub fn dependencies(&self) -> &[Self] {
        &self.0.dependencies
    }
}

fn sources(files: Vec<ChartFile>) -> Result<Vec<SourceFile>> {
    files.into_iter().map(ChartFile::into_source).collect()
}

fn absolute(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    path.display().to_string()
}
