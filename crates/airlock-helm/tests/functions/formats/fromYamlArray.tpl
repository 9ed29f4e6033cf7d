{{ fromYamlArray "a: 1" | toJson }}
{{ fromYamlArray "a: [1, two, 3.5, null, yes, 0777, 0x1f]" | toJson }}
{{ fromYamlArray "a: {b: c}\nd: &x {e: f}\ng: *x\nh: {<<: *x, i: j}" | toJson }}
{{ fromYamlArray "" | toJson }}
{{ fromYamlArray "null" | toJson }}
{{ fromYamlArray "~" | toJson }}
{{ fromYamlArray "5" | toJson }}
{{ fromYamlArray "x" | toJson }}
{{ fromYamlArray "- 1\n- a: b" | toJson }}
{{ fromYamlArray "[1, {a: b}]" | toJson }}
{{ fromYamlArray "a: b: c" | toJson }}
{{ fromYamlArray "\ta: b" | toJson }}
{{ fromYamlArray "{" | toJson }}
{{ fromYamlArray "a: 1\na: 2" | toJson }}
{{ fromYamlArray "1: a\ntrue: b\nnull: c" | toJson }}
{{ fromYamlArray "a: .nan" | toJson }}
{{ fromYamlArray "a: 2001-01-01\nb: !!binary aGk=\nc: 1_000\nd: 1e3" | toJson }}
{{ fromYamlArray "a: |\n  x\n  y\n" | toJson }}
{{ fromYamlArray "# only" | toJson }}
{{ fromYamlArray "---\na: 1\n---\nb: 2" | toJson }}
{{ fromYamlArray "a: *nope" | toJson }}
{{ fromYamlArray "a: \"\\u00e9\"" | toJson }}
{{ fromYamlArray 5 }}
{{ typeOf (fromYamlArray "") }}
{{ fromYamlArray (b64dec "/w==") | toJson }}
