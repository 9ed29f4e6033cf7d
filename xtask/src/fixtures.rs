//! The fixture charts of `tests/charts`: where they lie, how they are run, what they must give.
//!
//! `NAME/chart/` is the chart; `NAME/cases/CASE/` holds `flags` (one argument a line, after
//! `template rel chart`) or `args` (one a line, all of them), perhaps `values.yaml`, `stdin`, and
//! what Helm gave: `expected.yaml` or `expected.err`, and where Helm 3 gives something else,
//! `expected.helm3.yaml` or `expected.helm3.err`; perhaps `expected.lines`, the place in the
//! chart that each line of the output comes from. `NAME/packed/X/` becomes the archive
//! `chart/charts/X.tgz`; with `NAME/stand-ins` both sides use the stand-ins.

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use airlock_build::writer::{Mode, Output, OutputSet};
use airlock_helm::Compat;

use crate::oracle::{Given, Job};
use crate::{files, ours, tgz};

/// What Helm adds to errors after loading; `airlock` says everything at once.
const DEBUG_HINT: &str = "\n\nUse --debug flag to render out invalid YAML";

/// What stands for the fixture's folder in errors.
const FOLDER: &str = "{dir}";

/// One case of a fixture chart.
#[derive(Debug)]
pub struct Case {
    /// `CHART/CASE`
    pub name: String,
    /// What follows `helm template`.
    pub arguments: Vec<String>,
    stdin: String,
    fixed: bool,
    chart: PathBuf,
    folder: PathBuf,
}

/// Every case below a folder of fixture charts, sorted.
pub fn cases(root: &Path) -> io::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for chart in folders(root)? {
        if chart.join("cases").is_dir() {
            for folder in folders(&chart.join("cases"))? {
                cases.push(Case::read(&chart, folder)?);
            }
        }
    }
    Ok(cases)
}

/// Whether a folder holds fixture charts.
pub fn holds_fixtures(root: &Path) -> bool {
    folders(root).is_ok_and(|charts| charts.iter().any(|chart| chart.join("cases").is_dir()))
}

