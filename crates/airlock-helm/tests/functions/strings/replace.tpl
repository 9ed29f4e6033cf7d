{{ replace "a" "b" "banana" }}
{{ replace "" "-" "aé" }}
{{ replace "an" "" "banana" }}
{{ replace "x" "y" "banana" }}
{{ "I Am Henry VIII" | replace " " "-" }}
{{ replace "aa" "b" "aaaaa" }}
{{ replace "a" "a" "aaa" }}
{{ replace "" "x" "" }}
{{ replace "" "" "ab" }}
{{ replace "" "-" (b64dec "Yf9i") | b64enc }}
{{ replace 1 "" "x" }}
