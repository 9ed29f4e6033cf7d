{{ regexFindAll "[2,4,6,8]" "123456789" -1 | toJson }}
{{ regexFindAll "a" "aaa" 2 | toJson }}
{{ regexFindAll "a" "aaa" 0 | toJson }}
{{ regexFindAll "z" "aaa" -1 | toJson }}
{{ regexFindAll "a*" "baac" -1 | toJson }}
{{ regexFindAll "" "aé" -1 | toJson }}
{{ regexFindAll "x" "x" -1 | typeOf }}
{{ regexFindAll "[" "x" -1 }}
{{ regexFindAll "\\w+" "a_b c-d é9" -1 | toJson }}
{{ range regexFindAll "." "ab" -1 }}<{{ . }}>{{ end }}
