{{ urlParse "http://user:p%20w@example.com:8080/a%2fb/c d?q=1&r=#frag" | urlJoin }}
{{ urlParse "mailto:a@b.c" | urlJoin }}
{{ urlParse "//host/path" | urlJoin }}
{{ urlParse "/only/path?x" | urlJoin }}
{{ urlParse "host:80" | urlJoin }}
{{ urlParse "foo" | urlJoin }}
{{ urlParse "" | urlJoin }}
{{ urlParse "http://[::1]:80/" | urlJoin }}
{{ urlParse "http://[::1" | urlJoin }}
{{ urlParse "http://a b/" | urlJoin }}
{{ urlParse "http://x:port/" | urlJoin }}
{{ urlParse "%zz" | urlJoin }}
{{ urlParse "http://h/%zz" | urlJoin }}
{{ urlParse ":x" | urlJoin }}
{{ urlParse "http://h?" | urlJoin }}
{{ urlParse "http://h#" | urlJoin }}
{{ urlParse "a:b:c" | urlJoin }}
{{ urlParse "HTTP://H/P" | urlJoin }}
{{ urlParse "http://u@h" | urlJoin }}
{{ urlParse "http://é.com/ü" | urlJoin }}
{{ urlParse "http://h/\x00" | urlJoin }}
{{ urlParse "x://" | urlJoin }}
{{ urlParse "file:///etc/passwd" | urlJoin }}
{{ urlParse "http://[fe80::1%25en0]/" | urlJoin }}
{{ urlParse "postgres://a:1,b:2/db" | urlJoin }}
{{ urlParse "1:2" | urlJoin }}
{{ urlJoin (dict) }}|
{{ urlJoin (dict "scheme" "http" "host" "h" "path" "p q/é" "query" "a=b c" "fragment" "f g" "userinfo" "u:p w") }}
{{ urlJoin (dict "scheme" "mailto" "opaque" "x@y") }}
{{ urlJoin (dict "path" "a:b/c") }}
{{ urlJoin (dict "host" 5) }}
{{ urlJoin (dict "host" nil) }}
{{ urlJoin (dict "host" (list)) }}
{{ urlJoin (dict "userinfo" "a%zz" "host" "h") }}
{{ urlJoin 5 }}
{{ urlJoin (dict "path" "*") }}
{{ urlJoin (dict "host" "h" "path" "x") }}
