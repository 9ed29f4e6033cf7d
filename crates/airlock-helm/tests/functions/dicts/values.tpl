{{ values (dict "a" 1) | toJson }}
{{ values (dict) | toJson }}
{{ values nil | toJson }}
{{ values (dict "a" 1) | typeOf }}
{{ values (dict "b" "x" "a" "y") | sortAlpha }}
{{ values (list) }}
