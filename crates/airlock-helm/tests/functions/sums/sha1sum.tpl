{{ sha1sum "a" }}
{{ sha1sum "" }}
{{ sha1sum "héllo" }}
{{ sha1sum "abcde" }}
{{ sha1sum (b64dec "/w==") }}
{{ sha1sum 5 }}
{{ sha1sum nil }}
{{ sha1sum (repeat 100 "x") }}
