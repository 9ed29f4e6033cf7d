{{ wrap 5 "Hello World" }}
{{ wrap 10 "The quick brown fox jumps over" }}
{{ wrap 3 "Hello" }}
{{ wrap 0 "a b c" }}
{{ wrap -5 "a b" }}
{{ wrap 4 "  a  b  cccccc d " }}|
{{ wrap 5 "" }}|
{{ wrap 3 "äö üß" | b64enc }}
{{ wrap 80 "short" }}
{{ wrap 2 "a\nb c d" }}
