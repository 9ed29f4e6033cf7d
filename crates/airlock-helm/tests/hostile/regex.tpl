{{ regexReplaceAll "" (repeat 100000 "a") (repeat 100000 "b") }}
{{ regexMatch "(x+x+)+y" (repeat 20000000 "x") }}
{{ regexFind "((a{0,30}){0,30}){0,1}b" (repeat 1000000 "a") }}
{{ mustRegexMatch (repeat 100000 "(") "x" }}
