{{ mustRegexFindAll "a" "aaa" -1 | toJson }}
{{ mustRegexFindAll "[" "x" -1 }}
