//! Answers quoted templates, one a line, as the judge in `tests/oracle/functions` does, so that the
//! two can be compared over any number of generated calls.

#[path = "../tests/case/mod.rs"]
mod case;

use std::io::{BufRead, stdin};

use airlock_gotmpl::number;

fn main() {
    for line in stdin().lock().lines().map_while(Result::ok) {
        let source = number::unquote(line.as_bytes()).unwrap_or_default();
        println!("{}", case::answer(&String::from_utf8_lossy(&source)));
    }
}
