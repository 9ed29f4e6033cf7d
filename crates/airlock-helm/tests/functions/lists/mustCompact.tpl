{{ mustCompact (list 1 2 3) | toJson }}
{{ mustCompact (list) | toJson }}
{{ mustCompact (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ mustCompact (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ mustCompact (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ mustCompact (until 3) | toJson }}
{{ mustCompact (splitList "," "a,b,a") | toJson }}
{{ mustCompact .Values.list | toJson }}
{{ mustCompact (rest (list)) | toJson }}
{{ mustCompact nil }}
{{ mustCompact .x }}
{{ mustCompact "abc" }}
{{ mustCompact 5 }}
{{ mustCompact (dict) }}
{{ mustCompact true }}
{{ mustCompact (until 4) | typeOf }}
{{ mustCompact (list) | typeOf }}
