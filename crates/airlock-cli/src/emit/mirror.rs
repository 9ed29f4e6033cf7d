//! Which mirror a command line names, and which registries it stands for: a profile or flags, a
//! lock or a list. Reads what it is pointed at and writes nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use airlock_lock::Image;
use airlock_lock::lock::Lock;
use airlock_lock::mirror::{Known, Mirror, registry_fault};

use super::{development, settings};
use crate::flags::Parsed;
use crate::{Failure, place};

/// What a command line comes to.
pub(super) struct Chosen {
    /// The mirror.
    pub(super) mirror: Mirror,
    /// The lock's name with its checksum, where there is one.
    pub(super) from: Option<String>,
    /// An image for the commands that verify.
    pub(super) image: String,
}

impl Chosen {
    fn new(mirror: Mirror, from: Option<String>, images: &[&Image]) -> Chosen {
        let registry = mirror.upstreams.first().map_or("REGISTRY", String::as_str);
        let mirrored = |image: &&&Image| mirror.upstreams.iter().any(|u| u == image.registry());
        let locked = images.iter().find(mirrored).map(ToString::to_string);
        let image = locked.unwrap_or_else(|| format!("{registry}/IMAGE"));
        Chosen {
            mirror,
            from,
            image,
        }
    }
}

/// The mirror that the command line names. Without a list or a lock the registry `alone` is the
/// only one, where it is given.
pub(super) fn named(parsed: &Parsed, alone: Option<&str>) -> Result<Chosen, Failure> {
    if !development::has_mirror(parsed) {
        let cause = "neither --mirror nor --profile is given".to_string();
        return Err(Failure::Usage(
            cause,
            "say where nodes shall pull: --mirror registry.corp:5000",
        ));
    }
    let listed = listed(parsed)?;
    if !listed.is_empty() && parsed.text("from").is_some() {
        let cause = "--from is given beside --registries".to_string();
        let remedy = "take one of the two out: both say what is mirrored".to_string();
        return Err(Failure::Flag(cause, remedy));
    }
    let (lock, from) = match listed.is_empty() {
        true => lock(parsed, alone.is_some())?,
        false => (None, None),
    };
    let registries: Vec<&str> = match &lock {
        _ if !listed.is_empty() => listed.iter().map(String::as_str).collect(),
        Some(lock) => lock.registries().into_iter().collect(),
        None => alone.into_iter().collect(),
    };
    let images = lock.as_ref().map(|lock| lock.needs().into_keys().collect());
    let images: Vec<&Image> = images.unwrap_or_default();
    let mirror = match parsed.text("profile") {
        Some(name) => of_profile(parsed, name, registries, images.clone())?,
        None => of_flags(parsed, registries, images.clone(), None)?,
    };
    Ok(Chosen::new(mirror, from, &images))
}

/// The mirror of a development cluster whose caches stand for `remotes`: what the command line
/// names, or a cache of its own for each.
pub(super) fn of_caches(
    parsed: &Parsed,
    remotes: &BTreeMap<String, String>,
) -> Result<Chosen, Failure> {
    if parsed.text("profile").is_some() {
        let mut chosen = named(parsed, None)?;
        chosen.mirror = development::replace(chosen.mirror, remotes)?;
        return Ok(chosen);
    }
    for name in ["registries", "from"] {
        if !parsed.list(name).is_empty() {
            let cause = format!("--{name} is given beside --mirror-registry");
            let remedy = "take one of the two out: both say what is mirrored".to_string();
            return Err(Failure::Flag(cause, remedy));
        }
    }
    let registries = remotes.keys().map(String::as_str).collect();
    let own = (!development::has_mirror(parsed)).then_some(remotes);
    let mirror = of_flags(parsed, registries, Vec::new(), own)?;
    Ok(Chosen::new(mirror, None, &[]))
}

fn of_flags(
    parsed: &Parsed,
    registries: Vec<&str>,
    images: Vec<&Image>,
    caches: Option<&BTreeMap<String, String>>,
) -> Result<Mirror, Failure> {
    let known = Known {
        registries,
        images,
        file: &|name| read(Path::new(name)),
    };
    settings::mirror(parsed, &known, caches)
}

fn of_profile(
    parsed: &Parsed,
    name: &str,
    registries: Vec<&str>,
    images: Vec<&Image>,
) -> Result<Mirror, Failure> {
    settings::refuse_beside_profile(parsed, name)?;
    let platform = place::open(&place::root(parsed)?)?;
    let folder = platform.folder().to_path_buf();
    let known = Known {
        registries,
        images,
        file: &|name| read(&folder.join(name)),
    };
    let found = Mirror::of_pins(platform.pins(), name, &known);
    let names: Vec<&str> = platform.pins().mirrors.keys().map(String::as_str).collect();
    found.map_err(settings::failure)?.ok_or_else(|| {
        let there = match names.is_empty() {
            true => "there is none yet".to_string(),
            false => format!("there are {}", names.join(", ")),
        };
        Failure::Flag(
            format!("--profile: there is no profile `{name}`"),
            format!("{there}; add [mirrors.{name}] to charts/versions.toml, or use --mirror"),
        )
    })
}

/// The registries of `--registries`, each checked, none twice.
fn listed(parsed: &Parsed) -> Result<Vec<String>, Failure> {
    let listed = parsed.list("registries");
    for (at, name) in listed.iter().enumerate() {
        if let Some(remedy) = registry_fault(name) {
            let cause = format!("--registries: `{name}` is no registry");
            return Err(Failure::Flag(cause, remedy.to_string()));
        }
        if listed.iter().take(at).any(|known| known == name) {
            let cause = format!("--registries: `{name}` is named twice");
            return Err(Failure::Flag(cause, "name it once".to_string()));
        }
    }
    Ok(listed)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

/// The lock that `--from` names or that the platform has. Where neither is there it may be
/// missing, if the caller can do without.
fn lock(parsed: &Parsed, may_miss: bool) -> Result<(Option<Lock>, Option<String>), Failure> {
    let path: PathBuf = match (parsed.text("from"), place::root(parsed)) {
        (Some(path), _) => path.into(),
        (None, Ok(root)) => place::open(&root)?.lock_path(),
        (None, Err(_)) if may_miss && parsed.text("root").is_none() => return Ok((None, None)),
        (None, Err(_)) => {
            let cause = "nothing says which registries to mirror".to_string();
            return Err(Failure::Usage(
                cause,
                "list them: --registries docker.io,quay.io; or name a lock: --from airlock.lock",
            ));
        }
    };
    let name = path.display().to_string();
    let text = read(&path).map_err(|why| {
        Failure::Usage(
            format!("{name}: {why}"),
            "name a lock with --from, or registries with --registries",
        )
    })?;
    let checksum = airlock_lock::content::sha256(text.as_bytes());
    let lock = Lock::parse(&name, &text).map_err(|error| Failure::Write(error.into()))?;
    let short = path
        .file_name()
        .map_or(name.clone(), |n| n.to_string_lossy().into_owned());
    Ok((Some(lock), Some(format!("{short} ({checksum})"))))
}
