//! Every file in `fixtures/{pins,lock,lists}` is refused with exactly the error beside it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use airlock_lock::{Error, lists::ImageList, lock::Lock, pins::Pins};
use std::fs;
use std::path::Path;

fn error_of(kind: &str, file: &str, text: &str) -> Option<Error> {
    match kind {
        "pins" => Pins::parse(file, text).err(),
        "lock" => Lock::parse(file, text).err(),
        _ => ImageList::parse(file, text).err(),
    }
}

#[test]
fn every_broken_file_is_refused_with_its_error() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let (mut count, mut wrong) = (0, Vec::new());
    for kind in ["pins", "lock", "lists"] {
        for entry in fs::read_dir(root.join(kind)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "toml") {
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap();
            let expected = fs::read_to_string(path.with_extension("err")).unwrap();
            let found = error_of(kind, &name, &text);
            let printed = found.map_or("no error".to_string(), |e| format!("{e:#}\n"));
            count += 1;
            if printed != expected {
                wrong.push(format!(
                    "{kind}/{name}: expected\n{expected}found\n{printed}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 75, "{count} broken files");
}

#[test]
fn an_error_is_one_line_unless_asked_for_more() {
    let text = "[charts.a]\nverison = \"1.0.0\"\n";
    let error = Pins::parse("charts/versions.toml", text).unwrap_err();
    assert_eq!(error.position(), (2, 1));
    assert_eq!(
        error.to_string(),
        "charts/versions.toml:2:1: the chart `a` has no key `verison` (did you mean `version`?)"
    );
}
