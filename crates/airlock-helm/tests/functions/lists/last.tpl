{{ last (list 1 2 3) | toJson }}
{{ last (list) | toJson }}
{{ last (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ last (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ last (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ last (until 3) | toJson }}
{{ last (splitList "," "a,b,a") | toJson }}
{{ last .Values.list | toJson }}
{{ last (rest (list)) | toJson }}
{{ last nil }}
{{ last .x }}
{{ last "abc" }}
{{ last 5 }}
{{ last (dict) }}
{{ last true }}
{{ last (until 4) | typeOf }}
{{ last (list) | typeOf }}
