{{ wrapWith 5 "\t" "Hello World" }}
{{ wrapWith 3 "-" "HelloWorld" }}
{{ wrapWith 3 "" "Hello World" }}
{{ wrapWith 0 "|" "abc" }}
{{ wrapWith 4 "<br>" "a bb ccc dddd eeeee" }}
{{ wrapWith 1 "-" "a b" }}
