{{ uniq (list 1 2 3) | toJson }}
{{ uniq (list) | toJson }}
{{ uniq (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ uniq (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ uniq (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ uniq (until 3) | toJson }}
{{ uniq (splitList "," "a,b,a") | toJson }}
{{ uniq .Values.list | toJson }}
{{ uniq (rest (list)) | toJson }}
{{ uniq nil }}
{{ uniq .x }}
{{ uniq "abc" }}
{{ uniq 5 }}
{{ uniq (dict) }}
{{ uniq true }}
{{ uniq (until 4) | typeOf }}
{{ uniq (list) | typeOf }}
