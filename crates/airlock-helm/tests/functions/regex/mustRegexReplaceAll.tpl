{{ mustRegexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }}
{{ mustRegexReplaceAll "(" "a" "x" }}
