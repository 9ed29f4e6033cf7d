{{ fromYaml "a: 1" | toJson }}
{{ fromYaml "a: [1, two, 3.5, null, yes, 0777, 0x1f]" | toJson }}
{{ fromYaml "a: {b: c}\nd: &x {e: f}\ng: *x\nh: {<<: *x, i: j}" | toJson }}
{{ fromYaml "" | toJson }}
{{ fromYaml "null" | toJson }}
{{ fromYaml "~" | toJson }}
{{ fromYaml "5" | toJson }}
{{ fromYaml "x" | toJson }}
{{ fromYaml "- 1\n- a: b" | toJson }}
{{ fromYaml "[1, {a: b}]" | toJson }}
{{ fromYaml "a: b: c" | toJson }}
{{ fromYaml "\ta: b" | toJson }}
{{ fromYaml "{" | toJson }}
{{ fromYaml "a: 1\na: 2" | toJson }}
{{ fromYaml "1: a\ntrue: b\nnull: c" | toJson }}
{{ fromYaml "a: .nan" | toJson }}
{{ fromYaml "a: 2001-01-01\nb: !!binary aGk=\nc: 1_000\nd: 1e3" | toJson }}
{{ fromYaml "a: |\n  x\n  y\n" | toJson }}
{{ fromYaml "# only" | toJson }}
{{ fromYaml "---\na: 1\n---\nb: 2" | toJson }}
{{ fromYaml "a: *nope" | toJson }}
{{ fromYaml "a: \"\\u00e9\"" | toJson }}
{{ fromYaml 5 }}
{{ typeOf (fromYaml "") }}
{{ fromYaml (b64dec "/w==") | toJson }}
