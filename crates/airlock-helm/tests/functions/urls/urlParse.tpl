{{ urlParse "http://user:p%20w@example.com:8080/a%2fb/c d?q=1&r=#frag" | toJson }}
{{ urlParse "mailto:a@b.c" | toJson }}
{{ urlParse "//host/path" | toJson }}
{{ urlParse "/only/path?x" | toJson }}
{{ urlParse "host:80" | toJson }}
{{ urlParse "foo" | toJson }}
{{ urlParse "" | toJson }}
{{ urlParse "http://[::1]:80/" | toJson }}
{{ urlParse "http://[::1" | toJson }}
{{ urlParse "http://a b/" | toJson }}
{{ urlParse "http://x:port/" | toJson }}
{{ urlParse "%zz" | toJson }}
{{ urlParse "http://h/%zz" | toJson }}
{{ urlParse ":x" | toJson }}
{{ urlParse "http://h?" | toJson }}
{{ urlParse "http://h#" | toJson }}
{{ urlParse "a:b:c" | toJson }}
{{ urlParse "HTTP://H/P" | toJson }}
{{ urlParse "http://u@h" | toJson }}
{{ urlParse "http://é.com/ü" | toJson }}
{{ urlParse "http://h/\x00" | toJson }}
{{ urlParse "x://" | toJson }}
{{ urlParse "file:///etc/passwd" | toJson }}
{{ urlParse "http://[fe80::1%25en0]/" | toJson }}
{{ urlParse "postgres://a:1,b:2/db" | toJson }}
{{ urlParse "1:2" | toJson }}
{{ urlParse 5 }}
{{ typeOf (urlParse "x") }}
