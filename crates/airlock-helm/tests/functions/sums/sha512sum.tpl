{{ sha512sum "a" }}
{{ sha512sum "" }}
{{ sha512sum "héllo" }}
{{ sha512sum "abcde" }}
{{ sha512sum (b64dec "/w==") }}
{{ sha512sum 5 }}
{{ sha512sum nil }}
{{ sha512sum (repeat 100 "x") }}
