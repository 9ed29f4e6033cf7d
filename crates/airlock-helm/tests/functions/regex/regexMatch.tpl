{{ regexMatch "^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$" "test@acme.com" }}
{{ regexMatch "(" "x" }}
{{ regexMatch "" "" }}
{{ regexMatch "a" "b" }}
{{ regexMatch "(?i)K" "\u212a" }}
{{ regexMatch "^\\p{Greek}+$" "αβγ" }}
{{ regexMatch "^.$" (b64dec "/w==") }}
{{ regexMatch "\\bfoo\\b" "a foo b" }}
{{ regexMatch "^(?:a|b|ab)c$" "abc" }}
{{ regexMatch "a$" "a\n" }}
{{ regexMatch "(?m)a$" "a\n" }}
