//! A command in this process, with a clock that stands and no randomness.

#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use airlock_cli::surroundings::Variable;
use airlock_cli::{Surroundings, run};
use airlock_gotmpl::World;

/// A clock that stands at this second.
struct Still(i64);

impl World for Still {
    fn now(&self) -> (i64, u32) {
        (self.0, 0)
    }

    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(0);
    }
}

/// Exit status, standard output and standard error of a command line.
pub(crate) type Told = (u8, String, String);

/// Runs a command with nothing on standard input and an empty environment.
pub(crate) fn airlock(words: &[&str]) -> Told {
    airlock_with(words, &[], |_| None)
}

/// Runs a command with this standard input and environment.
pub(crate) fn airlock_with(words: &[&str], stdin: &[u8], variable: Variable) -> Told {
    airlock_at(0, words, stdin, variable)
}

/// The same at this second since 1970.
pub(crate) fn airlock_at(now: i64, words: &[&str], stdin: &[u8], variable: Variable) -> Told {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let (mut stdout, mut stderr, mut stdin) = (Vec::new(), Vec::new(), stdin);
    let code = run(
        &words,
        &mut Surroundings {
            stdout: &mut stdout,
            stderr: &mut stderr,
            terminal: false,
            stdin: &mut stdin,
            variable,
            world: &Still(now),
            functions: None,
        },
    );
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    (code, text(stdout), text(stderr))
}
