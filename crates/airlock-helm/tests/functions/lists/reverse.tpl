{{ reverse (list 1 2 3) | toJson }}
{{ reverse (list) | toJson }}
{{ reverse (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ reverse (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ reverse (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ reverse (until 3) | toJson }}
{{ reverse (splitList "," "a,b,a") | toJson }}
{{ reverse .Values.list | toJson }}
{{ reverse (rest (list)) | toJson }}
{{ reverse nil }}
{{ reverse .x }}
{{ reverse "abc" }}
{{ reverse 5 }}
{{ reverse (dict) }}
{{ reverse true }}
{{ reverse (until 4) | typeOf }}
{{ reverse (list) | typeOf }}
