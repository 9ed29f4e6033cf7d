//! What a build script calls: reads the pins, holds the lock against what is at hand, writes the
//! constants into `OUT_DIR` and tells Cargo exactly what they came from.
//!
//! Of the environment it reads `OUT_DIR` alone, and it writes nowhere else.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use airlock_lock::lock::Lock;

use crate::constants;
use crate::error::Error;
use crate::platform::Platform;
use crate::writer::put;

/// A build script over one platform.
#[derive(Debug, Clone)]
pub struct Script {
    versions: PathBuf,
    out: Option<PathBuf>,
    file: String,
    links: bool,
    without: Option<String>,
    #[cfg(feature = "render")]
    embedding: crate::embed::Embedding,
}

impl Script {
    /// A script over the pins at a path; relative ones start at the package's root, as Cargo has it.
    pub fn new(versions: impl Into<PathBuf>) -> Script {
        Script {
            versions: versions.into(),
            out: None,
            file: "airlock.rs".to_string(),
            links: false,
            without: None,
            #[cfg(feature = "render")]
            embedding: crate::embed::Embedding::default(),
        }
    }

    /// Writes below this folder instead of `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Script {
        self.out = Some(folder.into());
        self
    }

    /// What the written module is called instead of `airlock.rs`.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Script {
        self.file = name.into();
        self
    }

    /// Hands `UPSTREAM_REGISTRIES` on to the build scripts of dependants, as
    /// `DEP_<links>_UPSTREAM_REGISTRIES`; for packages with a `links` key.
    #[must_use]
    pub fn links_metadata(mut self) -> Script {
        self.links = true;
        self
    }

    /// Where pins or lock cannot be used, writes no module, warns, and sets this `cfg` instead of
    /// failing: for a crate that whoever mends the lock has to build first.
    #[must_use]
    pub fn or_without(mut self, cfg: impl Into<String>) -> Script {
        self.without = Some(cfg.into());
        self
    }

    /// Embeds what a chart renders, as `MANIFESTS` and `manifests::…`. The chart has to be at hand:
    /// in the tree, or vendored.
    #[cfg(feature = "render")]
    #[must_use]
    pub fn embed(mut self, chart: impl Into<String>) -> Script {
        self.embedding.charts.insert(chart.into());
        self
    }

    /// Embeds what every pinned chart renders.
    #[cfg(feature = "render")]
    #[must_use]
    pub fn embed_all(mut self) -> Script {
        self.embedding.all = true;
        self
    }

    /// Embeds a document, `Kind namespace/name`, although randomness or time went into it. It comes
    /// from a public seed: there must be no secret in it.
    #[cfg(feature = "render")]
    #[must_use]
    pub fn allow_random(mut self, chart: impl Into<String>, document: impl Into<String>) -> Script {
        let key = (chart.into(), document.into());
        self.embedding.allowed.insert(key);
        self
    }

    /// Does not embed a document, `Kind namespace/name`.
    #[cfg(feature = "render")]
    #[must_use]
    pub fn leave_out(mut self, chart: impl Into<String>, document: impl Into<String>) -> Script {
        let key = (chart.into(), document.into());
        self.embedding.left_out.insert(key);
        self
    }

    /// Does everything and gives the exit code for `main`; a failure is shown by Cargo.
    pub fn main(&self) -> ExitCode {
        match self.run() {
            Ok(lines) => {
                lines.iter().for_each(|line| println!("{line}"));
                ExitCode::SUCCESS
            }
            Err(error) => {
                // Cargo shows each of these as one error; a line end would end it.
                let told = format!("{error:#}");
                told.lines()
                    .for_each(|line| println!("cargo::error={line}"));
                ExitCode::FAILURE
            }
        }
    }

    /// Does everything, and gives the lines that Cargo has to be told.
    pub fn run(&self) -> Result<Vec<String>, Error> {
        match (self.make(), &self.without) {
            (Err(error), Some(cfg)) => Ok(self.left_out(&error, cfg)),
            (made, _) => made,
        }
    }

    fn left_out(&self, error: &Error, cfg: &str) -> Vec<String> {
        let told = format!("there are no constants here:\n{error:#}");
        let warned = told.lines().map(|line| format!("cargo::warning={line}"));
        // Whichever file is mended, all is to be looked at again.
        let folder = self.versions.parent().unwrap_or(Path::new(""));
        let again = format!("cargo::rerun-if-changed={}", folder.display());
        let cfg = format!("cargo::rustc-cfg={cfg}");
        warned.chain([cfg, again]).collect()
    }

    fn make(&self) -> Result<Vec<String>, Error> {
        let out = match &self.out {
            Some(out) => out.clone(),
            None => out_dir()?,
        };
        let platform = Platform::open(&self.versions)?;
        let lock = platform.locked()?;
        let mut rust = constants::rust(&lock);
        self.render(&platform, &lock, &out, &mut rust)?;
        write(&out.join(&self.file), rust.as_bytes())?;
        self.lines(&platform, &lock)
    }

    #[cfg(feature = "render")]
    fn render(
        &self,
        platform: &Platform,
        lock: &Lock,
        out: &Path,
        rust: &mut String,
    ) -> Result<(), Error> {
        let rendered = crate::check::check_and_render(platform, lock)?;
        if !self.embedding.all && self.embedding.charts.is_empty() {
            return Ok(());
        }
        let pinned = platform.pins().charts.keys().map(String::as_str).collect();
        let embedded = crate::embed::embed(&self.embedding, &pinned, &rendered)?;
        for (path, bytes) in &embedded.files {
            write(&out.join(path), bytes)?;
        }
        rust.push_str(&embedded.rust);
        Ok(())
    }

    #[cfg(not(feature = "render"))]
    fn render(
        &self,
        platform: &Platform,
        lock: &Lock,
        _: &Path,
        _: &mut String,
    ) -> Result<(), Error> {
        platform.check_lock(lock)
    }

    fn lines(&self, platform: &Platform, lock: &Lock) -> Result<Vec<String>, Error> {
        let registries = constants::registries_joined(lock);
        let mut lines = vec![format!("cargo::rustc-env=UPSTREAM_REGISTRIES={registries}")];
        if self.links {
            lines.push(format!("cargo::metadata=UPSTREAM_REGISTRIES={registries}"));
        }
        // A path that is not there would build anew for ever.
        for path in platform.inputs().iter().filter(|path| path.exists()) {
            let path = path.to_str().filter(|path| !path.contains('\n'));
            let path = path.ok_or_else(|| Error::new("a path is not UTF-8, or has a line end"))?;
            lines.push(format!("cargo::rerun-if-changed={path}"));
        }
        Ok(lines)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    match put(path, bytes) {
        Ok(_) => Ok(()),
        Err(error) => Err(Error::of_file("writing", path, &error)),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "Cargo tells a build script where to write by this variable alone"
)]
fn out_dir() -> Result<PathBuf, Error> {
    std::env::var_os("OUT_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| {
            Error::new("OUT_DIR is not set")
                .remedy("run this in a build script, or say `.out_dir(…)`")
        })
}
