{{ regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }}
{{ regexReplaceAll "a(x*)b" "-ab-axxb-" "$1W" }}
{{ regexReplaceAll "a(x*)b" "-ab-axxb-" "$1" }}
{{ regexReplaceAll "(?P<first>\\w+) (?P<second>\\w+)" "hello world" "$second $first" }}
{{ regexReplaceAll "a*" "baac" "-" }}
{{ regexReplaceAll "" "ab" "-" }}
{{ regexReplaceAll "a" "a" "$$x$" }}
{{ regexReplaceAll "a" "a" "${x" }}
{{ regexReplaceAll "(" "a" "x" }}
{{ regexReplaceAll "(a)|(b)" "ab" "[$1|$2]" }}
{{ regexReplaceAll "[^a-z0-9]+" "Foo Bar_baz" "-" }}
{{ regexReplaceAll "(?i)[^a-z]" "FoO!" "" }}
{{ regexReplaceAll "\\W+" "a.b c" "_" }}
{{ regexReplaceAll "." (b64dec "Yf9i") "x" }}
{{ regexReplaceAll "a" (b64dec "Yf9i") "x" | b64enc }}
{{ regexReplaceAll "(?P<n>a)(?P<n>b)?" "aab" "${n}," }}
{{ regexReplaceAll "^" "ab" ">" }}
{{ regexReplaceAll "$" "ab" "<" }}
{{ regexReplaceAll "(?m)^" "a\nb" "> " }}
{{ regexReplaceAll "(a+)(b+)" "aabbab" "$2$1 " }}
