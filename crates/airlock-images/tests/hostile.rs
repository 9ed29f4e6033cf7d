//! Bad input: clear errors with document and line, bounded time, no panic.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test"
)]
#![allow(clippy::disallowed_methods, reason = "the test is about time")]

mod chance;

use std::time::{Duration, Instant};

use airlock_images::{Error, Options, Report, Rules, Walker};
use chance::Chance;

fn walk(stream: &[u8]) -> Result<Report, Error> {
    let rules = Rules::built_in();
    let mut walker = Walker::new(&rules, Options::default());
    walker.stream("bad.yaml", stream)?;
    Ok(walker.finish())
}

fn refused(stream: &[u8]) -> Error {
    walk(stream)
        .err()
        .unwrap_or_else(|| panic!("not refused: {:?}", &stream[..stream.len().min(60)]))
}

/// Generous: a debug build on a busy machine must pass.
fn within(limit: u64, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    assert!(
        start.elapsed() < Duration::from_secs(limit),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn broken_documents_are_named_with_their_line() {
    let cases: [(&[u8], usize, u32); 6] = [
        (b"a: 1\n---\na:\n\tb: 1\n", 2, 4),
        (b"a: [1, 2\nb: 3\n", 1, 2),
        (b"a: \"open\n", 1, 2),
        (b"# c\n---\na: *gone\n", 1, 3),
        (b"a: b\0c\n", 1, 1),
        (b"a: \xff\xfe\n", 1, 1),
    ];
    for (stream, document, line) in cases {
        let error = refused(stream);
        assert_eq!(
            (error.document(), error.line()),
            (document, line),
            "{error}"
        );
    }
}

#[test]
fn depth_is_an_error_or_an_answer_but_never_the_stack() {
    within(60, || {
        let block: String = (0..20_000)
            .map(|depth| format!("{}a:\n", " ".repeat(depth % 3000)))
            .collect();
        let _ = walk(block.as_bytes());
        let deeper: String = (0..3000)
            .map(|depth| format!("{}a:\n", " ".repeat(depth)))
            .collect();
        assert!(walk(deeper.as_bytes()).is_ok());
        assert!(walk("- ".repeat(9000).as_bytes()).is_ok());
        refused("- ".repeat(20_000).as_bytes());
        refused("[".repeat(20_000).as_bytes());
        let json = format!("{}1{}", "{\"a\":[".repeat(4000), "]}".repeat(4000));
        assert!(walk(json.as_bytes()).is_ok());
        refused(format!("{}1{}", "[".repeat(30_000), "]".repeat(30_000)).as_bytes());
    });
}

#[test]
fn an_alias_bomb_ends() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for at in 1..12 {
        let before = format!("*a{}", at - 1);
        bomb.push_str(&format!(
            "a{at}: &a{at} [{}]\n",
            [before.as_str(); 9].join(", ")
        ));
    }
    within(20, || {
        assert!(
            refused(bomb.as_bytes())
                .message()
                .contains("excessive aliasing")
        )
    });
    let mut merges = String::from("b0: &b0 {image: a/b:1}\n");
    for at in 1..40 {
        let before = at - 1;
        merges.push_str(&format!(
            "b{at}: &b{at}\n  <<: *b{before}\n  k: *b{before}\n"
        ));
    }
    within(20, || drop(walk(merges.as_bytes())));
    refused(b"a: &a\n  b: *a\n");
}

#[test]
fn long_lines_and_large_texts_are_walked() {
    within(60, || {
        let long = format!(
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: \"{}\"\n",
            "image: x ".repeat(2_000_000)
        );
        assert!(walk(long.as_bytes()).is_ok());
        let broken = format!("kind: ConfigMap\ndata:\n  a: \"{}", "x".repeat(20_000_000));
        refused(broken.as_bytes());
        let json = format!("{{\"image\": \"{}\"}}", "a/".repeat(5_000_000));
        assert!(walk(json.as_bytes()).is_ok());
        let odd = format!(
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    {{{{ image\n    {}\n",
            "image=a,".repeat(1_000_000)
        );
        assert!(walk(odd.as_bytes()).is_ok());
    });
}

/// 200 MB in one line, of which a build without optimisation reads 40: as text, as JSON, and as
/// something that is neither.
#[test]
fn a_line_of_200_megabytes_has_an_answer() {
    let size = if cfg!(debug_assertions) { 40 } else { 200 } * 1_000_000;
    let word = "image: x y\tz ";
    let filler = word.repeat(size / word.len());
    within(120, || {
        for (begin, end) in [
            ("a: '", "'\n"),
            ("{\"a\": \"", "\"}\n"),
            ("a: ", "\n"),
            ("", ""),
        ] {
            let long = [begin, &filler, end].concat();
            if let Err(error) = walk(long.as_bytes()) {
                assert_eq!(error.line(), 1, "{begin}: {error}");
            }
        }
    });
}

#[test]
fn a_text_in_a_text_in_a_text_ends() {
    let mut text = String::from("image: team/inner:1\nb: c\n");
    for _ in 0..40 {
        let indented: String = text.lines().map(|line| format!("  {line}\n")).collect();
        text = format!("x: |\n{indented}");
    }
    let stream = format!(
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  {}",
        text.replace('\n', "\n  ")
    );
    within(20, || {
        let report = walk(stream.as_bytes()).unwrap();
        assert!(report.find("team/inner:1").is_some());
    });
}

#[test]
fn noise_never_panics() {
    let pieces: [&[u8]; 26] = [
        b"a",
        b": ",
        b":",
        b"\n",
        b"\n  ",
        b"\n    ",
        b"- ",
        b"---\n",
        b"...",
        b"|\n",
        b">-\n",
        b"\"",
        b"'",
        b"{",
        b"}",
        b"[",
        b"]",
        b"image: a/b:1",
        b"&x ",
        b"*x",
        b"\t",
        b"\0",
        b"\xff",
        "é".as_bytes(),
        b"<<: ",
        b"\r\n",
    ];
    let mut chance = Chance::new(5);
    for _ in 0..20_000 {
        let count = 1 + chance.below(30);
        let stream: Vec<u8> = (0..count)
            .flat_map(|_| pieces[chance.below(pieces.len())].to_vec())
            .collect();
        let _ = walk(&stream);
    }
}
