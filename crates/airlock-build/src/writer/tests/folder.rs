//! A real folder: what is written, what is left alone, what is said.

use super::scratch::{Scratch, check, set, statuses};
use crate::writer::{Access, Mode, Output, OutputSet, SEAL, seal};
use airlock_lock::content::sha256;
use std::fs;

#[test]
fn a_second_run_finds_everything_fresh_and_touches_nothing() {
    let scratch = Scratch::new();
    let set = set(
        &scratch.0,
        &[("out/a", "1\n"), ("out/deep/b", "2\n"), ("top", "3\n")],
    );
    assert_eq!(
        statuses(set.run(Mode::Write)),
        "out/a missing\nout/deep/b missing\ntop missing"
    );
    let before = fs::metadata(scratch.0.join("out/a")).unwrap();
    let outcome = set.run(Mode::Write).unwrap();
    assert!(outcome.is_fresh() && outcome.is_clean());
    let after = fs::metadata(scratch.0.join("out/a")).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    assert_eq!(scratch.files(), ["out/a", "out/deep/b", "top"]);
}

#[test]
fn a_check_writes_nothing_and_shows_the_difference() {
    let scratch = Scratch::new();
    scratch.put("out/stale", "one\ntwo\n");
    scratch.put("out/crlf", "one\r\n");
    scratch.put("out/orphan", "mine\n");
    let set = set(
        &scratch.0,
        &[
            ("out/crlf", "one\n"),
            ("out/missing", "m\n"),
            ("out/stale", "one\n2\n"),
        ],
    );
    let outcome = set.run(Mode::Check).unwrap();
    assert!(!outcome.is_clean());
    let printed = outcome.to_string();
    let expected = "\
--- /dev/null
+++ b/out/missing
@@ -0,0 +1 @@
+m
--- a/out/stale
+++ b/out/stale
@@ -1,2 +1,2 @@
 one
-two
+2
out/crlf (CRLF line ends)
out/missing (missing)
out/orphan (orphan, not made by airlock)
out/stale (stale)
4 files, 0 fresh
";
    assert_eq!(printed, expected);
    assert_eq!(scratch.files(), ["out/crlf", "out/orphan", "out/stale"]);
    let dry = set.run(Mode::DryRun).unwrap().to_string();
    assert!(
        !dry.contains("+++") && dry.contains("out/missing (missing)"),
        "{dry}"
    );
}

#[test]
fn orphans_of_ours_are_removed_and_others_are_named_and_kept() {
    let scratch = Scratch::new();
    let ours = String::from_utf8(seal(format!("# {SEAL}\nold\n").into_bytes())).unwrap();
    scratch.put("out/gone/ours", &ours);
    scratch.put("out/recorded", "no room for a seal\n");
    scratch.put("out/theirs", "precious\n");
    scratch.put("elsewhere/file", "not in a folder of ours\n");
    let mut set = set(&scratch.0, &[("out/a", "1\n")]);
    set.record("out/recorded", sha256(b"no room for a seal\n"));
    let outcome = set.run(Mode::Write).unwrap();
    assert!(
        !outcome.is_clean(),
        "a foreign file in a generated folder is not clean"
    );
    assert_eq!(scratch.files(), ["elsewhere/file", "out/a", "out/theirs"]);
    assert!(
        !scratch.0.join("out/gone").exists(),
        "an emptied folder goes with its orphan"
    );
}

#[test]
fn an_edit_by_hand_is_told_from_a_change_of_the_sources() {
    let scratch = Scratch::new();
    let sealed =
        |body: &str| String::from_utf8(seal(format!("# {SEAL}\n{body}\n").into_bytes())).unwrap();
    scratch.put("out/stale", &sealed("old"));
    scratch.put("out/stale-crlf", &sealed("old").replace('\n', "\r\n"));
    scratch.put("out/edited", &sealed("old").replace("old", "by hand"));
    scratch.put("out/foreign", "no seal at all\n");
    scratch.put("out/plain.json", "{}\n");
    scratch.put("out/plain-edited.json", "{1}\n");
    let new = sealed("new");
    let mut set = set(
        &scratch.0,
        &[
            ("out/stale", &new),
            ("out/stale-crlf", &new),
            ("out/edited", &new),
            ("out/foreign", &new),
            ("out/plain.json", "[]\n"),
            ("out/plain-edited.json", "[]\n"),
        ],
    );
    set.record("out/plain.json", sha256(b"{}\n"));
    set.record("out/plain-edited.json", sha256(b"{}\n"));
    let expected = "out/edited edited\nout/foreign edited\nout/plain-edited.json edited\n\
                    out/plain.json stale\nout/stale stale\nout/stale-crlf stale";
    assert_eq!(check(&set), expected);
    assert!(set.run(Mode::Write).unwrap().is_clean());
    assert!(set.run(Mode::Check).unwrap().is_fresh());
}

