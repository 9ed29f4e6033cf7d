{{ sortAlpha (list "c" "a" "b" "B" "é" 10 9 nil true) }}
{{ sortAlpha nil }}
{{ sortAlpha "x" }}
{{ sortAlpha (dict "a" 1) }}
{{ sortAlpha (until 12) | toJson }}
{{ sortAlpha (list) | toJson }}
{{ keys (dict "b" 1 "a" 2) | sortAlpha | join "," }}
{{ sortAlpha 5 | typeOf }}
{{ sortAlpha (regexFindAll "x" "y" -1) | toJson }}
