{{ concat (list 1) (list 2 3) (until 2) | toJson }}
{{ concat | toJson }}
{{ concat (list) | toJson }}
{{ concat (list) (list 1) | toJson }}
{{ concat nil }}
{{ concat (list) "a" }}
{{ concat (dict) }}
{{ concat (splitList "," "a") | typeOf }}
{{ concat (list 1) .x }}
