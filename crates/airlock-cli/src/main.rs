//! The binary `airlock`: hands the process's surroundings to the library and gives the exit code.

#![cfg_attr(all(target_os = "linux", target_env = "gnu", not(test)), no_main)]

mod heap;
mod start;

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use airlock_cli::Surroundings;
use airlock_gotmpl::World;

#[global_allocator]
static HEAP: heap::Heap = heap::Heap;

/// Gathers what is short; more would be pages that most charts do not fill.
const STDOUT_BUFFER: usize = 16 << 10;

#[cfg(not(all(target_os = "linux", target_env = "gnu", not(test))))]
fn main() -> std::process::ExitCode {
    run().into()
}

/// The whole process: its exit code.
fn run() -> u8 {
    let Some(arguments) = arguments() else {
        // Nothing else can be told where standard error is closed.
        let _ = writeln!(io::stderr(), "Error: an argument is not valid UTF-8");
        return 1;
    };
    if arguments
        .first()
        .is_some_and(|command| command == "template")
    {
        heap::make_room();
        airlock_gotmpl::stack::goes_on_for(start::stack_left());
    }
    let mut stdout = BufWriter::with_capacity(STDOUT_BUFFER, io::stdout().lock());
    let mut surroundings = Surroundings {
        stdout: &mut stdout,
        stderr: &mut io::stderr(),
        terminal: io::stderr().is_terminal(),
        stdin: &mut io::stdin(),
        variable,
        world: &Live,
        functions: None,
    };
    let code = airlock_cli::run(&arguments, &mut surroundings);
    // What cannot be written any more was told where it was asked for.
    let _ = stdout.flush();
    code
}

fn arguments() -> Option<Vec<String>> {
    std::env::args_os()
        .skip(1)
        .map(|word| word.into_string().ok())
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the binary is where the environment comes from"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The real clock and real randomness, as Helm has them.
struct Live;

impl World for Live {
    #[expect(
        clippy::disallowed_methods,
        reason = "the binary is where the clock comes from"
    )]
    fn now(&self) -> (i64, u32) {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        (since.as_secs().cast_signed(), since.subsec_nanos())
    }

    fn random(&self, buffer: &mut [u8]) {
        if getrandom::fill(buffer).is_err() {
            // A key must never be made of zeros. No system that we build for gets here.
            std::process::abort();
        }
    }
}
