{{ mustUniq (list 1 2 3) | toJson }}
{{ mustUniq (list) | toJson }}
{{ mustUniq (list nil "" 0 "a" false (list) (dict) 1.5 0.0 nil "a") | toJson }}
{{ mustUniq (list 1 "1" 1.0 (int64 1) 1) | toJson }}
{{ mustUniq (list (dict "a" 1) (dict "a" 1) (list) (list)) | toJson }}
{{ mustUniq (until 3) | toJson }}
{{ mustUniq (splitList "," "a,b,a") | toJson }}
{{ mustUniq .Values.list | toJson }}
{{ mustUniq (rest (list)) | toJson }}
{{ mustUniq nil }}
{{ mustUniq .x }}
{{ mustUniq "abc" }}
{{ mustUniq 5 }}
{{ mustUniq (dict) }}
{{ mustUniq true }}
{{ mustUniq (until 4) | typeOf }}
{{ mustUniq (list) | typeOf }}
