{{ untilStep 3 6 2 }}
{{ untilStep 0 10 3 }}
{{ untilStep 6 3 -1 }}
{{ untilStep 0 3 0 | toJson }}
{{ untilStep 3 0 1 | toJson }}
{{ untilStep 0 3 -1 | toJson }}
{{ untilStep 3 3 1 | toJson }}
{{ untilStep 1 2 }}
