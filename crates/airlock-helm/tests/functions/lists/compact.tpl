{{ compact (list 1 2 3) | toJson }}
{{ compact (list) | toJson }}
{{ compact (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ compact (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ compact (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ compact (until 3) | toJson }}
{{ compact (splitList "," "a,b,a") | toJson }}
{{ compact .Values.list | toJson }}
{{ compact (rest (list)) | toJson }}
{{ compact nil }}
{{ compact .x }}
{{ compact "abc" }}
{{ compact 5 }}
{{ compact (dict) }}
{{ compact true }}
{{ compact (until 4) | typeOf }}
{{ compact (list) | typeOf }}
