//! Our side of a comparison: `airlock template` in this process, with the stand-ins where asked.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use airlock_cli::{Failure, Surroundings, template};
use airlock_gotmpl::{Functions, World};
use airlock_helm::{Compat, Document, LineOrigin, PrintOptions, Rendered};

use crate::standins;

/// Renders as the command does: the bytes of standard output, or the error.
///
/// Relative paths are those of the process's current folder.
pub fn render(arguments: &[String], stdin: &str, fixed: bool) -> Result<Vec<u8>, String> {
    let run = || {
        let mut stdout = Vec::new();
        let failed = with_surroundings(
            &mut stdout,
            stdin,
            functions(arguments, fixed),
            |surroundings| template::run(arguments, surroundings),
        );
        failed.map(|()| stdout).map_err(|error| error.to_string())
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err("PANIC".to_owned()))
}

/// Where each line of the output came from: `file:line`, and the templates that were evaluated
/// there. `-` for lines that no file has written.
pub fn origins(arguments: &[String], stdin: &str, fixed: bool) -> Result<Vec<String>, String> {
    let traced = with_surroundings(
        &mut std::io::sink(),
        stdin,
        functions(arguments, fixed),
        |surroundings| template::trace(arguments, surroundings),
    );
    let (rendered, options) = traced.map_err(|error| error.to_string())?;
    Ok(origins_of(&rendered, &options))
}

/// The functions with the stand-ins, where they are asked for, of the Helm that is asked for.
fn functions(arguments: &[String], fixed: bool) -> Option<&'static Functions> {
    let helm3 = arguments
        .windows(2)
        .any(|pair| pair == ["--compat", "helm3"]);
    let compat = if helm3 { Compat::Helm3 } else { Compat::Helm4 };
    fixed.then(|| standins::functions(compat))
}

fn origins_of(rendered: &Rendered, options: &PrintOptions) -> Vec<String> {
    let mut lines = Vec::new();
    for document in rendered.documents(options) {
        // The mark between documents, and `# Source`.
        lines.extend(["-".to_owned(), "-".to_owned()]);
        let origins = document.lines();
        let count = document.content().split(|b| *b == b'\n').count();
        lines.extend((0..count).map(|line| told(document, origins.get(line))));
    }
    lines
}

fn told(document: &Document, origin: Option<&LineOrigin>) -> String {
    let Some(origin) = origin.filter(|origin| origin.line > 0) else {
        return "-".to_owned();
    };
    let mut told = format!("{}:{}", document.source(), origin.line);
    for template in &origin.templates {
        told.push_str(&format!(" {}", String::from_utf8_lossy(template)));
    }
    told
}

fn with_surroundings<T>(
    stdout: &mut dyn std::io::Write,
    stdin: &str,
    functions: Option<&Functions>,
    run: impl FnOnce(&mut Surroundings<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    run(&mut Surroundings {
        stdout,
        terminal: false,
        stderr: &mut std::io::sink(),
        stdin: &mut Cursor::new(stdin.as_bytes()),
        variable: |_| None,
        world: &Fixed,
        functions,
    })
}

/// A world that stands still at the stand-ins' time.
pub struct Fixed;

impl World for Fixed {
    fn now(&self) -> (i64, u32) {
        (standins::NOW, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(0);
    }
}
