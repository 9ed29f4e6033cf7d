{{ trunc 5 "hello world" }}
{{ trunc -5 "hello world" }}
{{ trunc 0 "hello" }}|
{{ trunc 100 "hello" }}
{{ trunc -100 "hello" }}
{{ trunc -5 "hello" }}
{{ trunc 1 "é" | b64enc }}
{{ trunc 63 "a" | trimSuffix "-" }}
{{ trunc "3" "hello" }}
{{ trunc -9223372036854775808 "ab" }}
