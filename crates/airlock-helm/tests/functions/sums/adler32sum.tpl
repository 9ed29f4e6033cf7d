{{ adler32sum "a" }}
{{ adler32sum "" }}
{{ adler32sum "héllo" }}
{{ adler32sum "abcde" }}
{{ adler32sum (b64dec "/w==") }}
{{ adler32sum 5 }}
{{ adler32sum nil }}
{{ adler32sum (repeat 100 "x") }}
