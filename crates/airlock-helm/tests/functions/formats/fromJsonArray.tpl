{{ fromJsonArray "{}" | toJson }}
{{ fromJsonArray "[]" | toJson }}
{{ fromJsonArray "null" | toJson }}
{{ fromJsonArray "1" | toJson }}
{{ fromJsonArray "-0" | toJson }}
{{ fromJsonArray "1e400" | toJson }}
{{ fromJsonArray "true" | toJson }}
{{ fromJsonArray "\"x\"" | toJson }}
{{ fromJsonArray "{\"a\":[1,2.5,null,{\"b\":\"c\"}]}" | toJson }}
{{ fromJsonArray "{\"a\":1e999,\"b\":2}" | toJson }}
{{ fromJsonArray "[1e999]" | toJson }}
{{ fromJsonArray "" | toJson }}
{{ fromJsonArray "  " | toJson }}
{{ fromJsonArray "{" | toJson }}
{{ fromJsonArray "[1,]" | toJson }}
{{ fromJsonArray "{\"a\":1,}" | toJson }}
{{ fromJsonArray "{a:1}" | toJson }}
{{ fromJsonArray "{\"a\" 1}" | toJson }}
{{ fromJsonArray "nul" | toJson }}
{{ fromJsonArray "tru" | toJson }}
{{ fromJsonArray "+1" | toJson }}
{{ fromJsonArray "01" | toJson }}
{{ fromJsonArray "1." | toJson }}
{{ fromJsonArray "1e" | toJson }}
{{ fromJsonArray "\"\\x\"" | toJson }}
{{ fromJsonArray "\"\\u12\"" | toJson }}
{{ fromJsonArray "\"\\ud83d\\ude00\\ud800\"" | toJson }}
{{ fromJsonArray "1 2" | toJson }}
{{ fromJsonArray "{\"a\":1,\"a\":2}" | toJson }}
{{ fromJsonArray "\"a\tb\"" | toJson }}
{{ fromJsonArray "[\"'\",é]" | toJson }}
{{ fromJsonArray 5 }}
{{ typeOf (fromJsonArray "null") }}
{{ fromJsonArray (printf "%s" (b64dec "Iv/Dqf8i")) | toJson }}
