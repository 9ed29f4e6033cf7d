{{ has 4 (list 1 4) }}
{{ has "4" (list 4) }}
{{ has nil (list nil) }}
{{ has 1 nil }}
{{ has 1 .x }}
{{ has "a" "abc" }}
{{ has 1 (until 3) }}
{{ has (dict "a" 1) (list (dict "a" 1)) }}
{{ has 1.0 (list 1) }}
{{ has "a" (splitList "," "a,b") }}
{{ has 1 (dict) }}
