//! What the variables of a class make of a plan: another mirror, and further registries, with what the
//! script that writes those on a node leaves there.

use std::path::Path;

use airlock_mirror::emit::{Last, Place, Plan, upstream_address};

use super::question::Files;
use crate::oracle::target_folder;
use crate::programs::program;

const CERTS: &str = "/etc/containerd/certs.d";

/// A plan whose one mirror is elsewhere; what it is sent and how it is trusted stay.
pub(super) fn with_mirror(plan: &Plan, host: &str, port: u16) -> Plan {
    let mut other = plan.clone();
    for upstream in &mut other.upstreams {
        if matches!(upstream.place, Place::OwnHost(_)) {
            upstream.place = Place::OwnHost(format!("{host}:{port}"));
        }
        for endpoint in &mut upstream.endpoints {
            endpoint.address.host = host.to_owned();
            endpoint.address.port = Some(port);
        }
    }
    other
}

/// A plan with further registries, served as its first one is.
pub(super) fn with_further(plan: &Plan, names: &[&str]) -> Plan {
    let mut more = plan.clone();
    let first = plan
        .upstreams
        .iter()
        .find(|u| matches!(u.place, Place::Registry(_)));
    for name in names {
        let Some(mut one) = first.cloned() else { break };
        for endpoint in &mut one.endpoints {
            if endpoint.prefix == one.place.name() {
                endpoint.prefix = (*name).to_owned();
            }
        }
        if matches!(one.last, Last::Upstream(_)) {
            one.last = Last::Upstream(upstream_address(name));
        }
        one.place = Place::Registry((*name).to_owned());
        more.upstreams.retain(|u| u.place != one.place);
        more.upstreams.push(one);
    }
    more
}

/// Runs a script with a folder of its own in the place of the hosts directory; the files that it
/// leaves, by their path on a node.
pub(super) fn written(script: &str) -> Result<Files, String> {
    let folder = target_folder().join(format!("judges-further-{}", std::process::id()));
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let moved = script.replace(CERTS, &folder.to_string_lossy());
    let well = program("sh")
        .args(["-c", &moved])
        .status()
        .map_err(failed)?
        .success();
    let found = hosts_files(&folder).map_err(failed);
    std::fs::remove_dir_all(&folder).map_err(failed)?;
    match well {
        true => found,
        false => Err("the script for further registries fails".to_owned()),
    }
}

fn hosts_files(folder: &Path) -> std::io::Result<Files> {
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{CERTS}/{}/hosts.toml", entry.file_name().to_string_lossy());
        let text = std::fs::read_to_string(entry.path().join("hosts.toml"))?;
        files.insert(path.trim_start_matches('/').to_owned(), text);
    }
    Ok(files)
}
