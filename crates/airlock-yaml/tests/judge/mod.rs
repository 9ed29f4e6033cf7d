//! The Go judge as a process: requests in, answers out. Where Go is absent there is no judge, and
//! the tests that want one say so and pass.

use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the judge answered: Go's output, or Go's error.
pub(crate) type Answer = Result<Vec<u8>, String>;

/// The judge's program.
pub(crate) struct Judge {
    program: PathBuf,
}

impl Judge {
    /// Builds the judge; tells on standard error why there is none.
    pub(crate) fn find() -> Option<Judge> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/oracle/yaml");
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("yaml-oracle");
        let go = ["go", "/usr/local/go/bin/go"].into_iter().find(|go| {
            Command::new(go)
                .arg("version")
                .output()
                .is_ok_and(|output| output.status.success())
        });
        let Some(go) = go else {
            eprintln!("SKIPPED: no Go on this machine, so nothing is compared with Go");
            return None;
        };
        let built = Command::new(go)
            .args(["build", "-o"])
            .arg(&program)
            .arg(".")
            .current_dir(&source)
            .status();
        if !built.is_ok_and(|status| status.success()) {
            eprintln!("SKIPPED: the oracle does not build, so nothing is compared with Go");
            return None;
        }
        Some(Judge { program })
    }

    /// Asks everything at once; answers come in the order of the questions.
    pub(crate) fn ask(&self, questions: &[(u8, Vec<u8>)]) -> Vec<Answer> {
        let mut child = Command::new(&self.program)
            .arg("serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the oracle starts");
        let mut input = BufWriter::new(child.stdin.take().expect("stdin"));
        let mut output = BufReader::new(child.stdout.take().expect("stdout"));
        let answers = std::thread::scope(|scope| {
            scope.spawn(move || {
                for (kind, payload) in questions {
                    input.write_all(&[*kind]).expect("write");
                    input
                        .write_all(&(payload.len() as u32).to_le_bytes())
                        .expect("write");
                    input.write_all(payload).expect("write");
                }
                input.flush().expect("write");
            });
            questions.iter().map(|_| answer(&mut output)).collect()
        });
        child.wait().expect("the oracle ends");
        answers
    }
}

fn answer(output: &mut impl Read) -> Answer {
    let mut size = [0; 4];
    output.read_exact(&mut size).expect("an answer");
    let mut answer = vec![0; u32::from_le_bytes(size) as usize];
    output.read_exact(&mut answer).expect("an answer");
    let text = answer.split_off(1);
    match answer.as_slice() {
        b"+" => Ok(text),
        sign => Err(String::from_utf8_lossy(&[&sign[1..], &text].concat()).into_owned()),
    }
}
