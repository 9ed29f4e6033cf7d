{{ mustRest (list 1 2 3) | toJson }}
{{ mustRest (list) | toJson }}
{{ mustRest (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ mustRest (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ mustRest (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ mustRest (until 3) | toJson }}
{{ mustRest (splitList "," "a,b,a") | toJson }}
{{ mustRest .Values.list | toJson }}
{{ mustRest (rest (list)) | toJson }}
{{ mustRest nil }}
{{ mustRest .x }}
{{ mustRest "abc" }}
{{ mustRest 5 }}
{{ mustRest (dict) }}
{{ mustRest true }}
{{ mustRest (until 4) | typeOf }}
{{ mustRest (list) | typeOf }}
