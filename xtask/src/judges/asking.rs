//! Building judges and asking them: one process for each judge, a line for each question.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};

use super::question::Question;
use crate::oracle::target_folder;
use crate::programs::{find, program, succeeds};

/// The judges that could be built.
pub(super) struct Judges {
    go: PathBuf,
    built: BTreeMap<String, Option<PathBuf>>,
}

impl Judges {
    /// Those of this machine; none where Go is not here.
    pub(super) fn find() -> Option<Self> {
        let go = find("go", &["/usr/local/go/bin"])?;
        Some(Self {
            go,
            built: BTreeMap::new(),
        })
    }

    /// A judge's program, built once; none where it cannot be built, which is printed.
    pub(super) fn program(&mut self, name: &str) -> Option<PathBuf> {
        let go = &self.go;
        let built = self.built.entry(name.to_owned());
        built.or_insert_with(|| build(go, name)).clone()
    }

    /// Where a module that a judge is made of lies on this machine.
    pub(super) fn module(&self, judge: &str, module: &str) -> Option<PathBuf> {
        let output = program(&self.go)
            .args(["list", "-m", "-f", "{{.Dir}}", module])
            .current_dir(source(judge))
            .env("GOTOOLCHAIN", "local")
            .output()
            .ok()?;
        let folder = String::from_utf8(output.stdout).ok()?;
        let folder = PathBuf::from(folder.trim());
        folder.is_dir().then_some(folder)
    }

    /// The answers to some questions of one judge, in their order.
    pub(super) fn ask(
        &mut self,
        judge: &str,
        questions: &[&Question],
    ) -> Result<Vec<Value>, String> {
        let binary = self
            .program(judge)
            .ok_or_else(|| format!("the judge {judge} cannot be built"))?;
        let mut lines = String::new();
        for question in questions {
            let line = json!({ "files": question.files, "ask": question.ask });
            lines.push_str(&format!("{line}\n"));
        }
        let mut child = program(binary)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .env("AIRLOCK_CRDS", definitions())
            .spawn()
            .map_err(|error| error.to_string())?;
        let stdin = child.stdin.take();
        let writer = std::thread::spawn(move || {
            stdin.is_some_and(|mut stdin| stdin.write_all(lines.as_bytes()).is_ok())
        });
        let mut answers = Vec::new();
        for line in child
            .stdout
            .take()
            .into_iter()
            .flat_map(|o| BufReader::new(o).lines())
        {
            let line = line.map_err(|error| error.to_string())?;
            answers.push(serde_json::from_str(&line).map_err(|error| error.to_string())?);
        }
        let well = child.wait().is_ok_and(|status| status.success());
        match well && writer.join().unwrap_or(false) && answers.len() == questions.len() {
            true => Ok(answers),
            false => Err(format!("the judge {judge} has ended without all answers")),
        }
    }
}

/// The folder of schemas of providers whose modules cannot be had.
pub(super) fn definitions() -> PathBuf {
    let given = crate::programs::variable("AIRLOCK_CRDS").map(PathBuf::from);
    given.unwrap_or_else(|| crate::root().join("../shared/crds"))
}

fn source(name: &str) -> PathBuf {
    crate::root().join("tests/oracle").join(name)
}

fn build(go: &Path, name: &str) -> Option<PathBuf> {
    let binary = target_folder().join("oracle").join(name);
    let mut build = program(go);
    build
        .args(["build", "-o"])
        .arg(&binary)
        .arg(".")
        .current_dir(source(name))
        .env("GOFLAGS", "-mod=mod")
        .env("GOTOOLCHAIN", "local")
        .env("CGO_ENABLED", "0");
    succeeds(&mut build).then_some(binary)
}
