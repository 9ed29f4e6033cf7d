{{ ago now }}
{{ ago nil }}
{{ ago "x" }}
{{ regexMatch "^[0-9]+h[0-9]+m[0-9]+s$" (ago 0) }}
{{ regexMatch "^[0-9]+h" (ago (toDate "2006-01-02T15:04:05Z" "2024-02-29T13:07:09Z")) }}
{{ ago }}
