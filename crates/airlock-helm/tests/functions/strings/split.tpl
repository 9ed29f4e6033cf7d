{{ $p := split "$" "foo$bar$baz" }}{{ $p._0 }}{{ $p._2 }}{{ $p._9 }}|
{{ split "," "" | toJson }}
{{ split "" "aé" | toJson }}
{{ split "," "a,b" | typeOf }}
{{ split "" "" | toJson }}
{{ (split "." "a.b").x }}|
{{ range $k, $v := split "/" "a/b/c" }}{{ $k }}={{ $v }};{{ end }}
{{ split "," nil }}
