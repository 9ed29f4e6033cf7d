{{ toStrings (list 1 "a" nil true 1.5) | toJson }}
{{ toStrings nil | toJson }}
{{ toStrings "a" | toJson }}
{{ toStrings 5 | toJson }}
{{ toStrings (until 3) | toJson }}
{{ toStrings (list) | toJson }}
{{ toStrings (dict "a" 1) | toJson }}
{{ toStrings (splitList "," "a,b") | typeOf }}
{{ toStrings (rest (list)) | toJson }}
{{ toStrings (regexFindAll "x" "y" -1) | toJson }}
