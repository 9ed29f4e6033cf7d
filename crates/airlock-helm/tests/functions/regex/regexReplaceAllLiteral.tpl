{{ regexReplaceAllLiteral "a(x*)b" "-ab-axxb-" "${1}" }}
{{ regexReplaceAllLiteral "[" "a" "x" }}
{{ regexReplaceAllLiteral "x*" "abxx" "-" }}
