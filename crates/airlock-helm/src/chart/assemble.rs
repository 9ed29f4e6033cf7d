//! Making a chart of its files: which is metadata, a template, a value, a subchart.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::archive::{MAX_SIZE, read_archive};
use super::decode::{decode_chart_yaml, decode_lock};
use super::files::ChartFile;
use super::load::{Chart, ChartData};
use super::metadata::Metadata;
use super::template_file::TemplateFile;
use crate::compat::Compat;
use crate::error::{Error, Result};
use crate::remember::Memory;
use crate::schema::SchemaFile;
use crate::stack;
use crate::values::read::read_values;
use crate::values::tree::Tree;

const V1: &str = "v1";

/// Makes a chart that nothing depends on, as opposed to a subchart: its API version is checked.
/// Helm 3 takes any.
pub(super) fn assemble_root(files: Vec<ChartFile>, compat: Compat) -> Result<Chart> {
    let mut packed = MAX_SIZE;
    let chart = assemble(files, compat, &mut packed)?;
    match chart.0.metadata.api_version.as_str() {
        V1 | "v2" => Ok(chart),
        _ if compat.is_helm3() => Ok(chart),
        _ => Err(Error::chart("unsupported chart version")
            .remedy("apiVersion in Chart.yaml must be v1 or v2")),
    }
}

/// Makes a chart, its subcharts included. `packed` is what archives inside may still unpack to,
/// together: each keeping the limit alone would not bound the memory.
fn assemble(files: Vec<ChartFile>, compat: Compat, packed: &mut usize) -> Result<Chart> {
    let mut assembly = Assembly {
        compat,
        ..Assembly::default()
    };
    let mut metadata = None;
    for file in files.iter().filter(|f| f.name == "Chart.yaml") {
        let read = metadata.get_or_insert_default();
        decode(read, file, "Chart.yaml")?;
        // Helm 2 let charts go without an API version, so they are of the first.
        if read.api_version.is_empty() {
            V1.clone_into(&mut read.api_version);
        }
    }
    assembly.metadata = metadata;
    for file in files {
        assembly.add(file)?;
    }
    assembly.finish(packed)
}

/// Whether making a chart reads the file of that name; all others only templates ask for.
pub(super) fn is_read_by_loading(name: &str) -> bool {
    match name {
        "Chart.yaml" | "Chart.lock" | "values.yaml" | "values.schema.json"
        | "requirements.yaml" | "requirements.lock" => true,
        _ => match name.strip_prefix("charts/") {
            Some(rest) => rest
                .split_once('/')
                .is_none_or(|(_, inside)| is_read_by_loading(inside)),
            None => name.starts_with("templates/") || name.starts_with("crds/"),
        },
    }
}

fn decode(metadata: &mut Metadata, file: &ChartFile, name: &str) -> Result<()> {
    decode_chart_yaml(&file.data(), metadata)
        .map_err(|e| Error::chart(format!("cannot load {name}: {e}")))
}

#[derive(Default)]
struct Assembly {
    compat: Compat,
    metadata: Option<Metadata>,
    values: Tree,
    schema: Option<SchemaFile>,
    templates: Vec<TemplateFile>,
    files: Vec<ChartFile>,
    subcharts: BTreeMap<String, Vec<ChartFile>>,
    warnings: Vec<String>,
}

impl Assembly {
    fn add(&mut self, file: ChartFile) -> Result<()> {
        match file.name.as_str() {
            "Chart.yaml" => {}
            "Chart.lock" => check_lock(&file)?,
            "values.yaml" => {
                self.values = read_values(&file.data(), self.compat).map_err(|e| {
                    Error::chart(format!("cannot load values.yaml: {}", e.message))
                        .at(e.place(&file.name, &file.data()))
                })?;
            }
            "values.schema.json" => self.schema = Some(SchemaFile::new(file.data())),
            "requirements.yaml" => {
                decode(
                    self.metadata.get_or_insert_default(),
                    &file,
                    "requirements.yaml",
                )?;
                self.keep_if_v1(file, "Dependencies are", "dependencies to Chart.yaml");
            }
            "requirements.lock" => {
                check_lock(&file)?;
                self.keep_if_v1(file, "Dependency locking is", "to Chart.lock");
            }
            name if name.starts_with("templates/") => {
                let data = file.data();
                self.templates.push(TemplateFile::new(file.name, data));
            }
            name if name.starts_with("charts/") && !name.ends_with(".prov") => {
                self.add_to_subchart(file);
            }
            _ => self.files.push(file),
        }
        Ok(())
    }

