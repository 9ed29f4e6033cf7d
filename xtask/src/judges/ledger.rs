//! The rows of the matrix: their table, their count, and the committed ledger `tests/nodes.tsv`.
//! May not judge.

use std::collections::BTreeMap;
use std::fmt;

use crate::Outcome;

/// The ledger's place.
const LEDGER: &str = "tests/nodes.tsv";
const HEAD: &str = "profile\ttarget\tjudge\twhat\tverdict\n";
/// What stands where no judge can be had.
const NO_JUDGE: &str = "no judge of its own";

/// One line of the matrix, by profile, target, judge and what was asked about.
pub(super) type Rows = BTreeMap<[String; 4], Verdict>;

/// What came of one row.
#[derive(Clone, PartialEq)]
pub(super) enum Verdict {
    /// Accepted and equal to the plan.
    AsPlanned,
    /// The target says itself that it cannot.
    Refused(String),
    /// There is no program that only reads it.
    NoJudge,
    /// There could be a judge, and nobody asks it.
    NotYet,
    /// Not asked: the judge is not on this machine.
    Unasked,
    Failed(String),
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::AsPlanned => f.write_str("as planned"),
            Verdict::Refused(why) => write!(f, "refused: {why}"),
            Verdict::NoJudge => f.write_str(NO_JUDGE),
            Verdict::NotYet => f.write_str("not judged yet"),
            Verdict::Unasked => f.write_str("not asked"),
            Verdict::Failed(why) => write!(f, "FAILED: {}", why.replace(['\n', '\t'], " ")),
        }
    }
}

/// How much of what one judge was asked about one target is as planned.
struct Share<'r> {
    judge: &'r str,
    well: usize,
    all: usize,
}

/// A line for each profile and target: the share of each judge, or why nobody was asked.
pub(super) fn table(rows: &Rows) -> String {
    let mut cells: BTreeMap<(&str, &str), Vec<Share<'_>>> = BTreeMap::new();
    let mut text = String::new();
    for ([profile, target, judge, what], verdict) in rows {
        if judge == "-" {
            let words = format!("{verdict}: {what}");
            let words = words.trim_end_matches(": -");
            text.push_str(&line(profile, target, words));
            continue;
        }
        let shares = cells.entry((profile, target)).or_default();
        // Rows are sorted, so that those of a judge follow each other.
        if shares.last().is_none_or(|share| share.judge != judge) {
            let (well, all) = (0, 0);
            shares.push(Share { judge, well, all });
        }
        if let Some(share) = shares.last_mut() {
            share.well += usize::from(*verdict == Verdict::AsPlanned);
            share.all += 1;
        }
    }
    for ((profile, target), shares) in cells {
        let share = |s: &Share<'_>| format!("{} {}/{}", s.judge, s.well, s.all);
        let shares: Vec<String> = shares.iter().map(share).collect();
        text.push_str(&line(profile, target, &shares.join(", ")));
    }
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn line(profile: &str, target: &str, text: &str) -> String {
    format!("{profile:<27} {target:<28} {text}\n")
}

/// How many rows are as they should be, of how many, and what they are.
pub(super) fn count(rows: &Rows) -> String {
    let of = |kind: fn(&Verdict) -> bool| rows.values().filter(|verdict| kind(verdict)).count();
    let planned = of(|v| matches!(v, Verdict::AsPlanned));
    let refused = of(|v| matches!(v, Verdict::Refused(_)));
    let unread = of(|v| matches!(v, Verdict::NoJudge));
    format!(
        "{} of {}: {planned} as planned, {refused} refused as expected, {unread} that no judge can read",
        planned + refused + unread,
        rows.len()
    )
}

/// Whether the ledger says the same; or writes it.
pub(super) fn held(rows: &Rows, bless: bool) -> Outcome {
    let path = crate::root().join(LEDGER);
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let mut now = String::from(HEAD);
    for (key, verdict) in rows {
        let start = format!("{}\t", key.join("\t"));
        let line = match verdict {
            Verdict::Unasked => committed
                .lines()
                .find(|l| l.starts_with(&start))
                .map(str::to_owned),
            _ => None,
        };
        now.push_str(&line.unwrap_or_else(|| format!("{start}{verdict}")));
        now.push('\n');
    }
    if bless {
        crate::files::write(&path, now.as_bytes())?;
    } else if now != committed {
        print!(
            "{}{}",
            changed("-", &committed, &now),
            changed("+", &now, &committed)
        );
        println!(
            "{LEDGER} says something else: read the difference, then cargo xtask judges --bless"
        );
        return Ok(false);
    }
    Ok(true)
}

/// The lines of one text that another has not.
fn changed(mark: &str, of: &str, other: &str) -> String {
    let there: std::collections::BTreeSet<&str> = other.lines().collect();
    let gone = of.lines().filter(|line| !there.contains(line));
    gone.map(|line| format!("{mark} {line}\n")).collect()
}
