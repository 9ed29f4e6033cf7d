{{ b32dec "a" }}
{{ b32dec "" }}
{{ b32dec "héllo" }}
{{ b32dec "abcde" }}
{{ b32dec (b64dec "/w==") }}
{{ b32dec 5 }}
{{ b32dec nil }}
{{ b32dec "YQ==" }}
{{ b32dec "YQ" }}
{{ b32dec "YQ=\n=" }}
{{ b32dec "Y Q==" }}
{{ b32dec "YWI=x" }}
{{ b32dec "////" }}
{{ b32dec "Y===" }}
{{ b32dec "MFRGG===" }}
{{ b32dec "MFRGG" }}
{{ b32dec "mfrgg===" }}
{{ b32dec "M=======" }}
{{ b32dec "MFRA====" }}
{{ b32dec "MF\nRGG===" }}
