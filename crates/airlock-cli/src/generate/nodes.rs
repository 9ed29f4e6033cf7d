//! Node configuration for each profile `[mirrors.NAME]`: every target that can serve it, in
//! `generated/NAME/TARGET/`, and a README for each and for the profile.
//!
//! It depends on the lock and the profile alone. What a target cannot serve stands in the profile's
//! README with its reason.

use std::fmt::Write as _;

use airlock_build::writer::{SEAL, seal};
use airlock_build::{Platform, Relocked};
use airlock_lock::mirror::{Known, Mirror};
use airlock_mirror::emit::{Plan, Stamp, Target, TargetOptions, emit, folders, readme, targets};

use crate::Failure;

/// A profile with what was made of it.
pub(super) struct Profile {
    /// Its name, which is its folder.
    pub(super) name: String,
    /// One line for the index.
    pub(super) about: String,
    /// Its files, below its folder.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// Every profile of the pins, as it is understood.
pub(super) fn mirrors(platform: &Platform, relocked: &Relocked) -> Result<Vec<Mirror>, Failure> {
    let folder = platform.folder();
    let read =
        |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
    let known = Known {
        registries: relocked.lock.registries().into_iter().collect(),
        images: relocked.lock.needs().into_keys().collect(),
        file: &read,
    };
    let mut found = Vec::new();
    for name in platform.pins().mirrors.keys() {
        let mirror = Mirror::of_pins(platform.pins(), name, &known)
            .map_err(|error| Failure::Write(error.into()))?;
        found.extend(mirror);
    }
    Ok(found)
}

/// The files of every profile. `lock` is the lock's name with its checksum.
pub(super) fn write(
    platform: &Platform,
    relocked: &Relocked,
    lock: &str,
) -> Result<Vec<Profile>, Failure> {
    let stamp = Stamp {
        made_by: "airlock gen".to_string(),
        lock: Some(lock.to_string()),
        seal: Some(SEAL.to_string()),
    };
    let images: Vec<String> = relocked
        .lock
        .needs()
        .keys()
        .map(ToString::to_string)
        .collect();
    let mirrors = mirrors(platform, relocked)?;
    mirrors
        .iter()
        .map(|mirror| profile(mirror, &images, &stamp))
        .collect()
}

fn profile(mirror: &Mirror, images: &[String], stamp: &Stamp) -> Result<Profile, Failure> {
    let plans = Plan::resolve(mirror);
    let (mut files, mut served, mut refused) = (Vec::new(), String::new(), String::new());
    for target in targets() {
        for (folder, options) in folders(*target) {
            match made(*target, &plans, &options, example(mirror, images), stamp) {
                Ok(made) => {
                    // Writing to a string cannot fail.
                    let _ = writeln!(
                        served,
                        "| [{folder}]({folder}/README.md) | {} |",
                        made.len()
                    );
                    let below = |(path, bytes)| (format!("{folder}/{path}"), bytes);
                    files.extend(made.into_iter().map(below));
                }
                Err(refusal) => {
                    let (reason, remedy) = (&refusal.reason, &refusal.remedy);
                    let _ = writeln!(refused, "| {folder} | {reason} | {remedy} |");
                }
            }
        }
    }
    let about = about(mirror);
    let text = text(mirror, &about, &served, &refused, stamp);
    files.push(("README.md".to_string(), seal(text.into_bytes())));
    let name = mirror.profile.clone();
    Ok(Profile { name, about, files })
}

type Files = Vec<(String, Vec<u8>)>;

/// A target's files with its README.
fn made(
    target: &dyn Target,
    plans: &[Plan],
    options: &TargetOptions,
    image: &str,
    stamp: &Stamp,
) -> Result<Files, airlock_mirror::emit::Refusal> {
    let artifacts = emit(target, plans, options, stamp)?;
    let readme = readme(target, plans, options, &artifacts, image, stamp)?;
    let sealed = |a: airlock_mirror::emit::Artifact| (a.path, seal(a.bytes));
    Ok(artifacts.into_iter().chain([readme]).map(sealed).collect())
}

/// An image for the commands that verify: the first of a registry that is mirrored.
fn example<'i>(mirror: &Mirror, images: &'i [String]) -> &'i str {
    let mirrored = |image: &&String| {
        let registry = image.split('/').next().unwrap_or("");
        mirror.upstreams.iter().any(|name| name == registry)
    };
    images.iter().find(mirrored).map_or("IMAGE", String::as_str)
}

fn about(mirror: &Mirror) -> String {
    let hosts: Vec<String> = mirror.addresses.iter().map(|a| a.authority()).collect();
    let where_to = match hosts.is_empty() {
        true => "a cache for each registry".to_string(),
        false => hosts.join(", then "),
    };
    let fallback = match mirror.fallback {
        airlock_lock::mirror::Fallback::Upstream => "the upstream where it has not got an image",
        airlock_lock::mirror::Fallback::None => "nothing else",
    };
    format!("Nodes pull from {where_to}, and from {fallback}")
}

fn text(mirror: &Mirror, about: &str, served: &str, refused: &str, stamp: &Stamp) -> String {
    let lock = stamp.lock.as_deref().unwrap_or("");
    let mut out = format!(
        "# Profile {}\n\n<!-- Made by `{}` from [mirrors.{}] in charts/versions.toml and {lock}; do not edit. -->\n<!-- {SEAL} -->\n\n{about}.\n\n",
        mirror.profile, stamp.made_by, mirror.profile
    );
    if let Some(insecure) = &mirror.insecure {
        let (until, reason) = (&insecure.until, &insecure.reason);
        let _ = writeln!(
            out,
            "Insecure transport is permitted until {until}: {reason}\n"
        );
    }
    let _ = write!(out, "| Target | Files |\n| --- | ---: |\n{served}");
    if !refused.is_empty() {
        let _ = write!(
            out,
            "\n## What cannot be served\n\n| Target | Why | Instead |\n| --- | --- | --- |\n{refused}"
        );
    }
    out
}
