{{ mustLast (list 1 2 3) | toJson }}
{{ mustLast (list) | toJson }}
{{ mustLast (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ mustLast (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ mustLast (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ mustLast (until 3) | toJson }}
{{ mustLast (splitList "," "a,b,a") | toJson }}
{{ mustLast .Values.list | toJson }}
{{ mustLast (rest (list)) | toJson }}
{{ mustLast nil }}
{{ mustLast .x }}
{{ mustLast "abc" }}
{{ mustLast 5 }}
{{ mustLast (dict) }}
{{ mustLast true }}
{{ mustLast (until 4) | typeOf }}
{{ mustLast (list) | typeOf }}