fn folders(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

impl Case {
    fn read(chart: &Path, folder: PathBuf) -> io::Result<Self> {
        let part = |path: &Path| {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        let case = part(&folder);
        let mut arguments = match read_lines(&folder.join("args"))? {
            Some(arguments) => arguments,
            None => {
                let mut arguments = vec!["rel".to_owned(), "chart".to_owned()];
                arguments.extend(read_lines(&folder.join("flags"))?.unwrap_or_default());
                arguments
            }
        };
        if folder.join("values.yaml").is_file() {
            arguments.extend(["-f".to_owned(), format!("cases/{case}/values.yaml")]);
        }
        Ok(Self {
            name: format!("{}/{case}", part(chart)),
            arguments,
            stdin: fs::read_to_string(folder.join("stdin")).unwrap_or_default(),
            fixed: chart.join("stand-ins").is_file(),
            chart: chart.to_path_buf(),
            folder,
        })
    }

    /// Lays the fixture where it can be run: its archives are made.
    pub fn lay(&self) -> Result<Laid, Box<dyn Error>> {
        let packed = self.chart.join("packed");
        if !packed.is_dir() {
            return Ok(Laid {
                folder: fs::canonicalize(&self.chart)?,
                temporary: false,
            });
        }
        let name = format!(
            "airlock-fixture-{}-{}",
            std::process::id(),
            self.name.replace('/', "-")
        );
        let folder = std::env::temp_dir().join(name);
        copy(&self.chart, &folder)?;
        for chart in folders(&packed)? {
            let name = chart
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let archive = folder.join("chart/charts").join(format!("{name}.tgz"));
            files::write(&archive, &tgz::pack(&chart)?)?;
        }
        Ok(Laid {
            folder: fs::canonicalize(folder)?,
            temporary: true,
        })
    }

    /// The case as a job for the judge.
    pub fn job<'j>(&'j self, laid: &'j Laid) -> Job<'j> {
        Job {
            arguments: &self.arguments,
            folder: &laid.folder,
            stdin: &self.stdin,
            fixed: self.fixed,
        }
    }

    /// Whether the stand-ins are used.
    pub fn is_fixed(&self) -> bool {
        self.fixed
    }

    /// What we give. Changes the process's current folder.
    pub fn ours(&self, laid: &Laid, compat: Compat) -> io::Result<Given> {
        std::env::set_current_dir(&laid.folder)?;
        let mut arguments = self.arguments.clone();
        if compat.is_helm3() {
            arguments.extend(["--compat".to_owned(), "helm3".to_owned()]);
        }
        let given = ours::render(&arguments, &self.stdin, self.fixed);
        Ok(comparable(given, laid))
    }

    /// Where the lines of our output came from, and where they have to, in the cases that say so
    /// in `expected.lines`. Changes the process's current folder.
    pub fn lines(&self, laid: &Laid) -> io::Result<Option<(String, String)>> {
        let Ok(expected) = fs::read_to_string(self.folder.join("expected.lines")) else {
            return Ok(None);
        };
        std::env::set_current_dir(&laid.folder)?;
        let origins = ours::origins(&self.arguments, &self.stdin, self.fixed);
        let origins = origins.unwrap_or_else(|error| vec![error]);
        Ok(Some((expected, origins.join("\n") + "\n")))
    }

    /// The golden: what one Helm gave. Helm 3 has its own only where it differs.
    pub fn golden(&self, compat: Compat) -> io::Result<Given> {
        let own = self.paths(compat);
        let (output, error) = match compat {
            Compat::Helm3 if !own.0.is_file() && !own.1.is_file() => self.paths(Compat::Helm4),
            _ => own,
        };
        if output.is_file() {
            return Ok(Ok(fs::read(output)?));
        }
        let error = fs::read_to_string(error)?;
        Ok(Err(error.trim_end_matches('\n').to_owned()))
    }

    /// Where one Helm's output and its error lie.
    fn paths(&self, compat: Compat) -> (PathBuf, PathBuf) {
        let infix = match compat {
            Compat::Helm4 => "",
            Compat::Helm3 => "helm3.",
        };
        let path = |end: &str| self.folder.join(format!("expected.{infix}{end}"));
        (path("yaml"), path("err"))
    }

    /// Writes the expected origins of lines.
    pub fn bless_lines(&self, lines: &str) -> Result<(), Box<dyn Error>> {
        files::write(&self.folder.join("expected.lines"), lines.as_bytes())
    }

    /// Writes the golden of one Helm; none for Helm 3 where Helm 4 gives the same.
    pub fn bless(&self, given: &Given, compat: Compat) -> Result<(), Box<dyn Error>> {
        let (output, error) = self.paths(compat);
        if compat.is_helm3() && self.golden(Compat::Helm4)? == *given {
            for stale in [output, error].iter().filter(|path| path.is_file()) {
                fs::remove_file(stale)?;
            }
            return Ok(());
        }
        let (write, bytes, remove) = match given {
            Ok(bytes) => (output, bytes.clone(), error),
            Err(message) => (error, format!("{message}\n").into_bytes(), output),
        };
        files::write(&write, &bytes)?;
        if remove.is_file() {
            fs::remove_file(remove)?;
        }
        Ok(())
    }
}

/// What was given, with the folder that the fixture lies in named [`FOLDER`].
pub fn placed(given: Given, laid: &Laid) -> Given {
    given.map_err(|message| {
        let message = message.replace(&*laid.folder.to_string_lossy(), FOLDER);
        message.trim_end_matches('\n').to_owned()
    })
}

/// The same, an error without Helm's hint at its debug flag.
pub fn comparable(given: Given, laid: &Laid) -> Given {
    placed(given, laid).map_err(|message| {
        let message = message.strip_suffix(DEBUG_HINT).unwrap_or(&message);
        message.trim_end_matches('\n').to_owned()
    })
}

/// A fixture that can be run.
#[derive(Debug)]
pub struct Laid {
    /// The folder to run it in.
    pub folder: PathBuf,
    temporary: bool,
}

impl Drop for Laid {
    fn drop(&mut self) {
        if self.temporary {
            // It lies among temporary files: what stays behind harms nobody.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn read_lines(path: &Path) -> io::Result<Option<Vec<String>>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.lines().map(str::to_owned).collect())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let mut set = OutputSet::new(to);
    for file in files::below(from)? {
        set.add(Output::new(files::relative(&file, from), fs::read(&file)?))?;
    }
    set.run(Mode::Write)?;
    Ok(())
}
