{{ mustFirst (list 1 2 3) | toJson }}
{{ mustFirst (list) | toJson }}
{{ mustFirst (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ mustFirst (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ mustFirst (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ mustFirst (until 3) | toJson }}
{{ mustFirst (splitList "," "a,b,a") | toJson }}
{{ mustFirst .Values.list | toJson }}
{{ mustFirst (rest (list)) | toJson }}
{{ mustFirst nil }}
{{ mustFirst .x }}
{{ mustFirst "abc" }}
{{ mustFirst 5 }}
{{ mustFirst (dict) }}
{{ mustFirst true }}
{{ mustFirst (until 4) | typeOf }}
{{ mustFirst (list) | typeOf }}
