{{ nospace "hello w o r l d" }}
{{ nospace "äöü" }}
{{ nospace "ä ö" }}
{{ nospace "" }}
{{ nospace " " }}
{{ nospace "a\u00a0b" }}
{{ nospace "à b" }}
