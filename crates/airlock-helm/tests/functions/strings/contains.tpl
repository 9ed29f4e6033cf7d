{{ contains "cat" "catch" }}
{{ contains "" "x" }}
{{ contains "x" "" }}
{{ contains 1 "1" }}
{{ contains "ö" "schön" }}
