{{ splitList "$" "foo$bar$baz" | toJson }}
{{ splitList "" "aé漢" | toJson }}
{{ splitList "," "" | toJson }}
{{ splitList "" "" | toJson }}
{{ splitList "," ",a,," | toJson }}
{{ splitList "," "a" | typeOf }}
{{ splitList "ab" "xababy" | toJson }}
{{ splitList "" (b64dec "Yf9i") | len }}
