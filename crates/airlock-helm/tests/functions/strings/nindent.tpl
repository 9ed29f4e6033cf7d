{{ nindent 2 "a\nb\n\nc\n" }}
{{ nindent 0 "" }}
{{ nindent -1 "x" }}
{{ nindent 4 nil }}
{{ nindent 2 .x }}