#[cfg(unix)]
#[test]
fn modes_are_set_and_seen() {
    use std::os::unix::fs::PermissionsExt as _;
    let scratch = Scratch::new();
    let mut set = OutputSet::new(&scratch.0);
    for (path, access, mode) in [
        ("p", Access::Program, 0o700),
        ("s", Access::Private, 0o600),
        ("f", Access::Shared, 0o600),
    ] {
        set.add(Output {
            path: path.to_string(),
            bytes: b"x".to_vec(),
            access,
        })
        .unwrap();
        set.run(Mode::Write).unwrap();
        let data = fs::metadata(scratch.0.join(path)).unwrap();
        assert_eq!(data.permissions().mode() & mode, mode, "{path}");
    }
    fs::set_permissions(scratch.0.join("s"), fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(check(&set), "f fresh\np fresh\ns wrong mode");
    set.run(Mode::Write).unwrap();
    assert!(set.run(Mode::Check).unwrap().is_fresh());
}

#[cfg(unix)]
#[test]
fn links_are_replaced_as_files_and_never_followed_as_folders() {
    let scratch = Scratch::new();
    scratch.put("outside/target", "keep me\n");
    fs::create_dir_all(scratch.0.join("root/out")).unwrap();
    let root = scratch.0.join("root");
    std::os::unix::fs::symlink("../../outside/target", root.join("out/a")).unwrap();
    let plain = set(&root, &[("out/a", "1\n")]);
    assert_eq!(check(&plain), "out/a edited");
    plain.run(Mode::Write).unwrap();
    assert_eq!(scratch.text("outside/target").unwrap(), "keep me\n");
    assert_eq!(scratch.text("root/out/a").unwrap(), "1\n");
    std::os::unix::fs::symlink("../outside", root.join("linked")).unwrap();
    let through = set(&root, &[("linked/target", "overwritten\n")]);
    let error = through.run(Mode::Write).unwrap_err().to_string();
    assert!(
        error.contains("a file or link stands where a folder has to be"),
        "{error}"
    );
    assert_eq!(scratch.text("outside/target").unwrap(), "keep me\n");
}

#[test]
fn of_two_runs_at_once_the_second_is_told_to_wait() {
    let scratch = Scratch::new();
    let set = set(&scratch.0, &[("out/a", "1\n")]);
    let first = crate::writer::guard::Guard::take(&scratch.0).unwrap();
    let error = set.run(Mode::Write).unwrap_err();
    assert!(
        error.to_string().contains("another run is writing in"),
        "{error}"
    );
    assert!(set.run(Mode::Check).is_ok(), "a check needs nobody's leave");
    drop(first);
    assert!(set.run(Mode::Write).unwrap().is_clean());
}

#[test]
fn a_folder_in_the_way_is_an_error_before_anything_changes() {
    let scratch = Scratch::new();
    scratch.put("out/b/file", "x\n");
    let set = set(&scratch.0, &[("out/a", "1\n"), ("out/b", "2\n")]);
    let error = set.run(Mode::Write).unwrap_err().to_string();
    assert!(
        error.contains("a folder stands where a file has to be"),
        "{error}"
    );
    assert_eq!(scratch.files(), ["out/b/file"]);
}

#[test]
fn binary_and_huge_differences_are_named_and_not_printed() {
    let scratch = Scratch::new();
    scratch.put("out/huge", &"a\n".repeat(40_000));
    scratch.put("out/binary", "text\n");
    let mut set = set(&scratch.0, &[("out/huge", &"b\n".repeat(40_000))]);
    set.add(Output::new("out/binary", vec![0xff, 0, 1]))
        .unwrap();
    let printed = set.run(Mode::Check).unwrap().to_string();
    assert!(
        printed.contains("Binary files a/out/binary and b/out/binary differ"),
        "{printed}"
    );
    assert!(printed.contains("too many to show"), "{printed}");
}
