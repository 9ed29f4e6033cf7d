//! What every command does first with its command line: reads the flags of its table, and answers
//! `--help` from the same table. May not know any command.

use crate::flags::{Effect, Flag, Parsed, Takes, help, parse};
use crate::{Failure, Surroundings};

/// The flag that asks for help.
pub(crate) const HELP: Flag =
    Flag::new("help", Some('h'), Takes::Bool, Effect::Works, "print this");

/// Reads a command line; none where it asked for help, which is printed.
pub(crate) fn read(
    table: &[Flag],
    usage: &str,
    arguments: &[String],
    surroundings: &mut Surroundings<'_>,
) -> Result<Option<Parsed>, Failure> {
    let parsed = parse(table, arguments)?;
    if !parsed.is_set("help") {
        return Ok(Some(parsed));
    }
    surroundings.stdout.write_all(usage.as_bytes())?;
    surroundings.stdout.write_all(help(table).as_bytes())?;
    Ok(None)
}

/// Refuses arguments where a command takes none.
pub(crate) fn no_arguments(parsed: &Parsed, command: &str) -> Result<(), Failure> {
    match parsed.arguments.first() {
        Some(word) => Err(Failure::Usage(
            format!("`airlock {command}` takes no argument, and `{word}` is one"),
            "options begin with --",
        )),
        None => Ok(()),
    }
}
