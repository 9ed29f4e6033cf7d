//! Charts that are laid in a folder, `NAME-VERSION/` or `NAME-VERSION.tgz`: each with the flags
//! that the table gives it, or with none where the table does not know it.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use airlock_helm::Compat;
use sha2::{Digest, Sha256};

use super::Count;
use super::difference::{self, difference};
use super::ledger::{Key, Ledger, Verdict};
use super::table::{Row, read};
use crate::oracle::{Given, Job, Oracle, Session};
use crate::{files, ours};

/// What every row is rendered with.
const FLAGS: [&str; 3] = ["--namespace", "airlock-test", "--include-crds"];

/// A row whose chart is laid.
pub struct Laid {
    /// What the table says of it; a row of the default profile where it says nothing.
    pub row: Row,
    /// Where the chart lies.
    pub path: PathBuf,
    /// Whether the table has it.
    pub listed: bool,
}

impl Laid {
    /// The arguments of Helm's `template`.
    pub fn arguments(&self) -> Vec<String> {
        let mut arguments = vec!["rel".to_owned(), self.path.to_string_lossy().into_owned()];
        arguments.extend(FLAGS.map(str::to_owned));
        arguments.extend(self.row.flags.iter().cloned());
        arguments
    }

    /// Chart, version and profile.
    pub fn name(&self) -> String {
        format!(
            "{} {} {}",
            self.row.chart, self.row.version, self.row.profile
        )
    }

    fn key(&self) -> Key {
        (
            self.row.chart.clone(),
            self.row.version.clone(),
            self.row.profile.clone(),
        )
    }
}

/// The rows whose charts are laid, then the charts that the table does not know; and the rows whose
/// charts are not there.
pub fn laid(folder: &Path, shared: Option<&Path>) -> Result<(Vec<Laid>, Vec<Row>), Box<dyn Error>> {
    laid_for(folder, shared, Compat::Helm4)
}

/// The same, with the checksums of one Helm.
fn laid_for(
    folder: &Path,
    shared: Option<&Path>,
    compat: Compat,
) -> Result<(Vec<Laid>, Vec<Row>), Box<dyn Error>> {
    let mut there: BTreeSet<PathBuf> = charts_in(folder)?;
    let (mut laid, mut missing) = (Vec::new(), Vec::new());
    let mut used = BTreeSet::new();
    for row in table(shared, compat)? {
        let name = format!("{}-{}", row.chart, row.version);
        let places = [folder.join(&name), folder.join(format!("{name}.tgz"))];
        match places.into_iter().find(|place| there.contains(place)) {
            Some(path) => {
                used.insert(path.clone());
                laid.push(Laid {
                    row,
                    path,
                    listed: true,
                });
            }
            None => missing.push(row),
        }
    }
    there.retain(|path| !used.contains(path));
    laid.extend(there.into_iter().map(unlisted));
    Ok((laid, missing))
}

fn table(shared: Option<&Path>, compat: Compat) -> Result<Vec<Row>, Box<dyn Error>> {
    let Some(shared) = shared else {
        return Ok(Vec::new());
    };
    read(&table_folder(shared).join("charts.tsv"), compat)
}

/// The folder with the table: the one that is given, or `conformance` in it.
fn table_folder(shared: &Path) -> PathBuf {
    let below = shared.join("conformance");
    if below.join("charts.tsv").is_file() {
        below
    } else {
        shared.to_path_buf()
    }
}

fn charts_in(folder: &Path) -> Result<BTreeSet<PathBuf>, Box<dyn Error>> {
    let mut charts = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_archive = path.extension().is_some_and(|e| e == "tgz") && path.is_file();
        if is_archive || path.join("Chart.yaml").is_file() {
            charts.insert(path);
        }
    }
    Ok(charts)
}

fn unlisted(path: PathBuf) -> Laid {
    let row = Row {
        chart: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        version: "-".to_owned(),
        profile: "default".to_owned(),
        flags: Vec::new(),
        checksum: "random".to_owned(),
        makes_keys: false,
    };
    Laid {
        row,
        path,
        listed: false,
    }
}

