//! Readers of single documents: YAML, TOML, references, streams of objects.

use airlock_images::{Options, Reference, Rules, Walker};
use airlock_lock::Image;
use airlock_lock::lists::ImageList;
use airlock_lock::lock::Lock;
use airlock_lock::mirror::{Known, Mirror};
use airlock_lock::pins::Pins;
use airlock_yaml::{Document, Stage, check, split_documents};

/// A check refuses nothing that a tree takes, but what is no head (a head's texts take more than a
/// tree: `.nan` is one); and what a tree says as JSON is YAML that says the same, once the one
/// character is escaped that ends a line in YAML and not in JSON.
pub(super) fn yaml(input: &[u8]) -> Result<(), String> {
    for part in split_documents(input).take(1000) {
        std::hint::black_box(&part);
    }
    let _ = Document::parse_strict(input);
    let (document, checked) = (Document::parse(input), check(input));
    let is_headless = |error: &airlock_yaml::Error| error.stage() == Stage::Decode;
    let refused = checked.as_ref().err().filter(|error| !is_headless(error));
    if document.is_ok() && refused.is_some() {
        return Err(format!(
            "a tree says {:?}, a check {:?}",
            document.err(),
            checked.err()
        ));
    }
    let Ok(document) = document else {
        return Ok(());
    };
    let json = document.to_json();
    match Document::parse(json.replace('\u{85}', "\\u0085").as_bytes()) {
        Ok(again) if again.to_json() == json => Ok(()),
        Ok(again) => Err(format!("{json:.300} is read as {:.300}", again.to_json())),
        // JSON may have keys that are too long for YAML.
        Err(_) => Ok(()),
    }
}

fn text(input: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(input)
}

/// An error that is shown whole, as a user sees it.
fn shown<T>(read: Result<T, airlock_lock::Error>) -> Option<T> {
    read.inspect_err(|error| drop(format!("{error} {error:#}")))
        .ok()
}

pub(super) fn pins(input: &[u8]) -> Result<(), String> {
    let text = text(input);
    let Some(pins) = shown(Pins::parse("versions.toml", &text)) else {
        return Ok(());
    };
    for name in pins.mirrors.keys() {
        shown(Mirror::of_pins(&pins, name, &known()));
    }
    Ok(())
}

fn known() -> Known<'static> {
    Known {
        registries: vec!["docker.io", "quay.io"],
        images: Vec::new(),
        file: &|_| Err("there are no files".to_owned()),
    }
}

pub(super) fn mirror(input: &[u8]) -> Result<(), String> {
    shown(Mirror::parse("mirror.toml", &text(input), "site", &known()));
    Ok(())
}

/// A lock that was read is written as one that says the same.
pub(super) fn lock(input: &[u8]) -> Result<(), String> {
    let Some(lock) = shown(Lock::parse("airlock.lock", &text(input))) else {
        return Ok(());
    };
    let written = lock.write();
    match Lock::parse("airlock.lock", &written) {
        Ok(again) if again == lock => Ok(()),
        Ok(_) => Err(format!("written and read it is another:\n{written:.2000}")),
        Err(error) => Err(format!("what was written is refused: {error:#}")),
    }
}

pub(super) fn lists(input: &[u8]) -> Result<(), String> {
    shown(ImageList::parse("images.toml", &text(input)));
    Ok(())
}

/// A reference in its normal form is its own normal form.
pub(super) fn reference(input: &[u8]) -> Result<(), String> {
    let text = text(input);
    let _ = Reference::parse(&text);
    let _ = Reference::pulled(&text);
    let _ = Image::parse(&text);
    let Ok(normal) = Reference::parse_normalized(&text) else {
        return Ok(());
    };
    let whole = normal.to_string();
    match Reference::parse_normalized(&whole) {
        Ok(again) if again.to_string() == whole => Ok(()),
        other => Err(format!("{whole} is {other:?}")),
    }
}

/// A stream that is read piece by piece gives what it gives whole.
pub(super) fn walk(input: &[u8]) -> Result<(), String> {
    let rules = Rules::built_in();
    let mut whole = Walker::new(&rules, Options::default());
    let at_once = whole.stream("in", input).is_ok();
    let mut pieces = Walker::new(&rules, Options::default());
    let in_pieces = pieces.reader("in", &mut &input[..]).is_ok();
    let images = |walker: Walker<'_>| {
        let report = walker.finish();
        let found = report.images().map(|image| format!("{image:?}"));
        found.collect::<Vec<_>>()
    };
    let (whole, pieces) = (images(whole), images(pieces));
    if at_once != in_pieces || whole != pieces {
        return Err(format!(
            "whole {at_once} {whole:?}\nin pieces {in_pieces} {pieces:?}"
        ));
    }
    Ok(())
}

pub(super) fn rules(input: &[u8]) -> Result<(), String> {
    let mut rules = Rules::built_in();
    let _ = rules
        .add_table(&text(input))
        .map_err(|error| error.to_string());
    Ok(())
}
