{{ regexFind "[a-zA-Z][1-9]" "abcd1234" }}
{{ regexFind "z" "abc" }}|
{{ regexFind "(" "x" }}
{{ regexFind "(`" "x" }}
{{ regexFind "(\n" "x" }}
{{ regexFind "a*?b" "xaab" }}
{{ regexFind "(a|ab)(c|bcd)(d*)" "abcd" }}
{{ regexFind "(?U)a+" "aaa" }}
{{ regexFind "[^\\s]+$" "a b c" }}
