{{ mustRegexReplaceAllLiteral "a(x*)b" "-ab-axxb-" "${1}" }}
{{ mustRegexReplaceAllLiteral "[" "a" "x" }}