    /// The old files stay visible to the templates of old charts.
    fn keep_if_v1(&mut self, file: ChartFile, what: &str, whereto: &str) {
        if self.metadata.get_or_insert_default().api_version == V1 {
            self.files.push(file);
            return;
        }
        let home = if what.starts_with("Dependencies") {
            "Chart.yaml"
        } else {
            "Chart.lock"
        };
        self.warnings.push(format!(
            "Warning: {what} handled in {home} since apiVersion \"v2\". We recommend migrating {whereto}."
        ));
    }

    fn add_to_subchart(&mut self, mut file: ChartFile) {
        file.name.drain(.."charts/".len());
        let (folder, _) = file.name.split_once('/').unwrap_or((&file.name, ""));
        self.subcharts
            .entry(folder.to_owned())
            .or_default()
            .push(file);
    }

    fn finish(self, packed: &mut usize) -> Result<Chart> {
        let Some(mut metadata) = self.metadata else {
            return Err(Error::chart("Chart.yaml file is missing"));
        };
        metadata.validate()?;
        let mut dependencies = Vec::new();
        for (folder, files) in self.subcharts {
            if let Some(chart) = subchart(&metadata.name, &folder, files, self.compat, packed)? {
                dependencies.push(chart);
            }
        }
        Ok(Chart(Arc::new(ChartData {
            metadata,
            values: self.values,
            schema: self.schema,
            templates: self.templates,
            files: self.files,
            dependencies,
            warnings: self.warnings,
            memory: Memory::default(),
        })))
    }
}

fn check_lock(file: &ChartFile) -> Result<()> {
    decode_lock(&file.data()).map_err(|e| Error::chart(format!("cannot load {}: {e}", file.name)))
}

/// One entry of `charts/`: an archive, a folder, or something that is left out.
fn subchart(
    parent: &str,
    entry: &str,
    files: Vec<ChartFile>,
    compat: Compat,
    packed: &mut usize,
) -> Result<Option<Chart>> {
    if entry.starts_with(['_', '.']) {
        return Ok(None);
    }
    let wrap = |e: Error| e.context(format_args!("error unpacking subchart {entry} in {parent}"));
    let files = if entry.ends_with(".tgz") {
        let archive = archive_of(parent, entry, &files)?;
        let files = read_archive(&archive.data(), compat).map_err(|e| wrap(Error::chart(e)))?;
        charge(&files, packed).map_err(wrap)?;
        files
    } else {
        files.into_iter().filter_map(inside_folder).collect()
    };
    stack::deep(|| assemble(files, compat, packed))
        .map(Some)
        .map_err(wrap)
}

/// Takes what an archive unpacked to from what all of them may.
fn charge(files: &[ChartFile], packed: &mut usize) -> Result<()> {
    let size = files.iter().map(|file| file.size()).sum();
    *packed = packed.checked_sub(size).ok_or_else(|| {
        Error::chart(format!(
            "the archives in the chart are together larger than the maximum size {MAX_SIZE}"
        ))
    })?;
    Ok(())
}

fn archive_of<'f>(parent: &str, entry: &str, files: &'f [ChartFile]) -> Result<&'f ChartFile> {
    match files.first() {
        Some(file) if file.name == entry => Ok(file),
        file => Err(Error::chart(format!(
            "error unpacking subchart tar in {parent}: expected {entry}, got {}",
            file.map_or("nothing", |f| f.name.as_str())
        ))),
    }
}

/// A file with the path inside its folder; none where it lies beside the folders.
fn inside_folder(mut file: ChartFile) -> Option<ChartFile> {
    let (folder, _) = file.name.split_once('/')?;
    let cut = folder.len() + 1;
    file.name.drain(..cut);
    Some(file)
}
