//! What a build of ours may never need, and how it is found out: by Cargo's own list of the crates
//! that a build takes, build dependencies counted. May not reach a network.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use crate::programs::cargo;

/// Parts of crates' names that no build script or linked library may need, each with what it is.
pub const BANNED: [(&str, &str); 24] = [
    ("airlock-registry", "our network"),
    ("airlock-cli", "our commands"),
    ("http", "HTTP"),
    ("hyper", "HTTP"),
    ("ureq", "HTTP"),
    ("reqwest", "HTTP"),
    ("curl", "HTTP"),
    ("isahc", "HTTP"),
    ("h2", "HTTP"),
    ("quinn", "HTTP"),
    ("webpki", "TLS"),
    ("rustls", "TLS"),
    ("openssl", "TLS"),
    ("native-tls", "TLS"),
    ("socket", "sockets"),
    ("tokio", "a runtime for sockets"),
    ("async", "a runtime for sockets"),
    ("mio", "sockets"),
    ("oci", "registries"),
    ("docker", "registries"),
    ("clap", "command lines"),
    ("lexopt", "command lines"),
    ("argh", "command lines"),
    ("cargo_metadata", "other programs"),
];

/// The crates that a package's build takes, itself counted, each with its features; `words` choose
/// the package and its features.
pub fn crates(folder: &Path, words: &[&str]) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut tree = cargo();
    tree.current_dir(folder)
        .args(["tree", "--offline", "--edges", "normal,build"])
        .args(["--prefix", "none", "--format", "{p} [{f}]"])
        .args(words);
    let output = tree.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().filter_map(|line| {
        let (name, rest) = line.split_once(' ')?;
        let (_, features) = rest.rsplit_once('[')?;
        Some((
            name.to_owned(),
            features
                .trim_end_matches([']', ' ', '(', '*', ')'])
                .to_owned(),
        ))
    });
    Ok(lines.collect())
}

/// Those of a list that are banned, each with what it is.
pub fn banned<'c>(crates: impl IntoIterator<Item = &'c String>) -> Vec<String> {
    let mut found = Vec::new();
    for name in crates {
        if let Some((_, what)) = BANNED.iter().find(|(part, _)| has_part(name, part)) {
            found.push(format!("{name}: {what}"));
        }
    }
    found
}

/// Whether a crate's name has a part that begins so: parts are between dashes.
fn has_part(name: &str, part: &str) -> bool {
    let name = name.replace('_', "-");
    let part = part.replace('_', "-");
    name == part || format!("-{name}").contains(&format!("-{part}"))
}

#[cfg(test)]
mod tests {
    use super::banned;

    #[test]
    fn a_banned_crate_is_found_by_any_part_of_its_name() {
        let found = [
            "ahash",
            "cargo_metadata",
            "httparse",
            "memchr",
            "rustls-pki-types",
            "tokio",
        ];
        let told = banned(&found.map(str::to_owned));
        assert_eq!(
            told,
            [
                "cargo_metadata: other programs",
                "httparse: HTTP",
                "rustls-pki-types: TLS",
                "tokio: a runtime for sockets"
            ]
        );
    }
}
