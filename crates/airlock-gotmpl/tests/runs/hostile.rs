//! Templates that would never end, grow without bound or nest without end.

use std::time::Instant;

use airlock_gotmpl::Limits;

use super::machine::{run, run_within};

/// The error of a template that is run on a small stack and may not take long; empty where there
/// is none.
fn error_of(source: impl Into<String>) -> String {
    let source = source.into();
    let run = move || {
        let start = Instant::now();
        let result = run_within(source, Limits::default()).result;
        let shown = result.map_or_else(|error| error.to_string(), |()| String::new());
        let took = start.elapsed();
        assert!(took.as_secs() < 8, "took {took:?}");
        shown
    };
    let thread = std::thread::Builder::new().stack_size(512 << 10).spawn(run);
    let shown = thread.expect("a thread").join().expect("no panic");
    let long = shown.len().saturating_sub(400);
    shown.chars().skip(long).collect()
}

#[test]
fn endless_includes_end() {
    let error = error_of("{{ define \"a\" }}{{ include \"a\" . }}{{ end }}{{ include \"a\" . }}");
    assert!(
        error.contains("executing \"a\" at <include \"a\" .>"),
        "{error}"
    );
}

#[test]
fn includes_in_a_ring_end() {
    let ring: String = (0..12)
        .map(|i| {
            let next = (i + 1) % 12;
            format!("{{{{ define \"t{i}\" }}}}{{{{ include \"t{next}\" . }}}}{{{{ end }}}}")
        })
        .collect();
    let error = error_of(ring + "{{ include \"t0\" . }}");
    assert!(
        error.contains("exceeded maximum depth of nested runs (10000)"),
        "{error}"
    );
}

#[test]
fn endless_templates_end() {
    let error = error_of("{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}");
    assert!(
        error.contains("exceeded maximum template depth (100000)"),
        "{error}"
    );
}

#[test]
fn endless_tpl_ends() {
    let error = error_of("{{ $_ := set .map \"t\" \"{{ tpl .map.t . }}\" }}{{ tpl .map.t . }}");
    assert!(
        error.contains("exceeded maximum depth of nested runs"),
        "{error}"
    );
}

#[test]
fn endless_ranges_end() {
    let error = error_of("{{ range 9223372036854775807 }}{{ end }}");
    assert!(error.contains("more than the limit"), "{error}");
    let nested = "{{ range 100000 }}".repeat(5) + "x" + &"{{ end }}".repeat(5);
    let error = error_of(nested);
    assert!(error.contains("more than the limit"), "{error}");
}

#[test]
fn doubling_ends() {
    let error = error_of("{{ $x := \"0123456789\" }}{{ range 99 }}{{ $x = print $x $x }}{{ end }}");
    assert!(error.contains("larger than the limit"), "{error}");
    let error = error_of("{{ $x := printf \"%999999d\" 1 }}{{ range 9999 }}{{ $x }}{{ end }}");
    assert!(error.contains("larger than the limit"), "{error}");
    let wide = format!("{{{{ printf {:?} 1 }}}}", "%999999[1]d".repeat(10_000));
    let error = error_of(wide);
    assert!(error.contains("larger than the limit"), "{error}");
}

#[test]
fn deep_nesting_does_not_end_the_thread() {
    let parens = "(".repeat(9_999) + ".name" + &")".repeat(9_999);
    let ran = run(&format!("{{{{ {parens} }}}}"));
    assert_eq!(ran.output, b"x");
    let parens = "(".repeat(10_001) + ".name" + &")".repeat(10_001);
    let error = error_of(format!("{{{{ {parens} }}}}"));
    assert!(error.contains("max expression depth exceeded"), "{error}");
    let ifs = "{{ if 1 }}".repeat(9_000) + "y" + &"{{ end }}".repeat(9_000);
    assert_eq!(run(&ifs).output, b"y");
    let error = error_of("{{ if 1 }}".repeat(50_000));
    assert!(error.contains("max nesting depth exceeded"), "{error}");
    let deep = "{{ $x := dict }}{{ range 200000 }}{{ $x = dict \"a\" $x }}{{ end }}{{ $x }}";
    let error = error_of(deep);
    assert!(error.contains("larger than the limit"), "{error}");
    let list = "{{ $x := list }}{{ range 200000 }}{{ $x = list $x }}{{ end }}{{ eq $x $x }}";
    assert!(error_of(list).contains("non-comparable"), "as in Go");
}

#[test]
fn cycles_are_printed_up_to_a_limit() {
    let error = error_of("{{ $_ := set .map \"me\" .map }}{{ .map }}");
    assert!(error.contains("larger than the limit"), "{error}");
}

#[test]
fn an_error_shows_the_line_and_the_chain() {
    let source =
        "a: 1\n{{ define \"in\" }}\n  b: {{ index nil 1 }}\n{{ end }}\nc: {{ include \"in\" . }}";
    let ran = run(source);
    let shown = format!("{:#}", ran.result.expect_err("an error"));
    let expected = "error calling index: index of untyped nil\n \
                    --> file:3:8\n  |\n3 |   b: {{ index nil 1 }}\n  |         ^\n  \
                    in file:5:6: include \"in\" .";
    assert_eq!(shown, expected);
}
