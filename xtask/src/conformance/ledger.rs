//! The committed ledgers `tests/conformance.tsv` and, for Helm 3, `tests/conformance-helm3.tsv`: what
//! became of each row, and by which Helm.
//!
//! Rows that are not run keep their line. The count of identical rows may not fall: a gate of
//! `cargo xtask test` compares with the commit before.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use airlock_helm::Compat;

const HEAD: &str = "chart\tversion\tprofile\tsha256\tverdict\thelm";

/// The Helm that a ledger's verdicts are about.
fn version(compat: Compat) -> &'static str {
    match compat {
        Compat::Helm4 => "v4.3.1",
        Compat::Helm3 => "v3.22.0",
    }
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same bytes.
    Identical,
    /// Other bytes.
    Differs,
    /// An error where Helm gives none.
    Error,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Identical => "identical",
            Self::Differs => "differs",
            Self::Error => "error",
        })
    }
}

/// A chart, its version and a profile.
pub(super) type Key = (String, String, String);

/// The ledger's lines.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    lines: BTreeMap<Key, (String, Verdict, String)>,
}

impl Ledger {
    /// Where the ledger for Helm 4 lies.
    pub fn path() -> PathBuf {
        Self::path_for(Compat::Helm4)
    }

    /// Where the ledger for one Helm lies.
    pub fn path_for(compat: Compat) -> PathBuf {
        crate::root().join(Self::name(compat))
    }

    /// The ledger for one Helm, from the root of the repository on.
    pub fn name(compat: Compat) -> &'static str {
        match compat {
            Compat::Helm4 => "tests/conformance.tsv",
            Compat::Helm3 => "tests/conformance-helm3.tsv",
        }
    }

    /// Reads a ledger; an empty one where there is none.
    pub fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        if !path.is_file() {
            return Ok(Self::default());
        }
        Self::parse(&fs::read_to_string(path)?)
    }

    /// Reads a ledger's text, and refuses one that this program would not have written.
    pub fn parse(text: &str) -> Result<Self, Box<dyn Error>> {
        let mut ledger = Self::default();
        let mut lines = text.lines();
        if lines.next() != Some(HEAD) {
            return Err("tests/conformance.tsv: line 1 is not the ledger's head".into());
        }
        for (index, line) in lines.enumerate() {
            let malformed = || format!("tests/conformance.tsv: line {} is malformed", index + 2);
            let cells: Vec<&str> = line.split('\t').collect();
            let [chart, version, profile, checksum, verdict, helm] = cells[..] else {
                return Err(malformed().into());
            };
            let verdict = match verdict {
                "identical" => Verdict::Identical,
                "differs" => Verdict::Differs,
                "error" => Verdict::Error,
                _ => return Err(malformed().into()),
            };
            let is_checksum =
                checksum.len() == 64 && checksum.bytes().all(|b| b.is_ascii_hexdigit());
            if !(is_checksum || (verdict == Verdict::Error && checksum == "-")) {
                return Err(malformed().into());
            }
            let key = (chart.to_owned(), version.to_owned(), profile.to_owned());
            ledger
                .lines
                .insert(key, (checksum.to_owned(), verdict, helm.to_owned()));
        }
        if ledger.to_string() != text {
            return Err("tests/conformance.tsv is not sorted, or has a line twice".into());
        }
        Ok(ledger)
    }

    /// Writes down what became of a row; `checksum` is that of our output.
    pub fn record(&mut self, key: Key, checksum: Option<String>, verdict: Verdict, compat: Compat) {
        let checksum = checksum.unwrap_or_else(|| "-".to_owned());
        self.lines
            .insert(key, (checksum, verdict, version(compat).to_owned()));
    }

    /// Forgets the rows that the table does not have.
    pub fn retain(&mut self, is_row: impl Fn(&Key) -> bool) {
        self.lines.retain(|key, _| is_row(key));
    }

    /// How many rows are identical.
    pub fn identical(&self) -> usize {
        self.lines
            .values()
            .filter(|(_, verdict, _)| *verdict == Verdict::Identical)
            .count()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEAD}")?;
        for ((chart, version, profile), (checksum, verdict, helm)) in &self.lines {
            writeln!(
                f,
                "{chart}\t{version}\t{profile}\t{checksum}\t{verdict}\t{helm}"
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Compat, Ledger, Verdict};

    #[test]
    fn a_ledger_is_read_as_it_was_written_and_refused_otherwise() {
        let mut ledger = Ledger::default();
        let key = |chart: &str| (chart.to_owned(), "1.0.0".to_owned(), "default".to_owned());
        ledger.record(
            key("b"),
            Some("0".repeat(64)),
            Verdict::Identical,
            Compat::Helm4,
        );
        ledger.record(key("a"), None, Verdict::Error, Compat::Helm4);
        let text = ledger.to_string();
        assert_eq!(Ledger::parse(&text).unwrap(), ledger);
        assert_eq!(ledger.identical(), 1);
        assert!(Ledger::parse(&text.replace("identical", "fine")).is_err());
        assert!(Ledger::parse(&text.replace("b\t1.0.0", "A\t1.0.0")).is_err());
        assert!(Ledger::parse("").is_err());
    }
}
