{{ mustHas 4 (list 1 4) }}
{{ mustHas "4" (list 4) }}
{{ mustHas nil (list nil) }}
{{ mustHas 1 nil }}
{{ mustHas 1 .x }}
{{ mustHas "a" "abc" }}
{{ mustHas 1 (until 3) }}
{{ mustHas (dict "a" 1) (list (dict "a" 1)) }}
{{ mustHas 1.0 (list 1) }}
{{ mustHas "a" (splitList "," "a,b") }}
{{ mustHas 1 (dict) }}
