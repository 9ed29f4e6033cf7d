//! The containerds of this machine: its own, and those that Go makes of their modules. A judge that
//! is told so *is* containerd's command line.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program `containerd`, in a folder of its own; none is one, too.
#[derive(Clone)]
pub(crate) struct Containerd {
    /// The version as cases have it.
    pub(crate) name: String,
    program: Option<PathBuf>,
}

/// Those that can be had; what cannot is told.
pub(crate) fn found() -> Vec<Containerd> {
    let mut found: Vec<Containerd> = own().into_iter().collect();
    for (name, module) in [("1.7", "containerd17"), ("2", "containerd2")] {
        match made(module) {
            Ok(program) => found.push(Containerd {
                name: name.to_string(),
                program: Some(program),
            }),
            Err(why) => crate::skipped(&format!("containerd {name}: {why}")),
        }
    }
    found
}

/// The machine's own, where it is Debian's 1.6: other versions come by their modules.
fn own() -> Option<Containerd> {
    let path = std::env::var_os("PATH")?;
    let program = std::env::split_paths(&path)
        .map(|folder| folder.join("containerd"))
        .find(|program| program.is_file())?;
    let said = Command::new(&program).arg("--version").output().ok()?;
    let is_old = String::from_utf8_lossy(&said.stdout).contains(" 1.6.");
    is_old.then(|| Containerd {
        name: "1.6".to_string(),
        program: Some(program),
    })
}

fn made(module: &str) -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let usual = PathBuf::from("/usr/local/go/bin");
    let go = std::env::split_paths(&path)
        .chain([usual])
        .map(|folder| folder.join("go"))
        .find(|go| go.is_file())
        .ok_or("Go is not on this machine")?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("containerd");
    let binary = folder.join(module);
    let output = Command::new(go)
        .args(["build", "-o"])
        .args([binary.as_os_str(), ".".as_ref()])
        .current_dir(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests/oracle")
                .join(module),
        )
        .env("GOFLAGS", "-mod=mod")
        .env("GOTOOLCHAIN", "local")
        .env("CGO_ENABLED", "0")
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_string());
    }
    let shim = folder.join(format!("{module}.sh"));
    let text = format!(
        "#!/bin/sh\nJUDGE_IS_CONTAINERD=1 exec '{}' \"$@\"\n",
        binary.display()
    );
    fs::write(&shim, text).unwrap();
    fs::set_permissions(&shim, fs::Permissions::from_mode(0o755)).unwrap();
    Ok(shim)
}

impl Containerd {
    /// A node that has no containerd yet.
    pub(crate) fn none() -> Containerd {
        Containerd {
            name: "none".to_string(),
            program: None,
        }
    }

    /// The program, where there is one.
    pub(crate) fn program(&self) -> Option<&Path> {
        self.program.as_deref()
    }

    /// The whole configuration that a file comes to, as containerd prints it; without a file what
    /// it has by itself. The list of files that were read is left out.
    pub(crate) fn effective(&self, config: &Path) -> Option<String> {
        let mut command = Command::new(self.program.as_ref()?);
        match fs::metadata(config).is_ok_and(|file| file.len() > 0) {
            true => command.arg("--config").arg(config).args(["config", "dump"]),
            false => command.args(["config", "default"]),
        };
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let kept = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("imports ="));
        output
            .status
            .success()
            .then(|| kept.collect::<Vec<_>>().join("\n"))
    }
}
