{{ regexSplit "z+" "pizza" -1 | toJson }}
{{ regexSplit "a" "banana" 2 | toJson }}
{{ regexSplit "a" "banana" 0 | toJson }}
{{ regexSplit "a" "" -1 | toJson }}
{{ regexSplit "" "" -1 | toJson }}
{{ regexSplit "" "aé" -1 | toJson }}
{{ regexSplit "z*" "pizza" 3 | toJson }}
{{ regexSplit "(" "x" -1 }}
{{ regexSplit "\\s*,\\s*" "a , b,c" -1 | toJson }}
{{ regexSplit "a" "banana" 0 | typeOf }}
