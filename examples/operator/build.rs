//! Renders the charts that are embedded, and writes the constants.

use std::process::ExitCode;

fn main() -> ExitCode {
    airlock_build::Script::new("charts/versions.toml")
        .embed("web")
        // A password from a build is a public one: the operator makes its own at run time.
        .leave_out("web", "Secret web/web-session")
        .main()
}
