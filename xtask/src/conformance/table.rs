//! The table of public charts: `charts.tsv`, read for what a comparison needs.

use std::error::Error;
use std::fs;
use std::path::Path;

use airlock_helm::Compat;

/// One row: a chart in one profile.
#[derive(Clone, Debug)]
pub struct Row {
    /// The chart's name.
    pub chart: String,
    /// Its version.
    pub version: String,
    /// `default` or `rich`.
    pub profile: String,
    /// What is given beside the flags that every row has.
    pub flags: Vec<String>,
    /// The checksum of what Helm printed; `random` where two runs differ.
    pub checksum: String,
    /// Whether keys or password hashes are made.
    pub makes_keys: bool,
}

/// The rows of a table, with the checksums of one Helm.
pub fn read(path: &Path, compat: Compat) -> Result<Vec<Row>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        let found = names.iter().position(|n| *n == name);
        found.ok_or_else(|| format!("{} has no column {name}", path.display()))
    };
    let chart = column("chart")?;
    let version = column("version")?;
    let profile = column("profile")?;
    let flags = column("flags")?;
    let checksum = column(match compat {
        Compat::Helm4 => "helm4_sha256",
        Compat::Helm3 => "helm3_sha256",
    })?;
    let keys = column("makes_keys")?;
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |column: usize| cells.get(column).copied().unwrap_or_default().to_owned();
        Row {
            chart: cell(chart),
            version: cell(version),
            profile: cell(profile),
            flags: words(&cell(flags)),
            checksum: cell(checksum),
            makes_keys: cell(keys) == "yes",
        }
    });
    Ok(rows.collect())
}

/// The words of a line of flags, with a shell's quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match quote {
            Some(q) if c == q => quote = None,
            None if c == '\'' || c == '"' => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            None if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn flags_are_cut_as_a_shell_cuts_them() {
        assert_eq!(
            words("--set a=b  -f 'x y' \"\""),
            ["--set", "a=b", "-f", "x y", ""]
        );
    }
}
