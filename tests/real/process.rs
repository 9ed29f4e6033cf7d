//! Programs that run beside a test and end with it.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A program that is ended, and waited for, when this value goes.
pub(crate) struct Process(Child);

impl Process {
    /// Starts a program; all that it says goes to a file.
    pub(crate) fn start(name: &str, arguments: &[&OsStr], log: &Path) -> Process {
        let out = File::create(log).unwrap();
        let said = out.try_clone().unwrap();
        let child = Command::new(name)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(said)
            .spawn();
        Process(child.unwrap_or_else(|error| panic!("{name}: {error}")))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Waits until a program is ready, a minute at most: the machine may be busy.
pub(crate) fn waited(name: &str, log: &Path, ready: impl Fn() -> bool) {
    for _ in 0..600 {
        if ready() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let said = fs::read_to_string(log).unwrap_or_default();
    panic!("{name} does not start:\n{said}");
}

/// Those of some programs that are not on this machine.
pub(crate) fn missing<'n>(names: &[&'n str]) -> Vec<&'n str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let there = |name: &&&str| std::env::split_paths(&path).any(|at| at.join(name).is_file());
    names.iter().filter(|name| !there(name)).copied().collect()
}

/// Whether this is root, as whom containerd runs.
pub(crate) fn is_root() -> bool {
    says("id", "-u").trim() == "0"
}

/// What a program prints.
pub(crate) fn says(name: &str, argument: &str) -> String {
    let output = Command::new(name).arg(argument).output();
    output.map_or(String::new(), |o| {
        String::from_utf8_lossy(&o.stdout).into_owned()
    })
}
