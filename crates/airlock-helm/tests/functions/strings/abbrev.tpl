{{ abbrev 5 "hello world" }}
{{ abbrev 3 "hello" }}
{{ abbrev 4 "hello" }}
{{ abbrev 20 "hello" }}
{{ abbrev -1 "x" }}
{{ abbrev 6 "äöüß" }}
{{ abbrev 5 "" }}
{{ abbrev "5" "x" }}
{{ abbrev 5 7 }}
{{ abbrev 5.5 "hello world" }}
