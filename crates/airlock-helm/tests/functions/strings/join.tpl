{{ join "," (list "a" 1 nil true 2.0) }}
{{ join "," "abc" }}
{{ join "-" (until 3) }}
{{ join "," nil }}|
{{ join "," 5 }}
{{ join "" (list "a" "b") }}
{{ splitList "," "a,b" | join "; " }}
{{ join 1 (list) }}
{{ join "," .x }}|
{{ join "," (dict "a" 1) }}
