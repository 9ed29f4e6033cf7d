{{ mustFromJson "{}" | toJson }}
{{ mustFromJson "[]" | toJson }}
{{ mustFromJson "null" | toJson }}
{{ mustFromJson "1" | toJson }}
{{ mustFromJson "-0" | toJson }}
{{ mustFromJson "1e400" | toJson }}
{{ mustFromJson "true" | toJson }}
{{ mustFromJson "\"x\"" | toJson }}
{{ mustFromJson "{\"a\":[1,2.5,null,{\"b\":\"c\"}]}" | toJson }}
{{ mustFromJson "{\"a\":1e999,\"b\":2}" | toJson }}
{{ mustFromJson "[1e999]" | toJson }}
{{ mustFromJson "" | toJson }}
{{ mustFromJson "  " | toJson }}
{{ mustFromJson "{" | toJson }}
{{ mustFromJson "[1,]" | toJson }}
{{ mustFromJson "{\"a\":1,}" | toJson }}
{{ mustFromJson "{a:1}" | toJson }}
{{ mustFromJson "{\"a\" 1}" | toJson }}
{{ mustFromJson "nul" | toJson }}
{{ mustFromJson "tru" | toJson }}
{{ mustFromJson "+1" | toJson }}
{{ mustFromJson "01" | toJson }}
{{ mustFromJson "1." | toJson }}
{{ mustFromJson "1e" | toJson }}
{{ mustFromJson "\"\\x\"" | toJson }}
{{ mustFromJson "\"\\u12\"" | toJson }}
{{ mustFromJson "\"\\ud83d\\ude00\\ud800\"" | toJson }}
{{ mustFromJson "1 2" | toJson }}
{{ mustFromJson "{\"a\":1,\"a\":2}" | toJson }}
{{ mustFromJson "\"a\tb\"" | toJson }}
{{ mustFromJson "[\"'\",é]" | toJson }}
{{ mustFromJson 5 }}
{{ typeOf (mustFromJson "null") }}
{{ mustFromJson (printf "%s" (b64dec "Iv/Dqf8i")) | toJson }}
