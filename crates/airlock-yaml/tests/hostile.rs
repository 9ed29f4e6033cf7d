//! Inputs that are meant to hurt: each ends soon, with a result or a clear error, on a small stack.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects"
)]

use airlock_yaml::{Document, Format, Writer, check};

/// Runs in a thread with little stack, as recursion on the input's depth would show.
fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new()
        .stack_size(256 * 1024)
        .spawn(run)
        .expect("a thread");
    thread.join().expect("no panic");
}

fn message(input: &[u8]) -> String {
    let parsed = Document::parse(input).map(|document| document.to_json().len());
    let checked = check(input).map(|_| ());
    match (parsed, checked) {
        (Ok(_), _) => "fine".to_owned(),
        (Err(error), checked) => {
            assert!(checked.is_err());
            error.message().to_owned()
        }
    }
}

#[test]
fn depth_has_a_limit() {
    on_a_small_stack(|| {
        assert_eq!(message("- ".repeat(10_000).as_bytes()), "fine");
        let deep = message("- ".repeat(10_001).as_bytes());
        assert_eq!(deep, "yaml: exceeded max depth of 10000");
        let flow = "[".repeat(10_000) + &"]".repeat(10_000);
        assert_eq!(message(flow.as_bytes()), "fine");
        assert_eq!(
            message("[".repeat(100_000).as_bytes()),
            "yaml: exceeded max depth of 10000"
        );
        assert_eq!(
            message("{a: ".repeat(100_000).as_bytes()),
            "yaml: exceeded max depth of 10000"
        );
        let both = "- ".repeat(6000) + &"[".repeat(6000) + &"]".repeat(6000);
        assert_eq!(message(both.as_bytes()), "exceeded max depth");
        assert!(message("? ".repeat(10_000).as_bytes()).starts_with("yaml: invalid map key"));
    });
}

#[test]
fn aliases_do_not_explode() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    on_a_small_stack(move || {
        assert_eq!(
            message(bomb.as_bytes()),
            "yaml: document contains excessive aliasing"
        );
        assert_eq!(
            message(b"a: &a [*a]"),
            "yaml: anchor 'a' value contains itself"
        );
        let mut chain = String::from("a0: &a0 x\n");
        for level in 1..12_000 {
            chain.push_str(&format!("a{level}: &a{level} [*a{}]\n", level - 1));
        }
        assert!(message(chain.as_bytes()).starts_with("yaml: document contains excessive"));
    });
}

#[test]
fn characters_that_do_not_belong_are_refused() {
    for input in [
        b"a: \0".as_slice(),
        b"\x01",
        b"a: \x7F",
        b"a: \xC2\x80",
        b"a: \xEF\xBF\xBF",
    ] {
        assert_eq!(message(input), "yaml: control characters are not allowed");
    }
    assert_eq!(message(b"a: \xC3"), "yaml: incomplete UTF-8 octet sequence");
    assert_eq!(
        message(b"a: \xF5\x80\x80\x80"),
        "yaml: invalid Unicode character"
    );
    assert_eq!(message(b"\xFF\xFEa"), "yaml: incomplete UTF-16 character");
    assert_eq!(
        message(b"a:\n\tb: 1"),
        "yaml: line 2: found character that cannot start any token"
    );
}

#[test]
fn length_costs_no_more_than_itself() {
    let size = 4 << 20;
    let long = "x".repeat(size);
    for input in [
        format!("a: {long}"),
        format!("{long}: a"),
        format!("a: \"{long}"),
        format!("a: '{}'", "''".repeat(size / 2)),
        format!("a: \"{}\"", "\\n".repeat(size / 2)),
        format!("[{}]", "[],".repeat(size / 3)),
        format!("{{{}}}", "a: b, ".repeat(size / 6)),
        "a: 1\n".repeat(size / 5),
        "- x\n".repeat(size / 4),
        format!("a: |\n{}", "\n".repeat(size)),
        format!("a: >\n{}", "  x\n\n".repeat(size / 5)),
        format!("a: x\n{}", "\n  y".repeat(size / 4)),
        "#".repeat(size),
        "\n".repeat(size),
        " ".repeat(size),
        "&a ".repeat(size / 3),
        "!a ".repeat(size / 3),
        "? ? ".repeat(size / 4),
        format!("[{}", "? ".repeat(size / 2)),
        "%YAML 1.1\n".repeat(size / 10),
        "---\n".repeat(size / 4),
        "\u{FEFF}".repeat(size / 3),
    ] {
        message(input.as_bytes());
    }
}

#[test]
fn writers_do_not_recurse() {
    on_a_small_stack(|| {
        for format in [Format::ToYaml, Format::ToYamlPretty] {
            let mut writer = Writer::new(format);
            for _ in 0..3000 {
                writer.begin_seq();
                writer.begin_map();
                writer.key(b"k");
            }
            writer.null();
            assert!(writer.finish().is_ok());
        }
        let mut writer = Writer::new(Format::ToYaml);
        for _ in 0..10_001 {
            writer.begin_seq();
        }
        let error = writer.finish().expect_err("too deep");
        assert_eq!(error.to_string(), "yaml: exceeded max depth of 10000");
    });
}

#[test]
fn misuse_of_a_writer_is_harmless() {
    let mut writer = Writer::new(Format::ToYaml);
    writer.end_map();
    writer.key(b"a");
    writer.key(b"b");
    writer.end_seq();
    writer.null();
    writer.null();
    let _ = writer.finish();
}
