{{ mustRegexMatch "a" "b" }}
{{ mustRegexMatch "(" "x" }}
{{ mustRegexMatch "a**" "x" }}
{{ mustRegexMatch "[z-a]" "x" }}
{{ mustRegexMatch "a{1001}" "x" }}
{{ mustRegexMatch "(?P<n>" "x" }}
{{ mustRegexMatch "\\8" "x" }}
{{ mustRegexMatch "(?=a)" "x" }}
{{ mustRegexMatch "(?<!a)" "x" }}
{{ mustRegexMatch "[[:foo:]]" "x" }}
{{ mustRegexMatch "\\p{Foo}" "x" }}
{{ mustRegexMatch "*" "x" }}
{{ mustRegexMatch ")" "x" }}
{{ mustRegexMatch "[a" "x" }}
{{ mustRegexMatch "a\\" "x" }}
{{ mustRegexMatch "(?i" "x" }}
{{ mustRegexMatch "((a{100}){100}){100}" "x" }}
{{ mustRegexMatch "(?P<a-b>x)" "x" }}
{{ mustRegexMatch "a{2,1}" "x" }}
{{ mustRegexMatch (repeat 1001 "(") "x" | len }}
{{ mustRegexMatch (print (repeat 1001 "(") (repeat 1001 ")")) "x" | len }}
