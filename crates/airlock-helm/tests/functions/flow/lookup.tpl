{{ lookup "v1" "Secret" "ns" "name" | toJson }}
{{ lookup "v1" "Secret" "" "" | typeOf }}
{{ (lookup "v1" "Secret" "a" "b").data }}|
{{ lookup "v1" }}
{{ if lookup "v1" "Secret" "a" "b" }}x{{ else }}y{{ end }}
