//! Every Airlock command as a library; the binary `airlock` and `xtask` are thin over it.
//!
//! A command gets its arguments and a [`Surroundings`] and gives an exit code. May not read the
//! environment, the clock or randomness by itself, and writes files through `airlock-build` only.

mod command_line;
pub mod diff;
pub mod emit;
pub mod flags;
pub mod generate;
pub mod images;
pub mod lock;
pub mod place;
pub mod surroundings;
pub mod template;
pub mod vendor;

use std::fmt;
use std::io;

pub use surroundings::Surroundings;

/// What `airlock --version` prints after the name.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

const USAGE: &str = "\
Airlock renders Helm charts without Helm, locks every image that they pull, and generates from it.

Usage:
  airlock template [NAME] CHART [flags]   render a chart
  airlock images [SOURCE…] [flags]        list every image that charts and manifests pull
  airlock lock [flags]                    write charts/airlock.lock for charts/versions.toml
  airlock gen [flags]                     the same, and everything in generated/
  airlock vendor [flags]                  download what is pinned into charts/vendor/
  airlock diff [A [B]] [flags]            what changed from one lock to another
  airlock emit --target T [flags]         node configuration for a mirror
  airlock explain IMAGE [flags]           what a node asks for an image, in order
  airlock version                         print the version
  airlock help                            print this

`airlock template --help` lists the flags.
";

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The chart, the values or the release: with place, chain and remedy.
    Render(airlock_helm::Error),
    /// The command line: what is wrong with it, and what mends it where that is more than the
    /// opposite.
    Usage(String, &'static str),
    /// A flag's value: what is wrong with it, and what mends it.
    Flag(String, String),
    /// Reading, or printing.
    Io(io::Error),
    /// Writing files.
    Write(Box<dyn std::error::Error>),
    /// Pins, lock, charts: with the place and what mends it.
    Platform(airlock_build::Error),
    /// A list of images has holes: each of them.
    Partial(Vec<String>),
    /// Files are not as they have to be; which ones was printed.
    NotFresh(&'static str),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Render(error) if f.alternate() => write!(f, "{error:#}"),
            Self::Render(error) => write!(f, "{error}"),
            Self::Usage(message, help) if f.alternate() && !help.is_empty() => {
                write!(f, "{message}\nhelp: {help}")
            }
            Self::Flag(message, help) if f.alternate() && !help.is_empty() => {
                write!(f, "{message}\nhelp: {help}")
            }
            Self::Usage(message, _) => f.write_str(message),
            Self::Flag(message, _) => f.write_str(message),
            Self::Io(error) => write!(f, "{error}"),
            Self::Write(error) if f.alternate() => write!(f, "{error:#}"),
            Self::Write(error) => write!(f, "{error}"),
            Self::Platform(error) if f.alternate() => write!(f, "{error:#}"),
            Self::Platform(error) => write!(f, "{error}"),
            Self::Partial(holes) => {
                write!(f, "the list of images is not whole\n{}", holes.join("\n"))
            }
            Self::NotFresh(help) if f.alternate() => {
                write!(f, "files are not as they have to be\nhelp: {help}")
            }
            Self::NotFresh(_) => f.write_str("files are not as they have to be"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<airlock_helm::Error> for Failure {
    fn from(error: airlock_helm::Error) -> Self {
        Self::Render(error)
    }
}

impl From<flags::FlagError> for Failure {
    fn from(error: flags::FlagError) -> Self {
        Self::Usage(error.0, "")
    }
}

impl From<airlock_build::writer::Refusal> for Failure {
    fn from(error: airlock_build::writer::Refusal) -> Self {
        Self::Write(error.into())
    }
}

impl From<airlock_build::writer::WriteError> for Failure {
    fn from(error: airlock_build::writer::WriteError) -> Self {
        Self::Write(error.into())
    }
}

impl From<airlock_build::Error> for Failure {
    fn from(error: airlock_build::Error) -> Self {
        Self::Platform(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Runs the command that the arguments name (the program's own name left out), prints a failure
/// as `Error: …` with everything that is known about it, and gives the exit code.
pub fn run(arguments: &[String], surroundings: &mut Surroundings<'_>) -> u8 {
    match dispatch(arguments, surroundings) {
        Ok(()) => 0,
        // Whoever reads our output has read enough, as with `| head`.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => 1,
        Err(failure) => {
            // Where even this cannot be written, nobody is there to be told.
            let _ = writeln!(surroundings.stderr, "Error: {failure:#}");
            1
        }
    }
}

fn dispatch(arguments: &[String], surroundings: &mut Surroundings<'_>) -> Result<(), Failure> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match command {
        "template" => template::run(rest, surroundings),
        "images" => images::run(rest, surroundings),
        "lock" => lock::run(rest, surroundings),
        "gen" => generate::run(rest, surroundings),
        "vendor" => vendor::run(rest, surroundings),
        "diff" => diff::run(rest, surroundings),
        "emit" => emit::run(rest, surroundings),
        "explain" => emit::explain(rest, surroundings),
        "version" | "--version" => Ok(writeln!(surroundings.stdout, "airlock {VERSION}")?),
        "help" | "--help" | "-h" => Ok(surroundings.stdout.write_all(USAGE.as_bytes())?),
        other => Err(Failure::Usage(
            format!("unknown command \"{other}\" for \"airlock\""),
            "`airlock help` lists the commands",
        )),
    }
}
