//! The mark of randomness travels with values, through containers, calls and conditions.

use super::machine::run;

/// The output with the marked ranges in brackets.
fn marked(source: &str) -> String {
    let ran = run(source);
    ran.result.expect("no error");
    let mut text = String::from_utf8(ran.output).expect("text");
    for range in ran.trace.marked.iter().rev() {
        text.insert(range.end, ']');
        text.insert(range.start, '[');
    }
    text
}

#[test]
fn nothing_is_marked_without_randomness() {
    assert_eq!(marked("a {{ .name }} {{ show 1 }}"), "a x 1");
}

#[test]
fn what_a_source_gives_is_marked() {
    assert_eq!(marked("a {{ random }} b"), "a [rrr] b");
    assert_eq!(
        marked("a {{ random | printf \"%s!\" }} {{ .name }}"),
        "a [rrr!] x"
    );
}

#[test]
fn variables_carry_the_mark() {
    assert_eq!(
        marked("{{ $x := random }}{{ $y := 1 }}{{ $x }}{{ $y }}"),
        "[rrr]1"
    );
    assert_eq!(marked("{{ $x := random }}{{ $x = 1 }}{{ $x }}"), "1");
}

#[test]
fn keys_carry_the_mark_and_others_do_not() {
    let source = "{{ $d := dict \"a\" random \"b\" 1 }}{{ $d.a }} {{ $d.b }} {{ show $d }}";
    assert_eq!(marked(source), "[rrr] 1 [map[a:rrr b:1]]");
    let source = "{{ $_ := set .map \"k\" random }}{{ .map.k }}{{ .name }}{{ index .map \"k\" }}";
    assert_eq!(marked(source), "[rrr]x[rrr]");
}

#[test]
fn templates_that_write_marked_text_are_marked() {
    let defines = "{{ define \"r\" }}({{ random }}){{ end }}{{ define \"p\" }}p{{ end }}";
    let source = format!("{defines}{{{{ include \"r\" . }}}} {{{{ include \"p\" . }}}}");
    assert_eq!(marked(&source), "[(rrr)] p");
    let source =
        format!("{defines}{{{{ template \"r\" . }}}} {{{{ tpl \"{{{{ random }}}}\" . }}}}");
    assert_eq!(marked(&source), "([rrr]) [rrr]");
}

#[test]
fn a_condition_marks_what_it_leads_to() {
    assert_eq!(marked("{{ if random }}a{{ .name }}{{ end }}b"), "[ax]b");
    assert_eq!(marked("a{{ if not random }}x{{ end }}b"), "a[]b");
    assert_eq!(
        marked("{{ $x := 1 }}{{ if random }}{{ $x = 2 }}{{ end }}{{ $x }}"),
        "[2]"
    );
    assert_eq!(
        marked("{{ range list 1 random }}{{ . }},{{ end }}c"),
        "[1,rrr,]c"
    );
    assert_eq!(
        marked("{{ with random }}{{ . }}{{ end }}{{ .name }}"),
        "[rrr]x"
    );
    assert_eq!(marked("{{ and random 1 }} {{ or 0 random }}"), "[1] [rrr]");
}
