{{ atoi "5" }}
{{ atoi "-5" }}
{{ atoi "+5" }}
{{ atoi "0x1F" }}
{{ atoi "1_000" }}
{{ atoi "99999999999999999999" }}
{{ atoi "-99999999999999999999" }}
{{ atoi "abc" }}
{{ atoi "" }}
{{ atoi " 5" }}
{{ atoi "5.0" }}
{{ atoi "007" }}
{{ atoi 5 }}
{{ atoi "5" | typeOf }}
