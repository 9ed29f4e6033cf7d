//! Where output came from.

use super::machine::run;

/// Offset, position and names of each segment, a line each.
fn segments(source: &str) -> Vec<String> {
    let ran = run(source);
    ran.result.expect("no error");
    let segments = ran.trace.segments.iter().map(|segment| {
        let names: Vec<_> = segment.names.iter().map(ToString::to_string).collect();
        let kind = if segment.is_text { "text" } else { "action" };
        let (offset, position) = (segment.output_offset, segment.position);
        format!("{offset} {kind} {position} {}", names.join(","))
    });
    segments.map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn texts_and_actions_of_the_file_are_told_in_order() {
    let source = "ab\n{{ .name }}c{{ if true }}d{{ range list 1 2 }}{{ . }}{{ end }}{{ end }}";
    let expected = [
        "0 text 0",
        "3 action 6",
        "4 text 14",
        "5 text 28",
        "6 action 52",
        "7 action 52",
    ];
    assert_eq!(segments(source), expected);
}

#[test]
fn templates_inside_are_named() {
    let source = "{{ define \"a\" }}A{{ include \"b\" . }}{{ end }}{{ define \"b\" }}B{{ end }}\
                  {{ include \"a\" . }}-{{ template \"b\" }}{{ tpl \"{{ include `b` . }}\" . }}";
    let lines = segments(source);
    let names: Vec<_> = lines
        .iter()
        .filter_map(|line| line.splitn(4, ' ').nth(3))
        .collect();
    assert_eq!(names, ["a,b", "b", "tpl,b"]);
    assert_eq!(
        lines.len(),
        4,
        "what other templates write has no segment: {lines:?}"
    );
}
