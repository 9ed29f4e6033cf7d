{{ indent 2 "a\nb\n\nc\n" }}
{{ indent 0 "a\nb" }}
{{ indent 4 "" }}
{{ indent -1 "x" }}
{{ indent 3 "\n" }}
{{ indent 2 "a\r\nb" }}
{{ "x" | indent 1 | quote }}
{{ indent "2" "x" }}
{{ indent (int64 2) "x" }}
