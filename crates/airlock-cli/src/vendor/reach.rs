//! How the network is reached: authorities, logins and proxies, from flags and the environment that
//! the command was given.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use airlock_build::Error;
use airlock_registry::{Client, Credentials, Proxies, Settings};

use crate::Failure;
use crate::flags::{Flag, Parsed, Takes};
use crate::surroundings::Variable;

pub(super) const CA_FILE: Flag = Flag::works(
    "ca-file",
    Takes::Text,
    "authorities in PEM to trust instead of the public ones",
);
pub(super) const NETRC: Flag = Flag::works(
    "netrc",
    Takes::Text,
    "logins by host; else $NETRC, else ~/.netrc",
);
pub(super) const REPOSITORIES: Flag = Flag::works(
    "repository-config",
    Takes::Text,
    "Helm's repositories.yaml with logins; else where Helm has it",
);
pub(super) const TIMEOUT: Flag = Flag::works(
    "timeout",
    Takes::Text,
    "seconds that one download may take at most; else 600",
);

/// The client for a command line.
pub(super) fn client(parsed: &Parsed, variable: Variable) -> Result<Client, Failure> {
    let mut settings = Settings {
        proxies: proxies(variable),
        credentials: credentials(parsed, variable)?,
        ..Settings::default()
    };
    if let Some(path) = parsed.text("ca-file") {
        settings.authorities = fs::read(path).map_err(|error| unread(Path::new(path), &error))?;
    }
    if let Some(seconds) = parsed.text("timeout") {
        let seconds = seconds.parse::<u64>().ok().filter(|seconds| *seconds > 0);
        let seconds = seconds.ok_or_else(|| {
            Failure::Usage(
                "--timeout is no number of seconds".to_string(),
                "write --timeout 60",
            )
        })?;
        settings.whole = Duration::from_secs(seconds);
        settings.idle = settings.idle.min(settings.whole);
    }
    Ok(Client::new(settings).map_err(|error| Error::new(error.to_string()))?)
}

fn proxies(variable: Variable) -> Proxies {
    let either = |one: &str, other: &str| variable(one).or_else(|| variable(other));
    Proxies {
        // Upper case is no proxy: a CGI program would take it from a request's header.
        http: variable("http_proxy"),
        https: either("https_proxy", "HTTPS_PROXY"),
        without: either("no_proxy", "NO_PROXY").unwrap_or_default(),
    }
}

fn credentials(parsed: &Parsed, variable: Variable) -> Result<Credentials, Failure> {
    let mut credentials = Credentials::default();
    let home = variable("HOME").or_else(|| variable("USERPROFILE"));
    let at_home = |rest: &str| home.as_ref().map(|home| Path::new(home).join(rest));
    let about = |error: airlock_registry::Error| Error::new(error.to_string());
    let netrc = named(parsed.text("netrc"), variable("NETRC"));
    if let Some(text) = read(netrc, at_home(".netrc"))? {
        credentials.add_netrc(&text);
    }
    let helm = named(
        parsed.text("repository-config"),
        variable("HELM_REPOSITORY_CONFIG"),
    );
    if let Some(text) = read(helm, at_home(".config/helm/repositories.yaml"))? {
        credentials.add_helm(&text).map_err(about)?;
    }
    let docker = variable("DOCKER_CONFIG").map(|folder| Path::new(&folder).join("config.json"));
    if let Some(text) = read(None, docker.or_else(|| at_home(".docker/config.json")))? {
        credentials.add_docker(&text).map_err(about)?;
    }
    Ok(credentials)
}

fn named(flag: Option<&str>, variable: Option<String>) -> Option<PathBuf> {
    let path = flag.map(str::to_owned).or(variable);
    path.filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// A file that was named has to be there; a usual one need not.
fn read(named: Option<PathBuf>, usual: Option<PathBuf>) -> Result<Option<String>, Failure> {
    if let Some(path) = named {
        let text = fs::read_to_string(&path).map_err(|error| unread(&path, &error))?;
        return Ok(Some(text));
    }
    Ok(usual.and_then(|path| fs::read_to_string(path).ok()))
}

fn unread(path: &Path, error: &std::io::Error) -> Error {
    Error::new(format!("reading {}: {error}", path.display()))
}
