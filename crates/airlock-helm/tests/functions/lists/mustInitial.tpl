{{ mustInitial (list 1 2 3) | toJson }}
{{ mustInitial (list) | toJson }}
{{ mustInitial (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ mustInitial (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ mustInitial (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ mustInitial (until 3) | toJson }}
{{ mustInitial (splitList "," "a,b,a") | toJson }}
{{ mustInitial .Values.list | toJson }}
{{ mustInitial (rest (list)) | toJson }}
{{ mustInitial nil }}
{{ mustInitial .x }}
{{ mustInitial "abc" }}
{{ mustInitial 5 }}
{{ mustInitial (dict) }}
{{ mustInitial true }}
{{ mustInitial (until 4) | typeOf }}
{{ mustInitial (list) | typeOf }}
