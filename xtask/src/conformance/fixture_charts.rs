//! The fixture charts against their goldens and, where there is a judge, against Helm.

use std::error::Error;
use std::path::Path;

use airlock_helm::Compat;

use super::{Count, difference};
use crate::fixtures::{Case, Laid, cases, comparable, placed};
use crate::oracle::{Given, Oracle, Session};
use crate::{Outcome, files};

pub(super) fn compare(
    root: &Path,
    oracle: Option<&Oracle>,
    compat: Compat,
) -> Result<Count, Box<dyn Error>> {
    let mut session = oracle.map(Oracle::session).transpose()?;
    let mut count = Count::default();
    for case in cases(root)? {
        let laid = case.lay()?;
        let golden = comparable(case.golden(compat)?, &laid);
        let mut well = tell(&case, "", &golden, &case.ours(&laid, compat)?);
        if let Some(session) = &mut session {
            let fresh = comparable(session.render(&case.job(&laid))?, &laid);
            well &= tell(
                &case,
                " (the golden is stale: --bless makes it anew)",
                &fresh,
                &golden,
            );
        }
        count.add(well);
    }
    Ok(count)
}

fn tell(case: &Case, what: &str, theirs: &Given, ours: &Given) -> bool {
    match difference(theirs, ours) {
        None => true,
        Some(difference) => {
            println!("differs  {}{what}\n{difference}", case.name);
            false
        }
    }
}

/// Makes every golden of one Helm anew and, from Helm 4, the lists of functions and flags.
pub(super) fn bless(oracle: Option<&Oracle>, compat: Compat) -> Outcome {
    let oracle = oracle.ok_or("goldens are Helm's: they cannot be made without Go")?;
    let root = crate::root().join("tests");
    let mut session = oracle.session()?;
    let mut well = true;
    for case in cases(&root.join("charts"))? {
        let laid = case.lay()?;
        let given = from_helm(&case, &laid, oracle, &mut session, &mut well)?;
        case.bless(&given, compat)?;
    }
    if compat.is_helm3() {
        return Ok(well);
    }
    for (list, file) in [
        ("flags", "oracle/flags.tsv"),
        ("functions", "oracle/functions.txt"),
    ] {
        files::write(&root.join(file), oracle.list(list)?.as_bytes())?;
    }
    Ok(well)
}

/// Writes our line maps into the cases that have one. Nobody else has such maps: read the
/// difference before it is committed.
pub(super) fn bless_lines() -> Outcome {
    for case in cases(&crate::root().join("tests/charts"))? {
        let laid = case.lay()?;
        if let Some((_, lines)) = case.lines(&laid)? {
            case.bless_lines(&lines)?;
        }
    }
    Ok(true)
}

/// What Helm gives: its command line where that can be, which the judge's quicker door must equal.
fn from_helm(
    case: &Case,
    laid: &Laid,
    oracle: &Oracle,
    session: &mut Session,
    well: &mut bool,
) -> Result<Given, Box<dyn Error>> {
    let quick = placed(session.render(&case.job(laid))?, laid);
    if case.is_fixed() {
        return Ok(quick);
    }
    let given = placed(oracle.command_line(&case.job(laid))?, laid);
    *well &= tell(case, " (between the judge's two doors)", &given, &quick);
    Ok(given)
}
