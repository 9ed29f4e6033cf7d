{{ quote "a" 1 nil true }}
{{ quote }}
{{ quote nil }}
{{ quote "it's \"x\" \\ \n\t\x00 é \u2028 \U0001F600 \ufeff" }}
{{ quote (b64dec "/2E=") }}
{{ quote (list 1 "a") (dict "a" nil) }}
{{ quote 1.5 12345678.0 (int64 3) }}
{{ quote .x "b" }}
{{ quote "" }}
