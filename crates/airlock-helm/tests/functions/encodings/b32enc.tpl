{{ b32enc "a" }}
{{ b32enc "" }}
{{ b32enc "héllo" }}
{{ b32enc "abcde" }}
{{ b32enc (b64dec "/w==") }}
{{ b32enc 5 }}
{{ b32enc nil }}
{{ b32enc (repeat 100 "x") }}
