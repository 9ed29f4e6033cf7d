{{ first (list 1 2 3) | toJson }}
{{ first (list) | toJson }}
{{ first (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ first (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ first (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ first (until 3) | toJson }}
{{ first (splitList "," "a,b,a") | toJson }}
{{ first .Values.list | toJson }}
{{ first (rest (list)) | toJson }}
{{ first nil }}
{{ first .x }}
{{ first "abc" }}
{{ first 5 }}
{{ first (dict) }}
{{ first true }}
{{ first (until 4) | typeOf }}
{{ first (list) | typeOf }}
