{{ splitn "$" 2 "foo$bar$baz" | toJson }}
{{ splitn "$" 0 "foo$bar" | toJson }}
{{ splitn "$" -1 "foo$bar$baz" | toJson }}
{{ splitn "$" 1 "foo$bar" | toJson }}
{{ splitn "" 2 "abc" | toJson }}
{{ splitn "" 9 "abc" | toJson }}
{{ splitn "," 99 "a,b" | toJson }}
