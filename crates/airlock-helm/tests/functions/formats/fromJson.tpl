{{ fromJson "{}" | toJson }}
{{ fromJson "[]" | toJson }}
{{ fromJson "null" | toJson }}
{{ fromJson "1" | toJson }}
{{ fromJson "-0" | toJson }}
{{ fromJson "1e400" | toJson }}
{{ fromJson "true" | toJson }}
{{ fromJson "\"x\"" | toJson }}
{{ fromJson "{\"a\":[1,2.5,null,{\"b\":\"c\"}]}" | toJson }}
{{ fromJson "{\"a\":1e999,\"b\":2}" | toJson }}
{{ fromJson "[1e999]" | toJson }}
{{ fromJson "" | toJson }}
{{ fromJson "  " | toJson }}
{{ fromJson "{" | toJson }}
{{ fromJson "[1,]" | toJson }}
{{ fromJson "{\"a\":1,}" | toJson }}
{{ fromJson "{a:1}" | toJson }}
{{ fromJson "{\"a\" 1}" | toJson }}
{{ fromJson "nul" | toJson }}
{{ fromJson "tru" | toJson }}
{{ fromJson "+1" | toJson }}
{{ fromJson "01" | toJson }}
{{ fromJson "1." | toJson }}
{{ fromJson "1e" | toJson }}
{{ fromJson "\"\\x\"" | toJson }}
{{ fromJson "\"\\u12\"" | toJson }}
{{ fromJson "\"\\ud83d\\ude00\\ud800\"" | toJson }}
{{ fromJson "1 2" | toJson }}
{{ fromJson "{\"a\":1,\"a\":2}" | toJson }}
{{ fromJson "\"a\tb\"" | toJson }}
{{ fromJson "[\"'\",é]" | toJson }}
{{ fromJson 5 }}
{{ typeOf (fromJson "null") }}
{{ fromJson (printf "%s" (b64dec "Iv/Dqf8i")) | toJson }}