/// Compares every chart that is laid, and writes the ledger.
pub(super) fn compare(
    folder: &Path,
    shared: Option<&Path>,
    oracle: Option<&Oracle>,
    compat: Compat,
) -> Result<Count, Box<dyn Error>> {
    let (laid, missing) = laid_for(folder, shared, compat)?;
    let start = shared.map_or_else(|| folder.to_path_buf(), table_folder);
    std::env::set_current_dir(&start)?;
    let mut judge = Judge {
        session: oracle.map(Oracle::session).transpose()?,
        start,
        compat,
    };
    let path = Ledger::path_for(compat);
    let mut ledger = Ledger::read(&path)?;
    if !missing.is_empty() || laid.iter().any(|l| l.listed) {
        forget_what_the_table_has_not(&mut ledger, &laid, &missing);
    }
    let mut count = Count::default();
    for row in &laid {
        let Some(Judged { verdict, checksum }) = judge.judge(row)? else {
            println!("not judged  {} (random, and there is no judge)", row.name());
            continue;
        };
        count.add(verdict == Verdict::Identical);
        if row.listed {
            ledger.record(row.key(), checksum, verdict, compat);
        }
    }
    for row in &missing {
        println!("not run  {} {} {}", row.chart, row.version, row.profile);
    }
    files::write(&path, ledger.to_string().as_bytes())?;
    Ok(count)
}

fn forget_what_the_table_has_not(ledger: &mut Ledger, laid: &[Laid], missing: &[Row]) {
    let key = |row: &Row| (row.chart.clone(), row.version.clone(), row.profile.clone());
    let rows: BTreeSet<Key> = laid
        .iter()
        .map(|l| key(&l.row))
        .chain(missing.iter().map(key))
        .collect();
    ledger.retain(|key| rows.contains(key));
}

struct Judge {
    session: Option<Session>,
    start: PathBuf,
    compat: Compat,
}

/// What became of a row, and the checksum of our output where there is one.
struct Judged {
    verdict: Verdict,
    checksum: Option<String>,
}

impl Judge {
    /// Judges a row; `None` where nobody can tell.
    fn judge(&mut self, row: &Laid) -> Result<Option<Judged>, Box<dyn Error>> {
        let arguments = row.arguments();
        let fixed = self.session.is_some();
        let mut our_arguments = arguments.clone();
        if self.compat == Compat::Helm3 {
            our_arguments.extend(["--compat".to_owned(), "helm3".to_owned()]);
        }
        let ours = ours::render(&our_arguments, "", fixed);
        let checksum = ours.as_ref().ok().map(|bytes| checksum(bytes));
        let same = match &mut self.session {
            Some(session) => {
                let job = Job {
                    arguments: &arguments,
                    folder: &self.start,
                    stdin: "",
                    fixed,
                };
                let theirs = plain(session.render(&job)?);
                tell(row, &our_arguments, &theirs, &ours)
            }
            None if row.row.checksum == "random" => return Ok(None),
            None => tell_checksum(row, checksum.as_deref()),
        };
        let verdict = match (same, &ours) {
            (true, _) => Verdict::Identical,
            (false, Ok(_)) => Verdict::Differs,
            (false, Err(_)) => Verdict::Error,
        };
        Ok(Some(Judged { verdict, checksum }))
    }
}

/// Prints how a row differs, with the place in the template that wrote our line.
fn tell(row: &Laid, arguments: &[String], theirs: &Given, ours: &Given) -> bool {
    let Some(difference) = difference(theirs, ours) else {
        return true;
    };
    println!("differs  {}\n{difference}", row.name());
    if let Some(line) = difference::first_line(theirs, ours)
        && let Ok(origins) = ours::origins(arguments, "", true)
        && let Some(origin) = origins.get(line - 1)
    {
        println!("  from: {origin}");
    }
    false
}

fn tell_checksum(row: &Laid, checksum: Option<&str>) -> bool {
    let same = checksum == Some(row.row.checksum.as_str());
    if !same {
        println!("differs  {} (from the table's checksum)", row.name());
    }
    same
}

/// Helm's error without its hint.
fn plain(given: Given) -> Given {
    let hint = "\n\nUse --debug flag to render out invalid YAML";
    given.map_err(|e| e.strip_suffix(hint).unwrap_or(&e).to_owned())
}

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
