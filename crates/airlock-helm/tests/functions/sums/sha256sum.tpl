{{ sha256sum "a" }}
{{ sha256sum "" }}
{{ sha256sum "héllo" }}
{{ sha256sum "abcde" }}
{{ sha256sum (b64dec "/w==") }}
{{ sha256sum 5 }}
{{ sha256sum nil }}
{{ sha256sum (repeat 100 "x") }}
