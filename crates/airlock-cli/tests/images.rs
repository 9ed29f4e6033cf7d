//! `airlock images`: each folder below `images/cases` holds the words after it (`words.txt`, one a
//! line), what is on standard input (`stdin`, where there is something), and what comes of it
//! (`expected.txt`: output, errors, exit status). Sources lie in `images/sources`. With
//! `AIRLOCK_BLESS` set the expectations are written anew, to be read by a person.

#![expect(clippy::expect_used, reason = "a test may fail loudly")]
#![expect(
    clippy::disallowed_methods,
    reason = "blessing is asked for by the environment, and it changes folder for short paths"
)]

use std::fs;
use std::path::{Path, PathBuf};

use airlock_cli::{Surroundings, run};
use airlock_gotmpl::World;

struct Still;

impl World for Still {
    fn now(&self) -> (i64, u32) {
        (0, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(0);
    }
}

fn told(case: &Path) -> String {
    let words = fs::read_to_string(case.join("words.txt")).expect("a case has words");
    let words: Vec<String> = ["images"]
        .into_iter()
        .chain(words.lines())
        .map(str::to_owned)
        .collect();
    let stdin = fs::read(case.join("stdin")).unwrap_or_default();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let status = run(
        &words,
        &mut Surroundings {
            stdout: &mut stdout,
            stderr: &mut stderr,
            stdin: &mut stdin.as_slice(),
            variable: |_| None,
            world: &Still,
            functions: None,
        },
    );
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    format!(
        "{}--- errors\n{}--- status {status}\n",
        text(stdout),
        text(stderr)
    )
}

#[test]
fn every_case_gives_what_is_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/images");
    let entries = fs::read_dir(root.join("cases")).expect("there are cases");
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    cases.sort();
    std::env::set_current_dir(root.join("sources")).expect("there are sources");
    let mut wrong = Vec::new();
    for case in cases {
        let told = told(&case);
        let golden = case.join("expected.txt");
        if std::env::var_os("AIRLOCK_BLESS").is_some() {
            fs::write(&golden, &told).expect("it can be written");
        }
        if fs::read_to_string(&golden).unwrap_or_default() != told {
            wrong.push(format!("{}\n{told}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}
