{{ b64dec "a" }}
{{ b64dec "" }}
{{ b64dec "héllo" }}
{{ b64dec "abcde" }}
{{ b64dec (b64dec "/w==") }}
{{ b64dec 5 }}
{{ b64dec nil }}
{{ b64dec "YQ==" }}
{{ b64dec "YQ" }}
{{ b64dec "YQ=\n=" }}
{{ b64dec "Y Q==" }}
{{ b64dec "YWI=x" }}
{{ b64dec "////" }}
{{ b64dec "Y===" }}
{{ b64dec "MFRGG===" }}
{{ b64dec "MFRGG" }}
{{ b64dec "mfrgg===" }}
{{ b64dec "M=======" }}
{{ b64dec "MFRA====" }}
{{ b64dec "MF\nRGG===" }}
