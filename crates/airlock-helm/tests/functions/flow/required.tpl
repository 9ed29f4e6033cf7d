{{ required "m" "x" }}
{{ required "m" "" }}
{{ required "m" nil }}
{{ required "m" .x }}
{{ required "m" 0 }}
{{ required "m" false }}
{{ required "m" (list) }}
{{ required "m" (dict) | toJson }}
{{ .x | required "need x" }}
{{ required 1 "x" }}
