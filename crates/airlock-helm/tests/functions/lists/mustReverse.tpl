{{ mustReverse (list 1 2 3) | toJson }}
{{ mustReverse (list) | toJson }}
{{ mustReverse (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ mustReverse (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ mustReverse (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ mustReverse (until 3) | toJson }}
{{ mustReverse (splitList "," "a,b,a") | toJson }}
{{ mustReverse .Values.list | toJson }}
{{ mustReverse (rest (list)) | toJson }}
{{ mustReverse nil }}
{{ mustReverse .x }}
{{ mustReverse "abc" }}
{{ mustReverse 5 }}
{{ mustReverse (dict) }}
{{ mustReverse true }}
{{ mustReverse (until 4) | typeOf }}
{{ mustReverse (list) | typeOf }}
