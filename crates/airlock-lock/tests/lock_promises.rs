//! What a lock promises, each promise a test's name.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod made;

use airlock_lock::lock::{FORMAT, Lock};
use airlock_lock::{Checksum, Image};
use made::{Random, checksum, lock};
use std::fs;
use std::path::Path;

fn parse(text: &str) -> Lock {
    Lock::parse("airlock.lock", text).unwrap_or_else(|error| panic!("{error:#}\n{text}"))
}

#[test]
fn what_is_written_is_read_as_the_same() {
    for seed in 0..400 {
        let lock = lock(&mut Random(seed));
        let text = lock.write();
        assert_eq!(parse(&text), lock, "seed {seed}");
        assert_eq!(parse(&text).write(), text, "seed {seed}");
    }
}

#[test]
fn every_older_format_is_read_for_ever() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    for format in 1..=FORMAT {
        let text = fs::read_to_string(folder.join(format!("{format}.lock"))).unwrap();
        let lock = parse(&text);
        assert!(!lock.charts.is_empty() && !lock.needs().is_empty());
        if format == FORMAT {
            assert_eq!(
                lock.write(),
                text,
                "the current format is written as it was"
            );
        }
    }
}

#[test]
fn one_fact_is_one_line() {
    let text = lock(&mut Random(7)).write();
    for line in text.lines() {
        let opens = line.ends_with('[');
        let closes = line == "]";
        let whole = line.is_empty() || line.starts_with(['#', '[']) || line.contains(" = ");
        assert!(
            opens || closes || whole || line.starts_with("    \""),
            "{line}"
        );
    }
    assert!(!text.contains('\r') && text.ends_with('\n'));
}

/// The lines of everything but one chart's tables.
fn without_chart(text: &str, name: &str) -> Vec<String> {
    let prefixes = [format!("[charts.{name}]"), format!("[charts.{name}.")];
    let mut keep = true;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            keep = !prefixes.iter().any(|prefix| line.starts_with(prefix));
        }
        if keep {
            lines.push(line.to_string());
        }
    }
    lines
}

#[test]
fn a_tag_bump_changes_exactly_the_lines_of_that_chart() {
    for seed in 0..100 {
        let old = lock(&mut Random(seed));
        let Some(name) = old.charts.keys().next().cloned() else {
            continue;
        };
        let mut new = old.clone();
        let chart = new.charts.get_mut(&name).unwrap();
        let Some(render) = chart.variants.values_mut().next() else {
            continue;
        };
        let Some((image, found)) = render.images.pop_first() else {
            continue;
        };
        let bumped =
            Image::from_parts(image.registry(), image.repository(), Some("v99"), None).unwrap();
        render.images.insert(bumped, found);
        let (old, new) = (old.write(), new.write());
        assert_ne!(old, new);
        assert_eq!(
            without_chart(&old, &name),
            without_chart(&new, &name),
            "seed {seed}"
        );
        let gone = old
            .lines()
            .filter(|line| !new.contains(&format!("{line}\n")))
            .count();
        assert!(gone <= 1, "seed {seed}: one line names the image");
    }
}

#[test]
fn the_order_of_tables_after_a_merge_does_not_count() {
    let text = lock(&mut Random(3)).write();
    let (head, tables) = text.split_once("\n[").unwrap();
    let mut blocks: Vec<&str> = tables.split("\n[").collect();
    blocks.reverse();
    let blocks: Vec<&str> = blocks.iter().map(|block| block.trim_end()).collect();
    let shuffled = format!("{head}\n[{}\n", blocks.join("\n\n["));
    assert_eq!(parse(&shuffled).write(), text);
}

#[test]
fn two_branches_that_bump_two_charts_merge_line_by_line() {
    let base = lock(&mut Random(11));
    let names: Vec<String> = base.charts.keys().cloned().collect();
    assert!(names.len() >= 2);
    let bump = |lock: &Lock, name: &String, to: u64| {
        let mut lock = lock.clone();
        for render in lock.charts.get_mut(name).unwrap().variants.values_mut() {
            render.rendered = checksum(to);
        }
        lock
    };
    let (ours, theirs) = (bump(&base, &names[0], 90), bump(&base, &names[1], 91));
    let both = bump(&ours, &names[1], 91);
    let texts = [base.write(), ours.write(), theirs.write()];
    let [base, ours, theirs] = texts
        .each_ref()
        .map(|text| text.lines().collect::<Vec<_>>());
    let merged: Vec<&str> = (0..base.len())
        .map(|at| {
            if ours[at] == base[at] {
                theirs[at]
            } else {
                ours[at]
            }
        })
        .collect();
    assert_eq!(parse(&(merged.join("\n") + "\n")), both);
}

#[test]
fn registries_follow_from_the_images_and_are_not_written() {
    let lock = lock(&mut Random(5));
    let derived: Vec<&str> = lock.registries().into_iter().collect();
    let mut listed: Vec<&str> = lock.needs().into_keys().map(Image::registry).collect();
    listed.sort_unstable();
    listed.dedup();
    assert_eq!(derived, listed);
    assert!(!lock.write().contains("registries"));
}

#[test]
fn names_and_fields_of_any_kind_survive() {
    for hostile in [
        "",
        "\"",
        "\\",
        "a\nb",
        "]\n[x]",
        "ü→\u{7f}\u{1}",
        "'''",
        "# no comment",
        "${x}",
    ] {
        let mut lock = lock(&mut Random(1));
        let chart = lock.charts.values_mut().next().unwrap();
        chart.version = hostile.to_string();
        for render in chart.variants.values_mut() {
            render.random.insert(hostile.to_string());
            for found in render.images.values_mut() {
                let mut evidence = found.pop_first().unwrap();
                evidence.field = hostile.to_string();
                evidence.template = Some(hostile.to_string());
                found.insert(evidence);
            }
        }
        assert_eq!(parse(&lock.write()), lock, "{hostile:?}");
    }
}

#[test]
fn no_bytes_make_the_readers_panic() {
    let text = lock(&mut Random(2)).write();
    let mut random = Random(1);
    for _ in 0..1000 {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..1 + random.below(4) {
            let at = random.below(bytes.len() as u64) as usize;
            bytes[at] = b"\"[]{}=\\\n.#'\x00\xc3 a0"[random.below(16) as usize];
        }
        let end = random.below(bytes.len() as u64) as usize;
        let broken = String::from_utf8_lossy(&bytes[..end]).into_owned();
        for error in [
            Lock::parse("l", &broken).err(),
            airlock_lock::pins::Pins::parse("p", &broken).err(),
            airlock_lock::lists::ImageList::parse("i", &broken).err(),
        ] {
            error.map(|error| format!("{error} {error:#}"));
        }
    }
    for deep in ["[", "{a=", "[a.", "a.b.", "[["] {
        let text = format!("x = {}", deep.repeat(20_000));
        assert!(Lock::parse("l", &text).is_err());
        assert!(Lock::parse("l", &deep.repeat(20_000)).is_err());
    }
}

#[test]
fn a_checksum_is_read_with_and_without_its_algorithm() {
    let sum = checksum(1);
    assert_eq!(Checksum::parse(&sum.to_string()), Some(sum));
    assert_eq!(Checksum::parse(&sum.hex()), Some(sum));
    assert_eq!(Checksum::parse("sha512:00"), None);
}
