{{ rest (list 1 2 3) | toJson }}
{{ rest (list) | toJson }}
{{ rest (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ rest (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ rest (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ rest (until 3) | toJson }}
{{ rest (splitList "," "a,b,a") | toJson }}
{{ rest .Values.list | toJson }}
{{ rest (rest (list)) | toJson }}
{{ rest nil }}
{{ rest .x }}
{{ rest "abc" }}
{{ rest 5 }}
{{ rest (dict) }}
{{ rest true }}
{{ rest (until 4) | typeOf }}
{{ rest (list) | typeOf }}
