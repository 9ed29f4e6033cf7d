{{ repeat 3 "ab" }}
{{ repeat 0 "ab" }}
{{ repeat -1 "ab" }}
{{ "x" | repeat 2 }}
{{ repeat 5 "" }}
{{ repeat "2" "x" }}
