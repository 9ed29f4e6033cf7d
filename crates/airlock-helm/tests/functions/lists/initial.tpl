{{ initial (list 1 2 3) | toJson }}
{{ initial (list) | toJson }}
{{ initial (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ initial (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ initial (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ initial (until 3) | toJson }}
{{ initial (splitList "," "a,b,a") | toJson }}
{{ initial .Values.list | toJson }}
{{ initial (rest (list)) | toJson }}
{{ initial nil }}
{{ initial .x }}
{{ initial "abc" }}
{{ initial 5 }}
{{ initial (dict) }}
{{ initial true }}
{{ initial (until 4) | typeOf }}
{{ initial (list) | typeOf }}
