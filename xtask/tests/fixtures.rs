//! Every fixture chart gives what Helm gave: the goldens are Helm's, no Go is needed.

use airlock_helm::Compat;
use xtask::fixtures::{cases, comparable};

/// One test for all, because a case runs in its own current folder, which a process has one of.
#[test]
fn fixture_charts_give_what_helm_gave() {
    let root = xtask::root().join("tests/charts");
    let cases = cases(&root).expect("the fixtures can be read");
    let only = std::env::args()
        .skip(1)
        .filter(|word| word.contains('/'))
        .collect::<Vec<_>>();
    let mut failures = Vec::new();
    for case in cases
        .iter()
        .filter(|c| only.is_empty() || only.contains(&c.name))
    {
        let laid = case.lay().expect("the fixture can be laid");
        for compat in [Compat::Helm4, Compat::Helm3] {
            let golden = comparable(case.golden(compat).expect("there is a golden"), &laid);
            let ours = case
                .ours(&laid, compat)
                .expect("the fixture's folder is there");
            if let Some(difference) = xtask::conformance::difference(&golden, &ours) {
                failures.push(format!("{} {compat:?}\n{difference}", case.name));
            }
        }
        if let Some((expected, lines)) = case.lines(&laid).expect("the fixture's folder is there")
            && expected != lines
        {
            failures.push(format!("{}: the origins of lines\n{lines}", case.name));
        }
    }
    let count = failures.len();
    assert!(
        failures.is_empty(),
        "{count} of {} differ:\n\n{}",
        cases.len(),
        failures.join("\n")
    );
}

/// The flags of `airlock template` are those of `helm template`.
#[test]
fn flags_are_helms() {
    use airlock_cli::flags::Takes;
    let golden = include_str!("../../tests/oracle/flags.tsv");
    let mut ours = String::new();
    // `--compat` and `--limit-factor` are our own.
    let flags = airlock_cli::template::flags::FLAGS.iter();
    for flag in flags.filter(|flag| !matches!(flag.name, "compat" | "limit-factor")) {
        let short = flag.short.map(String::from).unwrap_or_default();
        let alone = match flag.takes {
            Takes::Bool => "true",
            Takes::TextOr(value) => value,
            Takes::Text | Takes::List | Takes::Commas => "",
        };
        ours.push_str(&format!("{}\t{short}\t{alone}\n", flag.name));
    }
    let helms: String = golden
        .lines()
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (name, short) = (columns.next()?, columns.next()?);
            let alone = columns.nth(1)?;
            Some(format!("{name}\t{short}\t{alone}\n"))
        })
        .collect();
    assert_eq!(ours, helms);
}

/// The functions that templates have are Helm's.
#[test]
fn functions_are_helms() {
    let golden = include_str!("../../tests/oracle/functions.txt");
    let mut ours: Vec<&str> = airlock_helm::functions::all()
        .iter()
        .map(|f| f.name)
        .collect();
    ours.sort_unstable();
    let helms: Vec<&str> = golden.lines().collect();
    assert_eq!(ours, helms);
}
