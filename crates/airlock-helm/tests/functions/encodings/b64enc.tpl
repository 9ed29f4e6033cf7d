{{ b64enc "a" }}
{{ b64enc "" }}
{{ b64enc "héllo" }}
{{ b64enc "abcde" }}
{{ b64enc (b64dec "/w==") }}
{{ b64enc 5 }}
{{ b64enc nil }}
{{ b64enc (repeat 100 "x") }}
